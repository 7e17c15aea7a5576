"""Mornings that are begun again for each death."""

import shutil

import pytest

from data.store.engine import Store
from tests.databases import furnish, new_place
from tests.reliability import city


@pytest.fixture(scope="session")
def children(container):
    return city.Remembering(container)


@pytest.fixture(scope="session")
def morning_on_sqlite(children, tmp_path_factory):
    def make(door):
        folder = tmp_path_factory.mktemp("morning")
        kept, home = folder / "kept", folder / "home"
        home.mkdir()
        settings = city.settings_of(home, f"sqlite:///{home / 'chengji.db'}")
        fill(settings, children, city.MORNINGS[door])
        shutil.copytree(home, kept)
        return city.Morning(kept, home, settings.database_url, children, lambda: None)

    return make


def fill(settings, children, handed_in):
    def filled(store: Store) -> None:
        city.settle(store, children, settings)
        handed_in(store, settings)

    furnish(settings.database_url, filled).close()
    return filled


@pytest.fixture
def morning_on_postgresql(children, tmp_path_factory, postgres_url):
    def make(door):
        folder = tmp_path_factory.mktemp("morning")
        kept, home = folder / "kept", folder / "home"
        home.mkdir()
        with new_place(postgres_url, "once") as place:
            settings = city.settings_of(home, place)
            filled = fill(settings, children, city.MORNINGS[door])
        shutil.copytree(home, kept)
        spot = new_place(postgres_url, f"dying_{len(spots)}")
        place = spot.__enter__()
        spots.append(spot)

        def furnish_anew():
            drop(postgres_url, place)
            furnish(place, filled).close()

        return city.Morning(kept, home, place, children, furnish_anew)

    spots = []
    yield make
    for spot in spots:
        spot.__exit__(None, None, None)


def drop(postgres_url, place):
    from sqlalchemy.engine import make_url

    from tests.databases import statement

    statement(postgres_url, f"DROP DATABASE IF EXISTS {make_url(place).database} WITH (FORCE)")
