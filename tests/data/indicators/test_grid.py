"""Counts per grid cell: exact differences, and views that read cells, not objects."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import func, select

from data.codes.beidou import PYRAMID
from data.indicators import grid
from data.indicators.grid import Bounds, Wanted
from data.indicators.grid_levels import CELLS
from data.store.tables import Entity, GridCount
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.hand_in import a_row, hand_in

CITY = Bounds(100, 30, 101, 31)
LEVELS = [level.name for level in PYRAMID]


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def frame(*places, unit="E", kind="新建", status="已建成"):
    return grid.listed((unit, "pole", kind, status, lng, lat) for lng, lat in places)


NOTHING = frame()


def changes(old, new):
    return grid.deltas(old, new).to_pandas()


def counts(session, level):
    g = GridCount
    return session.execute(select(g.y, g.x, g.n, g.sum_lng, g.sum_lat).where(g.level == level).order_by(g.y, g.x)).all()


def test_an_object_counts_once_on_each_of_the_six_levels():
    found = changes(NOTHING, frame((100.5, 30.5)))
    assert sorted(found["level"]) == sorted(LEVELS)
    assert set(found["n"]) == {1}
    assert set(found["sum_lng"]) == {100_500_000}


def test_a_level_agrees_with_the_cells_of_the_code():
    rng = np.random.default_rng(5)
    places = list(zip(rng.uniform(100, 101, 200).round(6), rng.uniform(30, 31, 200).round(6), strict=True))
    found = changes(NOTHING, frame(*places))
    lng, lat = np.array(places).T
    for level in LEVELS:
        x, y = grid.cells(lng, lat, level)
        wanted = pd.Series(1, index=pd.MultiIndex.from_arrays([y, x])).groupby(level=[0, 1]).sum()
        mine = found[found["level"] == level].set_index(["y", "x"])["n"].sort_index()
        assert mine.to_dict() == wanted.to_dict()


def test_an_object_that_stays_changes_nothing():
    assert changes(frame((100.5, 30.5)), frame((100.5, 30.5))).empty


def test_an_object_that_moves_leaves_one_cell_for_another_where_they_differ():
    found = changes(frame((100.5, 30.5)), frame((100.5001, 30.5)))
    assert found.groupby("level")["n"].sum().to_dict() == dict.fromkeys(LEVELS, 0)


def test_an_object_that_changes_status_keeps_its_cell():
    found = changes(frame((100.5, 30.5), status="在建"), frame((100.5, 30.5)))
    assert found[found["level"] == "4s"].set_index("status")["n"].to_dict() == {"在建": -1, "已建成": 1}


@pytest.mark.parametrize("place", [(None, None), (100.5, None), (float("nan"), 30.5), (181.0, 30.5)])
def test_an_object_without_a_place_counts_nowhere(place):
    assert changes(NOTHING, frame(place)).empty


def test_what_comes_and_goes_leaves_nothing(session):
    places = frame((100.1, 30.1), (100.123457, 30.5), (100.123457, 30.5), (Decimal("100.9"), 30.9))
    grid.apply(session, grid.deltas(NOTHING, places))
    assert sum(row.n for row in counts(session, "4s")) == 4
    grid.apply(session, grid.deltas(places, frame((100.1, 30.1))))
    assert [tuple(row)[2:] for row in counts(session, "30m")] == [(1, 100_100_000, 30_100_000)]
    grid.apply(session, grid.deltas(frame((100.1, 30.1)), NOTHING))
    assert session.scalar(select(func.count()).select_from(GridCount)) == 0


def test_units_are_kept_apart(session):
    for unit in ("E", "W"):
        grid.apply(session, grid.deltas(NOTHING, frame((100.1, 30.1), unit=unit)))
    assert [row.n for row in counts(session, "30m")] == [1, 1]
    assert [cell.n for cell in grid.view(session, Wanted(("pole",), cells_only=frozenset({"pole"})), CITY, 9).cells] == [2]


def test_counts_follow_the_rows_they_are_kept_for(session):
    pole = small_catalogue().ledger("pole")
    with grid.kept(session, "E", pole, ["1", "2"]):
        hand_in(session, "E", "pole", "2023-06", [a_row("1", lng=100.1, lat=30.1), a_row("2", lng=100.1, lat=30.1), a_row("3")])
    with grid.kept(session, "E", pole, ["1"]):
        session.execute(Entity.__table__.delete().where(Entity.key == "1"))
    assert [row.n for row in counts(session, "4s")] == [1]


def many(session, count):
    """Objects on a lattice of the city, counted and stored."""
    side = int(count ** 0.5)
    places = [(100.2 + 0.6 * n / side, 30.2 + 0.6 * m / side) for n in range(side) for m in range(side)]
    hand_in(session, "E", "pole", "2023-06", [a_row(str(n), kind="新建", lng=x, lat=y) for n, (x, y) in enumerate(places)])
    grid.apply(session, grid.deltas(NOTHING, frame(*places)))


def test_few_objects_are_shown_one_by_one(session):
    many(session, 100)
    seen = grid.view(session, Wanted(("pole",)), CITY, 10)
    assert (len(seen.points), seen.cells) == (100, [])


def test_many_objects_are_shown_as_cells_that_add_up(session):
    many(session, 2500)
    seen = grid.view(session, Wanted(("pole",)), CITY, 10)
    assert seen.points == []
    assert sum(cell.n for cell in seen.cells) == 2500
    assert len(seen.cells) <= CELLS
    assert all(100.2 <= cell.lng <= 100.8 and 30.2 <= cell.lat <= 30.8 for cell in seen.cells)
    assert {kind for cell in seen.cells for kind in cell.parts} == {"新建"}


def test_a_closer_look_shows_the_objects_in_the_box_only(session):
    many(session, 2500)
    box = Bounds(100.2, 30.2, 100.25, 30.25)
    seen = grid.view(session, Wanted(("pole",)), box, 15)
    assert 0 < len(seen.points) < 50
    assert all(box.west <= place.lng <= box.east and box.south <= place.lat <= box.north for place in seen.points)


def test_exact_places_are_kept_from_those_without_the_right(session):
    many(session, 4)
    seen = grid.view(session, Wanted(("pole",), cells_only=frozenset({"pole"})), Bounds(100.2, 30.2, 100.21, 30.21), 18)
    assert (seen.points, [cell.n for cell in seen.cells]) == ([], [1])
    assert [(round(cell.lng, 5), round(cell.lat, 5)) for cell in seen.cells] == [(100.20278, 30.20278)]  # the middle of 20″, not of the only object


@pytest.mark.parametrize(("wanted", "seen"), [
    ({"kinds": ("新建",)}, 1), ({"kinds": ("改造",)}, 1), ({"statuses": ("在建",)}, 0), ({"units": ("E",)}, 2), ({"units": ("W",)}, 0)])
def test_filters_choose_what_is_seen(session, wanted, seen):
    hand_in(session, "E", "pole", "2023-06", [a_row("1", kind="新建", lng=100.1, lat=30.1), a_row("2", kind="改造", lng=100.2, lat=30.2)])
    for kind, place in (("新建", (100.1, 30.1)), ("改造", (100.2, 30.2))):
        grid.apply(session, grid.deltas(NOTHING, frame(place, kind=kind)))
    assert len(grid.view(session, Wanted(("pole",), **wanted), CITY, 10).points) == seen
