"""June as trial, to read from or to change."""

import pytest

from tests.data.reports.month import open_month


@pytest.fixture
def store(sqlite_place):
    store = open_month(sqlite_place)
    yield store
    store.close()


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


@pytest.fixture(scope="module")
def june(tmp_path_factory):
    """One database for tests that only read."""
    store = open_month(f"sqlite:///{tmp_path_factory.mktemp('june') / 'chengji.sqlite'}")
    with store.read() as session:
        yield session
    store.close()
