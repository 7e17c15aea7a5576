"""Objects in areas: one by one or by cells, in the reader's scope and rounding; none is a number."""

import json

import pytest

from data.access.scope import Actor
from data.codes.region_shapes import RegionShapes
from data.errors import NotAllowed
from data.indicators import map_areas
from data.indicators.map_areas import AreaLevel, area_counts, area_level
from data.indicators.map_narrowed import Narrowed
from data.store.tables import Month
from data.vocabulary import MonthState, Role
from tests.city import JUNE
from tests.map_city import outlines

OFFICE, EAST, COMPANY, READER = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T"), Actor("r", Role.EVALUATOR)
GRIDS = ("990101001001001", "990101001001002")


@pytest.fixture
def session(ground_store):
    """Four poles of E at 100.5, 30.5 and a station of T beside them, all in the first grid cell and the first street."""
    with ground_store.write() as session:
        yield session


def regions(level):
    return RegionShapes(json.loads(outlines(level)))


def counted(session, level="grid", actor=OFFICE, codes=None, ledgers=("pole", "station"), **narrowed):
    found = regions(level)
    return area_counts(session, actor, Narrowed(ledgers, **narrowed), (found, codes or found.codes), JUNE)


@pytest.mark.parametrize(("level", "held"), [("grid", [5, 0]), ("community", [5]), ("street", [5, 0])])
def test_objects_are_counted_where_they_lie_and_nothing_is_a_number(session, level, held):
    found = counted(session, level)
    assert [counter.total() for counter in found.counts.values()] == held and not found.is_by_cells


def test_an_area_at_the_edge_of_the_view_is_counted_whole_and_others_are_left_out(session):
    found = counted(session, codes=GRIDS[:1])
    assert list(found.counts) == [GRIDS[0]] and found.counts[GRIDS[0]] == {"pole": 4, "station": 1}


def test_filters_and_scope_are_those_of_the_map(session):
    assert counted(session, only=("pole/status/在建",)).counts[GRIDS[0]] == {"pole": 1, "station": 1}
    assert counted(session, actor=EAST).counts[GRIDS[0]] == {"pole": 4}
    assert counted(session, ledgers=()).counts[GRIDS[0]] == {}
    with pytest.raises(NotAllowed):
        counted(session, actor=READER)


def test_a_sensitive_place_is_counted_at_the_middle_of_its_cell(session):
    """The middle of the station's 20″ cell, 100.5028, 30.5028, lies in neither grid cell, but in the community."""
    assert counted(session, actor=COMPANY).counts[GRIDS[0]] == {} and counted(session, actor=COMPANY).rounded == ("station",)
    assert counted(session, "community", COMPANY).counts["990101001001"] == {"station": 1}


@pytest.mark.parametrize(("read", "by_cells"), [(5, False), (4, True)], ids=["just enough", "too many"])
def test_many_objects_are_placed_by_their_cells(session, monkeypatch, read, by_cells):
    monkeypatch.setattr(map_areas, "READ", read)
    found = counted(session)
    assert found.is_by_cells is by_cells and found.counts[GRIDS[0]].total() == 5


@pytest.mark.parametrize(("pinned", "held"), [(0, 0), (1, 4)], ids=["before anything came", "after the poles"])
def test_a_published_month_counts_what_was_published(session, pinned, held):
    session.add(Month(period=JUNE, state=MonthState.PUBLISHED, version=1, pinned_seq=pinned, rule_version=1))
    session.flush()
    assert counted(session).counts[GRIDS[0]].total() == held


@pytest.mark.parametrize(("word", "level"), [("grid", AreaLevel.GRID), ("x", AreaLevel.DISTRICT), (None, AreaLevel.DISTRICT)])
def test_an_unknown_level_is_the_district(word, level):
    assert area_level(word) is level
