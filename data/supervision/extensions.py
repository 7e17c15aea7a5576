"""延期: asked before the due date, approved once by the office, again only by a leader; unapproved lateness keeps the original date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import period_of
from data.errors import GovernanceError, NotAllowed, NotFound
from data.plan.progress import StepState, task_states
from data.store.rulebook import book_for
from data.store.tables import Extension
from data.supervision.sentences import day_words
from data.vocabulary import ExtensionState, Role


@dataclass(frozen=True)
class Request:
    """延期申请 — the reason tells the progress so far."""

    task: str
    new_due_on: date
    reason: str


def ask_extension(session: Session, request: Request, actor: Actor, today: date, now: datetime) -> Extension:
    """The lead unit asks on or before the due date of the step at hand."""
    require(actor, Permission.ASK_EXTENSION)
    step = _step_at_hand(session, request.task, actor, today)
    if not request.reason.strip():
        raise GovernanceError("请填写延期原因和目前进展")
    if today > step.due:
        raise GovernanceError(f"“{step.step.name}”已于{day_words(step.due)}到期，延期须在到期前申请；请按督办要求抓紧完成")
    if request.new_due_on <= step.due:
        raise GovernanceError(f"新的完成日期应晚于现行期限{day_words(step.due)}")
    unit = actor.unit or ""
    if session.scalar(select(Extension.id).where(Extension.unit == unit, Extension.task == request.task,
                                                 Extension.state == ExtensionState.REQUESTED)):
        raise GovernanceError("该任务已有待审批的延期申请，请等待审批结果")
    asked = Extension(task=request.task, unit=unit, asked_on=today, asked_by=actor.name, reason=request.reason.strip(),
                      new_due_on=request.new_due_on, state=ExtensionState.REQUESTED.value)
    session.add(asked)
    session.flush()
    audit.record(session, actor, "extension.ask", f"extension:{asked.id}", now, unit=unit, task=request.task,
                 new_due_on=request.new_due_on.isoformat(), reason=asked.reason)
    return asked


def can_ask(session: Session, code: str, actor: Actor, today: date) -> bool:
    """Whether there is something that this reader could ask an extension for."""
    try:
        require(actor, Permission.ASK_EXTENSION)
        return today <= _step_at_hand(session, code, actor, today).due
    except GovernanceError:
        return False


def _step_at_hand(session: Session, code: str, actor: Actor, today: date) -> StepState:
    catalogue = book_for(session, period_of(today))
    task = catalogue.tasks.get(code)
    if task is None or task.lead != actor.unit:
        raise NotFound("没有找到这项任务，或您的单位不是牵头单位")
    step = task_states(session, catalogue, period_of(today))[code].on(today).next_step(today)
    if step is None:
        raise GovernanceError("任务已完成，不需要延期")
    return step


def decide_extension(session: Session, extension_id: int, actor: Actor, today: date, now: datetime, is_approved: bool) -> Extension:
    """The office decides a first extension; a further one is approved by a leader only."""
    require(actor, Permission.DECIDE_EXTENSION)
    asked = session.get(Extension, extension_id, populate_existing=True)
    if asked is None:
        raise NotFound("没有找到这份延期申请")
    require_unit(actor, asked.unit)
    times = approved_times(session, asked.unit, asked.task)
    if is_approved and times and actor.role != Role.LEADER:
        raise NotAllowed(f"该任务已批准延期{times}次，再次延期须由分管领导审批")
    state = ExtensionState.APPROVED if is_approved else ExtensionState.REFUSED
    moved = session.execute(update(Extension).where(Extension.id == asked.id, Extension.state == ExtensionState.REQUESTED).values(
        state=state.value, decided_on=today, decided_by=actor.name).execution_options(synchronize_session=False))
    session.refresh(asked)
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise GovernanceError(f"延期申请当前为“{ExtensionState(asked.state).label}”，不能重复审批")
    audit.record(session, actor, f"extension.{state.value}", f"extension:{asked.id}", now, unit=asked.unit, task=asked.task,
                 new_due_on=asked.new_due_on.isoformat())
    return asked


def approved_times(session: Session, unit: str, task: str) -> int:
    wanted = select(func.count()).where(Extension.unit == unit, Extension.task == task, Extension.state == ExtensionState.APPROVED)
    return session.scalar(wanted) or 0


def extensions(session: Session, reader: Actor, task: str | None = None) -> list[Extension]:
    """Requests the reader may see, newest first."""
    require(reader, Permission.VIEW_TASKS)
    wanted = select(Extension).order_by(Extension.id.desc())
    rows = session.scalars(wanted if task is None else wanted.where(Extension.task == task))
    return [row for row in rows if reader.sees(row.unit)]
