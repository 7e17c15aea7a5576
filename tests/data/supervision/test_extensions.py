from datetime import date

import pytest

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.supervision.extensions import Request, ask_extension, decide_extension, extensions
from data.supervision.lights import lights
from data.vocabulary import ExtensionState, Light, Role
from tests.data.plan.city import NOW, PLATFORM, ZJ, report
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE, ROADS

DUE, NEW, AGAIN = date(2023, 6, 30), date(2023, 8, 31), date(2023, 10, 31)


def ask(session, today=DUE, new_due_on=NEW, reason="雨季停工，已完成六成", actor=HOUSING):
    return ask_extension(session, Request(PLATFORM, new_due_on, reason), actor, today, NOW)


def light(session, day):
    return {f.task: f for f in lights(session, day, NOW)}[PLATFORM]


def test_the_unit_asks_and_the_office_approves_once(session):
    asked = ask(session)
    assert (asked.state, asked.unit) == (ExtensionState.REQUESTED, ZJ)
    decided = decide_extension(session, asked.id, OFFICE, date(2023, 7, 3), NOW, True)
    assert (decided.state, decided.decided_by, decided.decided_on) == ("approved", "office1", date(2023, 7, 3))
    assert (light(session, date(2023, 7, 3)).light, light(session, NEW).light) == (Light.BLUE, Light.BLUE)


def test_a_refused_extension_keeps_the_original_date(session):
    report(session, PLATFORM, ZJ, "2023-06")
    decide_extension(session, ask(session).id, OFFICE, DUE, NOW, False)
    assert light(session, date(2023, 7, 1)).reason == "“任务完成”应于2023年6月30日完成，已逾期1天"


def test_a_second_extension_is_a_leaders_to_approve(session):
    decide_extension(session, ask(session).id, OFFICE, DUE, NOW, True)
    again = ask(session, NEW, AGAIN)
    with pytest.raises(NotAllowed, match="已批准延期1次，再次延期须由分管领导审批"):
        decide_extension(session, again.id, OFFICE, NEW, NOW, True)
    decide_extension(session, again.id, LEADER, NEW, NOW, True)
    assert light(session, date(2023, 9, 1)).due_on == AGAIN


def test_the_office_may_refuse_a_second_extension(session):
    decide_extension(session, ask(session).id, OFFICE, DUE, NOW, True)
    assert decide_extension(session, ask(session, NEW, AGAIN).id, OFFICE, NEW, NOW, False).state == ExtensionState.REFUSED


@pytest.mark.parametrize(("change", "sentence"), [
    pytest.param({"today": date(2023, 7, 1)}, "已于2023年6月30日到期，延期须在到期前申请", id="a day late"),
    pytest.param({"new_due_on": DUE}, "应晚于现行期限2023年6月30日", id="not later"),
    pytest.param({"reason": " "}, "请填写延期原因", id="no reason")])
def test_a_request_that_comes_late_or_says_nothing_is_refused(session, change, sentence):
    with pytest.raises(GovernanceError, match=sentence):
        ask(session, **change)
    assert extensions(session, OFFICE) == []


def test_one_request_waits_at_a_time(session):
    ask(session)
    with pytest.raises(GovernanceError, match="已有待审批的延期申请"):
        ask(session, new_due_on=AGAIN)


def test_a_done_task_needs_no_extension(session):
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    with pytest.raises(GovernanceError, match="任务已完成"):
        ask(session)


def test_a_decision_is_made_once(session):
    asked = ask(session)
    decide_extension(session, asked.id, OFFICE, DUE, NOW, False)
    with pytest.raises(GovernanceError, match="当前为“未同意”"):
        decide_extension(session, asked.id, OFFICE, DUE, NOW, True)


@pytest.mark.parametrize("actor", [ROADS, OFFICE, LEADER, Actor("e", Role.EVALUATOR)], ids=["other unit", "office", "leader", "evaluator"])
def test_only_the_lead_unit_asks(session, actor):
    with pytest.raises((NotFound, NotAllowed)):
        ask(session, actor=actor)


@pytest.mark.parametrize("actor", [HOUSING, ROADS, Actor("e", Role.EVALUATOR)], ids=["the unit itself", "another unit", "evaluator"])
def test_units_do_not_decide(session, actor):
    asked = ask(session)
    with pytest.raises(NotAllowed):
        decide_extension(session, asked.id, actor, DUE, NOW, True)


def test_requests_of_others_are_not_seen(session):
    ask(session)
    assert [len(extensions(session, actor)) for actor in (OFFICE, HOUSING, ROADS)] == [1, 1, 0]
    assert extensions(session, OFFICE, "T9") == []
