"""Two months of the demo city, counted again by a program that shares nothing with the product but the declarations."""

import pytest
from sqlalchemy import update

from data.demo import year
from data.store.tables import Measurement
from tests.data.demo.conftest import demo_book, new_doors  # noqa: F401 - fixtures
from tests.recount.recount import City, differences, stored

PERIODS = ("2023-11", "2023-12")


@pytest.fixture(scope="module")
def lived(new_doors, demo_book):  # noqa: F811
    doors = new_doors(demo_book)
    year.load(doors, months=2, objects=5000, seed=20230101, step=lambda done, total: None)
    return doors


@pytest.fixture(scope="module")
def city():
    return City()


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_is_what_the_workbooks_say(lived, city, period):
    assert list(differences(lived.settings.home, period, city)) == []


def test_it_is_the_whole_city_that_is_counted(lived, city):
    found = stored(lived.settings.home, "2023-11")
    assert {code for code, _, _ in found} == {i["code"] for i in city.indicators}
    assert len({unit for _, unit, _ in found}) > 20 and len({region for _, _, region in found}) > len(city.districts)
    assert sum(above or 0 for _, above, _, _ in found.values()) > 10_000
    assert {state for state, *_ in stored(lived.settings.home, "2023-12").values()} >= {"ok", "missing"}


@pytest.mark.parametrize(("changed", "said"), [({"numerator": 1}, "G01 全市 : stored ok"), ({"planned": 7}, "G01 全市 : stored plan 7"),
                                               ({"state": "missing", "numerator": None}, "G01 全市 : stored missing")])
def test_one_wrong_figure_is_found(lived, city, changed, said):
    with lived.store.write() as session:
        known = session.get(Measurement, ("", "G01", "", "2023-12", 0))
        right = {name: getattr(known, name) for name in changed}
        session.execute(update(Measurement).where(*_at(known)).values(**changed))
    try:
        (found,) = differences(lived.settings.home, "2023-12", city)
        assert said in found
    finally:
        with lived.store.write() as session:
            session.execute(update(Measurement).where(*_at(known)).values(**right))


def _at(known):
    return [getattr(Measurement, name) == getattr(known, name) for name in ("unit", "indicator", "region", "period", "version")]
