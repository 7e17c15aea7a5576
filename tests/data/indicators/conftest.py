"""A database with the small rule book, and ledgers handed in row by row."""

from datetime import datetime

import pytest

from data.store import rulebook
from tests.catalogue_builder import small_catalogue
from tests.databases import furnish

NOW = datetime(2023, 7, 1, 9, 0)


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", NOW)


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, adopted)
    yield opened
    opened.close()
