"""The rows behind a figure: those counted and those not, each with its reason and its source cell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session

from data.catalogue.filters import Filter
from data.catalogue.indicator import ROW_CHECKS, Indicator
from data.catalogue.ledger import Ledger
from data.indicators.asked import Question, Scope, evidence, wheres
from data.indicators.parts import accepted
from data.indicators.row_checks import row_check
from data.indicators.sql_filters import Rows, condition, text_of
from data.indicators.wording import CHECKED, conjuncts, header, said
from data.store import rulebook
from data.store.tables import Entity, Measurement, Month, Submission

PAGE = 100
LOOKED_THROUGH = 20_000  # rows a request looks at, however large the ledger
Cursor = tuple[str, str]  # (unit, key) of the last row seen


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row with its source: receipt, file, sheet and cell; `why` says why it is not counted, '' when it is."""

    unit: str
    key: str
    code: str | None
    name: str | None
    region: str | None
    status: str | None
    value: str | None       # what a sum adds up or a distinct count counts; None where the row says nothing, and of a plain count
    why: str
    submission: int | None  # Submission.id
    receipt: str | None
    file_name: str | None
    sheet: str
    row: int
    cell: str | None        # the cell that decides


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows are wanted: counted or not, of which side, how many, after which row, and how many to look through for them."""

    counted: bool = True
    is_numerator: bool = True
    limit: int = PAGE
    cursor: Cursor | None = None
    looks: int = LOOKED_THROUGH


FIRST_PAGE = Page()


def counted_rows(session: Session, indicator: str, unit: str | None, period: str,
                 page: Page = FIRST_PAGE) -> tuple[list[CountedRow], Cursor | None]:
    """A page of the rows of one side, unit by unit in order of key, and where the next page begins (None: the end); none of a side without
    a ledger. Of a closed or published month the rows it was closed with.

    Only units whose ledger was accepted for the month have rows that can count. A page may hold few rows or none and have
    a next one: it ends where enough rows were looked through.
    """
    book = rulebook.book_for(session, period)
    month = session.get(Month, period)
    scope, question = Scope(book, period, month.pinned_seq if month else None), Question(book.indicator(indicator), page.is_numerator)
    if not has_rows(question.indicator, page.is_numerator):
        return [], None
    found: list[CountedRow] = []
    left = page.looks
    for one in _units(session, scope, question, unit, page.counted):
        if page.cursor and one < page.cursor[0]:
            continue
        after = page.cursor if page.cursor and one == page.cursor[0] else None
        rows = Rows.of(book, question.aggregate.ledger or "", period, [one], scope.as_of)
        looked, last_key = _reach(session, one, rows.ledger.code, after, left)
        found += _of_unit(session, question, rows, replace(page, limit=page.limit + 1 - len(found), cursor=after), last_key)
        if len(found) > page.limit:
            last = found[page.limit - 1]
            return found[:page.limit], (last.unit, last.key)
        if last_key is not None:
            return found, (one, last_key)
        left -= looked
    return found, None


def has_rows(indicator: Indicator, is_numerator: bool) -> bool:
    """Is there a ledger behind this side? A statistic of the city, or no denominator at all, has none."""
    side = indicator.numerator if is_numerator else indicator.denominator
    return side is not None and side.ledger is not None


def _units(session: Session, scope: Scope, question: Question, unit: str | None, counted: bool) -> list[str]:
    standing = accepted(session, scope, [unit] if unit else None)
    units = [one for one in scope.units_of(question.indicator) if unit in (None, one) and (one, question.aggregate.ledger) in standing]
    passed_over = set() if counted else _without_others(session, scope, question, standing)
    return sorted(set(units) - passed_over)


def _without_others(session: Session, scope: Scope, question: Question, standing: dict[tuple[str, str], str]) -> set[str]:
    """Units of whose rows the stored figure says that all count: there is no other row to look for."""
    if question.aggregate.aggregate != "count" or not question.is_numerator:
        return set()
    m, ledger = Measurement, question.aggregate.ledger
    receipts = {unit: receipt for (unit, code), receipt in standing.items() if code == ledger}
    handed = {s.unit: s.rows.get("accepted") for s in session.scalars(select(Submission).where(Submission.receipt.in_(receipts.values())))}
    stored = select(m.unit, m.numerator, m.submissions).where(
        m.period == scope.period, m.version == 0, m.indicator == question.indicator.code, m.region == "", m.unit.in_(receipts))
    return {unit for unit, counted, behind in session.execute(stored) if receipts[unit] in behind and counted == handed.get(unit)}


def _reach(session: Session, unit: str, ledger: str, after: Cursor | None, left: int) -> tuple[int, str | None]:
    """How many rows of the unit are looked at, and the last of them where more would be too many."""
    keys = select(Entity.key).where(Entity.unit == unit, Entity.ledger == ledger, Entity.key > (after[1] if after else "")).order_by(Entity.key).limit(left)
    looked, last = session.execute(select(func.count(), func.max(keys.subquery().c.key))).one()
    return looked, last if looked >= left else None


def _of_unit(session: Session, question: Question, rows: Rows, page: Page, last_key: str | None) -> list[CountedRow]:
    v, rules = rows.versions, [part for where in wheres(rows.catalogue, question) for part in conjuncts(where)]
    counts = and_(evidence(question, rows), *_keyed(question, rows))
    field = question.aggregate.field
    columns = [v.c.unit, v.c.key, v.c.code, v.c.name, v.c.region, v.c.status, v.c.disputed, v.c.sheet, v.c.row, v.c.source]
    worth = (text_of(field, rows) if field else v.c.key).label("worth")
    tests = [condition(rule, rows).label(f"rule_{n}") for n, rule in enumerate(rules)]
    check = question.aggregate.check
    tests += [row_check(check, rows).label("checked")] if check else []
    query = select(*columns, worth, *tests).where(counts if page.counted else not_(counts)).order_by(v.c.key).limit(page.limit)
    query = query.where(v.c.key > page.cursor[1]) if page.cursor else query
    found = session.execute(query.where(v.c.key <= last_key) if last_key is not None else query).all()
    sources = _sources(session, {row.source for row in found})
    return [_row(row, _decision(row, question, rules, rows.ledger), question, sources.get(row.source)) for row in found]


def _keyed(question: Question, rows: Rows) -> list[Any]:
    """A distinct count passes over rows without a key."""
    return [text_of(question.aggregate.field or "", rows).is_not(None)] if question.aggregate.aggregate == "count_distinct" else []


def _decision(row: Any, question: Question, rules: Sequence[Filter], ledger: Ledger) -> tuple[str, str]:
    """(why not counted, the field that decides)."""
    field = question.aggregate.field or "code"
    if row.disputed and question.is_numerator:
        return "争议中：另一单位先报了同一识别代码，解决前只为先报单位计一次", "code"
    failed = next((rule for n, rule in enumerate(rules) if not getattr(row, f"rule_{n}")), None)
    if failed is not None:
        decides = next(iter(failed.fields()))
        return said(failed, ledger), {"kind": ledger.kind_field or "kind", "code_ok": "code"}.get(decides, decides)
    check = question.aggregate.check
    if check is not None and not row.checked:
        return f"不满足：{CHECKED[check]}", ROW_CHECKS[check][-1]
    if question.aggregate.aggregate == "count_distinct" and row.worth is None:
        return f"没有填写“{header(field, ledger)}”", field
    return "", field


def _row(row: Any, decision: tuple[str, str], question: Question, source: Submission | None) -> CountedRow:
    why, field = decision
    columns = source.layout.get(row.sheet, {}).get("columns", {}) if source else {}
    letters = columns.get(field) or columns.get("name")
    return CountedRow(
        row.unit, row.key, row.code, row.name, row.region, row.status, row.worth if question.aggregate.field else None, why,
        source.id if source else None, source.receipt if source else None, source.file_name if source else None,
        row.sheet, row.row, f"{letters}{row.row}" if letters else None)


def _sources(session: Session, numbers: set[int]) -> dict[int | None, Submission]:
    return {s.seq: s for s in session.scalars(select(Submission).where(Submission.seq.in_(numbers)))}
