"""Where a figure is heading: refusals, landing days, intervals and the method's own past, on rows small enough to check by hand."""

from datetime import date
from decimal import Decimal

import pytest

from data.indicators.forecast import Refusal, Tried, forecast
from data.indicators.pace import Frame
from data.vocabulary import Direction
from tests.data.indicators.months import a_goal, months

GOAL = a_goal("2023-12-31", 100, minimum=0)


@pytest.mark.parametrize(("worths", "count"), [((), 0), ((1,), 1), ((1, 2, 3), 3), ((1, None, 2, None, 3), 3)])
def test_below_four_accepted_months_nothing_is_said(worths, count):
    found = forecast(months(*worths), GOAL)
    assert isinstance(found, Refusal)
    assert found.why == f"已有 {count} 个月被接受的数据，不足 4 个月，不作推算"


def test_the_fourth_accepted_month_is_enough_and_a_straight_line_lands_to_the_day():
    found = forecast(months(10, 20, 30, 40), GOAL)
    assert (found.months, found.origin, found.pace, found.required) == (4, "2023-04", 10, Decimal("7.5"))
    assert found.landing.on == found.landing.earliest == found.landing.latest == date(2023, 10, 31)
    assert [(s.period, s.value, s.low, s.high) for s in found.steps][:2] == [("2023-05", 50, 50, 50), ("2023-06", 60, 60, 60)]
    assert found.steps[-1].period == "2023-12"


@pytest.mark.parametrize(("worths", "frame"), [
    pytest.param((40, 40, 40, 40), GOAL, id="constant"),
    pytest.param((43, 42, 41, 40), GOAL, id="falling where it should rise"),
    pytest.param((1, 2, 3, 4), a_goal("2023-12-31", 0, Direction.DOWN), id="rising where it should fall"),
    pytest.param((10, 11, 12, 13), a_goal("2023-12-31", 1000), id="more than five years away"),
])
def test_what_does_not_move_towards_its_goal_does_not_land(worths, frame):
    landing = forecast(months(*worths), frame).landing
    assert (landing.on, landing.earliest, landing.latest, landing.reached) == (None, None, None, None)


def test_a_falling_indicator_lands_from_above_and_not_below_what_can_be():
    found = forecast(months(9, 8, 7, 6), a_goal("2023-12-31", 2, Direction.DOWN, minimum=0))
    assert (found.required, found.landing.on) == (Decimal("-0.5"), date(2023, 8, 31))
    assert [s.value for s in found.steps] == [5, 4, 3, 2, 1, 0, 0, 0]


def test_a_jump_moves_neither_the_pace_nor_the_interval_to_certainty():
    calm, jumped = forecast(months(10, 20, 30, 40, 50, 60), GOAL), forecast(months(10, 20, 30, 40, 50, 90), GOAL)
    assert (calm.pace, jumped.pace) == (10, 10)
    assert float(forecast(months(1, 5, 6, 12), GOAL).pace) == pytest.approx(43 / 12)  # the middle of 1, 2½, 3½, 3⅔, 4, 6
    assert jumped.steps[0].high - jumped.steps[0].value > 20 and calm.steps[0].high == calm.steps[0].low
    assert jumped.landing.earliest < jumped.landing.on and (jumped.landing.latest is None or jumped.landing.latest > jumped.landing.on)


def test_what_never_went_back_is_not_said_to_and_what_did_is():
    never, once, falls = (forecast(months(*worths), frame).steps[2] for worths, frame in (
        ((10, 20, 20, 60), GOAL), ((10, 20, 19, 60), GOAL), ((60, 20, 20, 10), a_goal("2023-12-31", 1, Direction.DOWN))))
    assert never.low == 60 < never.value < never.high
    assert once.low < 60
    assert falls.high == 10 > falls.value > falls.low


def test_what_is_reached_says_since_when_and_needs_nothing():
    found = forecast(months(70, 90, 100, 101), GOAL)
    assert (found.landing.reached, found.landing.on, found.required) == ("2023-03", None, 0)


def test_a_goal_whose_day_has_passed_still_has_a_landing_but_no_required_pace():
    found = forecast(months(10, 20, 30, 40), a_goal("2023-03-31", 50))
    assert (found.required, found.landing.on) == (None, date(2023, 5, 31))
    assert [s.period for s in found.steps] == ["2023-05", "2023-06", "2023-07"]


def test_without_a_goal_three_months_are_shown_and_nothing_lands():
    found = forecast(months(10, 20, 30, 40), Frame())
    assert (found.landing, found.required, len(found.steps)) == (None, None, 3)


def test_months_missing_in_between_are_passed_over_and_the_last_accepted_one_begins():
    found = forecast(months(10, None, 30, 40, 50, None), GOAL)
    assert (found.months, found.origin, found.used, found.pace) == (4, "2023-05", ("2023-01", "2023-03", "2023-04", "2023-05"), 10)
    assert found.steps[0] == type(found.steps[0])("2023-06", Decimal(60), Decimal(60), Decimal(60))


def test_a_share_ends_at_its_limit_but_lands_before_the_months_end():
    found = forecast(months(60, 69, 78, 87), a_goal("2023-12-31", 100, maximum=100))
    assert [s.value for s in found.steps][:3] == [96, 100, 100]
    assert found.landing.on == date(2023, 6, 14)  # 4 of 9 points: 13⅓ of 30 days


def test_a_goal_years_away_is_drawn_three_years_at_most_and_a_late_landing_one_year_after_it():
    assert len(forecast(months(10, 20, 30, 40), a_goal("2033-12-31", 5000)).steps) == 36
    assert forecast(months(10, 20, 30, 40), a_goal("2023-06-30", 500)).steps[-1].period == "2024-06"


# The past

def test_the_past_is_tried_as_if_it_were_not_known():
    """10 a month, then 20: asked in 04 it says 50 and 60, without any width, for 60 and 80; in 05, still at 10 a month, 70 for 80, but it
    has missed by 10 once."""
    found = forecast(months(10, 20, 30, 40, 60, 80), GOAL).record
    assert found.tried == (Tried(1, 2, Decimal(10)), Tried(2, 1, Decimal(20)), Tried(3, 0, None))
    assert (found.inside, found.judged) == (1, 3)


def test_a_straight_line_was_always_right():
    found = forecast(months(*range(10, 80, 10)), GOAL).record
    assert found.tried == (Tried(1, 3, Decimal(0)), Tried(2, 2, Decimal(0)), Tried(3, 1, Decimal(0)))
    assert (found.inside, found.judged, found.moved_days) == (6, 6, 0)


def test_how_far_the_landing_moved_is_told_in_days():
    """In 04 the line lands on 2023-10-31; the fifth month brings nothing, so that a month later the goal is farther off."""
    found = forecast(months(10, 20, 30, 40, 40), GOAL)
    assert found.landing.on > date(2023, 10, 31)
    assert found.record.moved_days == (found.landing.on - date(2023, 10, 31)).days
    assert (found.record.inside, found.record.judged) == (0, 1)  # 40 came where 50 was said, below an interval of no width


def test_nothing_is_compared_where_the_fourth_month_is_the_last():
    found = forecast(months(10, 20, 30, 40), GOAL).record
    assert found.tried == (Tried(1, 0, None), Tried(2, 0, None), Tried(3, 0, None))
    assert (found.inside, found.judged, found.moved_days) == (0, 0, None)


def test_an_interval_of_the_past_does_not_know_the_errors_that_came_after_it():
    """In 04 nothing scatters: an interval of no width, and all that differs lies outside, however large errors were later."""
    early = forecast(months(10, 20, 30, 40, 50, 60, 90), GOAL).record
    assert (early.inside, early.judged) == (3, 6)
