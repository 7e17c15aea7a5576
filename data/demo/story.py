"""The year as it happens: which file comes when, when a month is closed, what is put off, what is corrected."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from data import calendar
from data.catalogue.book import Catalogue
from data.demo.cast import EARLY_BIRDS, member
from data.demo.clock import FIRST_PERIOD, LAST_PERIOD, TODAY
from data.demo.objects import generator
from data.demo.slips import MISTAKES, Key, Slip, slips
from data.intake.due import deadline
from data.plan.due import steps
from data.vocabulary import Declaration

HOURS = ((9, 50), (10, 40), (14, 30), (16, 10))  # all files of a day come at one of them: every pass over the inbox costs
CLOSE_AFTER, PUBLISH_AFTER = 5, 3  # working days: after the deadline, after closing
STORY_SEED = 11
AGAINST_LAST_MONTH = {"listed_object_gone", "jump_within", "cumulative_never_falls", "opening_continues"}
# Never handed in.
NEVER: set[Key] = {("2023-08", "U46", "task_report"), ("2023-05", "U18", "coding_baseline"), ("2023-09", "U22", "coding_baseline"),
                   ("2023-10", "U18", "indicator_report"), ("2023-10", "U05", "task_report")}
# Signed instead of a file: nothing to report, or nothing changed since the month before.
SIGNED: dict[Key, Declaration] = {
    ("2023-02", "U45", "standard"): Declaration.UNCHANGED, ("2023-03", "U21", "compute"): Declaration.UNCHANGED,
    ("2023-04", "U01", "expert"): Declaration.ZERO, ("2023-06", "U08", "compute"): Declaration.UNCHANGED,
    ("2023-07", "U45", "standard"): Declaration.UNCHANGED, ("2023-08", "U21", "compute"): Declaration.UNCHANGED,
    ("2023-08", "U42", "fund"): Declaration.ZERO, ("2023-10", "U13", "scenario"): Declaration.UNCHANGED,
    ("2023-11", "U01", "expert"): Declaration.ZERO, ("2023-11", "U21", "compute"): Declaration.UNCHANGED}
OPERATORS = ("U31", "U32", "U33")
# A department sends a ledger that nobody asked it for: (month, sender, whose, ledger).
NOT_OWED = ("2023-03", "U41", "U43", "scene")


@dataclass(frozen=True)
class Delivery:
    """One file on its way: whose, what for, when, and what is wrong with it."""

    at: datetime
    unit: str
    ledger: str
    period: str
    cut_off: date
    attempt: int = 0
    mistake: str | None = None
    written_by: str | None = None  # another unit's ledger
    corrected: bool = False        # the month was opened again for it


@dataclass(frozen=True)
class Signed:
    """零报告 or 无变化 — signed on the page."""

    at: datetime
    unit: str
    ledger: str
    period: str
    kind: Declaration


@dataclass(frozen=True)
class Correction:
    """更正 — a published month opened again."""

    period: str
    unit: str
    ledger: str
    opened: date
    closed: date
    published: date
    reason: str


CORRECTION = Correction("2023-08", "U14", "pole", date(2023, 9, 21), date(2023, 9, 22), date(2023, 9, 26),
                        "现场抽查发现 2 根智慧杆柱尚未完工，单位申请更正 8 月台账")


def close_day(book: Catalogue, period: str) -> date:
    return calendar.add_working_days(_due(book, period), CLOSE_AFTER, book.supervision.exceptions)


def publish_day(book: Catalogue, period: str) -> date:
    return calendar.add_working_days(close_day(book, period), PUBLISH_AFTER, book.supervision.exceptions)


def _due(book: Catalogue, period: str) -> date:
    return deadline(book, book.ledger("task_report"), period)


def deliveries(book: Catalogue, period: str, first: str = FIRST_PERIOD) -> list[Delivery]:
    """All files of a month in the order in which they come; in the first one nothing can contradict a month before."""
    known = {k: s for k, s in slips(book).items() if k[0] != first or MISTAKES[s.mistake].rule not in AGAINST_LAST_MONTH}
    found: list[Delivery] = []
    for unit in book.members:
        if period != LAST_PERIOD or unit.code in EARLY_BIRDS:
            for ledger in unit.owes_in(period):
                if _is_signed(book, (period, unit.code, ledger), first):
                    continue
                found += _sent(book, (period, unit.code, ledger), known.get((period, unit.code, ledger)))
    if period == NOT_OWED[0]:
        at = calendar.at(_due(book, period), 15)
        found.append(Delivery(at, NOT_OWED[1], NOT_OWED[3], period, calendar.last_day(period), written_by=NOT_OWED[2]))
    if period == CORRECTION.period:
        found.append(Delivery(calendar.at(CORRECTION.opened, 15), CORRECTION.unit, CORRECTION.ledger, period, calendar.last_day(period), 1, corrected=True))
    return sorted((d for d in found if d.at.date() <= TODAY), key=lambda d: (d.at, d.unit, d.ledger, d.attempt))


def signings(book: Catalogue, period: str, first: str = FIRST_PERIOD) -> list[Signed]:
    """What is signed for a month instead of a file."""
    mine = [key for key in SIGNED if key[0] == period and _is_signed(book, key, first)]
    return [Signed(calendar.at(_day(book, key), 11), key[1], key[2], period, SIGNED[key]) for key in mine]


def _is_signed(book: Catalogue, key: Key, first: str) -> bool:
    """In the first month there is nothing yet that could be unchanged."""
    return key in SIGNED and key[2] in book.unit(key[1]).owes_in(key[0]) and (key[0] != first or SIGNED[key] == Declaration.ZERO)


def _sent(book: Catalogue, key: Key, slip: Slip | None) -> list[Delivery]:
    """One file, or as many as it takes."""
    period, unit, ledger = key
    if key in NEVER:
        return []
    day = _day(book, key)
    cut_off = _cut_off(period, day)
    wrong = slip.tries if slip else 0
    right = 0 if slip and slip.end in ("explain", "never", "none") else 1
    days = [calendar.add_working_days(day, n, book.supervision.exceptions) for n in range(wrong + right)]
    return [Delivery(calendar.at(d, *_hour(book, d, ledger)), unit, ledger, period, cut_off, n, slip.mistake if slip and n < wrong else None)
            for n, d in enumerate(days)]


def _hour(book: Catalogue, day: date, ledger: str) -> tuple[int, int]:
    """Who names objects of other ledgers waits for these: operators for the poles of the others."""
    return (17, 5) if _named(book, ledger) else HOURS[day.toordinal() % len(HOURS)]


def _named(book: Catalogue, ledger: str) -> set[str]:
    """The other ledgers whose objects a ledger names."""
    return {r.require.values[0] for r in book.ledger(ledger).rules if r.require is not None and r.require.op == "linked"} - {ledger}


def _cut_off(period: str, day: date) -> date:
    return min(calendar.last_day(period), day - timedelta(days=1) if period == LAST_PERIOD else day)


def _day(book: Catalogue, key: Key) -> date:
    """The day a file first comes: for milestones before the month is over, else around the deadline."""
    period, unit, ledger = key
    exceptions, who = book.supervision.exceptions, member(unit)
    if period == LAST_PERIOD:
        return calendar.add_working_days(TODAY, -(crc32(unit.encode()) % 3), exceptions)
    if ledger == "task_report" and who.offset < 1 and _has_milestone(book, unit, period):
        return calendar.add_working_days(calendar.first_day(calendar.shift(period, 1)), -1, exceptions)
    due = _due(book, period)
    late, offset = _late_days(key, who.hasty_days), max(0, who.offset) if _named(book, ledger) else who.offset
    first = calendar.next_working_day(calendar.first_day(calendar.shift(period, 1)), exceptions)
    named = [_day(book, (period, unit, other)) for other in _named(book, ledger) if other in book.unit(unit).owes]
    return max(first, calendar.add_working_days(due, late or offset, exceptions), *named)


def _has_milestone(book: Catalogue, unit: str, period: str) -> bool:
    return any(calendar.period_of(s.due) == period for t in book.plan.tasks if t.lead == unit for s in steps(t))


def _late_days(key: Key, most: int) -> int:
    """In two months of five, every third ledger of a hasty unit."""
    rng = generator(STORY_SEED, *key)
    return int(rng.integers(1, most + 1)) if most and rng.random() < 0.35 and key[2] != "station" else 0
