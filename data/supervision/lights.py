"""亮灯 of all tasks on a day: judged, set against the days before, stored."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.calendar import days_through, first_day, last_day, period_of
from data.catalogue.book import Catalogue
from data.catalogue.plan import Task
from data.plan.progress import task_states
from data.store.publications import LIVE
from data.store.rulebook import book, version_for
from data.store.tables import Month, Order, TaskLight
from data.supervision.inputs import Inputs, expected_report, gather, has_data, worst_gap
from data.supervision.ladder import Situation, Standing, higher, level_for, working_days_left
from data.supervision.light_facts import Before, TaskLightFact, before, facts_of, keep, stored_lights
from data.supervision.task_light import Judgement, TaskFacts, task_light
from data.vocabulary import Level, Light, MonthState

__all__ = ["TaskLightFact", "highest_levels", "lights", "month_lights", "stored_lights", "task_light"]

LEADER_SOURCE = "领导批示"  # an order of this source may stand on any rung at once


def lights(session: Session, day: date, now: datetime, store: bool = True) -> list[TaskLightFact]:
    """Lights of every task on a day; a published month shows what was stored."""
    if _is_published(session, period_of(day)):
        return facts_of(session, day) or stored_lights(session, day)
    number, inputs = _known(session, period_of(day), now)
    facts = _judged(session, inputs, day, number, before(session, day))
    if store:
        keep(session, facts, now)
    return facts


def lights_day_by_day(session: Session, days: Iterable[date], now: datetime) -> Iterator[list[TaskLightFact]]:
    """lights() of each day in turn, stored; what they are judged by is gathered once a month."""
    for period, some in groupby(days, period_of):
        if _is_published(session, period):
            yield from (lights(session, day, now) for day in some)
            continue
        number, inputs = _known(session, period, now)
        past: Before | None = None
        for day in some:
            past = past or before(session, day)
            facts = _judged(session, inputs, day, number, past)
            keep(session, facts, now)
            past = past.then(facts)
            yield facts


def _is_published(session: Session, period: str) -> bool:
    month = session.get(Month, period)
    return month is not None and month.state == MonthState.PUBLISHED


def _known(session: Session, period: str, now: datetime) -> tuple[int, Inputs]:
    """The rule version of a month and what its lights are judged by; of a closed month, what was reported until it was closed."""
    month = session.get(Month, period)
    number, catalogue = governing(session, period)
    inputs = gather(session, catalogue, period, now)
    if month is not None and month.pinned_seq is not None:  # later files are corrections
        inputs = replace(inputs, states=task_states(session, catalogue, period, month.pinned_seq, inputs.values))
    return number, inputs


def month_lights(session: Session, period: str, until: date, now: datetime) -> None:
    """Judge every day of a month anew, in order, by what is known now; a report that came after the due date clears its days."""
    for _ in lights_day_by_day(session, days_through(first_day(period), min(until, last_day(period))), now):
        pass


def governing(session: Session, period: str) -> tuple[int, Catalogue]:
    """The rule version of a month: the pinned one once it was closed."""
    month = session.get(Month, period)
    number = month.rule_version if month and month.rule_version else version_for(session, period)
    return number, book(session, number)


def _judged(session: Session, inputs: Inputs, day: date, number: int, past: Before) -> list[TaskLightFact]:
    decided = _decided_levels(session, day)
    return [_fact(inputs, task, day, past, decided, number) for task in inputs.catalogue.plan.tasks]


def _fact(inputs: Inputs, task: Task, day: date, past: Before, decided: dict[tuple[str, str], Level], number: int) -> TaskLightFact:
    key, supervision = (task.lead, task.code), inputs.catalogue.supervision
    found = task_light(TaskFacts(
        day, inputs.states[task.code], worst_gap(inputs, task, day), has_data(inputs, task, day), expected_report(inputs, day),
        past.yellow_months.get(key, 0), past.run_since.get(key)), supervision.lights)
    last = past.last.get(key)
    level = level_for(_situation(found, inputs, day), supervision, Standing(last.level, (day - last.day).days) if last else None,
                      decided.get(key, Level.NONE))
    return TaskLightFact(task.code, task.lead, day, found.light, level, _since(found, last), found.reason, found.clears_when,
                         found.next_step, found.made_up, number, found.cause_day, found.due_on)


def _situation(found: Judgement, inputs: Inputs, day: date) -> Situation:
    left = working_days_left(day, found.due_on, inputs.catalogue.supervision.exceptions) if found.due_on else None
    return Situation(found.light, found.overdue_days, left, found.gap_light, found.repeated_yellow)


def _since(found: Judgement, last: TaskLightFact | None) -> date:
    """An unchanged light goes on from the day it began."""
    is_same = last is not None and (last.light, last.made_up) == (found.light, found.made_up)
    return min(last.since, found.since) if is_same and last else found.since


def _decided_levels(session: Session, day: date) -> dict[tuple[str, str], Level]:
    """Rungs a leader decided on, on each day on which the order was open."""
    rows = session.execute(select(Order.unit, Order.task, Order.level).where(
        Order.source == LEADER_SOURCE, Order.issued_on <= day, Order.closed_on.is_(None) | (Order.closed_on > day)))
    found: dict[tuple[str, str], Level] = {}
    for unit, task, level in rows.all():
        found[unit, task] = higher(found.get((unit, task), Level.NONE), Level(level))
    return found


def highest_levels(session: Session, period: str) -> dict[tuple[str, str], Level]:
    """Per (unit, task) the highest rung of the month, from the stored lights: 亮灯 is deducted once by it."""
    rows = session.execute(select(TaskLight.unit, TaskLight.task, TaskLight.level).where(
        TaskLight.day >= first_day(period), TaskLight.day <= last_day(period), TaskLight.version == LIVE).distinct())
    found: dict[tuple[str, str], Level] = {}
    for unit, task, level in rows.all():
        found[unit, task] = higher(found.get((unit, task), Level.NONE), Level(level))
    return found


def counts(facts: list[TaskLightFact]) -> dict[Light, int]:
    return {light: sum(f.light == light for f in facts) for light in Light}
