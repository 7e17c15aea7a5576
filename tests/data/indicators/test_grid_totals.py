"""Totals of all units: they say what the counts of the units say together, whatever came and went."""

import numpy as np
import pytest
from sqlalchemy import func, select

from data.codes.beidou import PYRAMID
from data.indicators import grid, grid_totals
from data.indicators.grid_levels import Bounds, columns, rows
from data.indicators.grid_view import NOW, Wanted, cells_in
from data.store.tables import GridTotal

CITY, COARSE = Bounds(100, 30, 101, 31), PYRAMID[:-1]


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def frame(*objects, unit="E", ledger="pole"):
    """Objects of (longitude, latitude, kind, status)."""
    return grid.listed((unit, ledger, kind, status, lng, lat) for lng, lat, kind, status in objects)


def move(session, old, new):
    grid.apply(session, grid.deltas(old, new))


def told(session, by, level=PYRAMID[0]):
    box = (level, columns(CITY, level), rows(CITY, level))
    return [(n, lng, lat, parts) for _, _, n, lng, lat, parts in grid_totals.cells(session, "pole", box, by)]


def test_objects_of_two_units_in_one_cell_are_one_row_told_apart_three_ways(session):
    move(session, frame(), frame((100.1, 30.1, "新建", "在建"), (100.2, 30.2, "改造", "在建")))
    move(session, frame(), frame((100.3, 30.3, "新建", "已建成"), unit="W"))
    assert [told(session, by) for by in ("kind", "status", "unit")] == [
        [(3, 300_600_000, 90_600_000, parts)] for parts in ({"改造": 1, "新建": 2}, {"在建": 2, "已建成": 1}, {"E": 2, "W": 1})]
    assert grid_totals.size(session, "pole") == 3


def test_a_part_of_which_nothing_is_left_is_not_told_and_an_empty_cell_goes(session):
    both = [(100.1, 30.1, "新建", "在建"), (100.2, 30.2, "改造", "已建成")]
    move(session, frame(), frame(*both))
    move(session, frame(both[0]), frame())
    assert [told(session, by)[0][-1] for by in ("kind", "status")] == [{"改造": 1}, {"已建成": 1}]
    move(session, frame(both[1]), frame())
    assert session.scalar(select(func.count()).select_from(GridTotal)) == 0
    assert grid_totals.size(session, "pole") == 0


def test_another_ledger_has_cells_of_its_own(session):
    move(session, frame(), frame((100.1, 30.1, "新建", "在建")))
    move(session, frame(ledger="sensor"), frame((100.1, 30.1, "摄像机", "在用"), ledger="sensor"))
    assert told(session, "kind") == [(1, 100_100_000, 30_100_000, {"新建": 1})]
    assert grid_totals.size(session, "sensor") == 1


def test_the_finest_level_has_no_totals(session):
    move(session, frame(), frame((100.1, 30.1, "新建", "在建")))
    assert set(session.scalars(select(GridTotal.level))) == {level.name for level in COARSE}


def test_cells_at_the_edge_of_a_box_belong_to_it_and_those_beyond_do_not(session):
    minute, places = PYRAMID[3], [(100.5 + n / 60, 30.5 + m / 60, "新建", "在建") for n in range(-2, 3) for m in range(-2, 3)]
    move(session, frame(), frame(*((lng + 0.001, lat + 0.001, *rest) for lng, lat, *rest in places)))
    (x, _), (y, _) = columns(Bounds(100.5, 30.5, 100.5, 30.5), minute), rows(Bounds(100.5, 30.5, 100.5, 30.5), minute)
    found = [cell[:2] for cell in grid_totals.cells(session, "pole", (minute, (x, x + 1), (y - 1, y)), "kind")]
    assert found == [(y - 1, x), (y - 1, x + 1), (y, x), (y, x + 1)]


@pytest.mark.parametrize("by", grid_totals.PARTS)
def test_whatever_comes_and_goes_they_agree_with_the_counts_of_the_units(session, by):
    random, standing = np.random.default_rng(7), {unit: [] for unit in ("E", "W", "N")}
    for step in range(12):
        unit = str(random.choice(list(standing)))
        places = zip(random.uniform(100.2, 100.4, 60).round(6), random.uniform(30.2, 30.4, 60).round(6), strict=True)
        new = [(lng, lat, str(random.choice(["新建", "改造", ""])), str(random.choice(["在建", "已建成"]))) for lng, lat in places]
        kept = standing[unit][: len(standing[unit]) // 2] if step % 3 else []
        move(session, frame(*standing[unit], unit=unit), frame(*kept, *new, unit=unit))
        standing[unit] = [*kept, *new]
        for level in COARSE:
            totals = cells_in(session, "pole", Wanted(("pole",), by=by), CITY, (level, NOW))
            assert totals == cells_in(session, "pole", Wanted(("pole",), by=by, units=tuple(standing)), CITY, (level, NOW))
            assert sum(cell.n for cell in totals) == sum(map(len, standing.values()))
