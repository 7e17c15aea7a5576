"""Pure: how fast a figure moves from month to month, and how far ahead of it the months to come may lie to either side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, combinations, pairwise
from math import ceil
from statistics import median

from data.vocabulary import Direction

LEVEL = 80    # percent of the months that the interval means to hold
LEAST = 4     # accepted months below which nothing is forecast
WINDOW = 6    # accepted months the pace is read from
TRIED = (1, 2, 3)  # months ahead that the method is tried on the past
# 0.9 quantiles of Student's t by degrees of freedom: four fifths lie between the two of them.
QUANTILES = {2: Fraction("1.886"), 3: Fraction("1.638"), 4: Fraction("1.533")}

Point = tuple[str, Decimal]              # (period, value); accepted months only, oldest first
Misses = Mapping[int, Sequence[Fraction]]  # months ahead → |actual − forecast| of the past


@dataclass(frozen=True, slots=True)
class Goal:
    """The milestone next due: its day and its target in the indicator's unit."""

    on: date
    worth: Decimal


@dataclass(frozen=True, slots=True)
class Frame:
    """What values are held against: a goal (None: followed only), which way is better, and the least and most there can be."""

    goal: Goal | None = None
    direction: Direction = Direction.UP
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    def within(self, worth: Fraction) -> Fraction:
        low = worth if self.minimum is None else max(worth, Fraction(self.minimum))
        return low if self.maximum is None else min(low, Fraction(self.maximum))


def month_number(period: str) -> int:
    return int(period[:4]) * 12 + int(period[5:])


def decimal(worth: Fraction) -> Decimal:
    return Decimal(worth.numerator) / Decimal(worth.denominator)


def pace(known: Sequence[Point]) -> Fraction:
    """近六个月月均增量, per month: the middle one of the monthly increases between any two of the last WINDOW accepted months (Theil–Sen).

    A single month that jumps does not move it, and it does not fall to zero where objects come in lumps, as the middle of single
    months would. Months that are missing in between are passed over by dividing by the months that really lie between.
    """
    recent = [(month_number(period), Fraction(worth)) for period, worth in known[-WINDOW:]]
    return median((high - low) / (until - since) for (since, low), (until, high) in combinations(recent, 2))


def never_back(known: Sequence[Point], direction: Direction) -> bool:
    """Has no month ever been worse than the accepted one before it?"""
    return all(after >= before if direction == Direction.UP else after <= before for (_, before), (_, after) in pairwise(known))


def straight(known: Sequence[Point], months: int) -> list[Fraction]:
    """The last accepted value carried on at the pace: 0, 1 … `months` months ahead."""
    start, per_month = Fraction(known[-1][1]), pace(known)
    return [start + per_month * ahead for ahead in range(months + 1)]


def half_widths(known: Sequence[Point], misses: Misses, months: int) -> list[Fraction]:
    """Half the interval 1, 2 … `months` ahead: the wider of how the months scatter and what the method missed by, never narrowing."""
    scatter = _scatter(known)
    return list(accumulate((max(scatter(ahead), _missed(misses, ahead)) for ahead in range(1, months + 1)), max))


def _scatter(known: Sequence[Point]) -> Callable[[int], Fraction]:
    """Months ahead → half the prediction interval of a walk with drift: t × s × √(h + h² ÷ span), s from the increments against the pace."""
    per_month = pace(known)
    rises = [(month_number(b) - month_number(a), Fraction(y) - Fraction(x)) for (a, x), (b, y) in pairwise(known[-WINDOW:])]
    variance = sum(((rise - per_month * gap) ** 2 / gap for gap, rise in rises), Fraction()) / (len(rises) - 1)
    span, quantile = sum(gap for gap, _ in rises), QUANTILES[len(rises) - 1]
    return lambda ahead: quantile * Fraction(decimal(variance * (ahead + Fraction(ahead**2, span))).sqrt())


def _missed(misses: Misses, ahead: int) -> Fraction:
    """What four fifths of the past errors stayed within: the ⌈0.8 (n + 1)⌉-th smallest (split conformal), of less than four the largest.

    Farther ahead than was tried it grows in proportion.
    """
    tried = max((h for h in TRIED if h <= ahead and misses.get(h)), default=None)
    if tried is None:
        return Fraction()
    ordered = sorted(misses[tried])
    rank = min(len(ordered), ceil(Fraction(LEVEL, 100) * (len(ordered) + 1)))
    return ordered[rank - 1] * Fraction(ahead, tried)
