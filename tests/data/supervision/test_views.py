from datetime import date

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.supervision.escalation import escalate
from data.supervision.lights import lights
from data.supervision.views import (
    NEW_RED,
    TaskFilters,
    due_within,
    light_counts,
    light_history,
    notices,
    tasks_view,
    turned_red,
    wanted_tasks,
)
from data.vocabulary import Level, Light, Role
from tests.data.plan.city import EXPERTS, NOW, PLATFORM, POLES, ZJ, report
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE, ROADS

DAY = date(2023, 7, 5)


def codes(rows):
    return [row.code for row in rows]


def test_the_office_sees_every_task_and_a_unit_its_own(session):
    lights(session, DAY, NOW)
    assert codes(tasks_view(session, OFFICE, DAY)) == codes(tasks_view(session, LEADER, DAY)) == [POLES, PLATFORM, EXPERTS]
    assert codes(tasks_view(session, HOUSING, DAY)) == [PLATFORM]


def test_a_row_tells_light_reason_and_both_progresses(session):
    report(session, PLATFORM, ZJ, "2023-06", closing="80")
    lights(session, DAY, NOW)
    row, = tasks_view(session, HOUSING, DAY)
    assert (row.light, row.light_label, row.level, row.reported, row.evidenced) == (Light.YELLOW, "黄", Level.SUPERVISE, 80, 80)
    assert (row.next_name, row.next_due, row.state, row.unit_name) == ("任务完成", date(2023, 6, 30), "进行中", "住建局")
    assert "已逾期5天" in row.reason


def test_before_any_light_was_judged_a_row_says_so(session):
    assert {(row.light, row.reason) for row in tasks_view(session, OFFICE, DAY)} == {(None, "尚未计算亮灯")}


@pytest.mark.parametrize(("filters", "found"), [
    pytest.param(TaskFilters(unit=ZJ), [PLATFORM], id="unit"), pytest.param(TaskFilters(pillar="safe"), [EXPERTS], id="pillar"),
    pytest.param(TaskFilters(light="red"), [POLES], id="light"), pytest.param(TaskFilters(words="平台"), [PLATFORM], id="words"),
    pytest.param(TaskFilters(phase="P1", words="组建"), [EXPERTS], id="phase and words"),
    pytest.param(TaskFilters(phase="P2"), [], id="none")])
def test_filters_narrow_the_list(session, filters, found):
    lights(session, DAY, NOW)
    assert codes(tasks_view(session, OFFICE, DAY, filters)) == found


def test_what_turned_red_in_the_month_is_listed_as_it_is_counted(session):
    for day in (date(2023, 7, 7), date(2023, 7, 31), date(2023, 8, 1)):
        lights(session, day, NOW)
    july, august = (codes(tasks_view(session, OFFICE, day, TaskFilters(light=NEW_RED))) for day in (date(2023, 7, 31), date(2023, 8, 1)))
    assert sorted(july) == sorted(f.task for f in turned_red(session, OFFICE, "2023-07")) == sorted([POLES, PLATFORM, EXPERTS]) and august == []
    assert codes(tasks_view(session, HOUSING, date(2023, 7, 31), TaskFilters(light=NEW_RED))) == [PLATFORM]


@pytest.mark.parametrize(("today", "count"), [("2023-06-15", 0), ("2023-06-16", 3), ("2023-06-30", 3), ("2023-07-01", 0)])
def test_what_falls_due_within_a_fortnight_is_counted_from_today(session, today, count):
    wanted = wanted_tasks({"due": "soon"}, date.fromisoformat(today))
    assert len(tasks_view(session, OFFICE, DAY, wanted)) == count


def test_the_address_of_the_task_page_is_read_word_by_word():
    assert wanted_tasks({"unit": "E", "light": "red", "due": "later", "phase": None}, DAY) == TaskFilters(unit="E", light="red")


@pytest.mark.parametrize(("day", "found"), [
    pytest.param(date(2023, 6, 22), [], id="8 days before"), pytest.param(date(2023, 6, 23), 3, id="7 days before"),
    pytest.param(date(2023, 6, 30), 3, id="the day itself"), pytest.param(date(2023, 7, 1), [], id="past")])
def test_steps_due_within_a_week(session, day, found):
    assert len(due_within(session, OFFICE, day)) == (found or 0)


def test_a_done_step_is_no_longer_due(session):
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    assert [row.task for row in due_within(session, HOUSING, date(2023, 6, 26))] == []


def test_lights_are_counted_within_the_readers_scope(session):
    lights(session, DAY, NOW)
    assert light_counts(session, OFFICE, DAY) == {light: {Light.YELLOW: 2, Light.RED: 1}.get(light, 0) for light in Light}
    assert sum(light_counts(session, HOUSING, DAY).values()) == 1


def test_a_task_turned_red_in_the_month_it_became_so(session):
    for day in (date(2023, 7, 7), date(2023, 7, 8), date(2023, 7, 31), date(2023, 8, 1)):
        lights(session, day, NOW)
    assert {(f.task, f.day) for f in turned_red(session, OFFICE, "2023-07")} == {
        (POLES, date(2023, 7, 7)), (PLATFORM, date(2023, 7, 8)), (EXPERTS, date(2023, 7, 8))}
    assert turned_red(session, OFFICE, "2023-08") == []
    assert [f.task for f in turned_red(session, HOUSING, "2023-07")] == [PLATFORM]


def test_history_shows_what_was_made_up_as_yellow_never_green(session):
    for day in (date(2023, 5, 20), date(2023, 7, 31)):
        lights(session, day, NOW)
    assert [m.label for m in light_history(session, HOUSING, PLATFORM)] == ["灰", "红"]
    report(session, PLATFORM, ZJ, "2023-08", status="已完成", closing="100", done_on=date(2023, 8, 9))
    for day in (date(2023, 8, 31), date(2023, 9, 1)):
        lights(session, day, NOW)
    assert [(m.period, m.label) for m in light_history(session, HOUSING, PLATFORM)] == [
        ("2023-05", "灰"), ("2023-07", "黄(已补)"), ("2023-08", "黄(已补)"), ("2023-09", "完成")]
    assert light_history(session, ROADS, PLATFORM) == []


def test_reminders_are_read_by_the_unit_they_went_to(session):
    escalate(session, date(2023, 6, 28), NOW)
    assert [n.task for n in notices(session, HOUSING, date(2023, 6, 28))] == [PLATFORM]
    assert notices(session, HOUSING, date(2023, 6, 29)) == []


@pytest.mark.parametrize("role", [Role.SCREEN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
def test_those_without_the_right_see_nothing(session, role):
    with pytest.raises(NotAllowed):
        tasks_view(session, Actor("x", role), DAY)
