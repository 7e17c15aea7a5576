"""The board of lights of a month: how many of each, and what turned red; rows only of units the reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.catalogue.book import Catalogue
from data.store import rulebook
from data.store.publications import shown_version
from data.supervision.light_facts import TaskLightFact, facts_before, month_facts
from data.supervision.lights import counts
from data.supervision.views import sees_task
from data.vocabulary import Level, Light


@dataclass(frozen=True)
class TaskLine:
    """A task with its light, in words."""

    task: str
    name: str
    unit: str
    unit_name: str
    light: Light
    level: Level
    since: date
    reason: str
    clears_when: str


@dataclass(frozen=True)
class LightBoard:
    """亮灯 of a month: on its last stored day, against the end of the month before; of a unit, the tasks it leads or assists."""

    day: date | None
    counts: Mapping[Light, int]
    before: Mapping[Light, int]
    turned_red: list[TaskLine]
    red: list[TaskLine]


def light_board(session: Session, actor: Actor, period: str, today: date) -> LightBoard:
    """Counts are the city's, for a unit those of its own tasks; lines are of the tasks the actor sees."""
    require(actor, Permission.VIEW_FIGURES)
    book = rulebook.book_for(session, period)
    version = shown_version(session, period)
    now, earlier = month_facts(session, period, today, version), facts_before(session, period, version)
    own = {task.code for task in book.plan.tasks if sees_task(actor, task)}
    if actor.unit:
        now, earlier = [f for f in now if f.task in own], [f for f in earlier if f.task in own]
    was_red = {f.task for f in earlier if f.light == Light.RED}
    red = [f for f in now if f.light == Light.RED and f.task in own]
    return LightBoard(
        now[0].day if now else None,
        counts(now),
        counts(earlier),
        [_line(book, f) for f in _worst(red) if f.task not in was_red],
        [_line(book, f) for f in _worst(red)],
    )


def _worst(facts: list[TaskLightFact]) -> list[TaskLightFact]:
    lights, levels = [Light.RED, Light.YELLOW, Light.GREY, Light.BLUE, Light.GREEN, Light.DONE], list(Level)
    return sorted(facts, key=lambda f: (lights.index(f.light), -levels.index(f.level), f.since, f.task))


def _line(book: Catalogue, fact: TaskLightFact) -> TaskLine:
    task, unit = book.tasks.get(fact.task), book.units.get(fact.unit)
    return TaskLine(
        fact.task,
        task.name if task else fact.task,
        fact.unit,
        unit.short_name if unit else fact.unit,
        fact.light,
        fact.level,
        fact.since,
        fact.reason,
        fact.clears_when,
    )
