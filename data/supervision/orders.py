"""督办单 from draft to close: every act moves the state by compare-and-set, leaves an event and an audit entry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import SYSTEM, Actor, require, require_unit
from data.calendar import add_working_days, next_working_day, period_of, utc
from data.catalogue.rules import Supervision
from data.errors import GovernanceError, NotAllowed, NotFound
from data.store.marks import next_number
from data.store.rulebook import book_for
from data.store.tables import Attachment, Order, OrderEvent
from data.supervision.ladder import needs_leader
from data.vocabulary import DueClass, Level, OrderAct, OrderState, Role

UNSEEN = "没有找到这张督办单，或不在您的查看范围内"
ON_THE_LADDER = (Level.SUPERVISE, Level.CIRCULATE, Level.INTERVIEW)


@dataclass(frozen=True)
class Draft:
    """What a 督办单 asks of a unit before anybody issued it."""

    task: str
    unit: str
    level: Level
    title: str
    demand: str
    cause_day: date
    source: str = "工作方案"
    due_class: DueClass = DueClass.NORMAL
    assist: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What somebody says with an act; `is_empty_answer` is a reviewer's finding when returning."""

    words: str
    attachment: int | None = None
    is_empty_answer: bool = False


NOTHING = Remark("")


# Read

def find_order(session: Session, order_id: int, reader: Actor) -> Order:
    """One order the reader may see; a unit sees its own from the day it is issued."""
    require(reader, Permission.VIEW_ORDERS)
    order = session.get(Order, order_id, populate_existing=True)
    if order is None or not reader.sees(order.unit) or (not reader.sees_all and order.issued_on is None):
        raise NotFound(UNSEEN)
    return order


def events_of(session: Session, order_id: int) -> list[OrderEvent]:
    return list(session.scalars(select(OrderEvent).where(OrderEvent.order == order_id).order_by(OrderEvent.id)))


def is_confirmed(session: Session, order_id: int) -> bool:
    """Confirmed as it now reads: a draft changed afterwards must be confirmed again."""
    acts = [event.act for event in events_of(session, order_id) if event.act in {OrderAct.CONFIRM, OrderAct.REVISE}]
    return acts[-1:] == [OrderAct.CONFIRM]


# The office drafts and issues

def draft_order(session: Session, draft: Draft, actor: Actor, today: date, now: datetime) -> Order:
    """A draft (拟办) by the office or the daily escalation; a leader's own draft is confirmed by that."""
    require(actor, Permission.CONFIRM_LEVEL if actor.role == Role.LEADER else Permission.ISSUE_ORDER)
    _check_draft(session, draft, today)
    order = Order(task=draft.task, unit=draft.unit, assist=list(draft.assist), level=draft.level.value, due_class=draft.due_class.value,
                  source=draft.source.strip(), title=draft.title.strip(), demand=draft.demand.strip(), cause_day=draft.cause_day,
                  state=OrderState.DRAFT.value, drafted_on=today, drafted_by=actor.name)
    session.add(order)
    session.flush()
    _leave_trace(session, order, OrderAct.DRAFT, actor, now, Trace(today))
    if actor.role == Role.LEADER:
        _leave_trace(session, order, OrderAct.CONFIRM, actor, now, Trace(today, "领导直接提出"))
    return order


def _check_draft(session: Session, draft: Draft, today: date) -> None:
    catalogue = book_for(session, period_of(today))
    task = catalogue.tasks.get(draft.task)
    if task is None:
        raise NotFound(f"没有代码为“{draft.task}”的任务")
    if draft.unit not in {task.lead, *task.assist}:
        raise GovernanceError(f"{catalogue.unit(draft.unit).short_name}不是该任务的牵头或配合单位，请改选单位")
    if draft.level not in ON_THE_LADDER:
        raise GovernanceError("督办单的级别应为督办、通报或约谈；提醒由系统自动发出，不用拟单")
    if not draft.title.strip() or not draft.demand.strip():
        raise GovernanceError("请填写督办事项和办理要求")
    same = session.scalar(select(Order).where(Order.task == draft.task, Order.unit == draft.unit, Order.level == draft.level,
                                              Order.cause_day == draft.cause_day))
    if same:
        raise GovernanceError(f"同一事项已有{draft.level.label}单（{same.number or OrderState(same.state).label}），请在原单上办理")


def revise_draft(session: Session, order_id: int, actor: Actor, today: date, now: datetime, draft: Draft) -> Order:
    """Change what a draft says and its due class; matter, unit and level stay."""
    require(actor, Permission.ISSUE_ORDER)
    order = find_order(session, order_id, actor)
    if not draft.title.strip() or not draft.demand.strip():
        raise GovernanceError("请填写督办事项和办理要求")
    _move(session, order, (OrderState.DRAFT,), OrderState.DRAFT, "只有拟办的督办单可以修改",
          title=draft.title.strip(), demand=draft.demand.strip(), due_class=draft.due_class.value, assist=list(draft.assist))
    return _leave_trace(session, order, OrderAct.REVISE, actor, now, Trace(today))


def confirm_level(session: Session, order_id: int, actor: Actor, today: date, now: datetime, remark: Remark) -> Order:
    """A leader confirms that 通报 or 约谈 is in place."""
    require(actor, Permission.CONFIRM_LEVEL)
    order = find_order(session, order_id, actor)
    if is_confirmed(session, order_id):
        raise GovernanceError("这张督办单已经领导确认，可以下发")
    _move(session, order, (OrderState.DRAFT,), OrderState.DRAFT, "只有拟办的督办单需要确认")
    return _leave_trace(session, order, OrderAct.CONFIRM, actor, now, Trace(today, remark.words))


def issue_order(session: Session, order_id: int, actor: Actor, today: date, now: datetime) -> Order:
    """Number, 签收 limit and due date are set on the day of issue; the due date rolls over holidays."""
    require(actor, Permission.ISSUE_ORDER)
    if actor.name == SYSTEM.name:
        raise NotAllowed("督办单须由办公室工作人员下发，系统只能拟办")
    order = find_order(session, order_id, actor)
    rules = book_for(session, period_of(today)).supervision
    if needs_leader(Level(order.level), rules) and not is_confirmed(session, order_id):
        raise GovernanceError(f"{Level(order.level).label}须经分管领导确认后才能下发，请先提请领导确认")
    limits = _limits(DueClass(order.due_class), rules, today)
    _move(session, order, (OrderState.DRAFT,), OrderState.ISSUED, "只有拟办的督办单可以下发",
          issued_on=today, issued_by=actor.name, **limits)
    order.number = f"DB{today:%Y%m%d}-{next_number(session, f'order:{today:%Y%m%d}'):03d}"
    return _leave_trace(session, order, OrderAct.ISSUE, actor, now, Trace(today))


def _limits(due_class: DueClass, rules: Supervision, today: date) -> dict[str, date]:
    days = rules.limits.due_days.get(due_class.value)
    if days is None:
        raise GovernanceError(f"办法没有规定“{due_class.label}”的办理时限，请在 supervision.yaml 的 limits.due_days 中补充")
    return {"acknowledge_by": add_working_days(today, rules.limits.acknowledge_working_days, rules.exceptions),
            "due_on": next_working_day(today + timedelta(days=days), rules.exceptions)}


def cancel(session: Session, order_id: int, actor: Actor, today: date, now: datetime, remark: Remark) -> Order:
    """A draft that should not go out; the same matter is not drafted again on this rung."""
    require(actor, Permission.ISSUE_ORDER)
    order = find_order(session, order_id, actor)
    words = _needed(remark.words, "请填写撤销原因")
    _move(session, order, (OrderState.DRAFT,), OrderState.CANCELLED, "只有拟办的督办单可以撤销；已下发的请核验后办结")
    return _leave_trace(session, order, OrderAct.CANCEL, actor, now, Trace(today, words))


# The unit acknowledges and answers

def acknowledge(session: Session, order_id: int, actor: Actor, today: date, now: datetime) -> Order:
    order = _own_order(session, order_id, actor)
    _move(session, order, (OrderState.ISSUED,), OrderState.ACKNOWLEDGED, "只有已下发、尚未签收的督办单需要签收", acknowledged_on=today)
    return _leave_trace(session, order, OrderAct.ACKNOWLEDGE, actor, now, Trace(today))


def answer(session: Session, order_id: int, actor: Actor, today: date, now: datetime, remark: Remark) -> Order:
    """The lead unit says what it did; words are needed, a document helps. An answer to a returned order counts from its own day."""
    order = _own_order(session, order_id, actor)
    words = _needed(remark.words, "请填写办理情况后再反馈")
    if remark.attachment is not None:
        _check_attachment(session, order, remark.attachment)
    _move(session, order, (OrderState.ACKNOWLEDGED, OrderState.RETURNED), OrderState.ANSWERED, "签收后才能反馈，已反馈的请等待核验",
          answered_on=today, first_answered_on=order.first_answered_on or today)
    return _leave_trace(session, order, OrderAct.ANSWER, actor, now, Trace(today, words, remark.attachment))


def _own_order(session: Session, order_id: int, actor: Actor) -> Order:
    require(actor, Permission.ANSWER_ORDER)
    order = find_order(session, order_id, actor)
    require_unit(actor, order.unit)
    return order


def _check_attachment(session: Session, order: Order, attachment_id: int) -> None:
    found = session.get(Attachment, attachment_id)
    if found is None or found.subject != f"order:{order.id}":
        raise NotFound("没有找到这份佐证，请在本督办单上重新上传")


# The office reviews

def return_order(session: Session, order_id: int, actor: Actor, today: date, now: datetime, remark: Remark) -> Order:
    """Sent back with a reason and counted; the original due date stays."""
    require(actor, Permission.REVIEW_ORDER)
    order = find_order(session, order_id, actor)
    words = _needed(remark.words, "请填写退回原因，说明还缺什么")
    _move(session, order, (OrderState.ANSWERED,), OrderState.RETURNED, "单位反馈后才能退回", returned_times=Order.returned_times + 1,
          empty_answer=order.empty_answer or remark.is_empty_answer)
    return _leave_trace(session, order, OrderAct.RETURN, actor, now, Trace(today, words))


def close_order(session: Session, order_id: int, actor: Actor, today: date, now: datetime, remark: Remark = NOTHING) -> Order:
    """销号 after the answer was checked."""
    require(actor, Permission.REVIEW_ORDER)
    order = find_order(session, order_id, actor)
    _move(session, order, (OrderState.ANSWERED,), OrderState.CLOSED, "单位反馈并核验后才能办结", closed_on=today)
    return _leave_trace(session, order, OrderAct.CLOSE, actor, now, Trace(today, remark.words.strip()))


# How acts are kept

@dataclass(frozen=True)
class Trace:
    on: date
    words: str = ""
    attachment: int | None = None


def _move(session: Session, order: Order, olds: tuple[OrderState, ...], new: OrderState, refusal: str, **values: Any) -> None:
    """Compare and set: of two people acting at once only one gets through, the other reads why."""
    moved = session.execute(update(Order).where(Order.id == order.id, Order.state.in_([old.value for old in olds])).values(
        state=new.value, **values).execution_options(synchronize_session=False))
    session.refresh(order)
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise GovernanceError(f"督办单当前为“{OrderState(order.state).label}”，{refusal}")


def _leave_trace(session: Session, order: Order, act: OrderAct, actor: Actor, now: datetime, trace: Trace) -> Order:
    session.add(OrderEvent(order=order.id, at=utc(now), on=trace.on, by=actor.name, act=act.value, words=trace.words.strip(),
                           attachment=trace.attachment))
    session.flush()
    audit.record(session, actor, f"order.{act.value}", f"order:{order.id}", now, unit=order.unit, number=order.number, task=order.task,
                 state=order.state, words=trace.words.strip())
    return order


def _needed(words: str, refusal: str) -> str:
    if not words.strip():
        raise GovernanceError(refusal)
    return words.strip()
