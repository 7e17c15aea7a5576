"""数据质量: what files brought, month by month and unit by unit — findings for each thousand cells, files that passed at once, cells typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.intake.rule_names import RULE_NAMES
from data.rounding import half_up
from data.store import rulebook
from data.store.tables import FileCount, Finding, FindingCount, Submission
from data.vocabulary import Outcome, Quality, Severity

MONTHS = 12          # how far back the trend goes
MOST_FILES = 30      # files that are listed, those with most findings first
PASSED = (Outcome.ACCEPTED, Outcome.UNCHANGED)


@dataclass(frozen=True)
class QualityAsked:
    """A month, and of what: '' is all. `rule` looks at one rule only."""

    period: str
    unit: str = ""
    ledger: str = ""
    severity: str = ""
    rule: str = ""


@dataclass
class Weighed:
    """What some files brought. Cells are filled cells of declared columns; `typed` are those in new or changed rows of accepted files."""

    files: int = 0
    rejected: int = 0
    firsts: int = 0          # (unit, ledger) pairs that handed in
    passed: int = 0          # of them, whose first file was accepted
    cells: int = 0           # in all files
    accepted: int = 0        # in accepted files
    typed: int = 0
    again: int = 0           # in files that were rejected: filled in for nothing
    found: dict[Severity, int] = field(default_factory=dict)

    @property
    def wrong(self) -> int:
        """强制 and 核实 findings; 提示 asks nothing of anybody."""
        return self.found.get(Severity.ERROR, 0) + self.found.get(Severity.WARNING, 0)

    @property
    def rate(self) -> Decimal | None:
        """Findings for each thousand filled cells that were read; None when none were counted."""
        return half_up(Decimal(1000 * self.wrong) / self.cells, 2) if self.cells else None

    @property
    def first_pass(self) -> Decimal | None:
        """Percent of the pairs whose first file was accepted."""
        return half_up(Decimal(100 * self.passed) / self.firsts, 1) if self.firsts else None


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in a month: how often, in how many files, of how many units."""

    rule: str
    words: str
    severity: Severity
    quality: Quality
    count: int
    files: int
    units: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of the month with what it brought."""

    submission: int
    receipt: str
    file_name: str
    unit: str
    ledger: str
    outcome: str
    cells: int
    typed: int
    errors: int
    warnings: int


def by_month(session: Session, actor: Actor, asked: QualityAsked) -> dict[str, Weighed]:
    """The months up to the chosen one that brought files, oldest first."""
    first = calendar.shift(asked.period, 1 - MONTHS)
    found = _weighed(session, _mine(session, actor, asked), (first, asked.period), "period")
    return {period: found[period] for period in sorted(found)}


def by_unit(session: Session, actor: Actor, asked: QualityAsked) -> dict[str, Weighed]:
    """The units that handed in for the month, those with most findings first."""
    found = _weighed(session, _mine(session, actor, asked), (asked.period, asked.period), "unit")
    return dict(sorted(found.items(), key=lambda one: (-one[1].wrong, -one[1].typed, one[0])))


def by_word(session: Session, actor: Actor, asked: QualityAsked) -> dict[Quality, dict[Severity, int]]:
    """The six words of GB/T 36344 in the month, each with its findings by severity; a word without any too."""
    c, mine = FindingCount, _mine(session, actor, asked)
    found: dict[Quality, dict[Severity, int]] = {word: {} for word in Quality}
    for word, severity, n in session.execute(select(c.quality, c.severity, func.sum(c.n)).where(
            c.period == asked.period, *mine.of(c), *mine.findings).group_by(c.quality, c.severity)):
        found[Quality(word)][Severity(severity)] = int(n)
    return found


def by_rule(session: Session, actor: Actor, asked: QualityAsked) -> list[RuleLine]:
    """Every rule that found something in the month, the most frequent first."""
    c, mine = FindingCount, _mine(session, actor, asked)
    lines = session.execute(
        select(c.rule, c.severity, c.quality, func.sum(c.n), func.count(distinct(c.submission)), func.count(distinct(c.unit)), func.max(c.submission))
        .where(c.period == asked.period, *mine.of(c), *mine.findings).group_by(c.rule, c.severity, c.quality).order_by(func.sum(c.n).desc(), c.rule)).all()
    declared = _declared(rulebook.book_for(session, asked.period))
    return [RuleLine(rule, declared.get(rule) or RULE_NAMES.get(rule) or _said(session, newest, rule), Severity(severity), Quality(word), int(n), files, units)
            for rule, severity, word, n, files, units, newest in lines]


def worst_files(session: Session, actor: Actor, asked: QualityAsked, limit: int = MOST_FILES) -> list[FileLine]:
    """Files of the month with findings, those with most first; 提示 alone brings a file here only when it is asked for."""
    f, c, mine = FileCount, FindingCount, _mine(session, actor, asked)
    errors, warnings = (func.coalesce(func.sum(case((c.severity == kind, c.n), else_=0)), 0) for kind in (Severity.ERROR, Severity.WARNING))
    query = select(f.submission, Submission.receipt, Submission.file_name, f.unit, f.ledger, f.outcome, f.cells, f.typed, errors, warnings).join(
        Submission, Submission.id == f.submission)
    heavy = () if asked.severity else (c.severity != Severity.INFO,)
    query = query.join(c, c.submission == f.submission).where(f.period == asked.period, *mine.of(f), *mine.findings, *heavy)
    grouped = query.group_by(f.submission, Submission.receipt, Submission.file_name, f.unit, f.ledger, f.outcome, f.cells, f.typed)
    ordered = grouped.order_by((errors + warnings).desc(), f.submission.desc()).limit(limit)
    return [FileLine(*row) for row in session.execute(ordered)]


@dataclass(frozen=True)
class _Mine:
    """Whose files are looked at, and which findings."""

    units: Sequence[str] | None
    ledger: str
    findings: tuple[ColumnElement[bool], ...]

    def of(self, table: Any) -> list[ColumnElement[bool]]:
        wanted = [] if self.units is None else [table.unit.in_(self.units)]
        return [*wanted, table.ledger == self.ledger] if self.ledger else wanted


def _mine(_session: Session, actor: Actor, asked: QualityAsked) -> _Mine:
    """Row scope: who does not see all units sees its own."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    unit = asked.unit or (None if actor.sees_all else actor.unit or "")
    if unit is not None:
        require_unit(actor, unit)
    wanted = [(FindingCount.severity, asked.severity), (FindingCount.rule, asked.rule)]
    return _Mine(None if unit is None else [unit], asked.ledger, tuple(column == value for column, value in wanted if value))


def _weighed(session: Session, mine: _Mine, months: tuple[str, str], by: str) -> dict[str, Weighed]:
    f, c = FileCount, FindingCount
    found: dict[str, Weighed] = {}
    accepted, rejected = f.outcome == Outcome.ACCEPTED, f.outcome == Outcome.REJECTED
    sums = [func.coalesce(func.sum(case((where, what), else_=0)), 0)
            for where, what in ((rejected, 1), (accepted, f.cells), (accepted, f.typed), (rejected, f.typed))]
    for name, *counts in session.execute(select(getattr(f, by), func.count(), func.sum(f.cells), *sums).where(
            f.period.between(*months), *mine.of(f)).group_by(getattr(f, by))):
        files, cells, turned_back, held, typed, again = map(int, counts)
        found[name] = Weighed(files, turned_back, 0, 0, cells, held, typed, again)
    firsts = select(func.min(f.submission)).where(f.period.between(*months), f.ledger != "", *mine.of(f)).group_by(f.period, f.unit, f.ledger)
    passed = func.sum(case((f.outcome.in_(PASSED), 1), else_=0))
    for name, pairs, good in session.execute(select(getattr(f, by), func.count(), passed).where(f.submission.in_(firsts)).group_by(getattr(f, by))):
        found[name].firsts, found[name].passed = int(pairs), int(good or 0)
    for name, severity, n in session.execute(select(getattr(c, by), c.severity, func.sum(c.n)).where(
            c.period.between(*months), *mine.of(c), *mine.findings).group_by(getattr(c, by), c.severity)):
        found.setdefault(name, Weighed()).found[Severity(severity)] = int(n)
    return found


def _declared(book: Catalogue) -> dict[str, str]:
    """What the rule book says of its own rules; a name that ledgers share is said as the first of them does."""
    return {rule.id: rule.message for ledger in reversed(book.ledgers.values()) for rule in ledger.rules}


def _said(session: Session, submission: int, rule: str) -> str:
    """What a finding of the rule said, without the particulars that follow the first clause."""
    message = session.scalar(select(Finding.message).where(Finding.submission == submission, Finding.rule == rule).order_by(Finding.number).limit(1))
    return message or rule
