"""Stored lights: the facts of a day, what went before them, and writing only what changed.

Runs and counts go by the live facts: those of a published month stand as they were published until it is reopened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, bindparam, case, delete, func, insert, select, union_all
from sqlalchemy.orm import Session

from data.calendar import first_day, last_day, period_of, shift, utc
from data.store.publications import LIVE, kept_fact, shown_version
from data.store.tables import TaskLight
from data.vocabulary import Level, Light

MONTHS_BACK = 12
BEHIND = frozenset({Light.YELLOW, Light.RED})
GOOD = frozenset({Light.GREEN, Light.DONE, Light.BLUE})
FIELDS = ("light", "level", "since", "made_up", "reason", "clears_when", "next_step", "rule_version")
BEFORE = "lights_before"  # kind of the kept fact: the last lights before a published month
Key = tuple[str, str]  # unit, task


@dataclass(frozen=True)
class TaskLightFact:
    """亮灯 — one task's light on a day; `cause_day` and `due_on` are known only when it is computed, not when it is read back."""

    task: str
    unit: str
    day: date
    light: Light
    level: Level
    since: date
    reason: str
    clears_when: str
    next_step: str
    made_up: bool
    rule_version: int
    cause_day: date | None = None
    due_on: date | None = None

    @property
    def label(self) -> str:
        return "黄(已补)" if self.made_up and self.light == Light.YELLOW else self.light.label

    def as_json(self) -> dict[str, Any]:
        """The object `lights` prints, in the order of its description."""
        return {"task": self.task, "unit": self.unit, "light": self.light.value, "level": self.level.value, "since": self.since.isoformat(),
                "reason": self.reason, "clears_when": self.clears_when, "next": self.next_step}


_FACTS = TypeAdapter(list[TaskLightFact])


def keep(session: Session, facts: list[TaskLightFact], now: datetime) -> int:
    """Store the facts of one day; the same facts again write nothing. Returns how many were written."""
    days = {fact.day for fact in facts}
    stored = {(row.unit, row.task, row.day): row for row in session.execute(_OF_DAYS, {"days": list(days)})}
    wanted = {(fact.unit, fact.task, fact.day): fact for fact in facts}
    changed = {key: _row(fact, now, stored.get(key)) for key, fact in wanted.items() if key not in stored or not _is_same(stored[key], fact)}
    # Those that changed, and tasks that the rule book no longer holds or gave to another unit.
    gone = [key for key in stored if key in changed or key not in wanted]
    connection = session.connection()
    if gone:
        connection.execute(_GONE, [{"u": unit, "t": task, "d": day} for unit, task, day in gone])
    if changed:
        connection.execute(_NEW, list(changed.values()))
    return len(changed)


_ROWS: Table = TaskLight.__table__  # type: ignore[assignment]
_OF_DAYS = select(_ROWS).where(_ROWS.c.day.in_(bindparam("days", expanding=True)), _ROWS.c.version == LIVE)
_NEW = insert(_ROWS)
_GONE = delete(_ROWS).where(_ROWS.c.unit == bindparam("u"), _ROWS.c.task == bindparam("t"), _ROWS.c.day == bindparam("d"), _ROWS.c.version == LIVE)


def _row(fact: TaskLightFact, now: datetime, before: Any) -> dict[str, Any]:
    facts = {name: getattr(fact, name) for name in ("unit", "task", "day", "since", "made_up", "reason", "clears_when", "next_step", "rule_version")}
    return {**facts, "light": fact.light.value, "level": fact.level.value, "version": LIVE, "computed_at": utc(now),
            "first_at": before.first_at if before else utc(now)}


def _is_same(row: Any, fact: TaskLightFact) -> bool:
    return all(getattr(row, name) == getattr(fact, name) for name in FIELDS)


def stored_lights(session: Session, day: date | None = None) -> list[TaskLightFact]:
    """The facts of the newest stored day, up to a given one."""
    wanted = select(func.max(TaskLight.day)).where(TaskLight.version == LIVE)
    newest = session.scalar(wanted if day is None else wanted.where(TaskLight.day <= day))
    return [] if newest is None else facts_of(session, newest)


def facts_of(session: Session, day: date, version: int | None = None) -> list[TaskLightFact]:
    """The facts of one day as its month shows them, or of one publication."""
    shown = shown_version(session, period_of(day)) if version is None else version
    wanted = select(_ROWS).where(_ROWS.c.day == day, _ROWS.c.version == shown)
    return [fact(row) for row in session.execute(wanted.order_by(_ROWS.c.task, _ROWS.c.unit))]


def month_facts(session: Session, period: str, until: date, version: int) -> list[TaskLightFact]:
    """The facts of the newest day of a month, up to a given one, in one publication; none when the month has none."""
    newest = session.scalar(select(func.max(TaskLight.day)).where(
        TaskLight.day >= first_day(period), TaskLight.day <= min(until, last_day(period)), TaskLight.version == version))
    return [] if newest is None else facts_of(session, newest, version)


def as_kept(facts: list[TaskLightFact]) -> Any:
    """Facts as a publication keeps them."""
    return _FACTS.dump_python(facts, mode="json")


def facts_before(session: Session, period: str, version: int) -> list[TaskLightFact]:
    """The last facts before a month: as they were when it was published, else as they are."""
    kept = kept_fact(session, period, version, BEFORE)
    return _FACTS.validate_python(kept) if kept is not None else stored_lights(session, first_day(period) - timedelta(days=1))


def fact(row: Any) -> TaskLightFact:
    return TaskLightFact(row.task, row.unit, row.day, Light(row.light), Level(row.level), row.since, row.reason, row.clears_when,
                         row.next_step, row.made_up, row.rule_version)


# What went before

@dataclass(frozen=True)
class Before:
    """What the light of a day is seen against, per task."""

    last: dict[Key, TaskLightFact]     # the newest fact before the day
    run_since: dict[Key, date]         # first day of the unbroken run of yellow or red that reaches it
    yellow_months: dict[Key, int]

    def then(self, facts: Iterable[TaskLightFact]) -> "Before":
        """What the next day is seen against, once these are the facts of the day between; both days lie in one month."""
        last, run_since = dict(self.last), dict(self.run_since)
        for found in facts:
            key = (found.unit, found.task)
            last[key] = replace(found, cause_day=None, due_on=None)  # as it is read back
            if found.made_up or found.light in GOOD:
                run_since.pop(key, None)
            elif found.light in BEHIND:
                run_since.setdefault(key, found.day)
        return Before(last, run_since, self.yellow_months)


def before(session: Session, day: date) -> Before:
    """A day's facts hold all tasks of its rule book; a task that comes back after it had left begins anew."""
    newest = session.scalar(select(func.max(TaskLight.day)).where(TaskLight.day < day, TaskLight.version == LIVE))
    last = {} if newest is None else {(f.unit, f.task): f for f in facts_of(session, newest, LIVE)}
    running = {key for key, f in last.items() if not f.made_up and f.light not in GOOD}
    return Before(last, _run_starts(session, day, running), _yellow_months(session, day))


def _run_starts(session: Session, day: date, running: set[Key]) -> dict[Key, date]:
    """First day of yellow or red after the last good one, or a month's making up; days without data do not end a run: silence is no way out."""
    tasks = {task for _, task in running}
    is_good = TaskLight.light.in_(GOOD) | TaskLight.made_up
    good = select(TaskLight.unit, TaskLight.task, func.max(case((is_good, TaskLight.day))).label("day")).where(
        TaskLight.version == LIVE, TaskLight.task.in_(tasks), TaskLight.day < day).group_by(TaskLight.unit, TaskLight.task).subquery()
    rows = session.execute(select(TaskLight.unit, TaskLight.task, func.min(TaskLight.day)).join(
        good, (good.c.unit == TaskLight.unit) & (good.c.task == TaskLight.task)).where(
        TaskLight.version == LIVE, TaskLight.day < day, TaskLight.light.in_(BEHIND), TaskLight.made_up.is_(False),
        good.c.day.is_(None) | (TaskLight.day > good.c.day)).group_by(TaskLight.unit, TaskLight.task)) if running else ()
    return {(unit, task): since for unit, task, since in rows if (unit, task) in running}


def _yellow_months(session: Session, day: date) -> dict[Key, int]:
    """Yellow months in the unbroken run of yellow or red month ends before this month; a month ends with its last stored day."""
    counts: dict[Key, int] = {}
    running: set[Key] | None = None
    for lights in _behind_at_ends(session, [shift(period_of(day), -n) for n in range(1, MONTHS_BACK + 1)]):
        running = {key for key in lights if running is None or key in running}
        if not running:
            break
        for key in running:
            counts[key] = counts.get(key, 0) + (lights[key] == Light.YELLOW)
    return counts


_C = _ROWS.c
_ENDS = union_all(*(select(func.max(_C.day)).where(_C.version == LIVE, _C.day >= bindparam(f"first{n}"), _C.day <= bindparam(f"last{n}"))
                    for n in range(MONTHS_BACK)))
_BEHIND = select(_C.unit, _C.task, _C.day, _C.light).where(
    _C.version == LIVE, _C.day.in_(bindparam("days", expanding=True)), _C.light.in_(BEHIND), _C.made_up.is_(False))


def _behind_at_ends(session: Session, periods: list[str]) -> list[dict[Key, Light]]:
    """Yellow and red of each month's last stored day. Made-up yellow is not yellow here: the matter is settled."""
    found: dict[str, dict[Key, Light]] = {period: {} for period in periods}
    asked = {f"{end}{n}": day(period) for n, period in enumerate(periods) for end, day in (("first", first_day), ("last", last_day))}
    days = [day for day in session.scalars(_ENDS, asked) if day is not None]
    for unit, task, day, light in session.execute(_BEHIND, {"days": days}).all():
        found[period_of(day)][unit, task] = Light(light)
    return list(found.values())
