"""Plain rows of orders for the pages: lists, one order with its events, and what the reader may do next."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import local, period_of
from data.catalogue.book import Catalogue
from data.store.rulebook import newest_book
from data.store.tables import Attachment, Order
from data.supervision.escalation import SETTLED, waiting_for
from data.supervision.ladder import needs_leader
from data.supervision.light_facts import stored_lights
from data.supervision.orders import events_of, find_order, is_confirmed
from data.vocabulary import DueClass, Level, Light, OrderAct, OrderState

BY_OFFICE = {Permission.ISSUE_ORDER: (OrderAct.REVISE, OrderAct.ISSUE, OrderAct.CANCEL), Permission.CONFIRM_LEVEL: (OrderAct.CONFIRM,)}
NEXT_ACTS: dict[OrderState, dict[Permission, tuple[OrderAct, ...]]] = {
    OrderState.DRAFT: BY_OFFICE,
    OrderState.ISSUED: {Permission.ANSWER_ORDER: (OrderAct.ACKNOWLEDGE,)},
    OrderState.ACKNOWLEDGED: {Permission.ANSWER_ORDER: (OrderAct.ANSWER,)},
    OrderState.RETURNED: {Permission.ANSWER_ORDER: (OrderAct.ANSWER,)},
    OrderState.ANSWERED: {Permission.REVIEW_ORDER: (OrderAct.RETURN, OrderAct.CLOSE)},
    OrderState.CLOSED: {}, OrderState.CANCELLED: {}}


@dataclass(frozen=True)
class OrderFilters:
    """What the order list narrows by; empty fields do not filter, a period is the month of issue (of drafting, before issue)."""

    unit: str = ""
    state: str = ""
    level: str = ""
    period: str = ""
    task: str = ""
    open_only: bool = False


EVERY_ORDER = OrderFilters()


@dataclass(frozen=True)
class OrderRow:
    """One 督办单 in a list; `light` is the task's newest light."""

    id: int
    number: str | None
    title: str
    task: str
    task_name: str
    unit: str
    unit_name: str
    level: Level
    state: OrderState
    source: str
    due_class: DueClass
    drafted_on: date
    issued_on: date | None
    acknowledge_by: date | None
    acknowledged_on: date | None
    due_on: date | None
    answered_on: date | None
    closed_on: date | None
    returned_times: int
    light: Light | None
    is_overdue: bool  # past the due date without a standing answer


@dataclass(frozen=True)
class EventRow:
    act: OrderAct
    on: date
    at: datetime
    by: str
    words: str
    attachment: int | None
    file_name: str | None


@dataclass(frozen=True)
class OrderDetail:
    """督办单 whole, as the page and the printed form show it."""

    row: OrderRow
    demand: str
    assist: tuple[str, ...]
    cause_day: date
    drafted_by: str
    issued_by: str | None
    waiting_until: date | None  # by when the unit should make its next move
    is_confirmed: bool
    needs_leader: bool
    events: tuple[EventRow, ...]
    acts: tuple[OrderAct, ...]  # what this reader may do now


def orders_view(session: Session, reader: Actor, day: date, filters: OrderFilters = EVERY_ORDER) -> list[OrderRow]:
    """Orders the reader may see, newest first; a unit sees its own once they are issued."""
    require(reader, Permission.VIEW_ORDERS)
    wanted = select(Order).order_by(Order.id.desc())
    for value, column in ((filters.unit, Order.unit), (filters.state, Order.state), (filters.level, Order.level), (filters.task, Order.task)):
        wanted = wanted.where(column == value) if value else wanted
    if filters.open_only:
        wanted = wanted.where(Order.state.not_in([state.value for state in SETTLED]))
    catalogue, lights = newest_book(session), {f.task: f.light for f in stored_lights(session, day)}
    found = [o for o in session.scalars(wanted) if reader.sees(o.unit) and (reader.sees_all or o.issued_on)]
    return [_row(catalogue, o, lights, day) for o in found if filters.period in ("", period_of(o.issued_on or o.drafted_on))]


def order_detail(session: Session, reader: Actor, order_id: int, day: date) -> OrderDetail:
    order = find_order(session, order_id, reader)
    catalogue, state = newest_book(session), OrderState(order.state)
    lights = {f.task: f.light for f in stored_lights(session, day)}
    is_waiting = state in {OrderState.ISSUED, OrderState.ACKNOWLEDGED, OrderState.RETURNED}
    limit = waiting_for(session, order, catalogue.supervision)[0] if is_waiting else None
    confirmed, to_confirm = is_confirmed(session, order_id), needs_leader(Level(order.level), catalogue.supervision)
    return OrderDetail(
        _row(catalogue, order, lights, day), order.demand, tuple(_unit_name(catalogue, u) for u in order.assist), order.cause_day,
        order.drafted_by, order.issued_by, limit, confirmed, to_confirm, _events(session, order_id),
        _acts(reader, state, is_blocked=to_confirm and not confirmed, is_confirmed=confirmed or not to_confirm))


def _row(catalogue: Catalogue, o: Order, lights: dict[str, Light], day: date) -> OrderRow:
    state = OrderState(o.state)
    is_open = state in {OrderState.ISSUED, OrderState.ACKNOWLEDGED, OrderState.RETURNED}
    task = catalogue.tasks.get(o.task)
    return OrderRow(
        o.id, o.number, o.title, o.task, task.name if task else o.task, o.unit, _unit_name(catalogue, o.unit), Level(o.level), state,
        o.source, DueClass(o.due_class), o.drafted_on, o.issued_on, o.acknowledge_by, o.acknowledged_on, o.due_on, o.answered_on,
        o.closed_on, o.returned_times, lights.get(o.task), is_open and o.due_on is not None and day > o.due_on)


def _unit_name(catalogue: Catalogue, unit: str) -> str:
    """Old orders may name a unit that the rule book no longer has."""
    return catalogue.units[unit].short_name if unit in catalogue.units else unit


def _events(session: Session, order_id: int) -> tuple[EventRow, ...]:
    events = events_of(session, order_id)
    attached = [e.attachment for e in events if e.attachment]
    named = {a.id: a.file_name for a in session.scalars(select(Attachment).where(Attachment.id.in_(attached)))}
    return tuple(EventRow(OrderAct(e.act), e.on, local(e.at), e.by, e.words, e.attachment, named.get(e.attachment or 0)) for e in events)


def _acts(reader: Actor, state: OrderState, *, is_blocked: bool, is_confirmed: bool) -> tuple[OrderAct, ...]:
    """What the reader's rights and the state allow; before a leader's word there is nothing to issue, after it nothing to confirm."""
    acts = [act for permission, allowed in NEXT_ACTS[state].items() if reader.may(permission) for act in allowed]
    closed_to = ({OrderAct.ISSUE} if is_blocked else set()) | ({OrderAct.CONFIRM} if is_confirmed else set())
    return tuple(act for act in acts if act not in closed_to)
