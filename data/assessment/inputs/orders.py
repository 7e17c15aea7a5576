"""Items that rest on supervision orders (督办单)."""

from decimal import Decimal

from sqlalchemy import select

from data.assessment.gathered import Case, Gathered, not_applicable
from data.catalogue.rules import Item
from data.rounding import exact
from data.store.tables import Order
from data.vocabulary import OrderState


def _due(case: Case) -> list[Order]:
    """Issued orders of the unit whose limit ends in the month."""
    return list(case.session.scalars(select(Order).where(
        Order.unit == case.unit.code, Order.due_on.between(case.first_day, case.last_day), Order.issued_on.is_not(None),
        Order.state != OrderState.CANCELLED).order_by(Order.id)))


def closed_on_time(case: Case, item: Item) -> Gathered:
    """Orders closed on an answer given by their due date, of those due; an answer in time that waits for review counts as in time."""
    orders = _due(case)
    if not orders:
        return not_applicable("当月没有到期的督办单")
    found = Gathered(True, "")
    in_time = [o for o in orders if is_in_time(o)]
    found.add("到期督办单", len(orders))
    found.add("按期办结", len(in_time))
    for o in orders:
        found.cite("order", o.id, f"{o.number} {o.title}")
    found.fraction = Decimal(len(in_time)) / len(orders)
    found.reason = f"到期 {len(orders)} 件，按期办结 {len(in_time)} 件"
    return found


def is_in_time(order: Order) -> bool:
    """The standing answer was given by the due date; a returned answer does not stand."""
    stands = order.state in (OrderState.CLOSED, OrderState.ANSWERED)
    return stands and order.answered_on is not None and order.due_on is not None and order.answered_on <= order.due_on


def feedback(case: Case, item: Item) -> Gathered:
    """−1 per order without any answer by its due date, −0.5 per order returned for an empty answer."""
    orders = _due(case)
    if not orders:
        return not_applicable("当月没有应反馈的督办单")
    found = Gathered(True, "")
    missing = [o for o in orders if o.first_answered_on is None or (o.due_on is not None and o.first_answered_on > o.due_on)]
    empty = [o for o in orders if o.empty_answer]
    found.deductions += [(f"{o.number} 逾期未反馈", exact(item.settings["per_missing"])) for o in missing]
    found.deductions += [(f"{o.number} 反馈空泛被退回", exact(item.settings["per_empty"])) for o in empty]
    found.add("应反馈督办单", len(orders))
    found.add("逾期未反馈", len(missing))
    found.add("反馈空泛被退回", len(empty))
    for o in orders:
        found.cite("order", o.id, f"{o.number} {o.title}")
    found.reason = f"应反馈 {len(orders)} 件，逾期未反馈 {len(missing)} 件，空泛被退回 {len(empty)} 件"
    return found
