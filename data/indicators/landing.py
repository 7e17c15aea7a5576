"""Pure: the day on which a figure reaches its goal, and how much it must move each month to reach it in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from data.calendar import last_day, shift
from data.indicators.pace import Frame, Goal, Point, decimal
from data.indicators.schedule import is_reached
from data.vocabulary import Direction

LONGEST = 60  # months ahead that a landing is looked for: what lies farther than five years is not said to a day
FINE = 9      # decimals of a day: coarser than the tail of a ratio, so that a whole day is not taken for a little more


@dataclass(frozen=True, slots=True)
class Landing:
    """达到日期 at the present pace and at both ends of the interval; None: not within LONGEST months. `reached`: the month since which it is met."""

    on: date | None
    earliest: date | None
    latest: date | None
    reached: str | None = None


def required(frame: Frame, origin: Point) -> Decimal | None:
    """What is left, per month to the goal's day (parts of a month by days); None once that day has come, or without a goal."""
    left = None if frame.goal is None else months_left(origin[0], frame.goal.on)
    if frame.goal is None or not left:
        return None
    return Decimal() if is_reached(frame.direction, origin[1], frame.goal.worth) else decimal((Fraction(frame.goal.worth) - Fraction(origin[1])) / left)


def months_left(period: str, on: date) -> Fraction:
    """Months from the end of a month to a day; 0 for its last day and every day before."""
    whole = 0
    while last_day(shift(period, whole + 1)) <= on:
        whole += 1
    begun = last_day(shift(period, whole))
    rest = Fraction((on - begun).days, (last_day(shift(period, whole + 1)) - begun).days)
    return max(Fraction(), whole + rest)


def reached_since(known: Sequence[Point], frame: Frame) -> str | None:
    """The first month of the last unbroken run that meets the goal."""
    since = None
    for period, worth in known:
        met = frame.goal is not None and is_reached(frame.direction, worth, frame.goal.worth)
        since = (since or period) if met else None
    return since


def crossing(period: str, worths: Sequence[Fraction], direction: Direction, goal: Goal) -> date | None:
    """The first day on which the line through the month ends has reached the goal; worths[0] is the end of `period`."""
    aim = Fraction(goal.worth)
    for ahead in range(1, len(worths)):
        before, after = worths[ahead - 1], worths[ahead]
        if is_reached(direction, decimal(after), goal.worth):
            since = last_day(shift(period, ahead - 1))
            days = (last_day(shift(period, ahead)) - since).days
            part = (aim - before) / (after - before) * days if after != before else Fraction()
            return since + timedelta(days=max(0, ceil(round(part, FINE))))
    return None
