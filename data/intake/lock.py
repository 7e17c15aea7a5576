"""锁定: from some working days after the deadline a month takes no more files, unless the office granted an exception that still holds."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, visible_units
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.errors import GovernanceError
from data.intake.due import deadline
from data.intake.found import Found
from data.store import rulebook
from data.store.tables import LockException, RuleVersion
from data.vocabulary import Quality, Severity

ACT, RULE = "submission.unlock", "month_locked"
MOST_DAYS, MOST_WORDS = 31, 1000


@dataclass(frozen=True)
class Request:
    """Whose ledger and month is opened again, until which day and why."""

    unit: str
    ledger: str
    period: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """An exception as it is listed; ended ones stay on record."""

    unit: str
    unit_name: str
    ledger: str
    ledger_name: str
    period: str
    until: date
    reason: str
    by: str
    granted_at: datetime  # Shanghai
    holds: bool


def lock_day(catalogue: Catalogue, ledger: Ledger, period: str, in_service: date | None = None) -> date | None:
    """The last day on which the month is taken without an exception; None: never locked. Pure.

    A month whose deadline was over when the house went into service is counted from that day: a backlog can be handed in.
    """
    days = ledger.deadline.lock_working_days or catalogue.supervision.limits.lock_working_days
    if days is None:
        return None
    due = deadline(catalogue, ledger, period)
    return calendar.add_working_days(max(due, in_service or due), days, catalogue.supervision.exceptions)


def refusal(session: Session, catalogue: Catalogue, place: tuple[str, str, str], today: date) -> str | None:
    """Why (unit, ledger, month) takes nothing more on this day; None while it does."""
    unit, code, period = place
    ledger = catalogue.ledgers[code]
    last = lock_day(catalogue, ledger, period)
    if last is None or today <= last:
        return None  # the usual case costs no query
    last = lock_day(catalogue, ledger, period, _in_service(session))
    if last is None or today <= last or holding(session, unit, code, period, today) is not None:
        return None
    return (f"{calendar.label(period)}“{ledger.name}”的锁定期限 {last.isoformat()} 已过，不再接收：确需补报或更正，"
            "请联系领导小组办公室批准锁定例外后再报送")


def locked(session: Session, catalogue: Catalogue, period: str, today: date) -> set[tuple[str, str]]:
    """Every (unit, ledger) that takes nothing more for a month on this day."""
    in_service, e = _in_service(session), LockException
    over = {code for code, ledger in catalogue.ledgers.items() if (last := lock_day(catalogue, ledger, period, in_service)) and today > last}
    held = session.execute(select(e.unit, e.ledger).where(e.period == period, e.until >= today)) if over else ()
    opened = {(unit, ledger) for unit, ledger in held}
    return {(unit.code, code) for unit in catalogue.members for code in unit.owes_in(period) if code in over} - opened


def findings(session: Session, catalogue: Catalogue, place: tuple[str, str, str], today: date) -> list[Found]:
    """The refusal as a finding of the file: it gets its receipt like any other."""
    words = refusal(session, catalogue, place, today)
    return [Found(Severity.ERROR, Quality.TIMELINESS, RULE, None, None, None, None, None, None, words)] if words else []


def holding(session: Session, unit: str, ledger: str, period: str, today: date) -> LockException | None:
    """The exception that holds longest today."""
    e = LockException
    return session.scalar(select(e).where(e.unit == unit, e.ledger == ledger, e.period == period, e.until >= today).order_by(e.until.desc()).limit(1))


def unlock(session: Session, actor: Actor, request: Request, now: datetime) -> LockException:
    """The office opens a locked month to one unit until a day; whether the month was closed stays as it is."""
    require(actor, Permission.UNLOCK)
    today = calendar.local(calendar.utc(now)).date()
    book = rulebook.book_for(session, calendar.parse_period(request.period))
    unit, ledger = book.unit(request.unit), book.ledger(request.ledger)
    _check(request, today)
    if ledger.code not in unit.owes_in(request.period):
        raise GovernanceError(f"办法没有要求{unit.short_name}报送“{ledger.name}”，不需要锁定例外")
    if refusal(session, book, (unit.code, ledger.code, request.period), today) is None:
        raise GovernanceError(f"{calendar.label(request.period)}“{ledger.name}”还没有锁定，或已有有效的例外，{unit.short_name}可以直接报送")
    granted = LockException(unit=unit.code, ledger=ledger.code, period=request.period, until=request.until, reason=request.reason.strip(),
                            by=actor.name, granted_at=calendar.utc(now))
    session.add(granted)
    session.flush()
    audit.record(session, actor, ACT, f"exception:{granted.id}", now, unit=unit.code, ledger=ledger.code, period=request.period,
                 until=request.until.isoformat(), reason=granted.reason)
    return granted


def _check(request: Request, today: date) -> None:
    if not request.reason.strip():
        raise GovernanceError("请写明批准锁定例外的原因，报送单位会看到")
    if len(request.reason) > MOST_WORDS:
        raise GovernanceError(f"原因超过 {MOST_WORDS} 字，请写简短些")
    if not today <= request.until <= date.fromordinal(today.toordinal() + MOST_DAYS):
        raise GovernanceError(f"例外的有效期应从今日起、不超过 {MOST_DAYS} 天，到期自动失效")


def exceptions(session: Session, actor: Actor, today: date, limit: int = 60) -> list[ExceptionRow]:
    """Of the units the reader sees: those that hold first, then the newest."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    e, book = LockException, rulebook.newest_book(session)
    seen = visible_units(actor, book.units)
    rows = session.scalars(select(e).where(e.unit.in_(seen)).order_by((e.until >= today).desc(), e.id.desc()).limit(limit))
    return [ExceptionRow(x.unit, book.unit(x.unit).short_name, x.ledger, book.ledger(x.ledger).name, x.period, x.until, x.reason, x.by,
                         calendar.local(x.granted_at), x.until >= today) for x in rows]


def _in_service(session: Session) -> date | None:
    first = session.scalar(select(func.min(RuleVersion.loaded_at)))
    return calendar.local(first).date() if first else None
