"""What lights are judged by: the progress of the tasks and the newest usable 进度差."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from data.calendar import local, period_of, shift, utc
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.catalogue.plan import Task
from data.indicators.schedule import baseline, gap_points
from data.intake.due import deadline
from data.plan.evidence import CITY, Counted, Values, holder, newest, stored_values
from data.plan.progress import TaskProgress, task_states
from data.plan.reports import LEDGER
from data.supervision.task_light import Gap


@dataclass(frozen=True)
class Inputs:
    """Everything the lights of one month are judged by."""

    catalogue: Catalogue
    period: str
    states: Mapping[str, TaskProgress]
    values: Values


def gather(session: Session, catalogue: Catalogue, period: str, now: datetime) -> Inputs:
    values = _settled(catalogue, stored_values(session, catalogue, period), local(utc(now)).date())
    return Inputs(catalogue, period, task_states(session, catalogue, period, None, values), values)


def _settled(catalogue: Catalogue, values: Values, today: date) -> Values:
    """The city speaks of a month from the deadline on: until then its figure is only a part, and would look like a lag."""
    found = dict(values)
    for unit, code in values:
        ledger = catalogue.ledgers.get(catalogue.indicator(code).numerator.ledger or "")
        if unit == CITY and ledger is not None:
            last = last_due_period(catalogue, ledger, today)
            found[unit, code] = [counted for counted in values[unit, code] if counted.period <= last]
    return found


def last_due_period(catalogue: Catalogue, ledger: Ledger, day: date) -> str:
    """The newest month whose deadline has passed: due today is not late."""
    period = period_of(day)
    while deadline(catalogue, ledger, period) >= day:
        period = shift(period, -1)
    return period


def worst_gap(inputs: Inputs, task: Task, day: date) -> Gap | None:
    """The linked indicator furthest behind; values older than the last month due say nothing about today."""
    gaps = [gap for code in task.indicators if (gap := _gap(inputs, task, code, day))]
    return min(gaps, key=lambda gap: gap.points, default=None)


def _gap(inputs: Inputs, task: Task, code: str, day: date) -> Gap | None:
    indicator = inputs.catalogue.indicator(code)
    unit = holder(inputs.catalogue, task, indicator)
    counted = _usable(inputs, unit, code, day)
    if counted is None:
        return None
    base = baseline(indicator, unit or None)
    points: Decimal | None = gap_points(indicator.direction, counted.value, counted.planned, counted.target, base)
    return None if points is None else Gap(indicator.name, points)


def _usable(inputs: Inputs, unit: str, code: str, day: date) -> Counted | None:
    counted = newest(inputs.values, (unit, code), period_of(day))
    ledger = inputs.catalogue.ledgers.get(inputs.catalogue.indicator(code).numerator.ledger or "")
    is_current = counted is not None and (ledger is None or counted.period >= last_due_period(inputs.catalogue, ledger, day))
    return counted if is_current else None


def expected_report(inputs: Inputs, day: date) -> str | None:
    """The newest month whose 任务月报 should be in; None where the city keeps no such ledger."""
    ledger = inputs.catalogue.ledgers.get(LEDGER)
    return last_due_period(inputs.catalogue, ledger, day) if ledger else None


def has_data(inputs: Inputs, task: Task, day: date) -> bool:
    """A report of the month that is due or later, or a usable value of a linked indicator."""
    report, expected = inputs.states[task.code].report, expected_report(inputs, day)
    if report is not None and expected is not None and report.through >= expected:
        return True
    return any(_usable(inputs, holder(inputs.catalogue, task, inputs.catalogue.indicator(code)), code, day) for code in task.indicators)
