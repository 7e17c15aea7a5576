"""Do the counted figures bear a task out? Values of its indicators against the targets of its due date."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from data.catalogue.book import Catalogue
from data.catalogue.indicator import Indicator, PlanPoint
from data.catalogue.plan import Task
from data.rounding import ratio
from data.store.tables import Measurement, Month
from data.vocabulary import Direction, FigureState, MonthState

CITY = ""


@dataclass(frozen=True)
class Counted:
    """One counted value of an indicator at a month's end, with what was planned for that day and the target next due."""

    period: str
    value: Decimal
    planned: Decimal | None = None
    target: Decimal | None = None


# (unit, indicator) → counted values in order of period; the whole city is unit "".
Values = Mapping[tuple[str, str], list[Counted]]


@dataclass(frozen=True)
class Evidence:
    """佐证 — one linked indicator of a task: what was counted, and what the task needs."""

    indicator: str
    name: str
    unit: str  # whose figure bears the task out; "" the whole city's
    value: Decimal | None
    target: Decimal | None
    direction: Direction

    @property
    def is_met(self) -> bool:
        """Nothing counted is never enough; an indicator without a target only has to be counted."""
        if self.value is None or self.target is None:
            return self.value is not None
        return self.value >= self.target if self.direction == Direction.UP else self.value <= self.target

    @property
    def completion(self) -> Decimal:
        """Share of the target that is reached, 0 to 1."""
        if self.is_met:
            return Decimal(1)
        if self.value is None or self.target is None or self.direction == Direction.DOWN:
            return Decimal(0)
        return max(Decimal(0), ratio(self.value, self.target) or Decimal(0))


def target_of(indicator: Indicator, unit: str, due: date) -> Decimal | None:
    """The target of the first milestone on or after a due date; after the last milestone, the last."""
    goals = sorted((p for p in indicator.points if p.milestone), key=lambda p: p.on)
    goal = next((p for p in goals if p.on >= due), goals[-1] if goals else None)
    return _figure(goal, unit) if goal else None


def _figure(point: PlanPoint, unit: str) -> Decimal | None:
    if point.all is not None:
        return point.all
    return point.units.get(unit) if unit else point.city


def holder(catalogue: Catalogue, task: Task, indicator: Indicator) -> str:
    """Whose figure counts: the lead unit's own where it has a target of its own, else the city's."""
    measured = any(u.code == task.lead for u in catalogue.applies_to(indicator))
    return task.lead if measured and target_of(indicator, task.lead, task.due) is not None else CITY


def evidence(catalogue: Catalogue, task: Task, values: Values, period: str) -> list[Evidence]:
    """The task's linked indicators with the newest value counted up to a month."""
    found = []
    for code in task.indicators:
        indicator = catalogue.indicator(code)
        unit = holder(catalogue, task, indicator)
        counted = newest(values, (unit, code), period)
        found.append(Evidence(code, indicator.name, unit, counted.value if counted else None, target_of(indicator, unit, task.due),
                              indicator.direction))
    return found


def newest(values: Values, key: tuple[str, str], period: str) -> Counted | None:
    """The newest value counted up to a month."""
    known = values.get(key, [])
    at = bisect_right(known, period, key=lambda counted: counted.period)
    return known[at - 1] if at else None


_F, _M = Measurement.__table__.c, Month.__table__.c
_SHOWN = Measurement.__table__.outerjoin(Month.__table__, (_M.period == _F.period) & (_M.state == MonthState.PUBLISHED))
_STORED = select(_F.unit, _F.indicator, _F.period, _F.numerator, _F.denominator, _F.planned, _F.target).select_from(_SHOWN).where(
    _F.version == func.coalesce(_M.version, 0), _F.period <= bindparam("month"), _F.region == "", _F.state == str(FigureState.OK),
    _F.indicator.in_(bindparam("codes", expanding=True)), _F.unit.in_(bindparam("units", expanding=True))).order_by(_F.period)


def stored_values(session: Session, catalogue: Catalogue, period: str) -> Values:
    """Stored values of all linked indicators up to a month: of published months the published ones, else the live ones."""
    linked = {code for task in catalogue.plan.tasks for code in task.indicators}
    holders = {task.lead for task in catalogue.plan.tasks} | {CITY}
    rows = session.execute(_STORED, {"month": period, "codes": sorted(linked), "units": sorted(holders)}).all()
    found: dict[tuple[str, str], list[Counted]] = {}
    for unit, code, month, numerator, denominator, planned, target in rows:
        value = value_of(catalogue.indicators[code], numerator, denominator)
        if value is not None:
            found.setdefault((unit, code), []).append(Counted(month, value, planned, target))
    return found


def value_of(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """numerator, or numerator ÷ denominator, times the scale; None when there is nothing to divide by."""
    if numerator is None or not indicator.is_ratio:
        return None if numerator is None else numerator * indicator.scale
    return None if denominator is None else ratio(numerator * indicator.scale, denominator)
