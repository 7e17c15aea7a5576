"""待办 of a unit in handing in: what is due or overdue, what waits for its word, each with what may be done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.intake.confirm import awaits_confirmation
from data.intake.declare import offered
from data.intake.due import Expected, matrix
from data.store import rulebook
from data.store.periods import known_periods
from data.store.tables import Month, Submission
from data.vocabulary import Declaration, Labelled, MonthState, Outcome

MOST_MONTHS = 12  # open months that are looked through


class TodoKind(Labelled):
    """In the order in which they press."""

    OVERDUE = "overdue", "逾期未报"
    RETURNED = "returned", "已退回"
    AWAITING = "awaiting", "待说明"
    CONFIRM = "confirm", "待确认"
    DUE = "due", "待报"


KINDS = {"overdue": TodoKind.OVERDUE, "missing": TodoKind.DUE, "rejected": TodoKind.RETURNED, "awaiting": TodoKind.AWAITING}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: of which ledger and month, until when, and by which doors."""

    kind: TodoKind
    unit: str
    ledger: str
    ledger_name: str
    period: str
    due: date
    words: str
    submission: int | None
    declares: tuple[Declaration, ...] = ()


def todos(session: Session, actor: Actor, unit: str, period: str, now: datetime) -> list[Todo]:
    """Of the chosen month and of every open month that is over: what presses most comes first."""
    require(actor, Permission.UPLOAD)
    require_unit(actor, unit)
    today = calendar.local(calendar.utc(now)).date()
    found = [*_confirmations(session, unit)]
    for month in _months(session, period, today):
        book = rulebook.book_for(session, month)
        cells = matrix(session, book, month, today, [unit])
        found += [_of_cell(session, book, cell, now) for cell in cells if cell.state in KINDS]
    order = list(TodoKind)
    return sorted(found, key=lambda t: (order.index(t.kind), t.due, t.ledger))


def _months(session: Session, chosen: str, today: date) -> list[str]:
    over = [p for p in known_periods(session, calendar.period_of(today)) if calendar.last_day(p) <= today][:MOST_MONTHS]
    closed = set(session.scalars(select(Month.period).where(Month.period.in_(over), Month.state != MonthState.OPEN)))
    return sorted({chosen, *(p for p in over if p not in closed)})


def _of_cell(session: Session, book: Catalogue, cell: Expected, now: datetime) -> Todo:
    kind, ledger = KINDS[cell.state], book.ledgers[cell.ledger]
    today, exceptions = calendar.local(calendar.utc(now)).date(), book.supervision.exceptions
    declares = () if kind == TodoKind.AWAITING else offered(session, book, cell.unit, ledger, cell.period, now)
    return Todo(kind, cell.unit, cell.ledger, ledger.name, cell.period, cell.due, _words(session, cell, today, exceptions), cell.submission,
                tuple(declares))


def _words(session: Session, cell: Expected, today: date, exceptions: calendar.Exceptions) -> str:
    clock = _clock(cell.due, today, exceptions)
    if cell.state in ("missing", "overdue"):
        return clock
    if cell.state == "awaiting":
        return "有核实问题，逐条说明后即可接收；按首次报送时间计时"
    last = session.get_one(Submission, cell.submission)
    why = f"办公室退回：{last.withdrawn_reason}" if last.withdrawn_at is not None else "文件有强制问题，请按标注改正后重新报送"
    return f"{why}；{clock}"


def _clock(due: date, today: date, exceptions: calendar.Exceptions) -> str:
    if today > due:
        return f"已逾期 {calendar.working_days_late(due, today, exceptions)} 个工作日"
    left = calendar.working_days_late(today, due, exceptions)
    return f"还有 {left} 个工作日截止" if left else "今日截止"


def _confirmations(session: Session, unit: str) -> Iterator[Todo]:
    """What the office handed in for the unit and the unit has not made its own."""
    s = Submission
    waiting = session.scalars(select(s).where(s.unit == unit, s.on_behalf.is_(True), s.confirmed_at.is_(None), s.outcome == Outcome.ACCEPTED,
                                              s.withdrawn_at.is_(None)).order_by(s.id))
    for entry in waiting:
        if entry.ledger and entry.period and awaits_confirmation(session, entry):
            book = rulebook.book_for(session, entry.period)
            name, day = book.ledger(entry.ledger).name, calendar.local(entry.received_at).date()
            what = Declaration(entry.declares).label if entry.declares else "报送"
            yield Todo(TodoKind.CONFIRM, unit, entry.ledger, name, entry.period, day, f"办公室代报了{what}，确认后计入本单位成绩", entry.id)
