"""What pages show of figures: scope, order, and months that are not yet published."""

from decimal import Decimal

import pytest

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.indicators.counted import Page
from data.indicators.detail import counted_page, curve, formula, indicator_detail, plan_line
from data.indicators.map_narrowed import Narrowed
from data.indicators.map_views import object_card, objects_in_view, parse_box
from data.indicators.publish import freeze
from data.indicators.views import (
    BETTER,
    WORSE,
    IndicatorLine,
    UnitStanding,
    asked_lines,
    asked_standings,
    city_lines,
    headline_codes,
    unit_lines,
    unit_standings,
)
from data.store.tables import Month
from data.vocabulary import Light, Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE
from tests.components.test_indicators import a_figure

LEADER, EAST, COMPANY, READER = (Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E"), Actor("company", Role.UNIT, "T"),
                                 Actor("reader", Role.EVALUATOR))


@pytest.fixture
def session(city_store):
    with city_store.read() as reading:
        yield reading


def test_the_citys_lines_count_the_lights_of_the_units_in_sight(session):
    of_leader, of_east = (next(line for line in city_lines(session, actor, JUNE) if line.figure.indicator == "P1") for actor in (LEADER, EAST))
    assert (of_leader.figure.value, of_leader.figure.reported, of_leader.figure.discrepancy) == (3, 5, 2)
    assert of_leader.lights == {Light.YELLOW: 1, Light.GREY: 1} and of_east.lights == {Light.YELLOW: 1}


def test_a_unit_is_measured_by_its_own_indicators(session):
    assert [line.figure.indicator for line in unit_lines(session, EAST, "E", JUNE)] == ["P1", "P2", "P3"]


def test_a_foreign_unit_has_no_lines_and_no_curve(session):
    for ask in (lambda: unit_lines(session, COMPANY, "E", JUNE), lambda: curve(session, COMPANY, "P1", "E", JUNE)):
        with pytest.raises(NotFound):
            ask()


def test_units_without_data_come_after_those_behind(session):
    assert [(s.unit, s.gap is None) for s in unit_standings(session, LEADER, JUNE)] == [("E", False), ("T", True), ("W", True)]
    assert [s.unit for s in unit_standings(session, EAST, JUNE)] == ["E"]


def test_a_published_month_is_for_readers_too(city_store):
    with city_store.write() as session:
        with pytest.raises(NotAllowed):
            city_lines(session, READER, JUNE)
        freeze(session, JUNE, 1)
        session.add(Month(period=JUNE, state="published", version=1, rule_version=1))
        session.flush()
        assert city_lines(session, READER, JUNE)[0].figure.value == 3


def test_an_indicator_opens_into_units_districts_and_curve(session):
    found = indicator_detail(session, LEADER, "P1", JUNE)
    assert [(name, f.value) for name, f in found.units] == [("东区", 3), ("西区", None)]
    assert dict(found.districts)["东区"].value == 3
    assert [f.value for _, f in found.curve.months] == [3] and found.curve.milestones[0][1] == 10


def test_the_plan_has_its_corners_and_its_milestones():
    indicator = small_catalogue().indicator("P1")
    assert [worth for _, worth in plan_line(indicator, None)] == [0, 10, 20]
    assert [worth for _, worth in plan_line(indicator, "E", milestones_only=True)] == [4, 8]


def test_the_formula_is_said_as_it_is_declared():
    book = small_catalogue()
    assert "应建底数台账中“应建数”之和" in formula(book, book.indicator("P2")) and formula(book, book.indicator("P2")).endswith("× 100")
    assert "按“站址编码”去重的个数" in formula(book, book.indicator("N1")) and "常住人口" in formula(book, book.indicator("N2"))


def test_rows_behind_a_figure_are_the_readers_own(session):
    assert len(counted_page(session, LEADER, "P1", None, JUNE, Page())[0]) == 3
    assert counted_page(session, COMPANY, "P1", None, JUNE, Page())[0] == []
    with pytest.raises(NotFound):
        counted_page(session, COMPANY, "P1", "E", JUNE, Page())


def test_the_headlines_are_the_first_planned_indicator_of_each_system():
    assert headline_codes(small_catalogue()) == ["P1"]


def test_change_is_against_the_month_before(session):
    line = city_lines(session, LEADER, JUNE)[0]
    assert line.before is None and line.change is None


def a_line(before, now, gaps=(None, None)):
    was, f = (a_figure(None if gap is None else Decimal(gap), light) for gap, light in zip(gaps, (before, now), strict=True))
    return IndicatorLine("杆柱", f, was, {})


@pytest.mark.parametrize(("before", "now", "turn"), [
    (Light.GREEN, Light.YELLOW, WORSE), (Light.YELLOW, Light.RED, WORSE), (Light.DONE, Light.RED, WORSE), (Light.RED, Light.YELLOW, BETTER),
    (Light.YELLOW, Light.DONE, BETTER), (Light.GREEN, Light.DONE, ""), (Light.RED, Light.RED, ""), (Light.GREY, Light.RED, ""),
    (Light.RED, Light.BLUE, ""), (None, Light.RED, ""), (Light.RED, None, "")])
def test_a_light_turns_by_how_bad_it_is(before, now, turn):
    assert a_line(before, now).turn == turn


def test_nothing_turned_without_a_month_before():
    alone = IndicatorLine("杆柱", a_figure(Decimal(-5), Light.RED), None, {})
    assert (alone.turn, alone.gap_change) == ("", None)
    assert a_line(Light.RED, Light.RED, ("-5", "-12.5")).gap_change == Decimal("-7.5") and a_line(None, None, (None, "1")).gap_change is None


@pytest.mark.parametrize(("words", "count"), [
    ({}, 2), ({"light": "red"}, 1), ({"light": "blue"}, 0), ({"turn": "worse"}, 1), ({"turn": "better"}, 0), ({"system": "杆柱", "turn": None}, 2),
    ({"system": "别的"}, 0)])
def test_lines_are_narrowed_as_the_address_says(words, count):
    assert len(asked_lines([a_line(Light.YELLOW, Light.RED), a_line(Light.GREEN, Light.GREEN)], words)) == count


@pytest.mark.parametrize(("words", "units"), [({}, "EW"), ({"light": "red"}, "E"), ({"light": "no such"}, ""), ({"group": "firm"}, "W")])
def test_units_are_narrowed_to_those_that_show_a_light(words, units):
    found = [UnitStanding("E", "东区", "district", "区", {Light.RED: 2}, None, {}), UnitStanding("W", "西区", "firm", "企业", {Light.RED: 0}, None, {})]
    assert "".join(u.unit for u in asked_standings(found, words)) == units


# The map

def test_an_object_shows_its_filled_cells_and_its_source(session):
    card = object_card(session, LEADER, ("pole", "E", "k1"), JUNE)
    assert (card.name, card.sheet, card.cell, card.receipt) == ("东1号杆", "台账", "C2", "R001")
    assert ("杆号", "k1") in card.facts and all(value for _, value in card.facts)


@pytest.mark.parametrize(("actor", "count"), [(LEADER, 4), (EAST, 4), (COMPANY, 0)])
def test_objects_in_view_are_the_readers_own(session, actor, count):
    found = objects_in_view(session, actor, Narrowed(("pole", "no-such")), (parse_box("100,30,101,31"), 16), JUNE)
    assert len(found.points) == count


def test_who_reads_published_figures_gets_no_objects(session):
    with pytest.raises(NotAllowed):
        objects_in_view(session, READER, Narrowed(("pole",)), (parse_box("100,30,101,31"), 16), JUNE)


@pytest.mark.parametrize("text", ["", "1,2,3,4,5", "x,1,2,3", "10,0,5,1", "0,0,0,91"])
def test_a_box_that_is_none_is_refused(text):
    with pytest.raises(GovernanceError):
        parse_box(text)


def test_the_box_is_read_in_its_order():
    box = parse_box("100.5,30,101,31")
    assert (box.west, box.south, box.east, box.north) == (100.5, 30, 101, 31)
