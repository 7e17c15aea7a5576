"""Who owes what by when: deadlines over working days, and the expected matrix of a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.store.tables import Month, Submission
from data.vocabulary import Outcome

KEPT_DEADLINES = 2000


def deadline(catalogue: Catalogue, ledger: Ledger, period: str) -> date:
    """The declared day after the month, rolled over to the next working day."""
    return _deadline(catalogue, ledger.deadline.months_after, ledger.deadline.day, period)


@lru_cache(maxsize=KEPT_DEADLINES)
def _deadline(catalogue: Catalogue, months_after: int, day: int, period: str) -> date:
    """In one rule book this never changes, and every light of every day asks for it."""
    first = calendar.first_day(calendar.shift(period, months_after))
    return calendar.next_working_day(first.replace(day=day), catalogue.supervision.exceptions)


@dataclass(frozen=True, slots=True)
class Expected:
    """One cell of the matrix: what a unit owes, and how it stands."""

    unit: str
    ledger: str
    period: str
    due: date
    state: str          # a key of STATE_LABELS
    on_time: bool | None
    late_days: int      # working days, of the first clean submission
    rejections: int
    submission: int | None
    receipt: str | None
    received_at: datetime | None

    @property
    def is_handed(self) -> bool:
        return self.state in HANDED

    @property
    def is_late(self) -> bool:
        """Handed in, but after the deadline; a declaration is late as a file is."""
        return self.is_handed and self.late_days > 0


STATE_LABELS = {"accepted": "已接收", "late": "迟报已接收", "zero": "零报告", "unchanged": "无变化", "confirming": "代报待确认", "awaiting": "待说明",
                "rejected": "已退回", "missing": "未报", "overdue": "逾期未报"}
HANDED = frozenset({"accepted", "late", "zero", "unchanged"})


@dataclass(frozen=True)
class Asked:
    """For which month the matrix is asked, on which day, and what was known (a Submission.seq and when that was; None = now)."""

    catalogue: Catalogue
    period: str
    today: date
    as_of: int | None = None
    until: datetime | None = None


def matrix(session: Session, catalogue: Catalogue, period: str, today: date, units: list[str] | None = None,  # noqa: PLR0913
           as_of: int | None = None, until: datetime | None = None) -> list[Expected]:
    """Every (unit, ledger) owed for a month, in the order of the rule book; `until`: when `as_of` was, if it is known."""
    by_cell: dict[tuple[str, str], list[Submission]] = {}
    until = until or known_until(session, period, as_of)
    known = [Submission.seq.is_not(None) | (Submission.received_at <= until)] if until is not None else []
    for s in session.scalars(select(Submission).where(Submission.period == period, Submission.ledger.is_not(None), *known).order_by(Submission.id)):
        by_cell.setdefault((s.unit, s.ledger or ""), []).append(s)
    asked, day = Asked(catalogue, period, today, as_of, until), calendar.last_day(period)
    return [_expected(asked, unit.code, catalogue.ledgers[code], by_cell.get((unit.code, code), []))
            for unit in catalogue.members if unit.exists_on(day) and (units is None or unit.code in units) for code in unit.owes_in(period)]


def known_until(session: Session, period: str, as_of: int | None) -> datetime | None:
    """Up to when a file without a number was known: the closing of the month, else the moment before the next acceptance; None: now."""
    month = session.get(Month, period)
    if as_of is not None and month is not None and month.pinned_seq == as_of:
        return month.closed_at
    following = None if as_of is None else session.scalar(select(func.min(Submission.received_at)).where(Submission.seq > as_of))
    return following - timedelta(microseconds=1) if following else None


def _expected(asked: Asked, unit: str, ledger: Ledger, files: list[Submission]) -> Expected:
    due, exceptions = deadline(asked.catalogue, ledger, asked.period), asked.catalogue.supervision.exceptions
    known = [f for f in files if asked.as_of is None or f.seq is None or f.seq <= asked.as_of]
    accepted = [f for f in reversed(known) if f.outcome == Outcome.ACCEPTED and not was_returned(f, asked.until)]
    standing, own = next(iter(accepted), None), next((f for f in accepted if is_own(f, asked.until)), None)
    clean = min((f.on_time_at for f in known if f.on_time_at), default=None)
    last = standing or (known[-1] if known else None)
    days = calendar.working_days_late(due, calendar.local(clean).date(), exceptions) if clean else 0
    state = _state(own, standing, last, late=days, is_over=asked.today > due)
    return Expected(unit, ledger.code, asked.period, due, state, None if clean is None else days == 0, days,
                    sum(f.outcome == Outcome.REJECTED and f.awaiting is None for f in known),
                    last.id if last else None, last.receipt if last else None, last.received_at if last else None)


def was_returned(entry: Submission, until: datetime | None = None) -> bool:
    """退回 by now, or by an earlier moment: what was sent back later counted then."""
    return entry.withdrawn_at is not None and (until is None or entry.withdrawn_at <= until)


def is_own(entry: Submission, until: datetime | None = None) -> bool:
    """Handed in by the unit itself, or by the office and confirmed by the unit (up to a moment): only this is to its credit."""
    return not entry.on_behalf or (entry.confirmed_at is not None and (until is None or entry.confirmed_at <= until))


def _state(own: Submission | None, standing: Submission | None, last: Submission | None, *, late: int, is_over: bool) -> str:
    if own:
        return own.declares or ("late" if late else "accepted")
    if standing is not None:
        return "confirming"
    if last is not None:
        return "awaiting" if last.awaiting else "rejected"
    return "overdue" if is_over else "missing"
