"""督办清单 — orders issued by the paper's day and not settled before the month, as they stood on that day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from data.calendar import first_day
from data.reports.edition import View
from data.reports.table import Column, Table, Value
from data.reports.tables.lights import task_name
from data.store.tables import Order, OrderEvent
from data.supervision.orders_known import STATES
from data.vocabulary import Level, OrderAct, OrderState

WAITING = {OrderState.ISSUED, OrderState.ACKNOWLEDGED, OrderState.RETURNED}
COLUMNS = (Column("number", "编号", "code", 17), Column("title", "督办事项", "words", 32), Column("unit", "承办单位", "text", 15),
           Column("level", "级别", "text", 8), Column("issued", "下发日期", "date", 12), Column("due", "办结期限", "date", 12),
           Column("acknowledged", "签收日期", "date", 12), Column("answered", "反馈日期", "date", 12), Column("closed", "办结日期", "date", 12),
           Column("state", "办理状态", "text", 10), Column("returned", "退回次数", "number", 8), Column("overdue", "是否逾期", "text", 8))


@dataclass(frozen=True)
class OrderThen:
    """An order as it stood on a day, read from its events."""

    order: Order
    state: OrderState
    acknowledged_on: date | None
    answered_on: date | None
    closed_on: date | None
    returned_times: int
    is_overdue: bool  # past the due date without a standing answer


def orders_then(view: View, unit: str | None = None) -> list[OrderThen]:
    """In the order of their numbers; drafts and what was cancelled are no matter of the month."""
    day = view.edition.day
    wanted = select(Order).where(Order.issued_on <= day).order_by(Order.issued_on, Order.number)
    orders = [o for o in view.session.scalars(wanted) if view.actor.sees(o.unit) and unit in (None, o.unit)]
    events: dict[int, list[OrderEvent]] = {}
    for event in view.session.scalars(select(OrderEvent).where(OrderEvent.order.in_([o.id for o in orders]), OrderEvent.on <= day).order_by(OrderEvent.id)):
        events.setdefault(event.order, []).append(event)
    found = [then(o, events.get(o.id, []), day) for o in orders]
    start = first_day(view.period)
    return [o for o in found if o.state not in {OrderState.DRAFT, OrderState.CANCELLED} and (o.closed_on is None or o.closed_on >= start)]


def then(order: Order, events: list[OrderEvent], day: date) -> OrderThen:
    """Pure: what the events up to a day amount to."""
    state = OrderState.DRAFT
    newest: dict[OrderAct, date] = {}
    for event in events:
        act = OrderAct(event.act)
        state, newest[act] = STATES.get(act, state), event.on
    late = state in WAITING and order.due_on is not None and day > order.due_on
    return OrderThen(order, state, newest.get(OrderAct.ACKNOWLEDGE), newest.get(OrderAct.ANSWER), newest.get(OrderAct.CLOSE),
                     sum(e.act == OrderAct.RETURN for e in events), late)


def order_table(view: View, unit: str | None = None) -> Table:
    rows: list[list[Value]] = [[
        o.order.number, o.order.title, view.unit_name(o.order.unit), Level(o.order.level).label, o.order.issued_on, o.order.due_on, o.acknowledged_on,
        o.answered_on, o.closed_on, o.state.label, o.returned_times, "逾期" if o.is_overdue else "否"] for o in orders_then(view, unit)]
    day = view.edition.day
    notes = [f"列入截至{day.year}年{day.month}月{day.day}日已下发、且在本月之前尚未办结的督办单；办理状态为当日状态。"]
    columns = [c for c in COLUMNS if unit is None or c.key != "unit"]
    return Table(f"{view.edition.month}督办清单", columns, rows if unit is None else [r[:2] + r[3:] for r in rows], "件", notes)


def order_task(view: View, order: Order) -> str:
    return task_name(view, order.task)
