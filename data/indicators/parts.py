"""What each unit contributes to each indicator in a month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from data.catalogue.book import Catalogue
from data.catalogue.filters import Filter
from data.catalogue.indicator import Indicator
from data.indicators.asked import ALL, KEPT_QUERIES, UNITS, Amounts, Asked, Keys, Question, Scope, distinct_keys, named, sums, wheres
from data.indicators.sql_filters import MONTH
from data.rounding import number_or_none
from data.store.tables import Submission
from data.store.versions import NEWEST, own, rows_at
from data.vocabulary import Outcome

__all__ = ["ALL", "REPORT", "Amounts", "Gathered", "Keys", "Part", "Question", "Scope", "accepted", "distinct", "distinct_questions", "gather",
           "ledgers_of", "linked_ledgers", "questions", "statistic"]

REPORT = "indicator_report"  # 指标月报


@dataclass(frozen=True)
class Part:
    """A unit's (or group's) additive parts; `missing`: ledgers not handed in, by name; `handed`/`due`: units of a roll-up."""

    unit: str
    indicator: Indicator
    missing: tuple[str, ...]
    numerator: Amounts
    denominator: Amounts
    reported: Decimal | None
    submissions: tuple[str, ...]
    handed: int = 1
    due: int = 1


@dataclass
class Gathered:
    """Parts of the units asked, and the keys behind their distinct counts by (space, unit)."""

    parts: list[Part]
    keys: dict[tuple[str, str], Keys]


def ledgers_of(indicator: Indicator) -> list[str]:
    """Ledgers a unit must have handed in for the figure: those that are counted."""
    sides = [indicator.numerator, *([indicator.denominator] if indicator.denominator else [])]
    return list(dict.fromkeys(side.ledger for side in sides if side.ledger))


def is_by_region(catalogue: Catalogue, indicator: Indicator) -> bool:
    """Whether a ledger of the figure says where its rows belong: what nobody tells by region has no zero there."""
    return any("region" in catalogue.ledger(ledger).fields for ledger in ledgers_of(indicator))


def linked_ledgers(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Other ledgers the figure looks into: their rows of any unit decide what counts."""
    return {where.values[0] for question in questions([indicator]) for whole in wheres(catalogue, question) for where in _leaves(whole)
            if where.op == "linked"}


def _leaves(where: Filter) -> list[Filter]:
    return [leaf for part in where.parts for leaf in _leaves(part)] if where.parts else [where]


def questions(indicators: Iterable[Indicator]) -> list[Question]:
    return [Question(i, side) for i in indicators for side in (True, False)
            if (i.numerator if side else i.denominator) and Question(i, side).aggregate.ledger]


def distinct_questions(indicator: Indicator) -> list[Question]:
    return [q for q in questions([indicator]) if q.aggregate.aggregate == "count_distinct"]


def gather(session: Session, scope: Scope, indicators: Sequence[Indicator], units: Sequence[str] | None = None) -> Gathered:
    """Parts of the given units (None: all) for the indicators that apply to them."""
    receipts = accepted(session, scope, units)
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in questions(indicators):
        asked[question.aggregate.ledger or ""].append(question)
    amounts: dict[tuple[str, str], Amounts] = {}
    keys: dict[tuple[str, str], Keys] = {}
    for ledger, some in asked.items():
        amounts |= sums(session, Asked.of(scope, ledger, units, [q for q in some if q.aggregate.aggregate != "count_distinct"]), scope.period, units)
        for question in some:
            if question.aggregate.aggregate == "count_distinct":
                keys |= distinct_keys(session, Asked.of(scope, ledger, units, [question]), scope.period, units)
    reports = _reports(session, scope, units) if any(i.reported for i in indicators) else {}
    answers = _Answers(scope, receipts, amounts, keys, reports)
    found = [answers.part(i, unit) for i in indicators for unit in scope.units_of(i) if units is None or unit in units]
    complete = {(part.unit, part.indicator.code) for part in found if not part.missing}
    return Gathered(found, {at: some for at, some in keys.items() if (at[1], at[0].removesuffix("/")) in complete})


_S = Submission.__table__.c
_ACCEPTED = select(_S.unit, _S.ledger, _S.receipt).where(
    _S.period == bindparam("month"), _S.outcome == str(Outcome.ACCEPTED), _S.withdrawn_at.is_(None), _S.seq <= bindparam("seq")).order_by(_S.seq)
_ACCEPTED_OF = _ACCEPTED.where(_S.unit.in_(UNITS))


def accepted(session: Session, scope: Scope, units: Sequence[str] | None = None) -> dict[tuple[str, str], str]:
    """(unit, ledger) → receipt of the submission that stands for the month."""
    wanted, asked = _ACCEPTED, {"month": scope.period, "seq": NEWEST if scope.as_of is None else scope.as_of}
    answers = session.execute(wanted, asked) if units is None else session.execute(_ACCEPTED_OF, {**asked, UNITS.key: list(units)})
    return {(unit, ledger or ""): receipt for unit, ledger, receipt in answers}


def statistic(catalogue: Catalogue, name: str, period: str, regions: Sequence[str]) -> Amounts:
    """The newest values up to the month's year: the given regions and their sum; no regions: the city and all its districts."""
    values: dict[str, tuple[int, Decimal]] = {}
    for s in catalogue.city.statistics:
        if s.name == name and s.year <= int(period[:4]) and s.year >= values.get(s.region, (0, 0))[0]:
            values[s.region] = (s.year, s.value)
    own_regions = list(regions) or [d.code for d in catalogue.city.districts]
    found = {code: values[code][1] for code in own_regions if code in values}
    if not regions and catalogue.city.code in values:
        return {**found, ALL: values[catalogue.city.code][1]}
    return {**found, ALL: sum(found.values(), Decimal())} if len(found) == len(own_regions) else found


def distinct(keys: Iterable[tuple[str, str]]) -> Amounts:
    """Keys counted once in all, and once in each region."""
    regions: dict[str, set[str]] = defaultdict(set)
    for region, key in keys:
        regions[ALL].add(key)
        if region:
            regions[region].add(key)
    return {region: Decimal(len(some)) for region, some in regions.items()}


@dataclass
class _Answers:
    """What the ledgers said, to be put together unit by unit."""

    scope: Scope
    receipts: dict[tuple[str, str], str]
    amounts: dict[tuple[str, str], Amounts]
    keys: dict[tuple[str, str], Keys]
    reports: dict[tuple[str, str], Decimal]

    def part(self, indicator: Indicator, unit: str) -> Part:
        ledgers = ledgers_of(indicator)
        missing = tuple(self.scope.catalogue.ledger(ledger).name for ledger in ledgers if (unit, ledger) not in self.receipts)
        reported = self.reports.get((unit, indicator.code)) if indicator.reported else None
        behind = [*ledgers, *([REPORT] if reported is not None else [])]
        submissions = tuple(self.receipts[unit, ledger] for ledger in behind if (unit, ledger) in self.receipts)
        if missing:
            return Part(unit, indicator, missing, {}, {}, reported, submissions, handed=0)
        below = self._side(Question(indicator, False), unit) if indicator.denominator else {}
        return Part(unit, indicator, (), self._side(Question(indicator, True), unit), below, reported, submissions)

    def _side(self, question: Question, unit: str) -> Amounts:
        regions = self.scope.catalogue.unit(unit).regions
        spoken = regions if is_by_region(self.scope.catalogue, question.indicator) else []
        if question.aggregate.aggregate == "statistic":
            return statistic(self.scope.catalogue, question.aggregate.field or "", self.scope.period, regions)
        at = (question.space, unit)
        found = distinct(self.keys.get(at, set())) if question.aggregate.aggregate == "count_distinct" else self.amounts.get(at, {})
        return dict.fromkeys((ALL, *spoken), Decimal()) | found


def _reports(session: Session, scope: Scope, units: Sequence[str] | None) -> dict[tuple[str, str], Decimal]:
    """(unit, indicator) → 本期末 of the unit's 指标月报."""
    if REPORT not in scope.catalogue.ledgers:
        return {}
    answers = session.execute(_reported(scope.as_of, units is not None), named(scope.period, units))
    return {(unit, code): worth for unit, code, text in answers if (worth := number_or_none(text)) is not None}


@lru_cache(maxsize=KEPT_QUERIES)
def _reported(as_of: int | None, of_some_units: bool) -> Select[Any]:
    v = rows_at(REPORT, MONTH, UNITS if of_some_units else None, as_of)
    return select(v.c.unit, own(v, "indicator"), own(v, "closing"))
