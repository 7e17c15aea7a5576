"""Days that are left, and the day a line reaches its goal: boundaries by the calendar."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from data.indicators.landing import crossing, months_left, reached_since, required
from data.indicators.pace import Frame, Goal
from data.vocabulary import Direction
from tests.data.indicators.months import a_goal, months


@pytest.mark.parametrize(("on", "expected"), [
    pytest.param("2023-05-31", 0, id="before"),
    pytest.param("2023-06-30", 0, id="the month's last day"),
    pytest.param("2023-07-01", Fraction(1, 31), id="the day after"),
    pytest.param("2023-07-30", Fraction(30, 31), id="a day short of a month"),
    pytest.param("2023-07-31", 1, id="one month"),
    pytest.param("2023-12-31", 6, id="six months"),
    pytest.param("2024-02-29", 8, id="over a leap day"),
])
def test_months_left_are_counted_by_their_ends(on, expected):
    assert months_left("2023-06", date.fromisoformat(on)) == expected


@pytest.mark.parametrize(("frame", "worth", "expected"), [
    pytest.param(a_goal("2023-12-31", 100), 40, 10, id="rising"),
    pytest.param(a_goal("2023-12-31", 0, Direction.DOWN), 12, -2, id="falling"),
    pytest.param(a_goal("2023-12-31", 100), 100, 0, id="reached"),
    pytest.param(a_goal("2023-06-30", 100), 40, None, id="the goal's day has come"),
    pytest.param(a_goal("2023-03-31", 100), 40, None, id="the goal's day has passed"),
    pytest.param(Frame(), 40, None, id="no goal"),
])
def test_what_is_required_is_what_is_left_by_month(frame, worth, expected):
    assert required(frame, ("2023-06", Decimal(worth))) == expected


@pytest.mark.parametrize(("worths", "aim", "expected"), [
    pytest.param((40, 50, 60), 60, "2023-08-31", id="on a month's end"),
    pytest.param((40, 50, 60), 50, "2023-07-31", id="on the first month's end"),
    pytest.param((0, 31), 1, "2023-07-01", id="one of 31 days"),
    pytest.param((0, 31), "1.01", "2023-07-02", id="a little more is the next day"),
    pytest.param((0, 30), 15, "2023-07-16", id="half of 31 days"),
    pytest.param((40, 40), 60, None, id="never"),
    pytest.param((40, 30), 60, None, id="the wrong way"),
])
def test_a_line_reaches_its_goal_on_a_day(worths, aim, expected):
    found = crossing("2023-06", [Fraction(w) for w in worths], Direction.UP, Goal(date(2023, 12, 31), Decimal(aim)))
    assert found == (None if expected is None else date.fromisoformat(expected))


def test_a_falling_line_reaches_its_goal_from_above():
    assert crossing("2023-06", [Fraction(9), Fraction(8), Fraction(3)], Direction.DOWN, Goal(date(2023, 12, 31), Decimal(3))) == date(2023, 8, 31)


@pytest.mark.parametrize(("worths", "expected"), [
    pytest.param((10, 20), None, id="not yet"),
    pytest.param((10, 30, 31), "2023-02", id="since the first"),
    pytest.param((10, 30, 29, 30), "2023-04", id="lost in between"),
    pytest.param((30, 30, 29), None, id="lost again"),
])
def test_a_goal_is_reached_since_the_last_unbroken_run(worths, expected):
    assert reached_since(months(*worths), a_goal("2023-12-31", 30)) == expected
