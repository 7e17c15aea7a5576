"""Accepted months told by their values: None is a month that is not accepted."""

from datetime import date
from decimal import Decimal

from data.calendar import shift
from data.indicators.pace import Frame, Goal
from data.vocabulary import Direction


def months(*worths, first="2023-01"):
    return [(shift(first, n), Decimal(str(worth))) for n, worth in enumerate(worths) if worth is not None]


def a_goal(on, worth, direction=Direction.UP, **limits):
    return Frame(Goal(date.fromisoformat(on), Decimal(worth)), direction, **{name: Decimal(limit) for name, limit in limits.items()})
