"""Task states of a publication: kept as they were told, read back as they were kept."""

from dataclasses import dataclass, fields
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from data.catalogue.book import Catalogue
from data.plan.due import Extended
from data.plan.evidence import Evidence
from data.plan.progress import StepState, TaskProgress, task_states
from data.plan.reports import TaskReport
from data.store.publications import keep_fact, kept_fact, shown_version
from data.store.tables import Month

KEPT = "tasks"


@dataclass(frozen=True)
class KeptProgress:
    """A task's progress without the task, which the rule version holds."""

    report: TaskReport | None
    evidence: tuple[Evidence, ...]
    steps: tuple[StepState, ...]
    claimed_on: date | None
    extended: tuple[Extended, ...]


_KEPT = TypeAdapter(dict[str, KeptProgress])


def keep_states(session: Session, catalogue: Catalogue, period: str, version: int, known: int | None) -> None:
    """With the publication of a month."""
    states = {code: _without_task(state) for code, state in task_states(session, catalogue, period, known).items()}
    keep_fact(session, period, version, KEPT, _KEPT.dump_python(states, mode="json"))


def _without_task(state: TaskProgress) -> KeptProgress:
    return KeptProgress(**{f.name: getattr(state, f.name) for f in fields(KeptProgress)})


def shown_states(session: Session, catalogue: Catalogue, period: str, version: int | None = None) -> dict[str, TaskProgress]:
    """Tasks as a month shows them: its publication once it is published, until then its reports as far as they count."""
    kept = kept_fact(session, period, shown_version(session, period) if version is None else version, KEPT)
    if kept is None:
        month = session.get(Month, period)
        return task_states(session, catalogue, period, month.pinned_seq if month else None)
    states = _KEPT.validate_python(kept)
    return {task.code: TaskProgress(task, **{f.name: getattr(states[task.code], f.name) for f in fields(KeptProgress)})
            for task in catalogue.plan.tasks if task.code in states}
