"""What is due when: the dated steps of a task, and the dates that approved extensions move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue.plan import Task
from data.store.tables import Extension
from data.vocabulary import ExtensionState


@dataclass(frozen=True)
class Step:
    """里程碑 — one dated step; `share` is the progress (percent) it stands for, the last step is the task itself."""

    task: str
    code: str
    name: str
    due: date
    share: Decimal
    is_end: bool


@dataclass(frozen=True)
class Extended:
    """延期 — an approved new date; it moves only what was not yet due when it was asked for."""

    asked_on: date
    decided_on: date
    new_due_on: date


def steps(task: Task) -> list[Step]:
    """The milestones in order of date, and the task's own end unless a milestone already stands on it."""
    found = sorted(task.milestones, key=lambda m: (m.due, m.code))
    dated = [(m.code, m.name, m.due) for m in found]
    if not found or found[-1].due < task.due:
        dated.append((task.code, "任务完成", task.due))
    count = len(dated)
    return [Step(task.code, code, name, due, Decimal(100 * n) / count, n == count) for n, (code, name, due) in enumerate(dated, 1)]


def due_now(due: date, extensions: Iterable[Extended], day: date) -> date:
    """The date that counts on `day`: a later date approved by then, if it was asked for in time; else the original."""
    for extension in sorted(extensions, key=lambda e: e.decided_on):
        if extension.decided_on <= day and extension.asked_on <= due < extension.new_due_on:
            due = extension.new_due_on
    return due


def approved_extensions(session: Session) -> dict[tuple[str, str], list[Extended]]:
    """Approved extensions per (unit, task), in the order of approval."""
    found: dict[tuple[str, str], list[Extended]] = {}
    rows = session.scalars(select(Extension).where(Extension.state == ExtensionState.APPROVED).order_by(Extension.decided_on, Extension.id))
    for row in rows:
        if row.decided_on is not None:
            found.setdefault((row.unit, row.task), []).append(Extended(row.asked_on, row.decided_on, row.new_due_on))
    return found
