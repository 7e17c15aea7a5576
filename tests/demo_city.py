"""The demo city of the tests: the shipped rule book, one full-sized world made once, two months of it lived once, and empty homes to live it in."""

from datetime import datetime

import pytest

from data.catalogue.book import load_folder
from data.demo import year
from data.demo.world import build
from data.intake.take import Doors
from data.settings import RULE_BOOK, Settings
from data.store import rulebook
from data.store.engine import Store
from data.store.tables import Base

SEED = 20230101


@pytest.fixture(scope="session")
def demo_book():
    return load_folder(RULE_BOOK)


@pytest.fixture(scope="session")
def world(demo_book):
    return build(demo_book, 5000, SEED)


@pytest.fixture(scope="session")
def new_doors(container, tmp_path_factory):
    """Doors of a new, empty home under the given rule book, each time it is called."""
    opened = []

    def make(book):
        home = tmp_path_factory.mktemp("home")
        settings = Settings(home, f"sqlite:///{home / 'chengji.db'}")
        store = Store.open(settings.database_url)
        Base.metadata.create_all(store.engine)
        with store.write() as session:
            rulebook.adopt(session, book, year.FIRST_PERIOD, "test", datetime(2023, 1, 1))
        opened.append(store)
        return Doors(store, container, settings)

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="session")
def two_months(new_doors, demo_book):
    """The doors of a home in which the last two months were lived; who changes anything puts it back."""
    doors = new_doors(demo_book)
    year.load(doors, months=2, objects=5000, seed=SEED, step=lambda done, total: None)
    return doors
