"""零报告 and 无变化: what a unit signs instead of handing in a file; an accepted entry like a file's, its original is the signed statement."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.errors import GovernanceError
from data.indicators import measure
from data.intake import lock
from data.intake.counts import count_file
from data.intake.record import receipt_number
from data.store import contents, rulebook
from data.store.marks import ACCEPTANCES, next_number
from data.store.tables import Month, Submission
from data.store.versions import rows_at, standing
from data.vocabulary import Declaration, Door, LedgerMode, MonthState, Outcome

ACT = "submission.declare"
MOST_NAME = 40


@dataclass(frozen=True)
class Statement:
    """What is declared, of whose ledger and month, and who signs it by name and post."""

    kind: Declaration
    unit: str
    ledger: str
    period: str
    name: str
    post: str


@dataclass(frozen=True)
class Basis:
    """What a declaration rests on: the entry whose rows 无变化 carries on, and how many rows stand."""

    entry: Submission | None
    rows: int


def declare(session: Session, originals: Path, actor: Actor, statement: Statement, door: Door, now: datetime) -> Submission:
    """Sign for a month: accepted at once; by the office it is 代报 and waits for the unit's confirmation."""
    _allowed(actor, statement.unit)
    seq = next_number(session, ACCEPTANCES)  # first: of two at once the second waits here and then sees the first
    book = rulebook.book_for(session, calendar.parse_period(statement.period))
    ledger = book.ledger(statement.ledger)
    basis = resting_on(session, book, statement, now)
    entry = _entry(session, actor, statement, basis, now)
    content = wording(book, statement, basis, calendar.local(entry.received_at)).encode()
    entry.sha256, entry.size = contents.keep(originals, content), len(content)
    entry.seq, entry.door = seq, str(door)
    entry.file_name = f"{statement.kind.label}_{ledger.name}_{book.unit(statement.unit).short_name}_{statement.period}.txt"
    session.add(entry)
    session.flush()
    count_file(session, entry, None, None, [])
    month = session.get(Month, statement.period)
    if month is None or month.state == MonthState.OPEN:
        measure.measure_unit(session, book, statement.unit, ledger.code, statement.period, entry.rule_version, now)
    audit.record(session, actor, ACT, f"submission:{entry.id}", now, unit=entry.unit, ledger=entry.ledger, period=entry.period,
                 declares=entry.declares, receipt=entry.receipt, signed=f"{statement.name}（{statement.post}）", on_behalf=entry.on_behalf,
                 basis=basis.entry.receipt if basis.entry else None)
    return entry


def _allowed(actor: Actor, unit: str) -> None:
    require(actor, Permission.UPLOAD)
    require_unit(actor, unit)


def sentence(session: Session, actor: Actor, statement: Statement, now: datetime) -> str:
    """What the signer is asked to confirm; refused as the act itself would be."""
    _allowed(actor, statement.unit)
    book = rulebook.book_for(session, calendar.parse_period(statement.period))
    return confirmed_words(book, statement, resting_on(session, book, statement, now))


def offered(session: Session, book: Catalogue, unit: str, ledger: Ledger, period: str, now: datetime) -> list[Declaration]:
    """Which declarations would be taken now: the buttons of the to-do list."""
    found = []
    for kind in Declaration:
        try:
            resting_on(session, book, Statement(kind, unit, ledger.code, period, "署名", "职务"), now)
        except GovernanceError:
            continue
        found.append(kind)
    return found


def resting_on(session: Session, book: Catalogue, statement: Statement, now: datetime) -> Basis:
    """What the declaration rests on, or the sentence that says why it cannot be made."""
    unit, ledger, period = book.unit(statement.unit), book.ledger(statement.ledger), statement.period
    if ledger.code not in unit.owes_in(period):
        raise GovernanceError(f"办法没有要求{unit.short_name}报送“{ledger.name}”，不需要申报{statement.kind.label}")
    today = calendar.local(calendar.utc(now)).date()
    if today < calendar.last_day(period):
        raise GovernanceError(f"{calendar.label(period)}还没有结束，月末起才能申报{statement.kind.label}")
    if locked := lock.refusal(session, book, (unit.code, ledger.code, period), today):
        raise GovernanceError(locked)
    known = standing(session, unit.code, ledger.code, period)
    if known is not None:
        what = Declaration(known.declares).label if known.declares else "报送"
        raise GovernanceError(f"{calendar.label(period)}“{ledger.name}”已有接收的{what}（回执 {known.receipt}）：内容有变化请重新报送文件；"
                              "确需改动，请联系领导小组办公室先退回")
    if not statement.name.strip() or not statement.post.strip():
        raise GovernanceError("请填写签署人的姓名和职务")
    if max(len(statement.name), len(statement.post)) > MOST_NAME:
        raise GovernanceError(f"签署人的姓名和职务各不超过 {MOST_NAME} 字")
    return _zero(session, statement, ledger) if statement.kind == Declaration.ZERO else _unchanged(session, statement, ledger)


def _zero(session: Session, statement: Statement, ledger: Ledger) -> Basis:
    rows = _rows(session, statement)
    if rows and ledger.mode == LedgerMode.SNAPSHOT:
        raise GovernanceError(f"本单位“{ledger.name}”此前接收的还有 {rows} 行在册，不能作零报告：没有变化请申报无变化；"
                              "确已全部核减，请报送台账并说明核减原因")
    return Basis(None, 0)


def _unchanged(session: Session, statement: Statement, ledger: Ledger) -> Basis:
    if ledger.mode == LedgerMode.PERIOD:
        raise GovernanceError(f"“{ledger.name}”是当月报表，各月内容互不沿用，不能申报无变化：当月确无内容请申报零报告")
    s = Submission
    month = session.scalar(select(func.max(s.period)).where(s.unit == statement.unit, s.ledger == ledger.code, s.period < statement.period,
                                                            s.outcome == Outcome.ACCEPTED, s.withdrawn_at.is_(None)))
    before = standing(session, statement.unit, ledger.code, month) if month else None
    if before is None:
        raise GovernanceError(f"本单位此前没有接收过“{ledger.name}”，没有可以沿用的内容：请报送台账；确无内容请申报零报告")
    if before.declares == Declaration.ZERO:
        raise GovernanceError(f"{calendar.label(before.period or '')}“{ledger.name}”是零报告，没有可以沿用的内容：仍无内容请申报零报告")
    carried = before if before.basis is None else session.scalars(select(s).where(s.seq == before.basis)).one()
    return Basis(carried, _rows(session, statement))


def _rows(session: Session, statement: Statement) -> int:
    """Rows of the unit that are valid for the month."""
    return session.scalar(select(func.count()).select_from(rows_at(statement.ledger, statement.period, [statement.unit]))) or 0


def confirmed_words(book: Catalogue, statement: Statement, basis: Basis) -> str:
    unit, name, month = book.unit(statement.unit).full_name, book.ledger(statement.ledger).name, calendar.label(statement.period)
    if basis.entry is None:
        return f"本人确认：{unit}{month}没有应当填入“{name}”的内容，特作零报告，并对其真实性负责。"
    return (f"本人确认：{unit}“{name}”{month}与{calendar.label(basis.entry.period or '')}已接收的内容（回执 {basis.entry.receipt}，"
            f"现行 {basis.rows} 行）相比没有变化，按此沿用，并对其真实性负责。")


def wording(book: Catalogue, statement: Statement, basis: Basis, at: datetime) -> str:
    """The statement as it is kept: the original of the entry."""
    facts = (("单位", book.unit(statement.unit).full_name), ("台账", book.ledger(statement.ledger).name), ("月份", calendar.label(statement.period)),
             ("声明", statement.kind.label), ("签署人", statement.name.strip()), ("职务", statement.post.strip()),
             ("签署时间", at.strftime("%Y-%m-%d %H:%M:%S")))
    return "\n".join([f"{statement.kind.label}声明", "", confirmed_words(book, statement, basis), "", *(f"{k}：{v}" for k, v in facts), ""])


def _entry(session: Session, actor: Actor, statement: Statement, basis: Basis, now: datetime) -> Submission:
    book, at = rulebook.book_for(session, statement.period), calendar.utc(now)
    signed: dict[str, Any] = {"name": statement.name.strip(), "post": statement.post.strip(), "words": confirmed_words(book, statement, basis)}
    rows = {"read": 0, "accepted": 0, **({"unchanged": basis.rows} if basis.entry else {})}
    return Submission(
        receipt=receipt_number(session, now), unit=statement.unit, ledger=statement.ledger, period=statement.period, by=actor.name,
        on_behalf=actor.unit != statement.unit, received_at=at, on_time_at=at, outcome=str(Outcome.ACCEPTED),
        rule_version=rulebook.version_for(session, statement.period), cut_off=basis.entry.cut_off if basis.entry else None, rows=rows, layout={},
        totals={}, declares=str(statement.kind), signed=signed, basis=basis.entry.seq if basis.entry else None)
