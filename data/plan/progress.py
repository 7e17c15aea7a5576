"""How far each task is: what its lead unit reported, what the figures bear out, which dated steps are done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from data.calendar import last_day, period_of, periods_between
from data.catalogue.book import Catalogue
from data.catalogue.plan import Task
from data.plan.due import Extended, Step, approved_extensions, due_now, steps
from data.plan.evidence import Evidence, Values, evidence, stored_values
from data.plan.reports import TaskReport, task_reports
from data.vocabulary import TaskState

UNPROVEN = "申报完成，证据不足"
UNREPORTED = "未报"


@dataclass(frozen=True)
class StepState:
    """One dated step with the date that counts and the day it was done, as far as is known."""

    step: Step
    due: date  # moved by an approved extension, else the original
    done_on: date | None

    def is_done(self, day: date) -> bool:
        return self.done_on is not None and self.done_on <= day

    def days_overdue(self, day: date) -> int:
        """Days after the due date while not done; due today is not overdue."""
        return 0 if self.is_done(day) else max(0, (day - self.due).days)

    @property
    def is_late(self) -> bool:
        """Done, but after the date that counts."""
        return self.done_on is not None and self.done_on > self.due


@dataclass(frozen=True)
class TaskProgress:
    """任务进展 — reported and evidenced side by side."""

    task: Task
    report: TaskReport | None  # the newest one
    evidence: tuple[Evidence, ...]
    steps: tuple[StepState, ...]
    claimed_on: date | None  # the day the unit says it was done
    extended: tuple[Extended, ...] = ()

    @property
    def done_on(self) -> date | None:
        """The day it was done: reported, and borne out by its indicators."""
        return self.steps[-1].done_on

    @property
    def is_unproven(self) -> bool:
        return self.claimed_on is not None and self.done_on is None

    @property
    def label(self) -> str:
        if self.is_unproven:
            return UNPROVEN
        return self.report.state.label if self.report and self.report.state else UNREPORTED

    @property
    def reported(self) -> Decimal | None:
        """Progress in percent as the unit states it; None when it never reported."""
        if self.claimed_on is not None:
            return Decimal(100)
        return self.report.progress if self.report else None

    @property
    def evidenced(self) -> Decimal | None:
        """Progress in percent that figures bear out; a task without indicators has its report only, one nothing is known of has none."""
        if not self.evidence or not self.is_known:
            return self.reported
        return min(Decimal(1), sum((e.completion for e in self.evidence), Decimal(0)) / len(self.evidence)) * 100

    @property
    def is_known(self) -> bool:
        """Something was reported, or something was counted for it."""
        return self.report is not None or any(e.value is not None for e in self.evidence)

    def on(self, day: date) -> "TaskProgress":
        """The same with the dates that count on a day: extensions approved later do not yet move them."""
        return replace(self, steps=tuple(replace(s, due=due_now(s.step.due, self.extended, day)) for s in self.steps))

    def next_step(self, day: date) -> StepState | None:
        """The undone step with the earliest date that counts; None when all is done."""
        return min((s for s in self.steps if not s.is_done(day)), key=lambda s: s.due, default=None)


def task_states(session: Session, catalogue: Catalogue, period: str, as_of: int | None = None,
                values: Values | None = None) -> dict[str, TaskProgress]:
    """All tasks of the plan at the end of a month; `values` replaces the stored figures where an earlier knowledge is asked for."""
    reports = task_reports(session, period, as_of)
    extensions = approved_extensions(session)
    known = stored_values(session, catalogue, period) if values is None else values
    keys = {task.code: (task.lead, task.code) for task in catalogue.plan.tasks}
    return {code: progress_of(catalogue, catalogue.tasks[code], Sources(reports.get(key, []), known, extensions.get(key, [])), period)
            for code, key in keys.items()}


@dataclass(frozen=True)
class Sources:
    """What the progress of one task is read from."""

    reports: Sequence[TaskReport]
    values: Values
    extensions: Sequence[Extended]


def progress_of(catalogue: Catalogue, task: Task, sources: Sources, period: str) -> TaskProgress:
    """Pure: a task's progress out of its reports (oldest first), the counted values and the approved extensions."""
    newest = sources.reports[-1] if sources.reports else None
    claimed_on = _claimed_on(newest, sources.reports)
    done_on = _proven_on(catalogue, task, sources.values, claimed_on, period)
    found = tuple(StepState(s, s.due, done_on if s.is_end else _reached_on(s, sources.reports, claimed_on)) for s in steps(task))
    borne_out = tuple(evidence(catalogue, task, sources.values, period))
    return TaskProgress(task, newest, borne_out, found, claimed_on, tuple(sources.extensions)).on(last_day(period))


def _claimed_on(newest: TaskReport | None, reports: Sequence[TaskReport]) -> date | None:
    """The reported day of completion; without one, the end of the first month of the unbroken run of 已完成."""
    if newest is None or newest.state != TaskState.DONE:
        return None
    first = newest
    for report in reversed(reports):
        if report.state != TaskState.DONE:
            break
        first = report
    return newest.done_on or last_day(first.period)


def _proven_on(catalogue: Catalogue, task: Task, values: Values, claimed_on: date | None, period: str) -> date | None:
    """The claimed day if the figures of that month meet the targets, else the end of the first later month whose figures do."""
    if claimed_on is None:
        return None
    for month in periods_between(period_of(claimed_on), period):
        if all(e.is_met for e in evidence(catalogue, task, values, month)):
            return max(claimed_on, last_day(month)) if month > period_of(claimed_on) else claimed_on
    return None


def _reached_on(step: Step, reports: Iterable[TaskReport], claimed_on: date | None) -> date | None:
    """The day an inner milestone was reached: monthly reports tell the month; in the month it is due they count as in time."""
    for report in reports:
        if report.state == TaskState.DONE or (report.progress is not None and report.progress >= step.share):
            end = last_day(report.period)
            reached = min(end, step.due) if period_of(step.due) == report.period else end
            return min(reached, claimed_on) if claimed_on else reached
    return None


# Milestones of a month

@dataclass(frozen=True)
class MilestoneCount:
    """里程碑 of one unit and month: due = on time + late + open."""

    due: int
    on_time: int
    late: int

    @property
    def done(self) -> int:
        return self.on_time + self.late

    @property
    def open(self) -> int:
        return self.due - self.done


def milestones_due(catalogue: Catalogue, unit: str, period: str) -> list[Step]:
    """Steps of the unit's own tasks that the plan dates into the month, by original date."""
    return [s for task in catalogue.plan.tasks if task.lead == unit for s in steps(task) if period_of(s.due) == period]


def milestone_states(states: Mapping[str, TaskProgress], unit: str, period: str) -> list[StepState]:
    """Steps of a unit's tasks whose date that counts lies in the month (an approved extension moves it to its new month)."""
    return [s for state in states.values() if state.task.lead == unit for s in state.steps if period_of(s.due) == period]


def count_milestones(found: Iterable[StepState], by: date) -> MilestoneCount:
    """How many were done by a day, in time or late; unapproved lateness counts against the original date."""
    listed = list(found)
    done = [s for s in listed if s.is_done(by)]
    late = sum(s.is_late for s in done)
    return MilestoneCount(len(listed), len(done) - late, late)
