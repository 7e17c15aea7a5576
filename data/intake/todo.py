"""待办 of a unit in handing in: what is due or overdue, what waits for its word, each with what may be done about it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.intake import lock
from data.intake.confirm import awaits_confirmation
from data.intake.conflict_talks import to_correct, waiting_for
from data.intake.declare import offered
from data.intake.due import Expected, matrix
from data.store import rulebook
from data.store.periods import known_periods
from data.store.tables import LockException, Month, Submission
from data.vocabulary import ConflictKind, ConflictWord, Declaration, Labelled, MonthState, Outcome

MOST_MONTHS = 12  # open months that are looked through


class TodoKind(Labelled):
    """In the order in which they press."""

    OVERDUE = "overdue", "逾期未报"
    RETURNED = "returned", "已退回"
    AWAITING = "awaiting", "待说明"
    CONFIRM = "confirm", "待确认"
    CONFLICT = "conflict", "待协商"
    CORRECT = "correct", "待更正"
    EXCEPTION = "exception", "例外将到期"
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
    conflict: str = ""  # the mark of the pair it is about


def todos(session: Session, actor: Actor, unit: str, period: str, now: datetime) -> list[Todo]:
    """Of the chosen month and of every open month that is over: what presses most comes first."""
    require(actor, Permission.UPLOAD)
    require_unit(actor, unit)
    today = calendar.local(calendar.utc(now)).date()
    found = [*_confirmations(session, [unit]), *_exceptions(session, unit, today), *_conflicts(session, [unit])]
    for book, cell in _wanting(session, [unit], period, today):
        found.append(_of_cell(session, book, cell, now))
    order = list(TodoKind)
    return sorted(found, key=lambda t: (order.index(t.kind), t.due, t.ledger))


@dataclass(frozen=True, slots=True)
class UnitTodo:
    """How much of what one unit has to do, for who chases it."""

    unit: str
    unit_name: str
    counts: dict[TodoKind, int]


def todo_counts(session: Session, actor: Actor, period: str, today: date) -> list[UnitTodo]:
    """Who is owed what, of the units the reader sees: most pressing first; units with nothing to do are left out."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    units = [u.code for u in book.members if actor.sees(u.code)]
    kinds = [(cell.unit, KINDS[cell.state]) for _, cell in _wanting(session, units, period, today)]
    kinds += [(one.unit, one.kind) for one in (*_confirmations(session, units), *_conflicts(session, units))]
    counted = {code: Counter(kind for unit, kind in kinds if unit == code) for code in units}
    found = [UnitTodo(code, book.unit(code).short_name, dict(counts)) for code, counts in counted.items() if counts]
    return sorted(found, key=lambda one: [-one.counts.get(kind, 0) for kind in TodoKind])


def _wanting(session: Session, units: list[str], period: str, today: date) -> Iterator[tuple[Catalogue, Expected]]:
    """What has not been handed in, of the chosen month and every open one that is over."""
    for month in _months(session, period, today):
        book = rulebook.book_for(session, month)
        yield from ((book, cell) for cell in matrix(session, book, month, today, units) if cell.state in KINDS)


def _months(session: Session, chosen: str, today: date) -> list[str]:
    over = [p for p in known_periods(session, calendar.period_of(today)) if calendar.last_day(p) <= today][:MOST_MONTHS]
    closed = set(session.scalars(select(Month.period).where(Month.period.in_(over), Month.state != MonthState.OPEN)))
    return sorted({chosen, *(p for p in over if p not in closed)})


def _of_cell(session: Session, book: Catalogue, cell: Expected, now: datetime) -> Todo:
    kind, ledger = KINDS[cell.state], book.ledgers[cell.ledger]
    today = calendar.local(calendar.utc(now)).date()
    declares = () if kind == TodoKind.AWAITING else offered(session, book, cell.unit, ledger, cell.period, now)
    return Todo(kind, cell.unit, cell.ledger, ledger.name, cell.period, cell.due, _words(session, book, cell, today), cell.submission, tuple(declares))


def _words(session: Session, book: Catalogue, cell: Expected, today: date) -> str:
    locked = lock.refusal(session, book, (cell.unit, cell.ledger, cell.period), today)
    clock = _clock(cell.due, today, book.supervision.exceptions) + ("，已锁定，须先联系办公室批准锁定例外" if locked else "")
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


def _exceptions(session: Session, unit: str, today: date) -> Iterator[Todo]:
    """Locked months that are open to the unit for now, as long as it has not used it."""
    e, s = LockException, Submission
    for one in session.scalars(select(e).where(e.unit == unit, e.until >= today).order_by(e.until, e.id)):
        used = select(s.id).where(s.unit == unit, s.ledger == one.ledger, s.period == one.period, s.outcome == Outcome.ACCEPTED,
                                  s.received_at >= one.granted_at, s.withdrawn_at.is_(None)).limit(1)
        if session.scalar(used) is None:
            book = rulebook.book_for(session, one.period)
            left = _clock(one.until, today, book.supervision.exceptions).replace("截止", "到期")
            yield Todo(TodoKind.EXCEPTION, unit, one.ledger, book.ledger(one.ledger).name, one.period, one.until,
                       f"锁定例外{left}，到期后不再接收；批准原因：{one.reason}", None)


def _confirmations(session: Session, units: list[str]) -> Iterator[Todo]:
    """What the office handed in for a unit and the unit has not made its own."""
    s = Submission
    waiting = session.scalars(select(s).where(s.unit.in_(units), s.on_behalf.is_(True), s.confirmed_at.is_(None), s.outcome == Outcome.ACCEPTED,
                                              s.withdrawn_at.is_(None)).order_by(s.id))
    for entry in waiting:
        if entry.ledger and entry.period and awaits_confirmation(session, entry):
            book = rulebook.book_for(session, entry.period)
            name, day = book.ledger(entry.ledger).name, calendar.local(entry.received_at).date()
            what = Declaration(entry.declares).label if entry.declares else "报送"
            yield Todo(TodoKind.CONFIRM, entry.unit, entry.ledger, name, entry.period, day, f"办公室代报了{what}，确认后计入本单位成绩", entry.id)


def _conflicts(session: Session, units: list[str]) -> Iterator[Todo]:
    """Pairs of rows that wait for the unit's word, and those left to the other whose row the unit still lists."""
    for unit, talk in waiting_for(session, units):
        book = rulebook.book_for(session, talk.period)
        other, said, key = (talk.unit_b, talk.said_b, talk.key_a) if unit == talk.unit_a else (talk.unit_a, talk.said_a, talk.key_b)
        word = f"{book.unit(other).short_name}说“{ConflictWord(said).label}”" if said else "尚未协商"
        yield Todo(TodoKind.CONFLICT, unit, talk.ledger, book.ledger(talk.ledger).name, talk.period, calendar.local(talk.at).date(),
                   f"{ConflictKind(talk.kind).label}：本单位的 {key}，{word}，请说明归属", None, conflict=talk.mark)
    for unit, key, talk in to_correct(session, units):
        book = rulebook.book_for(session, talk.period)
        settled = f"同码已{'裁定' if talk.reason else '约定'}归{book.unit(talk.owner or '').short_name}"
        yield Todo(TodoKind.CORRECT, unit, talk.ledger, book.ledger(talk.ledger).name, talk.period, calendar.local(talk.at).date(),
                   f"{settled}，请在本单位台账中更正或核减 {key}，更正前仍按先报单位计数", None, conflict=talk.mark)
