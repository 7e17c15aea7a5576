from datetime import date
from decimal import Decimal

import pytest

from data.plan.progress import UNPROVEN, count_milestones, milestone_states, milestones_due, task_states
from data.store.tables import Extension
from data.vocabulary import TaskState
from tests.data.plan.city import JT, PLATFORM, POLES, ZJ, book, counted, open_city, report


@pytest.fixture
def session(database_place):
    store = open_city(database_place)
    with store.write() as session:
        yield session
    store.close()


def states(session, period, as_of=None):
    return task_states(session, book(), period, as_of)


def test_the_newest_report_up_to_the_month_counts(session):
    report(session, PLATFORM, ZJ, "2023-03", closing="20")
    report(session, PLATFORM, ZJ, "2023-05", closing="60")
    found = states(session, "2023-04")[PLATFORM]
    assert (found.report.through, found.reported, found.label) == ("2023-03", Decimal(20), "进行中")
    assert states(session, "2023-06")[PLATFORM].reported == 60
    assert states(session, "2023-02")[PLATFORM].label == "未报"


def test_only_the_lead_units_report_counts(session):
    report(session, PLATFORM, JT, "2023-05", closing="90")
    assert states(session, "2023-05")[PLATFORM].report is None


def test_an_earlier_knowledge_reads_the_file_as_it_stood_then(session):
    first = report(session, PLATFORM, ZJ, "2023-05", closing="60")
    report(session, PLATFORM, ZJ, "2023-05", closing="70")
    assert states(session, "2023-05", as_of=first)[PLATFORM].reported == 60
    assert states(session, "2023-05")[PLATFORM].reported == 70
    assert states(session, "2023-05", as_of=0)[PLATFORM].report is None


def test_a_task_without_indicators_is_done_when_reported(session):
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    found = states(session, "2023-06")[PLATFORM]
    assert (found.done_on, found.label, found.report.state) == (date(2023, 6, 20), "已完成", TaskState.DONE)


@pytest.mark.parametrize(("value", "label", "done_on"), [
    pytest.param(999, UNPROVEN, None, id="999 of 1000"), pytest.param(1000, "已完成", date(2023, 6, 20), id="1000 of 1000")])
def test_a_task_with_indicators_is_done_only_when_they_reach_their_target(session, value, label, done_on):
    report(session, POLES, JT, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    counted(session, JT, "2023-06", value)
    found = states(session, "2023-06")[POLES]
    assert (found.label, found.done_on, found.is_unproven) == (label, done_on, done_on is None)
    assert found.reported == 100
    assert found.evidenced == Decimal(value) / 10


def test_a_claim_nothing_was_counted_for_is_unproven(session):
    report(session, POLES, JT, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    assert states(session, "2023-06")[POLES].label == UNPROVEN


def test_a_task_neither_reported_nor_counted_is_unknown_and_a_report_alone_proves_nothing(session):
    assert (states(session, "2023-06")[POLES].reported, states(session, "2023-06")[POLES].evidenced) == (None, None)
    report(session, POLES, JT, "2023-06", closing="40")
    assert (states(session, "2023-06")[POLES].reported, states(session, "2023-06")[POLES].evidenced) == (40, 0)


def test_a_claim_borne_out_later_is_done_at_the_end_of_that_month(session):
    report(session, POLES, JT, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    counted(session, JT, "2023-06", 800)
    counted(session, JT, "2023-08", 1000)
    assert states(session, "2023-09")[POLES].done_on == date(2023, 8, 31)
    assert states(session, "2023-07")[POLES].done_on is None


def test_taking_a_completion_back_reopens_the_task(session):
    report(session, PLATFORM, ZJ, "2023-05", status="已完成", closing="100", done_on=date(2023, 5, 20))
    report(session, PLATFORM, ZJ, "2023-06", closing="80")
    assert states(session, "2023-05")[PLATFORM].done_on == date(2023, 5, 20)
    assert states(session, "2023-06")[PLATFORM].done_on is None


# Milestones: M1 (a third, due 31 March), M2 (two thirds, due 31 May), the task (30 June).

@pytest.mark.parametrize(("period", "closing", "done_on"), [
    pytest.param("2023-03", "33.4", date(2023, 3, 31), id="a third in the month it is due"),
    pytest.param("2023-03", "33.3", None, id="just below a third"),
    pytest.param("2023-02", "40", date(2023, 2, 28), id="a month early"),
    pytest.param("2023-04", "40", date(2023, 4, 30), id="a month late"),
])
def test_an_inner_milestone_is_reached_by_the_reported_share(session, period, closing, done_on):
    report(session, POLES, JT, period, closing=closing)
    assert states(session, "2023-06")[POLES].steps[0].done_on == done_on


def test_milestones_of_a_month_are_counted_in_time_late_and_open(session):
    report(session, POLES, JT, "2023-03", closing="10")
    report(session, POLES, JT, "2023-04", closing="40")
    found = states(session, "2023-06")
    assert [s.code for s in milestones_due(book(), JT, "2023-03")] == ["M1"]
    in_march = milestone_states(found, JT, "2023-03")
    assert count_milestones(in_march, date(2023, 3, 31)).open == 1
    late = count_milestones(in_march, date(2023, 4, 30))
    assert (late.due, late.done, late.on_time, late.late, late.open) == (1, 1, 0, 1, 0)
    assert count_milestones(milestone_states(found, JT, "2023-05"), date(2023, 6, 30)).open == 1
    assert milestones_due(book(), ZJ, "2023-03") == []


def test_an_approved_extension_moves_the_milestone_and_a_refused_one_does_not(session):
    for state, new in (("refused", date(2023, 8, 31)), ("approved", date(2023, 7, 31))):
        session.add(Extension(task=PLATFORM, unit=ZJ, asked_on=date(2023, 6, 20), asked_by="u", reason="雨季", new_due_on=new, state=state,
                              decided_on=date(2023, 6, 21), decided_by="o"))
    session.flush()
    found = states(session, "2023-07")
    assert milestone_states(found, ZJ, "2023-06") == []
    assert [s.due for s in milestone_states(found, ZJ, "2023-07")] == [date(2023, 7, 31)]
    assert found[PLATFORM].on(date(2023, 6, 20)).steps[0].due == date(2023, 6, 30)
