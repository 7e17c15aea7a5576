"""Databases that a benchmark fills once and keeps in a folder, to be measured again: SQLite files, and a PostgreSQL of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from benchmarks.measure import alone
from data.store.engine import Store
from data.store.tables import Entity, GridCount
from tests.databases import beside, create, postgres_server, statement


@dataclass(frozen=True)
class Kept:
    """The databases of one kind in a folder; `server` is the maintenance database of the PostgreSQL there."""

    folder: Path
    server: str = ""

    def filled(self, name: str, fill: Callable[[str, int], None], objects: int) -> str:
        """The address of what `fill(address, objects)` makes in a process of its own; it has this name only when it is whole."""
        whole = f"{name}_{objects}"
        if not self._is_there(whole):
            begun = perf_counter()
            alone(fill, self._empty(f"{whole}_part"), objects)
            self._rename(f"{whole}_part", whole)
            print(f"{objects:,} objects stored in {perf_counter() - begun:.0f} s", flush=True)
        return self._address(whole)

    def _address(self, name: str) -> str:
        return beside(self.server, name) if self.server else f"sqlite:///{self._file(name)}"

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.db"

    def _is_there(self, name: str) -> bool:
        if not self.server:
            return self._file(name).exists()
        store = Store.open(self.server)
        with store.read() as session:
            found = session.scalar(text("SELECT COUNT(*) FROM pg_database WHERE datname = :name"), {"name": name})
        store.close()
        return bool(found)

    def _empty(self, name: str) -> str:
        if self.server:
            statement(self.server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            create(self.server, name)
        else:
            for left in self.folder.glob(f"{name}.db*"):
                left.unlink()
        return self._address(name)

    def _rename(self, name: str, whole: str) -> None:
        if self.server:
            statement(self.server, f"ALTER DATABASE {name} RENAME TO {whole}")
        else:
            self._file(name).rename(self._file(whole))


@contextmanager
def kept(kind: str, folder: Path) -> Iterator[Kept]:
    """What is kept of one kind of database; its PostgreSQL runs as long as the block."""
    here = folder / kind
    here.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kind == "sqlite":
        yield Kept(here)
        return
    with postgres_server(here) as server:
        yield Kept(here, server)


@contextmanager
def without_indexes(store: Store) -> Iterator[None]:
    """Building an index once over all rows is quicker than row by row, and it is the same index."""
    indexes = [index for table in (Entity, GridCount) for index in table.__table__.indexes]
    with store.write() as session:
        for index in indexes:
            index.drop(session.connection())
    yield
    with store.write() as session:
        for index in indexes:
            index.create(session.connection())
