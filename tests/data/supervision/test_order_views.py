from datetime import date

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.store.tables import Order
from data.supervision import orders
from data.supervision.escalation import escalate
from data.supervision.order_views import OrderFilters, order_detail, orders_view
from data.supervision.orders import Remark
from data.vocabulary import Light, OrderAct, OrderState, Role
from tests.data.plan.city import NOW, PLATFORM, ZJ
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE, ROADS

DAY = date(2023, 7, 3)


@pytest.fixture
def order(session):
    """The drafts of 3 July, of which the platform's is issued."""
    escalate(session, DAY, NOW)
    found = session.scalars(select(Order).where(Order.task == PLATFORM)).one().id
    orders.issue_order(session, found, OFFICE, DAY, NOW)
    return found


def test_a_unit_lists_only_its_own_issued_orders(session, order):
    assert [row.unit for row in orders_view(session, HOUSING, DAY)] == [ZJ]
    assert orders_view(session, ROADS, DAY) == []
    assert len(orders_view(session, OFFICE, DAY)) == len(orders_view(session, LEADER, DAY)) > 1


def test_a_row_tells_limits_and_the_tasks_light(session, order):
    row, = orders_view(session, HOUSING, DAY)
    assert (row.number, row.state, row.acknowledge_by, row.due_on, row.light) == (
        "DB20230703-001", OrderState.ISSUED, date(2023, 7, 4), date(2023, 7, 18), Light.YELLOW)


@pytest.mark.parametrize(("day", "is_overdue"), [(date(2023, 7, 18), False), (date(2023, 7, 19), True)])
def test_an_order_is_overdue_the_day_after_its_due_date_until_answered(session, order, day, is_overdue):
    assert orders_view(session, HOUSING, day)[0].is_overdue is is_overdue
    orders.acknowledge(session, order, HOUSING, day, NOW)
    orders.answer(session, order, HOUSING, day, NOW, Remark("已办"))
    assert orders_view(session, HOUSING, day)[0].is_overdue is False


@pytest.mark.parametrize(("filters", "count"), [
    pytest.param(OrderFilters(unit=ZJ), 1, id="unit"), pytest.param(OrderFilters(state="draft"), 2, id="state"),
    pytest.param(OrderFilters(level="supervise"), 2, id="level"), pytest.param(OrderFilters(period="2023-07"), 3, id="month"),
    pytest.param(OrderFilters(period="2023-06"), 0, id="other month"), pytest.param(OrderFilters(open_only=True), 3, id="open")])
def test_filters_narrow_the_list(session, order, filters, count):
    assert len(orders_view(session, OFFICE, DAY, filters)) == count


def test_the_detail_tells_the_story_and_what_the_reader_may_do(session, order):
    orders.acknowledge(session, order, HOUSING, DAY, NOW)
    found = order_detail(session, HOUSING, order, DAY)
    assert [e.act for e in found.events] == [OrderAct.DRAFT, OrderAct.ISSUE, OrderAct.ACKNOWLEDGE]
    assert (found.acts, found.waiting_until, found.drafted_by, found.issued_by) == (
        (OrderAct.ANSWER,), date(2023, 7, 6), "system", "office1")
    assert order_detail(session, OFFICE, order, DAY).acts == ()


def test_a_proposal_offers_issue_only_after_a_leaders_word(session):
    escalate(session, date(2023, 7, 14), NOW)
    found = session.scalars(select(Order).where(Order.task == PLATFORM)).one().id
    assert order_detail(session, OFFICE, found, DAY).acts == (OrderAct.REVISE, OrderAct.CANCEL)
    assert order_detail(session, LEADER, found, DAY).acts == (OrderAct.CONFIRM,)
    orders.confirm_level(session, found, LEADER, DAY, NOW, Remark("同意"))
    assert order_detail(session, OFFICE, found, DAY).acts == (OrderAct.REVISE, OrderAct.ISSUE, OrderAct.CANCEL)
    assert order_detail(session, LEADER, found, DAY).acts == ()


def test_a_foreign_order_has_no_detail(session, order):
    with pytest.raises(NotFound):
        order_detail(session, ROADS, order, DAY)
    with pytest.raises(NotAllowed):
        orders_view(session, Actor("e", Role.EVALUATOR), DAY)
