from datetime import date, timedelta
from decimal import Decimal

import pytest

from data.catalogue.rules import LightRules
from data.plan.due import Extended
from data.plan.evidence import Counted
from data.plan.progress import Sources, progress_of
from data.plan.reports import TaskReport
from data.supervision.task_light import Gap, TaskFacts, task_light
from data.vocabulary import Light, TaskState
from tests.data.plan.city import JT, PLATFORM, POLES, ZJ, book

RULES = LightRules()
GREEN, YELLOW, RED, GREY, BLUE, DONE = Light
DUE = date(2023, 6, 30)
BOOK = book()


def platform(*reports, extensions=(), period="2023-12"):
    """The platform task, due 2023-06-30, without milestones or indicators."""
    return progress_of(BOOK, BOOK.tasks[PLATFORM], Sources(list(reports), {}, list(extensions)), period)


def done(done_on):
    month = done_on.isoformat()[:7]
    return TaskReport(ZJ, PLATFORM, month, "2023-12", TaskState.DONE, Decimal(100), done_on)


def running(state=TaskState.RUNNING, closing="50"):
    return TaskReport(ZJ, PLATFORM, "2023-01", "2023-12", state, Decimal(closing), None)


def light(day, progress=None, **more):
    return task_light(TaskFacts(day, progress or platform(running()), expected="2023-05", **more), RULES)


@pytest.mark.parametrize(("days", "expected"), [
    pytest.param(-1, GREEN, id="a day before"), pytest.param(0, GREEN, id="due today"), pytest.param(1, YELLOW, id="1 day over"),
    pytest.param(7, YELLOW, id="7 days over"), pytest.param(8, RED, id="8 days over"), pytest.param(100, RED, id="100 days over")])
def test_overdue_days_decide(days, expected):
    found = light(DUE + timedelta(days=days))
    assert (found.light, found.overdue_days) == (expected, max(0, days))


@pytest.mark.parametrize(("points", "expected"), [
    pytest.param("0.01", GREEN, id="ahead"), pytest.param("-9.99", GREEN, id="-9.99"), pytest.param("-10", YELLOW, id="-10"),
    pytest.param("-30", YELLOW, id="-30"), pytest.param("-30.01", RED, id="-30.01")])
def test_gap_boundaries_belong_to_yellow(points, expected):
    assert light(date(2023, 6, 1), gap=Gap("智慧杆柱", Decimal(points))).light == expected


def test_the_worse_of_days_and_gap_counts():
    found = light(DUE + timedelta(days=3), gap=Gap("智慧杆柱", Decimal(-31)))
    assert found.light == RED
    assert "已逾期3天" in found.reason
    assert "进度差−31个百分点" in found.reason


def test_a_gap_beyond_the_boundary_is_not_rounded_onto_it():
    assert "−30.001个百分点" in light(date(2023, 6, 1), gap=Gap("智慧杆柱", Decimal("-30.001"))).reason


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_task_done_in_time_is_never_red(days):
    assert light(DUE + timedelta(days=days), platform(done(DUE))).light == DONE


@pytest.mark.parametrize(("day", "expected", "made_up"), [
    pytest.param(date(2023, 7, 9), RED, False, id="the day before it was made up"),
    pytest.param(date(2023, 7, 10), YELLOW, True, id="the day it was made up"),
    pytest.param(date(2023, 7, 31), YELLOW, True, id="the last day of that month"),
    pytest.param(date(2023, 8, 1), DONE, True, id="the month after"),
])
def test_late_but_done_leaves_its_month_yellow_and_never_green(day, expected, made_up):
    found = light(day, platform(done(date(2023, 7, 10))))
    assert (found.light, found.made_up) == (expected, made_up)


def test_a_milestone_made_up_leaves_its_month_yellow():
    report = TaskReport(JT, POLES, "2023-04", "2023-05", TaskState.RUNNING, Decimal(40), None)
    progress = progress_of(BOOK, BOOK.tasks[POLES], Sources([report], {}, []), "2023-05")
    found = [light(day, progress) for day in (date(2023, 4, 29), date(2023, 4, 30), date(2023, 5, 1))]
    assert [(f.light, f.made_up) for f in found] == [(RED, False), (YELLOW, True), (GREEN, False)]
    assert "“完成招标”逾期30天" in found[1].reason


def test_reported_done_without_evidence_is_overdue_and_says_so():
    report = TaskReport(JT, POLES, "2023-06", "2023-06", TaskState.DONE, Decimal(100), DUE)
    values = {(JT, "poles"): [Counted("2023-06", Decimal(940))]}
    progress = progress_of(BOOK, BOOK.tasks[POLES], Sources([report], values, []), "2023-06")
    found = light(DUE + timedelta(days=1), progress)
    assert found.light == YELLOW
    assert found.reason == "“任务完成”应于2023年6月30日完成，已逾期1天；申报完成，证据不足：“智慧杆柱”核实940，目标1000"
    assert found.next_step == "补报或更正相关台账，使核实数达到目标"


EXTENDED = Extended(date(2023, 6, 28), date(2023, 7, 3), date(2023, 9, 30))


@pytest.mark.parametrize(("day", "expected", "overdue"), [
    pytest.param(date(2023, 7, 2), YELLOW, 2, id="before approval"), pytest.param(date(2023, 7, 3), BLUE, 0, id="approved"),
    pytest.param(date(2023, 9, 30), BLUE, 0, id="the new due date"),
    pytest.param(date(2023, 10, 1), YELLOW, 1, id="a day over the new date")])
def test_an_approved_extension_is_blue_until_its_new_date(day, expected, overdue):
    found = light(day, platform(running(), extensions=[EXTENDED]), gap=None)
    assert (found.light, found.overdue_days) == (expected, overdue)


def test_an_approved_extension_outweighs_a_gap():
    assert light(date(2023, 7, 3), platform(running(), extensions=[EXTENDED]), gap=Gap("智慧杆柱", Decimal(-50))).light == BLUE


def test_paused_is_blue_only_with_approval():
    paused = running(TaskState.PAUSED)
    assert light(date(2023, 8, 1), platform(paused)).light == RED
    found = light(date(2023, 8, 1), platform(paused, extensions=[EXTENDED]))
    assert (found.light, "经批准暂停" in found.reason) == (BLUE, True)


@pytest.mark.parametrize(("has_data", "expected"), [(True, GREEN), (False, GREY)])
def test_no_data_is_grey(has_data, expected):
    assert light(date(2023, 6, 10), has_data=has_data).light == expected


def test_silence_does_not_hide_an_overdue_task():
    assert light(date(2023, 7, 10), has_data=False).light == RED


@pytest.mark.parametrize(("expected_month", "expected"), [
    pytest.param("2022-12", GREEN, id="due before it began"), pytest.param("2023-01", GREY, id="its first month is due"),
    pytest.param(None, GREEN, id="no such ledger")])
def test_a_task_just_begun_owes_no_report_yet(expected_month, expected):
    facts = TaskFacts(date(2023, 2, 6), platform(), has_data=False, expected=expected_month)
    assert task_light(facts, RULES).light == expected


def test_a_task_not_begun_is_green_whatever_its_indicators_say():
    found = light(date(2022, 12, 31), platform(), gap=Gap("智慧杆柱", Decimal(-50)), has_data=False)
    assert (found.light, found.reason) == (GREEN, "计划2023年1月1日启动，尚未到启动日期")


@pytest.mark.parametrize(("months", "expected"), [
    pytest.param(0, YELLOW, id="first month"), pytest.param(1, YELLOW, id="second month"), pytest.param(2, RED, id="third month")])
def test_at_most_two_months_yellow_running(months, expected):
    found = light(date(2023, 6, 1), gap=Gap("智慧杆柱", Decimal(-15)), yellow_months=months)
    assert (found.light, found.repeated_yellow) == (expected, expected == RED)


@pytest.mark.parametrize(("day", "since", "cause"), [
    pytest.param(date(2023, 7, 5), date(2023, 7, 1), date(2023, 7, 1), id="yellow since the day after it was due"),
    pytest.param(date(2023, 7, 20), date(2023, 7, 8), date(2023, 7, 1), id="red since the eighth day, for the same cause")])
def test_the_light_tells_since_when(day, since, cause):
    found = light(day)
    assert (found.since, found.cause_day) == (since, cause)


def test_a_gap_counts_from_the_first_day_of_the_run():
    gap = Gap("智慧杆柱", Decimal(-15))
    assert light(date(2023, 6, 9), gap=gap).cause_day == date(2023, 6, 9)
    assert light(date(2023, 6, 9), gap=gap, run_since=date(2023, 6, 6)).cause_day == date(2023, 6, 6)


def test_every_light_says_why_what_clears_it_and_what_is_next():
    days = [date(2022, 12, 31), date(2023, 6, 1), date(2023, 7, 2), date(2023, 8, 1)]
    found = [light(d) for d in days] + [light(d, platform(done(date(2023, 7, 10)))) for d in days]
    found += [light(date(2023, 6, 1), has_data=False), light(date(2023, 7, 3), platform(running(), extensions=[EXTENDED]))]
    assert {f.light for f in found} == set(Light)
    assert all(f.reason and f.clears_when and f.next_step for f in found)
