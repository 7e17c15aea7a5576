"""One task as its page shows it: the row, the clause's words, dated steps and evidence."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.calendar import period_of
from data.errors import NotFound
from data.plan.kept import shown_states
from data.plan.progress import TaskProgress
from data.supervision.lights import governing
from data.supervision.views import TaskRow, tasks_view


@dataclass(frozen=True)
class TaskDetail:
    row: TaskRow
    quote: str
    state: TaskProgress
    unit_words: dict[str, str]  # indicator → its measurement unit


def task_detail(session: Session, reader: Actor, code: str, day: date) -> TaskDetail:
    """NotFound for what does not exist and for what the reader may not see."""
    row = next((r for r in tasks_view(session, reader, day) if r.code == code), None)
    if row is None:
        raise NotFound("没有找到这项任务，或不在您的查看范围内")
    catalogue = governing(session, period_of(day))[1]
    state = shown_states(session, catalogue, period_of(day))[code].on(day)
    return TaskDetail(row, catalogue.tasks[code].quote, state, {e.indicator: catalogue.indicator(e.indicator).unit for e in state.evidence})
