"""A database with a rule book and nobody in it."""

from datetime import UTC, datetime

import pytest

from data.access.scope import Actor
from data.settings import Settings
from data.store.rulebook import adopt
from data.vocabulary import Role
from tests.databases import furnish
from tests.small_book import small_book

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ADMIN = Actor("root", Role.SYSTEM_ADMIN)
SECURITY = Actor("guard", Role.SECURITY_ADMIN)


def fresh_store(place):
    return furnish(place, adopted)


def adopted(store):
    with store.write() as session:
        adopt(session, small_book(), "2023-01", "test", NOW)


@pytest.fixture
def access_store(sqlite_place):
    store = fresh_store(sqlite_place)
    yield store
    store.close()


@pytest.fixture
def either_store(database_place):
    """The same on both databases."""
    store = fresh_store(database_place)
    yield store
    store.close()


@pytest.fixture
def house(home):
    return Settings(home=home, database_url="sqlite://", screen_addresses="10.0.0.9, 10.0.0.8")
