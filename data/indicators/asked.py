"""What is asked of a ledger for one month, and its answers: one grouped query, however many indicators rest on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, Select, and_, bindparam, case, cast, func, not_, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from data.calendar import last_day
from data.catalogue.book import Catalogue
from data.catalogue.filters import Filter
from data.catalogue.indicator import Aggregate, Indicator
from data.indicators.row_checks import row_check
from data.indicators.sql_filters import MONTH, Condition, Rows, condition, of_month, text_of
from data.store.versions import own_number

MICRO = 1_000_000  # sums are exact in whole millionths: floats never add up
ALL = ""           # every region together
KEPT_QUERIES, KEPT_UNITS = 200, 2000
UNITS: BindParameter[Any] = bindparam("asked_units", expanding=True)

Amounts = dict[str, Decimal]  # region → amount; ALL → the total, rows without a region included
Keys = set[tuple[str, str]]   # (region, key) behind a distinct count


@dataclass(frozen=True)
class Scope:
    """One month under one rule book, as known after a submission (None: now)."""

    catalogue: Catalogue
    period: str
    as_of: int | None = None

    def units_of(self, indicator: Indicator) -> list[str]:
        """Member units the indicator is measured for that exist at the month's end."""
        return _units_of(self.catalogue, self.period, indicator.code)


@lru_cache(maxsize=KEPT_UNITS)
def _units_of(catalogue: Catalogue, period: str, code: str) -> list[str]:
    """In one month of one rule book this never changes."""
    return [u.code for u in catalogue.applies_to(catalogue.indicator(code), period) if u.exists_on(last_day(period))]


@dataclass(frozen=True)
class Question:
    """One side of an indicator, asked of a ledger."""

    indicator: Indicator
    is_numerator: bool

    @property
    def aggregate(self) -> Aggregate:
        side = self.indicator.numerator if self.is_numerator else self.indicator.denominator
        assert side is not None
        return side

    @property
    def space(self) -> str:
        """The name its distinct keys are kept under."""
        return self.indicator.code if self.is_numerator else f"{self.indicator.code}/"


def wheres(catalogue: Catalogue, question: Question) -> list[Filter]:
    """What the ledger declares as evidence, and what the side itself asks."""
    counted = catalogue.ledger(question.aggregate.ledger or "").counted
    return [where for where in (counted, question.aggregate.where) if where is not None]


def evidence(question: Question, rows: Rows) -> Condition:
    """Rows that count; 争议中 is achieved by the first claimant only, and stays in a denominator that does not exclude it."""
    undisputed = [not_(rows.versions.c.disputed)] if question.is_numerator else []
    asked = dict.fromkeys(part for where in wheres(rows.catalogue, question) for part in _conjuncts(where))  # what both ask is asked once
    checked = [row_check(question.aggregate.check, rows)] if question.aggregate.check else []
    return and_(true(), *undisputed, *(condition(part, rows) for part in asked), *checked)


def _conjuncts(where: Filter) -> Iterator[Filter]:
    if where.op == "all":
        for part in where.parts:
            yield from _conjuncts(part)
    else:
        yield where


@dataclass(frozen=True)
class Asked:
    """Which sides are asked of a ledger, of whatever month: equal ones are the same query, and building it costs more than running it."""

    catalogue: Catalogue
    ledger: str
    as_of: int | None
    of_some_units: bool
    sides: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, scope: Scope, ledger: str, units: Sequence[str] | None, asked: Sequence[Question]) -> "Asked":
        return cls(scope.catalogue, ledger, scope.as_of, units is not None, tuple((q.indicator.code, q.is_numerator) for q in asked))

    @property
    def questions(self) -> list[Question]:
        return [Question(self.catalogue.indicator(code), is_numerator) for code, is_numerator in self.sides]

    @property
    def rows(self) -> list[Rows]:
        return Rows.apart(self.catalogue, self.ledger, MONTH, UNITS if self.of_some_units else None, self.as_of)


def named(period: str, units: Sequence[str] | None) -> dict[str, Any]:
    return of_month(period) if units is None else {**of_month(period), UNITS.key: list(units)}


def sums(session: Session, asked: Asked, period: str, units: Sequence[str] | None) -> dict[tuple[str, str], Amounts]:
    if not asked.sides:
        return {}
    found: dict[tuple[str, str], Amounts] = defaultdict(lambda: defaultdict(Decimal))
    answers = (row for query in _sums_queries(asked) for row in session.execute(query, named(period, units)))
    for unit, region, *totals in answers:
        for question, at in zip(asked.questions, _apart(asked).places, strict=True):
            amount = Decimal(int(totals[at])) / (MICRO if question.aggregate.aggregate == "sum" else 1)
            for place in {region or ALL, ALL}:
                found[question.space, unit][place] += amount
    return {at: dict(some) for at, some in found.items()}


class _Apart(NamedTuple):
    """The questions that differ, and for every question the place of its answer among theirs."""

    questions: list[Question]
    places: list[int]


@lru_cache(maxsize=KEPT_QUERIES)
def _apart(asked: Asked) -> _Apart:
    """Many indicators count the same rows: a row is judged once for all of them."""
    distinct: dict[Any, Question] = {}
    names = []
    for q in asked.questions:
        conditions = frozenset(part for where in wheres(asked.catalogue, q) for part in _conjuncts(where))
        names.append((q.is_numerator, q.aggregate.aggregate, q.aggregate.field, conditions))
        distinct.setdefault(names[-1], q)
    order = {name: n for n, name in enumerate(distinct)}
    return _Apart(list(distinct.values()), [order[name] for name in names])


@lru_cache(maxsize=KEPT_QUERIES)
def _sums_queries(asked: Asked) -> list[Select[Any]]:
    return [_sums_query(_apart(asked).questions, rows) for rows in asked.rows]


def _sums_query(questions: Sequence[Question], rows: Rows) -> Select[Any]:
    v = rows.versions
    totals = [func.sum(case((evidence(q, rows), _worth(q, rows)), else_=0)) for q in questions]
    return select(v.c.unit, v.c.region, *totals).group_by(v.c.unit, v.c.region)


def _worth(question: Question, rows: Rows) -> ColumnElement[int] | int:
    if question.aggregate.aggregate == "count":
        return 1
    return cast(func.round(func.coalesce(own_number(rows.versions, question.aggregate.field or ""), 0) * MICRO), BigInteger)


def distinct_keys(session: Session, asked: Asked, period: str, units: Sequence[str] | None) -> dict[tuple[str, str], Keys]:
    found: dict[tuple[str, str], Keys] = defaultdict(set)
    answers = (row for query in _keys_queries(asked) for row in session.execute(query, named(period, units)))
    for unit, region, text in answers:
        found[asked.questions[0].space, unit].add((region, text))
    return dict(found)


@lru_cache(maxsize=KEPT_QUERIES)
def _keys_queries(asked: Asked) -> list[Select[Any]]:
    return [_keys_query(asked.questions[0], rows) for rows in asked.rows]


def _keys_query(question: Question, rows: Rows) -> Select[Any]:
    v, key = rows.versions, text_of(question.aggregate.field or "", rows)
    return select(v.c.unit, func.coalesce(v.c.region, ""), key).where(evidence(question, rows), key.is_not(None)).distinct()
