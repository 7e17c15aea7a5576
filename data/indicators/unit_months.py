"""What each unit reported and proved month by month, and how far its word was borne out; units and months are those the reader sees."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.catalogue.indicator import Indicator
from data.indicators.credibility import credibility
from data.indicators.detail import curve
from data.indicators.figure import Figure, value_of
from data.indicators.figures import shown_version
from data.indicators.parts import ALL
from data.indicators.stored import COLUMNS
from data.indicators.views import seen_units
from data.store import rulebook

Parts = tuple[Decimal | None, Decimal | None, Decimal | None]  # (numerator, denominator, reported)
ByUnit = dict[str, Parts]


@dataclass(frozen=True, slots=True)
class Word:
    """One unit's month: evidenced and reported in the indicator's unit, and 可信度 (0 to 1)."""

    evidenced: Decimal | None
    reported: Decimal | None
    share: Decimal | None

    @property
    def why(self) -> str:
        """Why there is no 可信度; '' when there is one."""
        if self.share is not None:
            return ""
        missing = [words for words, worth in (("缺报", self.evidenced), ("未申报", self.reported)) if worth is None]
        return "、".join(missing) or "申报为零"


@dataclass(frozen=True)
class UnitMonths:
    """单位 × 月份 of one indicator: months oldest first, units in the rule book's order."""

    indicator: Indicator
    months: list[str]
    units: list[tuple[str, str, dict[str, Word]]]  # code, short name, month → word; every month is there


SILENT = Word(None, None, None)


def unit_months(session: Session, actor: Actor, code: str, period: str) -> UnitMonths:
    """Nothing of an indicator that has no counterpart in 指标月报: units say nothing of it."""
    shown = curve(session, actor, code, None, period)
    book = rulebook.book_for(session, period)
    indicator = book.indicator(code)
    said = said_by_units(session, [f for _, f in shown.months]) if indicator.reported else {}
    months = [f.period for _, f in shown.months if f.period in said]
    due = {unit.code for unit in book.applies_to(indicator, period)}
    rows = [(unit.code, unit.short_name, {month: _word(indicator, said[month].get(unit.code)) for month in months})
            for unit in seen_units(book, actor) if unit.code in due or any(unit.code in some for some in said.values())]
    return UnitMonths(indicator, months, rows)


def _word(indicator: Indicator, parts: Parts | None) -> Word:
    if parts is None:
        return SILENT
    value, reported = value_of(indicator, parts[0], parts[1]), parts[2]
    return Word(value, reported, credibility(indicator.direction, [(value, reported)]))


_UNITS = select(*(COLUMNS[name] for name in ("period", "version", "unit", "numerator", "denominator", "reported"))).where(
    COLUMNS.unit.in_(bindparam("units", expanding=True)), COLUMNS.indicator == bindparam("code"), COLUMNS.region == ALL,
    COLUMNS.period.in_(bindparam("months", expanding=True)))


def said_by_units(session: Session, months: Sequence[Figure]) -> dict[str, ByUnit]:
    """Month → what is shown of each unit; also of those that are units no more. `months`: figures of the months that are asked about."""
    units = {unit.code for number in {f.rule_version for f in months} for unit in rulebook.book(session, number).members}
    shown = {f.period: shown_version(session, f.period) for f in months}
    asked: dict[str, Any] = {"units": sorted(units), "code": months[0].indicator if months else "", "months": sorted(shown)}
    found: dict[str, ByUnit] = defaultdict(dict)
    for row in session.execute(_UNITS, asked):
        if row.version == shown[row.period]:
            found[row.period][row.unit] = (row.numerator, row.denominator, row.reported)
    return found
