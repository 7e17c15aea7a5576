"""A database with the small rule book, and ledgers handed in row by row."""

from datetime import datetime

import pytest

from data.store import rulebook
from data.store.engine import Store
from data.store.tables import Base
from tests.catalogue_builder import small_catalogue

NOW = datetime(2023, 7, 1, 9, 0)


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", NOW)
    yield opened
    opened.close()
