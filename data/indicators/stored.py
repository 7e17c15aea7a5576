"""Live facts in the database: figures as rows, rows as parts, and lights judged again."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from data.catalogue.indicator import Indicator
from data.indicators.figure import GROUP, Figure, Line
from data.indicators.parts import ALL, Amounts, Part, Scope, ledgers_of
from data.indicators.rollup import CITY
from data.store.tables import Measurement
from data.vocabulary import FigureState

Stored = Row[Any]  # one row of Measurement, columns by name
COLUMNS = Measurement.__table__.c


_OF_MONTH = (COLUMNS.period == bindparam("month"), COLUMNS.version == 0, COLUMNS.indicator.in_(bindparam("codes", expanding=True)))
_LIVE = select(*COLUMNS).where(*_OF_MONTH)
_LIVE_PARTS = select(*(COLUMNS[name] for name in ("unit", "indicator", "region", "numerator", "denominator", "reported", "submissions"))).where(*_OF_MONTH)


def live_rows(session: Session, period: str, indicators: Sequence[Indicator]) -> list[Stored]:
    """The live rows of some indicators: as many as there are units and regions."""
    return list(session.execute(_LIVE, {"month": period, "codes": [i.code for i in indicators]}).all())


def live_parts(session: Session, period: str, indicators: Sequence[Indicator]) -> list[Stored]:
    """The same with the columns that add up alone: every file asks for them."""
    return list(session.execute(_LIVE_PARTS, {"month": period, "codes": [i.code for i in indicators]}).all())


_NAMED = (COLUMNS.period.in_(bindparam("months", expanding=True)), COLUMNS.version == 0, COLUMNS.indicator.in_(bindparam("codes", expanding=True)))
_PLANNED = select(*(COLUMNS[name] for name in ("period", "indicator", "unit", "region", "state", "numerator", "denominator", "target", "planned"))
                  ).where(*_NAMED, COLUMNS.planned.is_not(None))
_PLANNED_OF = _PLANNED.where(COLUMNS.unit.in_(bindparam("units", expanding=True)))
_MONTHS = select(COLUMNS.period).where(*_NAMED).distinct().order_by(COLUMNS.period)


def planned_rows(session: Session, periods: Sequence[str], indicators: Sequence[Indicator],
                 units: Sequence[str] | None = None) -> dict[str, list[Stored]]:
    """Month → those live rows that have a plan, with the columns that tell how far behind it they are."""
    asked: dict[str, Any] = {"months": list(periods), "codes": [i.code for i in indicators]}
    found = session.execute(_PLANNED, asked) if units is None else session.execute(_PLANNED_OF, {**asked, "units": list(units)})
    by_month: dict[str, list[Stored]] = {period: [] for period in periods}
    for row in found:
        by_month[row.period].append(row)
    return by_month


def months_with_rows(session: Session, periods: Sequence[str], indicators: Sequence[Indicator]) -> list[str]:
    """Those of the months that have live rows of one of the indicators, oldest first."""
    return list(session.scalars(_MONTHS, {"months": list(periods), "codes": [i.code for i in indicators]}))


ROW = ("indicator", "unit", "region", "period", "state", "numerator", "denominator", "reported", "target", "planned", "light", "reason", "rule_version",
       "submissions")


def figure_row(f: Figure) -> tuple[Any, ...]:
    """A figure as the driver stores it, in the order of ROW."""
    worths = (None if worth is None else format(worth, "f") for worth in (f.numerator, f.denominator, f.reported, f.target, f.planned))
    return (f.indicator, f.unit or CITY, f.region or ALL, f.period, str(f.state), *worths, str(f.light or ""), f.reason, f.rule_version,
            orjson.dumps(f.submissions).decode())


def line_of(row: Stored) -> Line:
    return Line(row.unit, row.region, FigureState(row.state), "", row.numerator, row.denominator, row.reported, tuple(row.submissions))


def amounts(rows: Sequence[Stored], column: str) -> Amounts:
    """Region → stored part of one unit and indicator."""
    return {row.region: worth for row in rows if (worth := getattr(row, column)) is not None}


def parts_of(scope: Scope, rows: Sequence[Stored]) -> list[Part]:
    """The units' parts as they were stored: a stored numerator is what tells handed in from missing."""
    found: dict[tuple[str, str], list[Stored]] = defaultdict(list)
    for row in rows:
        if row.unit != CITY and not row.unit.startswith(GROUP):
            found[row.unit, row.indicator].append(row)
    return [_part(scope, unit, scope.catalogue.indicator(code), some) for (unit, code), some in found.items()]


def absent(scope: Scope, indicator: Indicator, unit: str) -> Part:
    """A unit of which nothing is stored yet: it counts among the due."""
    return Part(unit, indicator, _names(scope, indicator), {}, {}, None, (), handed=0)


def _part(scope: Scope, unit: str, indicator: Indicator, rows: Sequence[Stored]) -> Part:
    whole = next(row for row in rows if row.region == ALL)
    if whole.numerator is None:
        return Part(unit, indicator, _names(scope, indicator), {}, {}, whole.reported, tuple(whole.submissions), handed=0)
    return Part(unit, indicator, (), amounts(rows, "numerator"), amounts(rows, "denominator"), whole.reported, tuple(whole.submissions))


def _names(scope: Scope, indicator: Indicator) -> tuple[str, ...]:
    return tuple(scope.catalogue.ledger(ledger).name for ledger in ledgers_of(indicator))


def set_light(session: Session, row: Stored, figure: Figure) -> None:
    """Another light for the same numbers."""
    same = [getattr(COLUMNS, name) == getattr(row, name) for name in ("unit", "indicator", "region", "period", "version")]
    session.execute(update(Measurement).where(*same).values(light=str(figure.light or ""), reason=figure.reason))
