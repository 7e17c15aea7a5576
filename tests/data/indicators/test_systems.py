"""One system of the plan: its own figures only, the one furthest behind first, and no row that is not the reader's."""

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.indicators.figures import figures
from data.indicators.measure import measure
from data.indicators.systems import followed_codes, ledgers_of, system_names, system_view
from data.store import rulebook
from data.vocabulary import FigureState, Light, Role
from tests.catalogue_builder import INDICATORS, small_catalogue
from tests.city import JUNE
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in, poles

LEADER, EAST, READER = Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E"), Actor("reader", Role.EVALUATOR)
POLES = "智慧杆柱"
WITHOUT_REGION = INDICATORS + """
- {code: R1, name: 填报数, unit: 条, definition: 月报的行数, system: 月报, numerator: {aggregate: count, ledger: indicator_report}}
"""


@pytest.fixture
def handed(store):
    """East: three of eight poles, planned four. West: none of its ledgers. The company: its report only."""
    with store.write() as session:
        hand_in(session, "E", "pole", JUNE, poles("1", "2", "3"))
        hand_in(session, "E", "baseline", JUNE, [a_row("990101", status=None, due_count=8)])
        hand_in(session, "T", "indicator_report", JUNE, [a_row("N1", region=None, status=None, indicator="N1", closing="5")])
        measure(session, JUNE, NOW)
        yield session


def test_a_system_has_its_own_indicators_in_the_order_of_the_book(handed):
    view = system_view(handed, LEADER, POLES, JUNE)
    assert [line.figure.indicator for line in view.lines] == ["P1", "P2", "P3"] == [i.code for i in view.indicators]
    assert system_names(small_catalogue()) == [POLES, "5G"]


def test_units_stand_with_the_one_furthest_behind_first_and_those_without_data_last(handed):
    """P1 of the east: 3 of 4 due, 25 points behind; P2: 3 ÷ 8 = 37.5 of 50 due, the same 25 points."""
    east, west = system_view(handed, LEADER, POLES, JUNE).units
    assert (east.code, east.worst.gap_points, east.is_silent) == ("E", -25, False)
    assert (west.code, west.worst, west.is_silent) == ("W", None, True)


def test_districts_hold_what_stands_in_them(handed):
    view = system_view(handed, LEADER, POLES, JUNE)
    (east,) = [d for d in view.districts if d.code == "990101"]
    assert (east.name, east.figures["P1"].value, east.figures["P2"].value) == ("东区", 3, 37.5)


def test_the_lights_are_the_citys_and_the_late_ones_are_told_furthest_first(handed):
    """P1: 3 of 10 due, 70 points behind; P2 counts the east alone: 37.5 of 50."""
    view = system_view(handed, LEADER, POLES, JUNE)
    assert view.lights == {Light.RED: 1, Light.YELLOW: 1}
    assert [(f.indicator, f.gap_points) for f in view.behind] == [("P1", -70), ("P2", -25)]


def test_a_unit_finds_itself_only_and_the_whole_city(handed):
    view = system_view(handed, EAST, POLES, JUNE)
    assert [u.code for u in view.units] == ["E"] and view.lines[0].figure.value == 3


def test_a_system_that_is_not_in_the_book_is_not_found(handed):
    with pytest.raises(NotFound, match="没有“地铁”这个系统"):
        system_view(handed, LEADER, "地铁", JUNE)


def test_an_unpublished_month_is_not_for_readers_of_published_figures(handed):
    with pytest.raises(NotAllowed):
        system_view(handed, READER, POLES, JUNE)


def test_the_ledgers_are_those_counted_and_a_statistic_is_none():
    book = small_catalogue()
    by_system = {name: [ledger.code for ledger in ledgers_of(book, [i for i in book.indicators.values() if i.system == name])] for name in (POLES, "5G")}
    assert by_system == {POLES: ["pole", "baseline"], "5G": ["station"]}


def test_planned_indicators_are_drawn_before_the_others():
    book = small_catalogue()
    assert followed_codes([book.indicator(code) for code in ("P3", "N1", "P2", "P1")], 3) == ["P2", "P1", "P3"]


def test_what_is_not_handed_in_by_region_has_no_districts(store):
    """A zero in every district would be a figure that nobody stated."""
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(indicators=WITHOUT_REGION), "2023-01", "test", NOW)
        for unit in "EWT":
            hand_in(session, unit, "indicator_report", JUNE, [a_row("P1", region=None, status=None, indicator="P1", closing="5")])
        measure(session, JUNE, NOW)
        assert figures(session, JUNE, None, "R1")[0].value == 3 and figures(session, JUNE, None, "R1", region="*") == []
        assert not system_view(session, LEADER, "月报", JUNE).is_by_region
        assert {f.region: f.state for f in figures(session, JUNE, None, "P1", region="*")} == {}
        hand_in(session, "E", "pole", JUNE, poles("1"))
        measure(session, JUNE, NOW)
        assert {f.region: f.state for f in figures(session, JUNE, None, "P1", region="*")} == {"990101": FigureState.OK, "990102": FigureState.MISSING}
