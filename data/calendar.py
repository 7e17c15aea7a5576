"""Months, working days and moments: Asia/Shanghai for business, UTC for storage."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from data.errors import GovernanceError

SHANGHAI = ZoneInfo("Asia/Shanghai")
Exceptions = Mapping[date, bool]  # date → is it a working day, for days that differ from Mon–Fri


def parse_period(text: str) -> str:
    """A period is 'YYYY-MM'; anything else is refused with a sentence."""
    if len(text) == 7 and text[4] == "-" and text[:4].isdigit() and text[5:].isdigit() and 1 <= int(text[5:]) <= 12 and text.isascii():
        return text
    raise GovernanceError(f"“{text}”不是月份，请写成 2023-06 的形式")


def first_day(period: str) -> date:
    return date(int(period[:4]), int(period[5:]), 1)


def last_day(period: str) -> date:
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def period_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


@lru_cache(maxsize=10_000)
def shift(period: str, months: int) -> str:
    index = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def periods_between(first: str, last: str) -> list[str]:
    """All periods from first to last, both included."""
    found: list[str] = []
    while first <= last:
        found.append(first)
        first = shift(first, 1)
    return found


def days_through(first: date, last: date) -> list[date]:
    """Every day from one to another, both included; none when the second is earlier."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def label(period: str) -> str:
    return f"{int(period[:4])}年{int(period[5:])}月"


def is_working_day(day: date, exceptions: Exceptions) -> bool:
    return exceptions.get(day, day.weekday() < 5)


def add_working_days(day: date, count: int, exceptions: Exceptions) -> date:
    """The count-th working day after `day` (negative: before); 0 gives the day itself."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, exceptions):
            day += step
    return day


def next_working_day(day: date, exceptions: Exceptions) -> date:
    """The day itself if one works on it, else the next working day (法定节假日顺延)."""
    while not is_working_day(day, exceptions):
        day += timedelta(days=1)
    return day


def working_days_late(due: date, done: date, exceptions: Exceptions) -> int:
    """Working days after `due` up to and including `done`; 0 when in time."""
    return sum(is_working_day(due + timedelta(days=n), exceptions) for n in range(1, (done - due).days + 1))


def utc(moment: datetime) -> datetime:
    """The moment as naive UTC, as it is stored; a naive moment is read as Shanghai time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return aware.astimezone(UTC).replace(tzinfo=None)


def local(stored: datetime) -> datetime:
    """A stored naive-UTC moment as Shanghai wall time."""
    return stored.replace(tzinfo=UTC).astimezone(SHANGHAI)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a business day in Shanghai."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)
