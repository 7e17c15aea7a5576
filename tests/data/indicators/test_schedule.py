"""The planned curve, completion, gap and lights as truth tables."""

from datetime import date
from decimal import Decimal

import pytest

from data.catalogue.rules import LightRules
from data.indicators import schedule
from data.indicators.schedule import Standing, indicator_light
from data.vocabulary import Direction, FigureState, Light
from tests.catalogue_builder import small_catalogue

RULES = LightRules()
POLES = small_catalogue().indicator("P1")
D = Decimal


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param("2022-12-31", 0, id="before the start: the baseline"),
    pytest.param("2023-01-01", 0, id="on the start"),
    pytest.param("2023-04-01", 5, id="90 of 180 days"),
    pytest.param("2023-06-30", 10, id="on the first point"),
    pytest.param("2023-09-30", 15, id="92 of 184 days"),
    pytest.param("2023-12-31", 20, id="on the last point"),
    pytest.param("2024-01-01", 20, id="after the last point"),
])
def test_the_plan_is_straight_by_calendar_day(day, expected):
    assert schedule.planned(POLES, None, date.fromisoformat(day)) == expected


@pytest.mark.parametrize(("unit", "expected"), [(None, 10), ("E", 4), ("W", 6), ("T", None), (schedule.ANYONE, None)])
def test_city_and_units_have_their_own_plan(unit, expected):
    assert schedule.planned(POLES, unit, date(2023, 6, 30)) == expected


def test_without_a_start_nothing_is_planned_before_the_first_point():
    indicator = POLES.model_copy(update={"start": None})
    assert schedule.planned(indicator, None, date(2023, 6, 29)) is None
    assert schedule.planned(indicator, None, date(2023, 6, 30)) == 10


def test_an_uneven_plan_is_not_rounded():
    assert schedule.planned(POLES, None, date(2023, 1, 2)) == D(10) / 180


@pytest.mark.parametrize(("day", "done", "of", "gap", "light"), [
    pytest.param("2023-05-01", 17, 60, -10, Light.YELLOW, id="28.333… of 33.333…: −10 exactly"),
    pytest.param("2023-05-01", 17_000_001, 60_000_000, None, Light.GREEN, id="one of sixty millions above −10"),
    pytest.param("2023-05-01", 16_999_999, 60_000_000, None, Light.YELLOW, id="one below −10"),
    pytest.param("2023-03-02", 1, 60, -30, Light.YELLOW, id="1.666… of 16.666…: −30 exactly"),
    pytest.param("2023-03-02", 1_000_001, 60_000_000, None, Light.YELLOW, id="one above −30"),
    pytest.param("2023-03-02", 999_999, 60_000_000, None, Light.RED, id="one below −30"),
])
def test_the_boundaries_hold_for_plans_that_no_decimal_can_write(day, done, of, gap, light):
    """P2 is due 50 percent in 180 days: a plan rounded to six places would light the exact −10 green and the exact −30 red."""
    rate = small_catalogue().indicator("P2")
    found = schedule.gap_points(Direction.UP, D(100 * done) / of, schedule.planned(rate, None, date.fromisoformat(day)), D(50), D(0))
    assert gap is None or found == gap
    assert indicator_light(Standing(FigureState.OK, value=D(1), final=D(50), gap=found), RULES)[0] == light


@pytest.mark.parametrize(("day", "expected"), [
    pytest.param("2023-06-29", 10, id="before the milestone"),
    pytest.param("2023-06-30", 10, id="on the milestone"),
    pytest.param("2023-07-01", 20, id="after it: the next"),
    pytest.param("2024-06-30", 20, id="after the last: the last"),
])
def test_the_target_is_the_milestone_next_due(day, expected):
    assert schedule.target(POLES, None, date.fromisoformat(day)) == expected


def test_a_group_is_due_the_sum_of_its_units_amounts():
    assert schedule.together(schedule.planned, POLES, ["E", "W"], date(2023, 6, 30)) == 10


def test_a_group_shares_a_ratio_only_if_its_units_do():
    shared = small_catalogue().indicator("P2")
    points = [shared.points[0].model_copy(update={"all": None, "units": {"E": D(50), "W": D(60)}})]
    assert schedule.together(schedule.target, shared, ["E", "W"], date(2023, 6, 30)) == 50
    assert schedule.together(schedule.target, shared.model_copy(update={"points": points}), ["E", "W"], date(2023, 6, 30)) is None


@pytest.mark.parametrize(("direction", "value", "due", "base", "expected"), [
    pytest.param(Direction.UP, 5, 10, 0, D("0.5"), id="up"),
    pytest.param(Direction.UP, 5, 0, 0, None, id="up: no target to divide by"),
    pytest.param(Direction.DOWN, 40, 20, 60, D("0.5"), id="down: half the way fallen"),
    pytest.param(Direction.DOWN, 40, 20, None, None, id="down without a baseline"),
    pytest.param(Direction.UP, None, 10, 0, None, id="no value"),
])
def test_completion(direction, value, due, base, expected):
    value, due, base = (None if n is None else D(n) for n in (value, due, base))
    assert schedule.completion(direction, value, due, base) == expected


@pytest.mark.parametrize(("direction", "value", "planned", "due", "base", "expected"), [
    pytest.param(Direction.UP, 40, 50, 100, 0, -10, id="up, behind"),
    pytest.param(Direction.UP, 60, 50, 100, 0, 10, id="up, ahead"),
    pytest.param(Direction.DOWN, 40, 30, 20, 60, -50, id="down, behind: mirrored"),
    pytest.param(Direction.DOWN, 30, 40, 0, 100, 10, id="down to zero: by the baseline"),
    pytest.param(Direction.UP, 40, None, 100, 0, None, id="not planned"),
])
def test_gap_points(direction, value, planned, due, base, expected):
    numbers = (None if n is None else D(n) for n in (value, planned, due, base))
    assert schedule.gap_points(direction, *numbers) == expected


@pytest.mark.parametrize(("gap", "yellow_months", "light"), [
    pytest.param("0", 0, Light.GREEN, id="on plan"),
    pytest.param("-9.999999", 0, Light.GREEN, id="just above −10"),
    pytest.param("-10", 0, Light.YELLOW, id="−10 is yellow"),
    pytest.param("-30", 0, Light.YELLOW, id="−30 is yellow"),
    pytest.param("-30.000001", 0, Light.RED, id="just below −30"),
    pytest.param("-10", 1, Light.YELLOW, id="second month running"),
    pytest.param("-10", 2, Light.RED, id="third month running"),
    pytest.param("-9.99", 2, Light.GREEN, id="recovered after two"),
])
def test_light_by_gap(gap, yellow_months, light):
    standing = Standing(FigureState.OK, value=D(5), final=D(20), gap=D(gap), yellow_months=yellow_months)
    assert indicator_light(standing, RULES)[0] == light


@pytest.mark.parametrize(("gap", "is_yellow"), [
    ("-9.999999", False), ("-10", True), ("-30", True), ("-30.000001", False), (None, False)])
def test_both_boundaries_belong_to_the_yellow_band(gap, is_yellow):
    assert schedule.in_yellow(None if gap is None else D(gap), RULES) == is_yellow


@pytest.mark.parametrize(("standing", "light"), [
    pytest.param(Standing(FigureState.MISSING), Light.GREY, id="missing"),
    pytest.param(Standing(FigureState.NOT_APPLICABLE), None, id="not applicable"),
    pytest.param(Standing(FigureState.OK, value=D(5)), None, id="followed, not planned"),
    pytest.param(Standing(FigureState.OK, value=D(20), final=D(20), gap=D(-40)), Light.DONE, id="final target reached"),
    pytest.param(Standing(FigureState.OK, Direction.DOWN, D(20), D(20), D(-40)), Light.DONE, id="fallen to the final target"),
    pytest.param(Standing(FigureState.OK, Direction.DOWN, D(21), D(20), D(-40)), Light.RED, id="not yet fallen"),
    pytest.param(Standing(FigureState.OK, value=D(0), final=D(20), gap=D(-40)), Light.RED, id="zero is a value"),
])
def test_light_by_state(standing, light):
    assert indicator_light(standing, RULES)[0] == light


def test_the_reason_says_the_gap_with_a_real_minus():
    assert indicator_light(Standing(FigureState.OK, value=D(5), gap=D("-12.345")), RULES)[1] == "进度差 −12.35 个百分点，在 −30 至 −10 之间"


def bounded(low, high):
    return POLES.model_copy(update={"minimum": None if low is None else D(low), "maximum": None if high is None else D(high)})


@pytest.mark.parametrize(("low", "high", "value", "reported", "said"), [
    ("0", "100", "0", "100", ""), ("0", "100", "100", None, ""), ("0", "100", None, None, ""),
    ("0", "100", "100.01", "99", "存疑：核实数 100.01超出合理范围（0 至 100），请核对"),
    ("0", "100", "-0.5", "101", "存疑：核实数 −0.5、申报数 101超出合理范围（0 至 100），请核对"),
    ("0", "100", None, "120", "存疑：申报数 120超出合理范围（0 至 100），请核对"),
    ("1", None, "0.9", None, "存疑：核实数 0.9超出合理范围（不小于 1），请核对"),
    (None, "5", "5.1", None, "存疑：核实数 5.1超出合理范围（不大于 5），请核对"),
    (None, None, "-7", "1000000", ""),
])
def test_a_value_outside_the_plausible_ones_is_doubted_and_the_limits_are_not(low, high, value, reported, said):
    assert schedule.doubt(bounded(low, high), *(None if worth is None else D(worth) for worth in (value, reported))) == said
