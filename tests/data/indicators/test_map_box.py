"""框选: what lies in a rectangle, in the reader's own scope and rounding, one by one or by cells, and never finer through narrow rectangles."""

import pytest

from data.access.scope import Actor
from data.codes.beidou import PYRAMID, cells
from data.errors import NotAllowed, NotFound
from data.indicators import map_box
from data.indicators.grid_levels import ROUGH, Bounds, middle
from data.indicators.map_box import count_in_box, rough_bounds, rows_in_box
from data.indicators.map_narrowed import Narrowed
from data.store.tables import Month
from data.vocabulary import MonthState, Role
from tests.city import JUNE

OFFICE, EAST, COMPANY, READER = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T"), Actor("r", Role.EVALUATOR)
ALL = Bounds(100, 30, 101, 31)
STATION = (100.50012, 30.50034)
BOTH = ("pole", "station")


@pytest.fixture
def session(ground_store):
    """Four poles of E at 100.5, 30.5 and one station of T beside them."""
    with ground_store.write() as session:
        yield session


def counted(session, bounds=ALL, actor=OFFICE, limit=100, **narrowed):
    return count_in_box(session, actor, Narrowed(**{"ledgers": BOTH, **narrowed}), bounds, JUNE, limit)


def taken(session, bounds=ALL, actor=OFFICE, **narrowed):
    return [(row.ledger, row.key, rounded) for row, rounded in rows_in_box(session, actor, Narrowed(**{"ledgers": BOTH, **narrowed}), bounds, JUNE)]


def around(lng, lat, degrees):
    return Bounds(lng - degrees, lat - degrees, lng + degrees, lat + degrees)


def test_counts_by_layer_status_and_unit(session):
    found = counted(session)
    assert (found.total, found.layers) == (5, [("pole", 4), ("station", 1)])
    assert found.statuses == [(("pole", "已建成"), 3), (("pole", "在建"), 1), (("station", "已建成"), 1)]
    assert found.units == [("E", 4), ("T", 1)] and (found.is_by_cells, found.rounded, found.version) == (False, (), 0)


def test_the_objects_are_those_that_were_counted(session):
    assert taken(session) == [("pole", f"k{n}", False) for n in (1, 2, 3, 4)] + [("station", "s1", False)]
    assert taken(session, only=("pole/status/在建",), ledgers=("pole",)) == [("pole", "k4", False)]


@pytest.mark.parametrize(("bounds", "n"), [
    (Bounds(100.5, 30.5, 100.6, 30.6), 4), (Bounds(100.4, 30.4, 100.5, 30.5), 4),  # the edges belong to it
    (Bounds(100.500001, 30.4, 100.6, 30.6), 0), (Bounds(100.4, 30.4, 100.499999, 30.6), 0)])
def test_the_edges_belong_to_the_rectangle(session, bounds, n):
    assert counted(session, bounds, ledgers=("pole",)).total == n == len(taken(session, bounds, ledgers=("pole",)))


def test_filters_units_and_layers_are_those_of_the_map(session):
    assert counted(session, only=("pole/status/在建",)).layers == [("pole", 1), ("station", 1)]
    assert counted(session, unit="E").layers == [("pole", 4)] and counted(session, ledgers=()).total == 0


def test_a_unit_counts_its_own_and_readers_of_published_figures_none(session):
    assert counted(session, actor=EAST).units == [("E", 4)] and {row[0] for row in taken(session, actor=EAST)} == {"pole"}
    with pytest.raises(NotFound):
        counted(session, actor=EAST, unit="T")
    with pytest.raises(NotAllowed):
        counted(session, actor=READER)


def test_of_a_sensitive_layer_the_middle_of_the_cell_says_whether_it_is_inside(session):
    """The company's own station: a rectangle around the exact place finds it only if it holds the middle of its 20″ cell."""
    centre = middle(*STATION)
    assert counted(session, around(*centre, 0.0001), COMPANY).rounded == ("station",)
    assert taken(session, around(*centre, 0.0001), COMPANY) == [("station", "s1", True)]
    narrow = around(*STATION, 0.0001)
    assert counted(session, narrow, COMPANY).total == 0 and taken(session, narrow, COMPANY) == []
    assert counted(session, narrow).layers == [("station", 1)]  # for who sees exact places


@pytest.mark.parametrize(("bounds", "held"), [(around(*middle(100.5, 30.5), 0.0001), 1), (around(*middle(100.5, 30.5), 0.0083), 9),
                                              (around(100.5, 30.5, 0.0001), 0)])
def test_a_rectangle_becomes_the_cells_whose_middles_it_holds(bounds, held):
    rough = rough_bounds(bounds)
    n = 0 if rough is None else round((rough.east - rough.west) * (rough.north - rough.south) * 3600 * 3600 / (20 * 20))
    assert n == held
    if rough is not None:
        x, y = cells([rough.west + 1e-7, rough.east - 1e-7], [rough.south + 1e-7, rough.north - 1e-7], ROUGH.name)
        assert (x[1] - x[0] + 1) * (y[1] - y[0] + 1) == held and ROUGH is PYRAMID[-2]


@pytest.mark.parametrize("limit", [4, 5], ids=["too many", "just enough"])
def test_too_many_are_told_by_cells(session, limit):
    found = counted(session, limit=limit)
    assert found.is_by_cells is (limit < 5)
    assert (found.total, found.units, dict(found.statuses)[("pole", "在建")]) == (5, [("E", 4), ("T", 1)], 1)


def test_by_cells_the_rectangle_leaves_out_what_has_its_middle_elsewhere(session):
    assert counted(session, Bounds(100.500001, 30, 101, 31), limit=0, ledgers=("pole",)).total == 0


def test_a_published_month_counts_what_was_published(session):
    session.add(Month(period=JUNE, state=MonthState.PUBLISHED, version=1, pinned_seq=0, rule_version=1))
    session.flush()
    found = counted(session)
    assert (found.total, found.version) == (0, 1) and taken(session) == []  # published before anything had come in


def test_rows_come_a_piece_at_a_time(session, monkeypatch):
    monkeypatch.setattr(map_box, "READ", 2)
    assert len(taken(session)) == 5
