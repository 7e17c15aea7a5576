from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from data.store.tables import Base, Notice, Order, OrderEvent
from data.supervision import orders
from data.supervision.escalation import escalate
from data.supervision.orders import Remark
from data.vocabulary import Level
from tests.data.plan.city import EXPERTS, NOW, PLATFORM, ZB, ZJ, report
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE

LATER = datetime(2023, 7, 1, 23, 30)


def run(store, day, now=NOW):
    with store.write() as session:
        return escalate(session, day, now)


def dump(store):
    """Every row of every table."""
    with store.read() as session:
        return {t.name: sorted(map(repr, session.execute(select(t)).all())) for t in Base.metadata.sorted_tables}


def drafted(store, task=PLATFORM):
    with store.read() as session:
        return [(o.level, o.drafted_on, o.cause_day) for o in session.scalars(select(Order).where(Order.task == task).order_by(Order.id))]


def chased(store):
    with store.read() as session:
        return [e.on for e in session.scalars(select(OrderEvent).where(OrderEvent.act == "chase").order_by(OrderEvent.id))]


@pytest.mark.parametrize("day", [date(2023, 6, 28), date(2023, 7, 1), date(2023, 7, 20)], ids=["reminders", "first drafts", "all overdue"])
def test_the_same_day_twice_changes_nothing(store, day):
    first = run(store, day)
    assert first.reminded + first.drafted > 0
    before = dump(store)
    second = run(store, day, LATER)
    assert dump(store) == before
    assert (second.reminded, second.drafted, second.chased) == (0, 0, 0)


def test_a_day_already_passed_is_left_as_it_is(store):
    run(store, date(2023, 7, 3))
    before = dump(store)
    assert run(store, date(2023, 7, 2)).days == []
    assert dump(store) == before


def test_one_reminder_goes_out_per_due_date(store):
    for n in range(4):
        run(store, date(2023, 6, 27) + timedelta(days=n))
    with store.read() as session:
        found = session.scalars(select(Notice).where(Notice.task == PLATFORM)).all()
        assert [(n.unit, n.on, n.due_on) for n in found] == [(ZJ, date(2023, 6, 27), date(2023, 6, 30))]
        assert found[0].words == "任务“建成赋码平台”将于2023年6月30日到期；下一步：报送2023年5月任务月报"
    assert drafted(store) == []


def test_each_rung_is_drafted_once_on_the_day_it_is_reached(store):
    for n in range(21):
        run(store, date(2023, 6, 28) + timedelta(days=n))
    cause = date(2023, 7, 1)
    assert drafted(store) == [
        ("supervise", date(2023, 7, 1), cause), ("circulate", date(2023, 7, 8), cause), ("interview", date(2023, 7, 15), cause)]
    with store.read() as session:
        assert {(o.state, o.drafted_by, o.number) for o in session.scalars(select(Order))} == {("draft", "system", None)}


def test_missed_days_are_caught_up_as_if_they_had_been_run(store):
    run(store, date(2023, 6, 27))
    result = run(store, date(2023, 7, 15))
    assert (result.days[0], result.days[-1], len(result.days)) == (date(2023, 6, 28), date(2023, 7, 15), 18)
    assert [(level, on) for level, on, _ in drafted(store)] == [
        ("supervise", date(2023, 7, 1)), ("circulate", date(2023, 7, 8)), ("interview", date(2023, 7, 15))]


def test_a_long_absence_is_caught_up_for_two_months(store):
    run(store, date(2023, 1, 2))
    result = run(store, date(2023, 12, 20))
    assert (result.days[0], len(result.days)) == (date(2023, 10, 19), 63)


def test_a_cancelled_draft_is_not_drafted_again_for_the_same_cause(store):
    run(store, date(2023, 7, 1))
    with store.write() as session:
        found = session.scalars(select(Order).where(Order.task == PLATFORM)).one()
        orders.cancel(session, found.id, OFFICE, date(2023, 7, 1), NOW, Remark("已口头督促"))
    run(store, date(2023, 7, 2))
    assert len(drafted(store)) == 1


def test_nothing_is_drafted_while_an_order_of_a_higher_rung_is_open(store):
    with store.write() as session:
        orders.draft_order(session, orders.Draft(EXPERTS, ZB, Level.INTERVIEW, "约谈", "请说明", date(2023, 6, 1), "领导批示"), LEADER,
                           date(2023, 6, 1), NOW)
    run(store, date(2023, 7, 1))
    assert [level for level, _, _ in drafted(store, EXPERTS)] == ["interview"]


def test_a_task_done_in_time_is_left_in_peace(store):
    with store.write() as session:
        report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    run(store, date(2023, 7, 15))
    assert drafted(store) == []


# Chasing. Issued on Saturday 1 July: to be acknowledged by Monday the 3rd, answered by Wednesday the 5th.

@pytest.fixture
def issued(store):
    run(store, date(2023, 7, 1))
    with store.write() as session:
        found = session.scalars(select(Order).where(Order.task == PLATFORM)).one().id
        orders.issue_order(session, found, OFFICE, date(2023, 7, 1), NOW)
    return found


def test_an_order_not_acknowledged_is_chased_the_day_after_and_then_weekly(store, issued):
    for n in range(2, 20):
        run(store, date(2023, 7, n))
    assert chased(store) == [date(2023, 7, 4), date(2023, 7, 11), date(2023, 7, 18)]


def test_an_order_not_answered_is_chased(store, issued):
    with store.write() as session:
        orders.acknowledge(session, issued, HOUSING, date(2023, 7, 3), NOW)
    for n in range(2, 7):
        run(store, date(2023, 7, n))
    assert chased(store) == [date(2023, 7, 6)]


def test_a_returned_order_is_chased_three_working_days_after(store, issued):
    with store.write() as session:
        orders.acknowledge(session, issued, HOUSING, date(2023, 7, 3), NOW)
        orders.answer(session, issued, HOUSING, date(2023, 7, 4), NOW, Remark("正在办理"))
        orders.return_order(session, issued, OFFICE, date(2023, 7, 6), NOW, Remark("没有期限"))
    for n in range(2, 14):
        run(store, date(2023, 7, n))
    assert chased(store) == [date(2023, 7, 12)]


def test_nobody_is_chased_on_a_day_off(store, issued):
    run(store, date(2023, 7, 3))
    with store.write() as session:
        session.get_one(Order, issued).acknowledge_by = date(2023, 7, 7)
    for n in range(4, 10):
        run(store, date(2023, 7, n))
    assert chased(store) == []
    run(store, date(2023, 7, 10))
    assert chased(store) == [date(2023, 7, 10)]


def test_an_answered_order_waits_for_the_office_and_not_the_unit(store, issued):
    with store.write() as session:
        orders.acknowledge(session, issued, HOUSING, date(2023, 7, 3), NOW)
        orders.answer(session, issued, HOUSING, date(2023, 7, 4), NOW, Remark("已办"))
    run(store, date(2023, 7, 20))
    assert chased(store) == []
