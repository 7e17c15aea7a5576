"""Where one test after the other has its SQLite database: a file of the run, whose engine knows the statements it has written."""

import pytest

from tests.databases import known_engine


def _spot(name):
    @pytest.fixture(scope="session", name=f"{name}_spot")
    def spot(tmp_path_factory):
        path = tmp_path_factory.mktemp(name) / "chengji.sqlite"
        with known_engine(f"sqlite:///{path}"):
            yield path
    return spot


def _place(name):
    @pytest.fixture(name=f"{name}_place")
    def place(request):
        """Address of a SQLite database that is not there yet; nothing is left of it afterwards."""
        path = request.getfixturevalue(f"{name}_spot")
        yield f"sqlite:///{path}"
        for left in path.parent.iterdir():
            left.unlink()
    return place


sqlite_spot, sqlite_place = _spot("sqlite"), _place("sqlite")
# The application of the run has its own: its test may have another database beside it.
application_spot, application_place = _spot("application"), _place("application")
