"""What a template is filled with: the rows as they were accepted last, or what carries over into a new month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.book import Catalogue
from data.catalogue.filters import Filter
from data.catalogue.ledger import COMMON_FIELDS, Column, Ledger
from data.indicators.sql_filters import Rows, condition
from data.store.tables import Submission
from data.store.versions import rows_at, standing
from data.vocabulary import LedgerMode, Outcome

Values = dict[str, Any]  # field → value as it is stored
AT_ONCE = 2000  # rows fetched at a time
SHORT_TEXT = 200  # longer ones tell what happened in the month
OF_ONE_MONTH = ("cut_off", "reduction_reason", "remark")
OPENING_CHECK = "opening_equals_last_closing"
OF_FIGURES = (OPENING_CHECK, "opening_plus_current_equals_closing")  # what they read are figures of the month


@dataclass(frozen=True)
class Prefill:
    """预填 — the rows of a template and the month they come from; None when nothing was accepted before."""

    rows: Iterable[Values]
    count: int
    month: str | None
    is_own_month: bool = False  # this month's own accepted file: to be corrected, not continued
    fixed: Values = field(default_factory=dict)  # the same in every row

    def __iter__(self) -> Iterator[Values]:
        return ({**row, **self.fixed} for row in self.rows)


@dataclass(frozen=True)
class Owner:
    """Whose template, of which ledger, for which month."""

    book: Catalogue
    ledger: Ledger
    unit: str
    period: str


def prefill(session: Session, owner: Owner) -> Prefill:
    """This month's accepted file if there is one; else the standing ledger, or what carries over from the last report."""
    last = _last_accepted(session, owner)
    cut_off = _cut_off(owner, last)
    if last is not None and (last.period == owner.period or owner.ledger.mode == LedgerMode.SNAPSHOT):
        return Prefill(_stored(session, owner, last), _how_many(session, owner), last.period, last.period == owner.period, cut_off)
    before = _carried(session, owner, last) if last is not None else []
    rows = _with_own_list(owner, before)
    return Prefill(rows, len(rows), last.period if before and last is not None else None, False, cut_off)


def _last_accepted(session: Session, owner: Owner) -> Submission | None:
    month = session.scalar(select(func.max(Submission.period)).where(
        Submission.unit == owner.unit, Submission.ledger == owner.ledger.code, Submission.period <= owner.period,
        Submission.outcome == Outcome.ACCEPTED, Submission.withdrawn_at.is_(None)))
    return standing(session, owner.unit, owner.ledger.code, month) if month else None


def _cut_off(owner: Owner, last: Submission | None) -> Values:
    """Who states a 数据截止日期 states it again: that of the accepted file, else the last day of the new month."""
    if last is None or not last.cut_off or "cut_off" not in owner.ledger.fields:
        return {}
    return {"cut_off": last.cut_off if last.period == owner.period else calendar.last_day(owner.period).isoformat()}


def _stored(session: Session, owner: Owner, last: Submission, where: Filter | None = None) -> Iterator[Values]:
    """Rows valid for a month, sheet by sheet and row by row as they were handed in; a few at a time."""
    for row in session.execute(_select(owner, last, where), execution_options={"yield_per": AT_ONCE}):
        values = {**row.body, **{name: getattr(row, name) for name in COMMON_FIELDS}}
        for name in ("lng", "lat"):  # the stored place is another datum's: what was written stands beside it
            values[name] = values.pop(f"{name}_raw", values[name])
        yield values


def _select(owner: Owner, last: Submission, where: Filter | None) -> Select[Any]:
    """A report's rows are valid for its own month, a standing ledger's for the template's."""
    month = last.period if owner.ledger.mode == LedgerMode.PERIOD and last.period else owner.period
    rows = Rows.of(owner.book, owner.ledger.code, month, [owner.unit])
    v, sheets = rows.versions, {name: place for place, name in enumerate(last.layout)}
    order = [case(sheets, value=v.c.sheet, else_=len(sheets))] if sheets else []
    wanted = select(*(v.c[name] for name in COMMON_FIELDS), v.c.body).order_by(*order, v.c.sheet, v.c.row, v.c.source, v.c.key)
    return wanted if where is None else wanted.where(condition(where, rows))


def _how_many(session: Session, owner: Owner) -> int:
    return session.scalar(select(func.count()).select_from(rows_at(owner.ledger.code, owner.period, [owner.unit]))) or 0


def _carried(session: Session, owner: Owner, last: Submission) -> list[Values]:
    """Rows the declaration names whole, else of each object what names it and what goes on; else months have nothing to do with each other."""
    if owner.ledger.carried is not None:
        return list(_stored(session, owner, last, owner.ledger.carried))
    sources = carried_fields(owner.ledger)
    return [{name: row.get(source) for name, source in sources.items()} for row in _stored(session, owner, last)] if sources else []


def carried_fields(ledger: Ledger) -> dict[str, str]:
    """Field of the new month ← field of the last: what describes an object, its state, and 上期末 ← 本期末; never a figure of the month."""
    openings = {opening: closing for opening, closing in (rule.columns for rule in ledger.rules if rule.check == OPENING_CHECK)}
    if not openings and not any(column.cumulative for column in ledger.columns):
        return {}
    of_month = {name for rule in ledger.rules if rule.check in OF_FIGURES for name in rule.columns}
    of_month |= {column.field for column in ledger.columns if column.cumulative}
    return {column.field: column.field for column in ledger.columns if column.field not in of_month and _lasts(ledger, column)} | openings


def _lasts(ledger: Ledger, column: Column) -> bool:
    if column.field in ledger.key or column.field == ledger.date_field:
        return True
    is_short = column.type == "text" and column.max_length <= SHORT_TEXT
    return column.field not in OF_ONE_MONTH and (is_short or column.type in ("code", "choice", "number", "integer"))


def _with_own_list(owner: Owner, before: list[Values]) -> list[Values]:
    """Where rows are tasks or indicators, the unit's own ones in the order of the plan, whether reported before or not."""
    own = own_list(owner)
    if own is None:
        return before
    key = owner.ledger.key[0]
    known = {row[key]: row for row in before}
    told = {name: [n for n in names if n in owner.ledger.fields] for name, names in own.items()}
    return [{**known.get(name, {}), **{n: own[name][n] for n in told[name]}, key: name} for name in own]


def own_list(owner: Owner) -> dict[str, Values] | None:
    """Code → what the rule book says of it; None for a ledger whose rows are neither tasks nor indicators."""
    kind = owner.ledger.column(owner.ledger.key[0]).code if len(owner.ledger.key) == 1 else None
    if kind == "task":
        day = calendar.last_day(owner.period)
        return {t.code: {"name": t.name} for t in owner.book.plan.tasks if owner.unit in (t.lead, *t.assist) and t.start <= day}
    if kind == "indicator":
        unit = owner.book.unit(owner.unit)
        return {i.code: {"name": i.name, "measure": i.unit} for i in owner.book.indicators.values()
                if i.reported and unit in owner.book.applies_to(i, owner.period)}
    return None
