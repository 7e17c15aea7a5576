"""Levels of cells: fine enough to be looked at, few enough to be read."""

import pytest

from data.codes.beidou import PYRAMID
from data.indicators.grid_levels import CELLS, ROUGH, Bounds, columns, finest_level, level_for, middle, rows

CITY = Bounds(100, 30, 101, 31)


@pytest.mark.parametrize(("bounds", "zoom", "level"), [
    pytest.param(CITY, 8, "15m", id="the city from far: wide cells"),
    pytest.param(CITY, 12, "5m", id="too many finer cells for the box"),
    pytest.param(Bounds(100.5, 30.5, 100.52, 30.52), 16, "4s", id="a quarter"),
    pytest.param(Bounds(-180, -90, 180, 90), 18, "30m", id="the whole world, asked in bad faith"),
])
def test_the_level_fits_the_screen_and_the_box(bounds, zoom, level):
    assert level_for(bounds, zoom).name == level


@pytest.mark.parametrize(("most", "level"), [(CELLS, "4s"), (36, "4s"), (35, "20s"), (4, "20s"), (3, "1m"), (0, "30m")])
def test_the_finest_level_has_at_most_so_many_cells(most, level):
    assert finest_level(Bounds(100.5, 30.5, 100.506, 30.506), most).name == level


def test_a_box_touches_the_cells_of_its_edges_and_no_cell_beyond_the_world():
    degree = PYRAMID[0]  # 30′ high, 30′ wide
    assert (columns(CITY, degree), rows(CITY, degree)) == ((560, 562), (240, 242))
    assert (columns(Bounds(-200, -95, 200, 95), degree), rows(Bounds(-200, -95, 200, 95), degree)) == ((0, 719), (0, 359))


def test_the_middle_of_a_cell_is_the_same_for_every_place_in_it():
    assert middle(100.5001, 30.5001) == middle(100.5050, 30.5050) == pytest.approx((100.5 + 10 / 3600, 30.5 + 10 / 3600))
    assert middle(100.5060, 30.5060, ROUGH) != middle(100.5050, 30.5050, ROUGH)
