"""Figures held against their plan: what is due, the gap, the light and its reason; and stored figures read back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from data.calendar import last_day, shift
from data.catalogue.book import Catalogue
from data.catalogue.indicator import Indicator
from data.indicators import schedule
from data.indicators.figure import GROUP, Figure, Line, value_of
from data.indicators.parts import ALL, Scope
from data.indicators.rollup import CITY, members
from data.indicators.stored import Stored, line_of, planned_rows
from data.vocabulary import Direction, FigureState, Light

KEPT_DUES = 20_000
At = tuple[str, str, str]  # (indicator, unit, region)


@dataclass(frozen=True, slots=True)
class Due:
    """What the plan says of one figure."""

    target: Decimal | None
    planned: Decimal | None
    final: Decimal | None
    baseline: Decimal | None


def due_for(scope: Scope, indicator: Indicator, unit: str, region: str) -> Due:
    """Regions have no plan but what holds for all; a group is due what its units are due together."""
    return _due(scope.catalogue, scope.period, indicator.code, unit, region)


@lru_cache(maxsize=KEPT_DUES)
def _due(catalogue: Catalogue, period: str, code: str, unit: str, region: str) -> Due:
    """In one rule book this never changes."""
    scope, indicator, day = Scope(catalogue, period), catalogue.indicator(code), last_day(period)
    reads: tuple[schedule.Reading, ...] = (schedule.target, schedule.planned, schedule.final_target, schedule.baseline)
    if region == ALL and unit.startswith(GROUP):
        units = members(scope, indicator).get(unit, [])
        return Due(*(schedule.together(read, indicator, units, day) for read in reads))
    who = schedule.ANYONE if region != ALL else None if unit == CITY else unit
    return Due(*(read(indicator, who, day) for read in reads))


def judge(scope: Scope, indicator: Indicator, line: Line, rule_version: int, yellow_months: int = 0) -> Figure:
    """A figure with its plan and its light."""
    due = due_for(scope, indicator, line.unit, line.region)
    plain = _figure(scope, indicator, line, due, rule_version)
    standing = schedule.Standing(line.state, indicator.direction, plain["value"], due.final, plain["gap_points"], yellow_months)
    light, reason = schedule.indicator_light(standing, scope.catalogue.supervision.lights)
    return Figure(**plain, light=light, reason="；".join(filter(None, (reason, line.why, plain["doubt"]))))


def stored_figure(scope: Scope, row: Stored) -> Figure:
    """A figure as it was stored; derived numbers come from its stored parts and plan."""
    indicator = scope.catalogue.indicator(row.indicator)
    base = due_for(scope, indicator, row.unit, row.region).baseline
    plain = _figure(scope, indicator, line_of(row), Due(row.target, row.planned, None, base), row.rule_version)
    return Figure(**plain, light=Light(row.light) if row.light else None, reason=row.reason)


def _running(scope: Scope, earlier: Sequence[Iterable[tuple[At, Decimal | None]]]) -> dict[At, int]:
    """How many months running, from the last backwards, each figure lay in the yellow band."""
    running: dict[At, int] = {}
    for months, gaps in enumerate(earlier):
        for at, gap in gaps:
            if schedule.in_yellow(gap, scope.catalogue.supervision.lights) and running.get(at, 0) == months:
                running[at] = months + 1
    return running


def _gaps(scope: Scope, rows: Iterable[Stored]) -> list[tuple[At, Decimal | None]]:
    return [_gap(scope, row) for row in rows]


def _gap(scope: Scope, row: Stored) -> tuple[At, Decimal | None]:
    """The gap of a stored figure, without the rest of it."""
    indicator = scope.catalogue.indicator(row.indicator)
    value = value_of(indicator, row.numerator, row.denominator) if row.state == FigureState.OK else None
    base = None if indicator.direction == Direction.UP else due_for(scope, indicator, row.unit, row.region).baseline
    return (row.indicator, row.unit, row.region), schedule.gap_points(indicator.direction, value, row.planned, row.target, base)


def earlier_months(scope: Scope) -> list[str]:
    """The months that decide whether yellow turns red, last first."""
    return [shift(scope.period, -n) for n in range(1, scope.catalogue.supervision.lights.yellow_months + 1)]


def live_yellow(session: Session, scope: Scope, indicators: Sequence[Indicator], units: Sequence[str] | None = None) -> dict[At, int]:
    """Months running in the yellow band, out of the stored live figures that have a plan; of the named units only, if any are named."""
    rows = planned_rows(session, earlier_months(scope), indicators, units)
    return _running(scope, [_gaps(Scope(scope.catalogue, month), some) for month, some in rows.items()])


def _figure(scope: Scope, indicator: Indicator, line: Line, due: Due, rule_version: int) -> dict[str, Any]:
    value = value_of(indicator, line.numerator, line.denominator) if line.state == FigureState.OK else None
    return {
        "indicator": indicator.code, "name": indicator.name, "unit_word": indicator.unit,
        "unit": line.unit or None, "region": line.region or None, "period": scope.period, "state": line.state,
        "numerator": line.numerator, "denominator": line.denominator, "value": value,
        "reported": line.reported, "discrepancy": None if line.reported is None or value is None else line.reported - value,
        "target": due.target, "planned": due.planned,
        "completion": schedule.completion(indicator.direction, value, due.target, due.baseline),
        "gap_points": schedule.gap_points(indicator.direction, value, due.planned, due.target, due.baseline),
        "rule_version": rule_version, "submissions": line.submissions, "doubt": schedule.doubt(indicator, value, line.reported)}
