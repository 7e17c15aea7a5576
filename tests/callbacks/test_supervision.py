"""督办 through the wire: counts, list and reminders within one's scope."""

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.store.tables import Order
from data.supervision import orders
from data.supervision.escalation import escalate
from data.vocabulary import Role
from tests.data.indicators.hand_in import day
from tests.desk import NOW, TODAY

OFFICE = Actor("office", Role.OFFICE)


@pytest.fixture
def chased(desk):
    """T1 is overdue since July: one draft of E, issued on 3 July."""
    with desk.store.write() as session:
        escalate(session, day(TODAY), NOW)
        number = session.scalars(select(Order).where(Order.task == "T1")).one().id
        orders.issue_order(session, number, OFFICE, day(TODAY), NOW)
    return desk


def listed(seat, **chosen):
    return seat.fire("supervision.show_orders", **{f"supervision_{name}__value": value for name, value in chosen.items()})


@pytest.mark.parametrize(("name", "is_shown"), [("office", True), ("leader", True), ("unit1", True), ("unit2", False)])
def test_each_reader_lists_the_orders_of_its_scope(chased, name, is_shown):
    answer = listed(chased.enter(name))
    assert ("DB20230703-001" in answer) == is_shown and ("没有督办单" in answer) != is_shown


@pytest.mark.parametrize(("chosen", "is_shown"), [
    ({"state": "issued"}, True), ({"state": "closed"}, False), ({"level": "supervise"}, True), ({"level": "circulate"}, False),
    ({"unit": "E"}, True), ({"unit": "T"}, False)])
def test_filters_narrow_the_list_and_leave_the_counts(chased, chosen, is_shown):
    answer = listed(chased.enter("office"), **chosen)
    assert ("DB20230703-001" in answer) == is_shown
    assert answer.text.count('"className":"number-value figure"') == 7


def test_a_unit_cannot_ask_for_foreign_orders(chased):
    assert "DB20230703-001" not in listed(chased.enter("unit2"), unit="E")


def test_the_pickers_and_reminders_hold_ones_own_units(chased):
    assert "东区" not in chased.enter("unit2").fire("supervision.show_notices", supervision_unit__id="x")
    assert "东区" in chased.enter("office").fire("supervision.show_notices", supervision_unit__id="x")


@pytest.mark.parametrize("name", ["evaluator", "screen"])
def test_who_may_not_see_orders_is_denied(chased, name):
    assert listed(chased.enter(name)).status == 403
