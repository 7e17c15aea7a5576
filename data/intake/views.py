"""What the pages show of submissions: the list, one submission with its findings by column, the matrix with names."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.errors import NotFound
from data.intake.confirm import awaits_confirmation
from data.intake.due import STATE_LABELS, Expected, is_own, matrix
from data.intake.rule_names import RULE_NAMES
from data.intake.withdrawn import Linked, Returned, Returning, count_again, returned_facts, returning
from data.store import rulebook
from data.store.tables import Finding, Submission
from data.vocabulary import Declaration, Door, Outcome, Quality, Severity


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One line of the history of files."""

    id: int
    receipt: str
    unit: str
    unit_name: str
    ledger: str
    ledger_name: str
    period: str
    file_name: str
    door: str
    by: str
    received_at: datetime  # Shanghai
    outcome: str
    outcome_label: str
    rows: dict[str, Any]
    errors: int
    warnings: int
    return_reason: str  # of an accepted file that the office sent back


def outcome_label(entry: Submission, counts_again: bool = False) -> str:
    if entry.withdrawn_at is not None:
        return "退回记录" if counts_again else "已退回（接收后）"
    if counts_again or entry.awaiting:
        return "恢复计数" if counts_again else "待说明"
    if entry.outcome == Outcome.ACCEPTED and not is_own(entry):
        return "代报未确认"
    return Declaration(entry.declares).label if entry.declares else Outcome(entry.outcome).label


def submissions(session: Session, actor: Actor, period: str | None = None, unit: str | None = None, limit: int = 200) -> list[SubmissionRow]:
    """The newest files first, of the units the actor sees."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    wanted: Select[tuple[Submission]] = select(Submission).order_by(Submission.id.desc()).limit(limit)
    if period:
        wanted = wanted.where(Submission.period == period)
    if not actor.sees_all:
        require_unit(actor, unit or actor.unit or "")
        unit = actor.unit
    if unit:
        wanted = wanted.where(Submission.unit == unit)
    entries = list(session.scalars(wanted))
    counts = _finding_counts(session, [e.id for e in entries])
    book = rulebook.newest_book(session)
    again = count_again(entries)
    return [_row(book, e, counts, e.id in again) for e in entries]


def _finding_counts(session: Session, ids: list[int]) -> dict[tuple[int, str], int]:
    grouped = select(Finding.submission, Finding.severity, func.count()).where(Finding.submission.in_(ids)).group_by(Finding.submission, Finding.severity)
    return {(row[0], row[1]): row[2] for row in session.execute(grouped)}


def _row(book: Catalogue, e: Submission, counts: dict[tuple[int, str], int], counts_again: bool) -> SubmissionRow:
    ledger = book.ledgers.get(e.ledger or "")
    return SubmissionRow(e.id, e.receipt, e.unit, book.unit(e.unit).short_name, e.ledger or "", ledger.name if ledger else "未能识别", e.period or "",
                         e.file_name, Door(e.door).label, e.by, calendar.local(e.received_at), e.outcome, outcome_label(e, counts_again), e.rows,
                         counts.get((e.id, Severity.ERROR), 0), counts.get((e.id, Severity.WARNING), 0), e.withdrawn_reason or "")


@dataclass(frozen=True, slots=True)
class FindingRow:
    number: int
    severity: Severity
    quality: Quality
    rule: str
    sheet: str | None
    cell: str | None
    header: str | None
    value: str | None
    message: str
    explanation: str | None
    object_key: str | None


@dataclass(frozen=True, slots=True)
class Signed:
    """零报告 or 无变化 as it was signed, and the file whose rows it carries on."""

    kind: Declaration
    name: str
    post: str
    words: str
    basis: Linked | None


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """代报: who made it the unit's own and when, or that the reader may."""

    confirmed_by: str | None
    confirmed_at: datetime | None  # Shanghai
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class SubmissionDetail:
    """A submission, its findings (at most `shown` of `all_findings`), and how many there are by column and rule."""

    row: SubmissionRow
    sha256: str
    cut_off: str | None
    rule_version: int
    totals: dict[str, Any]
    layout: dict[str, Any]
    findings: list[FindingRow]
    all_findings: int
    by_column: list[tuple[str, str, str, int]]  # header, what the rule is, severity label, count
    awaiting: bool
    may_explain: bool
    returned: Returned | None
    returning: Returning
    signed: Signed | None = None
    on_behalf: OnBehalf | None = None


def submission_detail(session: Session, actor: Actor, submission: int, shown: int = 500) -> SubmissionDetail:
    require(actor, Permission.VIEW_SUBMISSIONS)
    e = session.get(Submission, submission)
    if e is None:
        raise NotFound("没有这份报送，或不属于本单位")
    require_unit(actor, e.unit)
    rows = session.scalars(select(Finding).where(Finding.submission == submission).order_by(Finding.number).limit(shown))
    grouped = session.execute(select(Finding.header, Finding.rule, Finding.severity, func.count()).where(Finding.submission == submission)
                              .group_by(Finding.header, Finding.rule, Finding.severity).order_by(func.count().desc()))
    book = rulebook.newest_book(session)
    by_column = [(header or "整份文件", rule_words(book, e.ledger, rule), Severity(severity).label, n) for header, rule, severity, n in grouped]
    counts, returned = _finding_counts(session, [submission]), returned_facts(session, e)
    counts_again = returned is not None and e.received_at == calendar.utc(returned.at)
    return SubmissionDetail(
        _row(book, e, counts, counts_again), e.sha256, e.cut_off, e.rule_version, e.totals, e.layout,
        [FindingRow(f.number, Severity(f.severity), Quality(f.quality), f.rule, f.sheet, f.cell, f.header, f.value, f.message, f.explanation,
                    f.object_key) for f in rows],
        sum(counts.values()), by_column, e.awaiting is not None, e.awaiting is not None and actor.may(Permission.EXPLAIN),
        returned, returning(session, actor, e), _signed(session, e), _on_behalf(session, actor, e))


def rule_words(book: Catalogue, ledger: str | None, rule: str) -> str:
    """A built-in rule's short name, else what the ledger says of its own rule; never the identifier."""
    own = book.ledgers[ledger].rules if ledger in book.ledgers else []
    return RULE_NAMES.get(rule) or next((declared.message for declared in own if declared.id == rule), "台账规则")


def _signed(session: Session, e: Submission) -> Signed | None:
    if e.declares is None or e.signed is None:
        return None
    basis = session.scalar(select(Submission).where(Submission.seq == e.basis)) if e.basis is not None else None
    return Signed(Declaration(e.declares), e.signed["name"], e.signed["post"], e.signed["words"], Linked(basis.id, basis.receipt) if basis else None)


def _on_behalf(session: Session, actor: Actor, e: Submission) -> OnBehalf | None:
    if not e.on_behalf:
        return None
    may = actor.may(Permission.CONFIRM_SUBMISSION) and awaits_confirmation(session, e)
    return OnBehalf(e.confirmed_by, calendar.local(e.confirmed_at) if e.confirmed_at else None, may)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit's line of the matrix: what it owes and how each stands."""

    unit: str
    unit_name: str
    group: str
    cells: list[Expected]

    @property
    def owing(self) -> list[Expected]:
        return [c for c in self.cells if not c.is_handed]


OWING = "owing"  # 未报齐


def asked_rows(rows: list[MatrixRow], show: str | None) -> list[MatrixRow]:
    """All units, or those that still owe something."""
    return [row for row in rows if row.owing] if show == OWING else rows


def matrix_view(session: Session, actor: Actor, period: str, today: date, unit: str = "") -> list[MatrixRow]:
    """The units the reader sees, or one of them."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    if unit:
        require_unit(actor, unit)
    book = rulebook.book_for(session, period)
    units = [u.code for u in book.members if actor.sees(u.code) and unit in ("", u.code)]
    cells = matrix(session, book, period, today, units)
    return [MatrixRow(u.code, u.short_name, book.groups.get(u.group or "", ""), [c for c in cells if c.unit == u.code])
            for u in book.members if u.code in units and u.owes_in(period)]


def completeness(session: Session, period: str, today: date) -> tuple[int, int]:
    """Units that handed in all they owe, of all units that owe: the n/N beside every figure."""
    book = rulebook.book_for(session, period)
    by_unit: dict[str, list[Expected]] = {}
    for cell in matrix(session, book, period, today):
        by_unit.setdefault(cell.unit, []).append(cell)
    return sum(all(c.is_handed for c in cells) for cells in by_unit.values()), len(by_unit)


def state_label(state: str) -> str:
    return STATE_LABELS[state]
