"""Plain rows of tasks and lights for the pages: only what the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import first_day, last_day, period_of
from data.catalogue.book import Catalogue
from data.catalogue.plan import Task
from data.plan.kept import shown_states
from data.plan.progress import TaskProgress
from data.store.publications import LIVE, shown_version
from data.store.rulebook import newest_book
from data.store.tables import Notice, TaskLight
from data.supervision.light_facts import TaskLightFact, fact, facts_before, month_facts, stored_lights
from data.supervision.lights import governing
from data.vocabulary import Level, Light

NEW_RED = "new_red"  # 本月新转红
SOON, SOON_DAYS = "soon", 14


@dataclass(frozen=True)
class TaskFilters:
    """What the task page narrows by; empty fields do not filter."""

    unit: str = ""
    phase: str = ""
    pillar: str = ""
    light: str = ""       # a light, or NEW_RED
    words: str = ""
    soon_from: date | None = None  # only tasks with an undone step in the SOON_DAYS from this day


EVERY_TASK = TaskFilters()


@dataclass(frozen=True)
class TaskRow:
    """One task with its stored light; no light yet shows as None."""

    code: str
    name: str
    phase: str
    pillar: str
    clause: str | None
    source: str
    unit: str
    unit_name: str
    assist: tuple[str, ...]
    start: date
    due: date
    due_now: date
    next_name: str | None
    next_due: date | None
    weight: Decimal
    state: str
    reported: Decimal | None
    evidenced: Decimal | None
    light: Light | None
    light_label: str
    level: Level
    since: date | None
    reason: str
    clears_when: str
    next_step: str


def tasks_view(session: Session, reader: Actor, day: date, filters: TaskFilters = EVERY_TASK) -> list[TaskRow]:
    """Tasks in the order of the plan with the newest stored light up to a day; a unit sees those it leads or assists."""
    require(reader, Permission.VIEW_TASKS)
    catalogue = governing(session, period_of(day))[1]
    states = shown_states(session, catalogue, period_of(day))
    facts = {f.task: f for f in stored_lights(session, day)}
    seen = [task.code for task in catalogue.plan.tasks if sees_task(reader, task)]
    rows = [_task_row(catalogue, states[code].on(day), facts.get(code), day) for code in seen]
    asked = _asked_for(session, reader, period_of(day), filters)
    return [row for row in rows if _passes(row, filters) and (asked is None or row.code in asked)]


def wanted_tasks(words: Mapping[str, str | None], today: date) -> TaskFilters:
    """What the address of the task page asks for; `today` is where 即将到期 begins."""
    named = {name: words.get(name) or "" for name in ("unit", "phase", "pillar", "light")}
    return TaskFilters(**named, soon_from=today if words.get("due") == SOON else None)


def _asked_for(session: Session, reader: Actor, period: str, filters: TaskFilters) -> set[str] | None:
    """Tasks that are asked for by what happens to them; None: not asked."""
    sets = []
    if filters.light == NEW_RED:
        version = shown_version(session, period)
        red_before = {f.task for f in facts_before(session, period, version) if f.light == Light.RED}
        sets.append({f.task for f in month_facts(session, period, last_day(period), version) if f.light == Light.RED} - red_before)
    if filters.soon_from:
        sets.append({row.task for row in due_within(session, reader, filters.soon_from, SOON_DAYS)})
    return set.intersection(*sets) if sets else None


def sees_task(reader: Actor, task: Task) -> bool:
    return any(reader.sees(unit) for unit in (task.lead, *task.assist))


def _task_row(catalogue: Catalogue, state: TaskProgress, light: TaskLightFact | None, day: date) -> TaskRow:
    task, step = state.task, state.next_step(day)
    return TaskRow(
        task.code, task.name, catalogue.plan.phase_of(task.code).code, task.pillar, task.clause, task.source, task.lead,
        catalogue.unit(task.lead).short_name, tuple(catalogue.unit(u).short_name for u in task.assist), task.start, task.due,
        state.steps[-1].due, step.step.name if step else None, step.due if step else None, task.weight, state.label, state.reported,
        state.evidenced, light.light if light else None, light.label if light else "—", light.level if light else Level.NONE,
        light.since if light else None, light.reason if light else "尚未计算亮灯", light.clears_when if light else "—",
        light.next_step if light else "—")


def _passes(row: TaskRow, filters: TaskFilters) -> bool:
    light = "" if filters.light == NEW_RED else filters.light
    wanted = ((filters.unit, row.unit), (filters.phase, row.phase), (filters.pillar, row.pillar), (light, row.light or ""))
    return all(want in ("", has) for want, has in wanted) and filters.words in row.name


# Dates and lights

@dataclass(frozen=True)
class DueRow:
    """A step that falls due soon."""

    task: str
    task_name: str
    step: str
    unit: str
    unit_name: str
    due: date
    days_left: int


def due_within(session: Session, reader: Actor, day: date, days: int = 7, version: int | None = None) -> list[DueRow]:
    """Undone steps due from today through so many days on, the nearest first; by what one publication said, if it is named."""
    require(reader, Permission.VIEW_TASKS)
    catalogue = governing(session, period_of(day))[1]
    states = shown_states(session, catalogue, period_of(day), version)
    found = [(state.task, step) for state in states.values() if sees_task(reader, state.task) for step in state.on(day).steps
             if not step.is_done(day) and day <= step.due <= day + timedelta(days=days)]
    rows = [DueRow(t.code, t.name, s.step.name, t.lead, catalogue.unit(t.lead).short_name, s.due, (s.due - day).days) for t, s in found]
    return sorted(rows, key=lambda row: (row.due, row.task))


def light_counts(session: Session, reader: Actor, day: date) -> dict[Light, int]:
    """How many tasks show each light on the newest stored day."""
    require(reader, Permission.VIEW_TASKS)
    seen = [f for f in stored_lights(session, day) if reader.sees(f.unit)]
    return {light: sum(f.light == light for f in seen) for light in Light}


def turned_red(session: Session, reader: Actor, period: str) -> list[TaskLightFact]:
    """The first red day of every task that was not red when the month began."""
    require(reader, Permission.VIEW_TASKS)
    version = shown_version(session, period)
    of_month = select(TaskLight).where(TaskLight.day >= first_day(period), TaskLight.day <= last_day(period), TaskLight.version == version)
    before = {f.task: f.light for f in facts_before(session, period, version)}
    found: dict[str, TaskLightFact] = {}
    for row in session.scalars(of_month.order_by(TaskLight.day)):
        if row.light == Light.RED and before.get(row.task) != Light.RED and reader.sees(row.unit):
            found.setdefault(row.task, fact(row))
        before[row.task] = Light(row.light)
    return list(found.values())


@dataclass(frozen=True)
class MonthLight:
    """How a task stood in a month: the light at its end, or 黄(已补) when it was behind and is done since."""

    period: str
    light: Light
    label: str
    reason: str


def light_history(session: Session, reader: Actor, task: str) -> list[MonthLight]:
    """Month by month; what was yellow or red and has since been made up stays 黄(已补), never green."""
    require(reader, Permission.VIEW_TASKS)
    rows = session.scalars(select(TaskLight).where(TaskLight.task == task, TaskLight.version == LIVE).order_by(TaskLight.day))
    task_now = newest_book(session).tasks.get(task)
    assists = task_now is not None and sees_task(reader, task_now)
    facts = [fact(row) for row in rows if assists or reader.sees(row.unit)]
    ends = {period_of(f.day): f for f in facts}
    is_done = bool(facts) and (facts[-1].light == Light.DONE or facts[-1].made_up)
    return [_month_light(period, end, is_done) for period, end in ends.items()]


def _month_light(period: str, end: TaskLightFact, is_done: bool) -> MonthLight:
    if is_done and end.light in {Light.YELLOW, Light.RED}:
        return MonthLight(period, Light.YELLOW, "黄(已补)", end.reason)
    return MonthLight(period, end.light, end.label, end.reason)


# Reminders

@dataclass(frozen=True)
class NoticeRow:
    unit: str
    task: str
    on: date
    due_on: date
    words: str


def notices(session: Session, reader: Actor, since: date) -> list[NoticeRow]:
    """Reminders sent since a day, newest first."""
    require(reader, Permission.VIEW_TASKS)
    rows = session.scalars(select(Notice).where(Notice.on >= since).order_by(Notice.on.desc(), Notice.id.desc()))
    return [NoticeRow(n.unit, n.task, n.on, n.due_on, n.words) for n in rows if reader.sees(n.unit)]
