"""督办单 as they stood at a moment: what the acts up to then had made of each; its words are those of today, for changes of a draft are not kept."""

from typing import Any

from sqlalchemy import insert, select

from data.calendar import local
from data.store.known import Past, number_on, stand_in
from data.store.tables import OrderEvent
from data.vocabulary import OrderAct, OrderState

STATES = {OrderAct.DRAFT: OrderState.DRAFT, OrderAct.ISSUE: OrderState.ISSUED, OrderAct.ACKNOWLEDGE: OrderState.ACKNOWLEDGED,
          OrderAct.ANSWER: OrderState.ANSWERED, OrderAct.RETURN: OrderState.RETURNED, OrderAct.CLOSE: OrderState.CLOSED,
          OrderAct.CANCEL: OrderState.CANCELLED}
AT_ISSUE = ("number", "issued_on", "issued_by", "acknowledge_by", "due_on")


def stand_orders(past: Past) -> None:
    """Orders drafted by the moment, each as its acts had left it."""
    real, day = past.real("supervision_order"), local(past.moment).date()
    rows = past.session.execute(select(real).where(real.c.drafted_on <= day)).mappings().all()
    acts: dict[int, list[OrderEvent]] = {}
    for event in past.session.scalars(select(OrderEvent).order_by(OrderEvent.id)):  # those known by then
        acts.setdefault(event.order, []).append(event)
    orders, table = [as_acted(dict(row), acts[row["id"]]) for row in rows if row["id"] in acts], stand_in(past, "supervision_order")
    if orders:
        past.session.execute(insert(table), orders)
    number_on(past, table.name)


def as_acted(order: dict[str, Any], acts: list[OrderEvent]) -> dict[str, Any]:
    """Pure: the order's columns after some of its acts."""
    state, first, newest = OrderState.DRAFT, dict[OrderAct, Any](), dict[OrderAct, Any]()
    for event in acts:
        act = OrderAct(event.act)
        state, newest[act] = STATES.get(act, state), event.on
        first.setdefault(act, event.on)
    returned = sum(event.act == OrderAct.RETURN for event in acts)
    issued = {} if OrderAct.ISSUE in newest else dict.fromkeys(AT_ISSUE)
    return order | issued | {
        "state": str(state), "acknowledged_on": newest.get(OrderAct.ACKNOWLEDGE), "answered_on": newest.get(OrderAct.ANSWER),
        "first_answered_on": first.get(OrderAct.ANSWER), "closed_on": newest.get(OrderAct.CLOSE), "returned_times": returned,
        "empty_answer": order["empty_answer"] and returned > 0}
