from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from data.access import audit
from data.access.scope import SYSTEM, Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.store.tables import AuditEntry, Order
from data.supervision import orders
from data.supervision.orders import Draft, Remark
from data.vocabulary import DueClass, Level, OrderState, Role
from tests.data.plan.city import NOW, PLATFORM, ZJ
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE, ROADS

WED = date(2023, 7, 5)
MATTER = Draft(PLATFORM, ZJ, Level.SUPERVISE, "督办：建成赋码平台", "请于期限内完成并反馈", date(2023, 7, 1))


def draft(session, **more):
    return orders.draft_order(session, replace(MATTER, **more), OFFICE, WED, NOW).id


def issued(session, **more):
    found = draft(session, **more)
    orders.issue_order(session, found, OFFICE, WED, NOW)
    return found


def acknowledged(session):
    found = issued(session)
    orders.acknowledge(session, found, HOUSING, WED, NOW)
    return found


def answered(session):
    found = acknowledged(session)
    orders.answer(session, found, HOUSING, date(2023, 7, 7), NOW, Remark("已完成部署"))
    return found


def order(session, order_id):
    return orders.find_order(session, order_id, OFFICE)


# The story

def test_an_order_goes_from_draft_to_close_and_every_act_is_kept(session):
    found = draft(session)
    orders.issue_order(session, found, OFFICE, WED, NOW)
    orders.acknowledge(session, found, HOUSING, date(2023, 7, 6), NOW)
    orders.answer(session, found, HOUSING, date(2023, 7, 7), NOW, Remark("正在部署"))
    orders.return_order(session, found, OFFICE, date(2023, 7, 10), NOW, Remark("没有说明完成日期", is_empty_answer=True))
    orders.answer(session, found, HOUSING, date(2023, 7, 12), NOW, Remark("7月11日部署完成"))
    orders.close_order(session, found, OFFICE, date(2023, 7, 13), NOW, Remark("核实无误"))
    closed = order(session, found)
    assert (closed.state, closed.number, closed.returned_times, closed.empty_answer) == ("closed", "DB20230705-001", 1, True)
    assert (closed.acknowledged_on, closed.first_answered_on, closed.answered_on, closed.closed_on) == (
        date(2023, 7, 6), date(2023, 7, 7), date(2023, 7, 12), date(2023, 7, 13))
    assert closed.due_on == date(2023, 7, 20)
    acts = ["draft", "issue", "acknowledge", "answer", "return", "answer", "close"]
    assert [event.act for event in orders.events_of(session, found)] == acts
    assert list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq))) == [f"order.{act}" for act in acts]
    assert audit.verify(session, None) == []


def test_a_returned_order_keeps_its_due_date(session):
    found = answered(session)
    before = order(session, found).due_on
    orders.return_order(session, found, OFFICE, date(2023, 7, 10), NOW, Remark("请补充佐证"))
    assert order(session, found).due_on == before


def test_numbers_run_by_day_of_issue(session):
    first, second = issued(session), issued(session, cause_day=date(2023, 7, 2))
    third = draft(session, cause_day=date(2023, 7, 3))
    orders.issue_order(session, third, OFFICE, date(2023, 7, 6), NOW)
    assert [order(session, n).number for n in (first, second, third)] == ["DB20230705-001", "DB20230705-002", "DB20230706-001"]


@pytest.mark.parametrize(("due_class", "day", "acknowledge_by", "due_on"), [
    pytest.param(DueClass.URGENT, WED, date(2023, 7, 6), date(2023, 7, 10), id="5 days from Wednesday"),
    pytest.param(DueClass.URGENT, date(2023, 7, 7), date(2023, 7, 10), date(2023, 7, 12), id="Friday: acknowledged on Monday"),
    pytest.param(DueClass.URGENT, date(2023, 6, 19), date(2023, 6, 20), date(2023, 6, 25), id="24 June is a Saturday, the 25th is worked"),
    pytest.param(DueClass.NORMAL, WED, date(2023, 7, 6), date(2023, 7, 20), id="15 days"),
    pytest.param(DueClass.HARD, WED, date(2023, 7, 6), date(2023, 8, 4), id="30 days"),
    pytest.param(DueClass.MINUTES, date(2023, 6, 21), date(2023, 6, 25), date(2023, 7, 11), id="over the holiday")])
def test_limits_follow_the_due_class_and_roll_over_holidays(session, due_class, day, acknowledge_by, due_on):
    found = draft(session, due_class=due_class)
    orders.issue_order(session, found, OFFICE, day, NOW)
    assert (order(session, found).acknowledge_by, order(session, found).due_on) == (acknowledge_by, due_on)


# Who may

@pytest.mark.parametrize("level", [Level.CIRCULATE, Level.INTERVIEW])
def test_circulating_and_interviews_go_out_only_after_a_leader_confirmed(session, level):
    found = draft(session, level=level)
    with pytest.raises(GovernanceError, match=f"{level.label}须经分管领导确认"):
        orders.issue_order(session, found, OFFICE, WED, NOW)
    orders.confirm_level(session, found, LEADER, WED, NOW, Remark("同意"))
    orders.issue_order(session, found, OFFICE, WED, NOW)
    assert order(session, found).state == OrderState.ISSUED


def test_a_draft_changed_after_confirmation_is_confirmed_again(session):
    found = draft(session, level=Level.CIRCULATE)
    orders.confirm_level(session, found, LEADER, WED, NOW, Remark("同意"))
    orders.revise_draft(session, found, OFFICE, WED, NOW, replace(MATTER, demand="请一周内完成"))
    with pytest.raises(GovernanceError, match="须经分管领导确认"):
        orders.issue_order(session, found, OFFICE, WED, NOW)


def test_a_leaders_own_draft_needs_no_further_word(session):
    found = orders.draft_order(session, replace(MATTER, level=Level.INTERVIEW, source="领导批示"), LEADER, WED, NOW).id
    orders.issue_order(session, found, OFFICE, WED, NOW)
    assert order(session, found).state == OrderState.ISSUED


def test_confirming_twice_is_refused(session):
    found = draft(session, level=Level.CIRCULATE)
    orders.confirm_level(session, found, LEADER, WED, NOW, Remark("同意"))
    with pytest.raises(GovernanceError, match="已经领导确认"):
        orders.confirm_level(session, found, LEADER, WED, NOW, Remark("同意"))


def test_the_system_drafts_but_never_issues(session):
    found = orders.draft_order(session, MATTER, SYSTEM, WED, NOW).id
    with pytest.raises(NotAllowed, match="系统只能拟办"):
        orders.issue_order(session, found, SYSTEM, WED, NOW)


ACTS = {
    "issue": lambda s, n, a: orders.issue_order(s, n, a, WED, NOW),
    "revise": lambda s, n, a: orders.revise_draft(s, n, a, WED, NOW, MATTER),
    "confirm": lambda s, n, a: orders.confirm_level(s, n, a, WED, NOW, Remark("同意")),
    "cancel": lambda s, n, a: orders.cancel(s, n, a, WED, NOW, Remark("误拟")),
    "acknowledge": lambda s, n, a: orders.acknowledge(s, n, a, WED, NOW),
    "answer": lambda s, n, a: orders.answer(s, n, a, WED, NOW, Remark("已办")),
    "return": lambda s, n, a: orders.return_order(s, n, a, WED, NOW, Remark("补充")),
    "close": lambda s, n, a: orders.close_order(s, n, a, WED, NOW)}
RIGHTS = {"issue": OFFICE, "revise": OFFICE, "confirm": LEADER, "cancel": OFFICE, "acknowledge": HOUSING, "answer": HOUSING,
          "return": OFFICE, "close": OFFICE}
STRANGERS = [Actor("e", Role.EVALUATOR), Actor("s", Role.SCREEN), Actor("sys", Role.SYSTEM_ADMIN), Actor("sec", Role.SECURITY_ADMIN),
             Actor("aud", Role.AUDIT_ADMIN), Actor("nobody", None)]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_without_the_right_acts_on_an_order(session, act):
    found = issued(session)
    state = order(session, found).state
    for actor in [*STRANGERS, *({OFFICE, LEADER, HOUSING} - {RIGHTS[act]})]:
        with pytest.raises((NotAllowed, NotFound)):
            ACTS[act](session, found, actor)
    assert order(session, found).state == state


@pytest.mark.parametrize("act", ["acknowledge", "answer"])
def test_a_foreign_units_order_does_not_exist(session, act):
    found = issued(session)
    for order_id in (found, 4711):
        with pytest.raises(NotFound, match="没有找到这张督办单"):
            ACTS[act](session, order_id, ROADS)
        with pytest.raises(NotFound, match="没有找到这张督办单"):
            orders.find_order(session, order_id, ROADS)


def test_a_unit_sees_its_order_from_the_day_it_is_issued(session):
    found = draft(session)
    with pytest.raises(NotFound):
        orders.find_order(session, found, HOUSING)
    orders.issue_order(session, found, OFFICE, WED, NOW)
    assert orders.find_order(session, found, HOUSING).number == "DB20230705-001"


# What the state allows

ALLOWED = {"draft": {"issue", "revise", "confirm", "cancel"}, "issued": {"acknowledge"}, "acknowledged": {"answer"},
           "answered": {"return", "close"}, "returned": {"answer"}, "closed": set(), "cancelled": set()}


@pytest.mark.parametrize(("state", "act"), [(state, act) for state, allowed in ALLOWED.items() for act in ACTS if act not in allowed])
def test_an_act_out_of_order_is_refused_and_changes_nothing(session, state, act):
    found = issued(session)
    session.get_one(Order, found).state = state
    session.flush()
    events = len(orders.events_of(session, found))
    with pytest.raises(GovernanceError, match=f"督办单当前为“{OrderState(state).label}”"):
        ACTS[act](session, found, RIGHTS[act])
    assert (order(session, found).state, len(orders.events_of(session, found))) == (state, events)


@pytest.mark.parametrize(("state", "act"), [(state, act) for state, allowed in ALLOWED.items() for act in sorted(allowed)])
def test_an_act_in_order_is_done_once(session, state, act):
    found = issued(session)
    session.get_one(Order, found).state = state
    session.flush()
    ACTS[act](session, found, RIGHTS[act])
    if act != "revise":
        with pytest.raises(GovernanceError):
            ACTS[act](session, found, RIGHTS[act])


def test_a_stale_copy_does_not_win(store):
    with store.write() as session:
        found = answered(session)
    with store.read() as stale:
        seen = stale.get_one(Order, found)
        assert seen.state == OrderState.ANSWERED
        with store.write() as session:
            orders.close_order(session, found, OFFICE, WED, NOW)
    with store.write() as session, pytest.raises(GovernanceError, match="督办单当前为“已办结”"):
        orders.return_order(session, found, OFFICE, WED, NOW, Remark("补充"))
