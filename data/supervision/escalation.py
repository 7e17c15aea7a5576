"""The daily step up the ladder: lights, reminders, drafts, chasing; the same day twice changes nothing."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.scope import SYSTEM
from data.calendar import add_working_days, days_through, is_working_day, period_of, utc
from data.catalogue.book import Catalogue
from data.catalogue.rules import Supervision
from data.store.marks import mark, set_mark
from data.store.rulebook import book_for
from data.store.tables import Meta, Notice, Order, OrderEvent
from data.supervision.ladder import rank
from data.supervision.light_facts import TaskLightFact
from data.supervision.lights import lights_day_by_day
from data.supervision.orders import ON_THE_LADDER, Draft, draft_order
from data.supervision.sentences import day_words
from data.vocabulary import Level, OrderAct, OrderState

MARK = "escalated_through"
CATCH_UP_DAYS = 62
CHASE_EVERY_DAYS = 7
SETTLED = (OrderState.CLOSED, OrderState.CANCELLED)


@dataclass(frozen=True)
class EscalationResult:
    """What a run did: the days it looked at, and how many reminders, drafts and chasing notes it wrote."""

    days: list[date] = field(default_factory=list)
    lights: int = 0
    reminded: int = 0
    drafted: int = 0
    chased: int = 0


def escalate(session: Session, today: date, now: datetime) -> EscalationResult:
    """Every day since the last run, then today; a day before the last run is left as it is.

    1. lights of the day are judged and stored; 2. 提醒 goes out by itself; 3. 督办, 通报 and 约谈 are drafted, not issued;
    4. orders nobody acknowledged or answered in time are chased.
    """
    done = mark(session, MARK)
    through = date.fromisoformat(done) if done else None
    if through is not None and today < through:
        return EscalationResult()
    result = EscalationResult()
    days = _days(through, today)
    for day, facts in zip(days, lights_day_by_day(session, days, now), strict=True):
        result = _one_day(session, day, facts, now, result)
    if done != today.isoformat():
        set_mark(session, MARK, today.isoformat())
    return result


def forget_steps(session: Session) -> None:
    """Where a day is only looked at, no later step stands before it; a database that is written to never forgets."""
    session.execute(delete(Meta).where(Meta.name == MARK))


def _days(through: date | None, today: date) -> list[date]:
    """Missed days in order, at most two months of them; today always."""
    first = today if through is None else min(today, through + timedelta(days=1))
    first = max(first, today - timedelta(days=CATCH_UP_DAYS))
    return days_through(first, today)


def _one_day(session: Session, day: date, facts: list[TaskLightFact], now: datetime, so_far: EscalationResult) -> EscalationResult:
    catalogue, known = book_for(session, period_of(day)), _orders_of(session, [f for f in facts if f.level in ON_THE_LADDER])
    return replace(
        so_far, days=[*so_far.days, day], lights=len(facts),
        reminded=so_far.reminded + sum(_remind(session, catalogue, f, now) for f in facts if f.level == Level.REMIND),
        drafted=so_far.drafted + sum(_draft(session, catalogue, f, known.get((f.unit, f.task), []), now) for f in facts if f.level in ON_THE_LADDER),
        chased=so_far.chased + _chase(session, catalogue.supervision, day, now))


def _remind(session: Session, catalogue: Catalogue, fact: TaskLightFact, now: datetime) -> bool:
    """Once per task and due date."""
    if fact.due_on is None or session.scalar(select(Notice.id).where(
            Notice.unit == fact.unit, Notice.task == fact.task, Notice.due_on == fact.due_on)):
        return False
    name = catalogue.tasks[fact.task].name
    words = f"任务“{name}”将于{day_words(fact.due_on)}到期；下一步：{fact.next_step}"
    session.add(Notice(unit=fact.unit, task=fact.task, due_on=fact.due_on, on=fact.day, at=utc(now), words=words))
    audit.record(session, SYSTEM, "task.remind", f"task:{fact.task}", now, unit=fact.unit, due_on=fact.due_on.isoformat())
    return True


def _orders_of(session: Session, facts: list[TaskLightFact]) -> dict[tuple[str, str], list[Any]]:
    """What is known of the orders for some matters: (unit, task) → level, state and cause of each."""
    wanted = select(Order.unit, Order.task, Order.level, Order.state, Order.cause_day).where(Order.task.in_(sorted({f.task for f in facts})))
    found: dict[tuple[str, str], list[Any]] = {}
    for row in session.execute(wanted) if facts else ():
        found.setdefault((row.unit, row.task), []).append(row)
    return found


def _draft(session: Session, catalogue: Catalogue, fact: TaskLightFact, known: list[Any], now: datetime) -> bool:
    """One matter, one sheet: nothing is drafted while an order of this rung or above is open, nor twice for the same cause."""
    if fact.cause_day is None:
        return False
    level = fact.level
    if any(o.state not in SETTLED and rank(Level(o.level)) >= rank(level) for o in known):
        return False
    if any(o.level == level and o.cause_day == fact.cause_day for o in known):
        return False
    task = catalogue.tasks[fact.task]
    draft_order(session, Draft(
        fact.task, fact.unit, level, f"{level.label}：{task.name}"[:200], f"{fact.reason}。{fact.next_step}。", fact.cause_day,
        source="数据预警", assist=tuple(task.assist)), SYSTEM, fact.day, now)
    return True


# Chase

def _chase(session: Session, rules: Supervision, day: date, now: datetime) -> int:
    """催办 on working days, and not again within a week."""
    if not is_working_day(day, rules.exceptions):
        return 0
    waiting = session.scalars(select(Order).where(Order.state.in_(
        [OrderState.ISSUED, OrderState.ACKNOWLEDGED, OrderState.RETURNED])).order_by(Order.id)).all()
    return sum(_chase_one(session, order, rules, day, now) for order in waiting)


def _chase_one(session: Session, order: Order, rules: Supervision, day: date, now: datetime) -> bool:
    limit, words = waiting_for(session, order, rules)
    if limit is None or day <= limit:
        return False
    since = max(limit, day - timedelta(days=CHASE_EVERY_DAYS))
    if session.scalar(select(OrderEvent.id).where(OrderEvent.order == order.id, OrderEvent.act == OrderAct.CHASE, OrderEvent.on > since)):
        return False
    session.add(OrderEvent(order=order.id, at=utc(now), on=day, by=SYSTEM.name, act=OrderAct.CHASE.value, words=words))
    audit.record(session, SYSTEM, "order.chase", f"order:{order.id}", now, unit=order.unit, number=order.number, words=words)
    return True


def waiting_for(session: Session, order: Order, rules: Supervision) -> tuple[date | None, str]:
    """By when the unit should have moved, and the sentence that chases it."""
    if order.state == OrderState.ISSUED:
        return order.acknowledge_by, f"督办单{order.number}应于{_words(order.acknowledge_by)}前签收，请尽快签收"
    if order.state == OrderState.ACKNOWLEDGED:
        limit = _answer_limit(order.issued_on, order.due_on, rules)
        return limit, f"督办单{order.number}应于{_words(limit)}前反馈办理情况，请尽快反馈"
    returned = session.scalar(select(OrderEvent.on).where(OrderEvent.order == order.id, OrderEvent.act == OrderAct.RETURN).order_by(
        OrderEvent.id.desc()).limit(1))
    limit = _answer_limit(returned, None, rules)
    return limit, f"督办单{order.number}已退回，应于{_words(limit)}前重新反馈，请尽快反馈"


def _answer_limit(since: date | None, due_on: date | None, rules: Supervision) -> date | None:
    """So many working days to answer, but never beyond the due date of the order."""
    if since is None:
        return due_on
    limit = add_working_days(since, rules.limits.answer_working_days, rules.exceptions)
    return limit if due_on is None else min(limit, due_on)


def _words(day: date | None) -> str:
    return day_words(day) if day else "—"
