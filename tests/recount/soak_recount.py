"""Every month of the demo city's year, counted again from the workbooks."""

import pytest

from data.demo import clock, year
from tests.recount.recount import City, differences


@pytest.fixture(scope="module")
def lived(new_doors, demo_book):
    doors = new_doors(demo_book)
    year.load(doors, months=12, objects=5000, seed=20230101, step=lambda done, total: None)
    return doors


@pytest.mark.parametrize("period", clock.periods(12))
def test_every_figure_of_the_month_is_what_the_workbooks_say(lived, period):
    assert list(differences(lived.settings.home, period, City())) == []
