"""The demo's calendar: its year, its today, and the month ends that growth is told by."""

from datetime import date

import numpy as np

from data import calendar

FIRST_PERIOD, LAST_PERIOD = "2023-01", "2023-12"
TODAY = date(2023, 12, 20)
PERIODS = tuple(calendar.periods_between(FIRST_PERIOD, LAST_PERIOD))
NEVER = np.datetime64("2100-01-01")
EVER = np.datetime64("2000-01-01")


def periods(months: int) -> list[str]:
    """The last months of the year, up to the running one."""
    return list(PERIODS[-months:])


def month_ends() -> list[date]:
    """The eve of the year and the twelve month ends."""
    return [calendar.last_day(calendar.shift(FIRST_PERIOD, -1)), *(calendar.last_day(p) for p in PERIODS)]
