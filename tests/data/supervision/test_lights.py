from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from data.plan.evidence import CITY
from data.store.tables import Extension, Month, TaskLight
from data.supervision import publish
from data.supervision.light_facts import before
from data.supervision.lights import highest_levels, lights, lights_day_by_day, month_lights, stored_lights
from data.supervision.orders import Draft, draft_order, issue_order
from data.vocabulary import Level, Light
from tests.data.plan.city import EXPERTS, JT, NOW, PLATFORM, POLES, ZB, ZJ, counted, report
from tests.data.supervision.conftest import LEADER, OFFICE, on

LATER = datetime(2023, 7, 20, 9)


def test_every_task_has_a_light_for_its_lead_unit(session):
    found = lights(session, date(2023, 7, 5), NOW)
    assert [(f.task, f.unit) for f in found] == [(POLES, JT), (PLATFORM, ZJ), (EXPERTS, ZB)]
    assert found == [f for f in lights(session, date(2023, 7, 5), LATER)]


def test_the_json_has_the_keys_of_the_command_line_in_their_order(session):
    found = on(session, date(2023, 7, 5)).as_json()
    assert list(found) == ["task", "unit", "light", "level", "since", "reason", "clears_when", "next"]
    assert (found["light"], found["level"], found["since"]) == ("yellow", "supervise", "2023-07-01")
    assert found["reason"] == "“任务完成”应于2023年6月30日完成，已逾期5天"


@pytest.mark.parametrize(("day", "light", "level"), [
    pytest.param(date(2023, 6, 26), Light.GREY, Level.NONE, id="4 working days before"),
    pytest.param(date(2023, 6, 27), Light.GREY, Level.REMIND, id="3 working days before"),
    pytest.param(date(2023, 6, 30), Light.GREY, Level.REMIND, id="due today"),
    pytest.param(date(2023, 7, 1), Light.YELLOW, Level.SUPERVISE, id="1 day over"),
    pytest.param(date(2023, 7, 7), Light.YELLOW, Level.SUPERVISE, id="7 days over"),
    pytest.param(date(2023, 7, 8), Light.RED, Level.CIRCULATE, id="8 days over"),
    pytest.param(date(2023, 7, 14), Light.RED, Level.CIRCULATE, id="14 days over"),
    pytest.param(date(2023, 7, 15), Light.RED, Level.INTERVIEW, id="15 days over")])
def test_dates_decide_light_and_rung_even_on_the_first_look(session, day, light, level):
    found = on(session, day)
    assert (found.light, found.level) == (light, level)


@pytest.mark.parametrize(("month", "day", "light"), [
    pytest.param("2023-04", date(2023, 6, 5), Light.GREEN, id="May is not due before the 5th has passed"),
    pytest.param("2023-04", date(2023, 6, 6), Light.GREY, id="May is due"),
    pytest.param("2023-05", date(2023, 6, 6), Light.GREEN, id="May is in")])
def test_grey_begins_when_the_months_report_is_overdue(session, month, day, light):
    report(session, PLATFORM, ZJ, month)
    assert on(session, day).light == light


def test_a_gap_older_than_the_month_due_says_nothing(session):
    report(session, POLES, JT, "2023-05", closing="70")
    counted(session, JT, "2023-04", 400, planned=600)
    assert on(session, date(2023, 6, 5), POLES).light == Light.YELLOW
    assert on(session, date(2023, 6, 6), POLES).light == Light.GREEN


def test_a_lead_units_own_figures_decide_and_not_the_citys(session):
    report(session, POLES, JT, "2023-05", closing="70")
    counted(session, JT, "2023-05", 800, planned=830)
    counted(session, CITY, "2023-05", 100, planned=830)
    assert on(session, date(2023, 6, 1), POLES).light == Light.GREEN


def test_two_yellow_months_running_turn_the_third_red_until_it_is_made_good(session):
    for month, closing in (("2023-02", "30"), ("2023-03", "40"), ("2023-04", "50"), ("2023-05", "70")):
        report(session, POLES, JT, month, closing=closing)
        counted(session, JT, month, 500, planned=650)
    found = []
    for day in (date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30), date(2023, 5, 31)):
        found.append(on(session, day, POLES).light)
    assert found == [Light.YELLOW, Light.YELLOW, Light.RED, Light.RED]
    counted(session, JT, "2023-06", 840, planned=900)
    assert on(session, date(2023, 6, 20), POLES).light == Light.GREEN
    counted(session, JT, "2023-06", 750, planned=900)
    assert on(session, date(2023, 6, 25), POLES).light == Light.RED
    session.query(TaskLight).filter(TaskLight.day == date(2023, 5, 31), TaskLight.task == POLES).update({"light": "green"})
    assert on(session, date(2023, 6, 25), POLES).light == Light.YELLOW


def test_an_unchanged_light_goes_on_from_the_day_it_began(session):
    report(session, POLES, JT, "2023-03", closing="70")
    counted(session, JT, "2023-05", 500, planned=650)
    begun = [on(session, date(2023, 5, 20) + timedelta(days=n), POLES) for n in range(3)]
    assert {f.since for f in begun} == {date(2023, 5, 20)}
    assert {f.cause_day for f in begun} == {date(2023, 5, 20)}


def test_a_sudden_red_climbs_one_rung_a_day(session):
    report(session, POLES, JT, "2023-03", closing="70")
    counted(session, JT, "2023-04", 600, planned=650)
    levels = [on(session, date(2023, 5, 10), POLES).level]
    counted(session, JT, "2023-05", 100, planned=650)
    levels += [on(session, date(2023, 5, 11) + timedelta(days=n), POLES).level for n in range(4)]
    assert levels == [Level.NONE, Level.SUPERVISE, Level.CIRCULATE, Level.INTERVIEW, Level.INTERVIEW]


def test_a_leaders_issued_order_lifts_the_rung_at_once(session):
    report(session, PLATFORM, ZJ, "2023-05")
    matter = Draft(PLATFORM, ZJ, Level.INTERVIEW, "约谈", "请说明", date(2023, 6, 1), source="领导批示")
    found = draft_order(session, matter, LEADER, date(2023, 6, 1), NOW).id
    assert on(session, date(2023, 6, 1)).level == Level.NONE
    issue_order(session, found, OFFICE, date(2023, 6, 2), NOW)
    assert [on(session, day).level for day in (date(2023, 6, 1), date(2023, 6, 2))] == [Level.NONE, Level.INTERVIEW]


def test_a_leaders_order_holds_on_every_day_it_was_open_also_when_it_is_asked_later(session):
    report(session, PLATFORM, ZJ, "2023-05")
    found = draft_order(session, Draft(PLATFORM, ZJ, Level.INTERVIEW, "约谈", "请说明", date(2023, 6, 1), source="领导批示"), LEADER, date(2023, 6, 1), NOW)
    issue_order(session, found.id, OFFICE, date(2023, 6, 2), NOW)
    found.state, found.closed_on = "closed", date(2023, 6, 9)
    session.flush()
    assert [on(session, date(2023, 6, n)).level for n in (1, 2, 8, 9)] == [Level.NONE, Level.INTERVIEW, Level.INTERVIEW, Level.NONE]


# Stored facts

def test_the_same_day_again_writes_nothing(session):
    lights(session, date(2023, 7, 5), NOW)
    lights(session, date(2023, 7, 5), LATER)
    assert set(session.scalars(select(TaskLight.computed_at))) == {datetime(2023, 7, 1, 1, 0)}


def test_what_changed_is_written_over(session):
    lights(session, date(2023, 7, 5), NOW)
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))
    lights(session, date(2023, 7, 5), LATER)
    assert {f.task: f.light for f in stored_lights(session)}[PLATFORM] == Light.DONE


def test_stored_lights_are_those_of_the_newest_day_up_to_a_given_one(session):
    for day in (date(2023, 7, 1), date(2023, 7, 8)):
        lights(session, day, NOW)
    assert {f.day for f in stored_lights(session)} == {date(2023, 7, 8)}
    assert {f.day for f in stored_lights(session, date(2023, 7, 7))} == {date(2023, 7, 1)}
    assert stored_lights(session, date(2023, 6, 30)) == []


def test_looking_without_storing_leaves_nothing(session):
    lights(session, date(2023, 7, 5), NOW, store=False)
    assert stored_lights(session) == []


def test_a_published_month_shows_what_was_stored(session):
    shown = on(session, date(2023, 7, 5))
    session.add(Month(period="2023-07", state="published", version=1, rule_version=1, published_at=NOW))
    publish.freeze(session, "2023-07", 1)
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))
    assert on(session, date(2023, 7, 5)).reason == shown.reason
    assert on(session, date(2023, 7, 9)).day == date(2023, 7, 5)
    month_lights(session, "2023-07", date(2023, 7, 31), NOW)
    assert [f.light for f in stored_lights(session) if f.task == PLATFORM] == [Light.YELLOW]


def test_a_report_that_came_after_the_due_date_clears_its_days(session):
    for n in range(1, 5):
        lights(session, date(2023, 7, n), NOW)
    assert highest_levels(session, "2023-07")[ZJ, PLATFORM] == Level.SUPERVISE
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))
    month_lights(session, "2023-07", date(2023, 7, 6), NOW)
    assert highest_levels(session, "2023-07")[ZJ, PLATFORM] == Level.NONE
    assert {f.day for f in stored_lights(session)} == {date(2023, 7, 6)}


def test_the_highest_rung_of_a_month_counts_once(session):
    for day in (date(2023, 7, 3), date(2023, 7, 20), date(2023, 8, 1)):
        lights(session, day, NOW)
    report(session, PLATFORM, ZJ, "2023-07", status="已完成", closing="100", done_on=date(2023, 7, 24))
    lights(session, date(2023, 7, 25), NOW)
    assert highest_levels(session, "2023-07")[ZJ, PLATFORM] == Level.INTERVIEW
    assert highest_levels(session, "2023-06") == {}


def test_an_approved_extension_turns_the_light_blue_with_its_new_date(session):
    report(session, PLATFORM, ZJ, "2023-06")
    session.add(Extension(task=PLATFORM, unit=ZJ, asked_on=date(2023, 6, 28), asked_by="zj1", reason="雨季", new_due_on=date(2023, 7, 31),
                          state="approved", decided_on=date(2023, 7, 3), decided_by="office1"))
    session.flush()
    found = [on(session, day) for day in (date(2023, 7, 2), date(2023, 7, 3), date(2023, 7, 31), date(2023, 8, 1))]
    assert [f.light for f in found] == [Light.YELLOW, Light.BLUE, Light.BLUE, Light.YELLOW]
    assert found[1].due_on == date(2023, 7, 31)


def test_a_closed_month_is_lit_by_the_reports_it_was_closed_with(session):
    """A later file is a correction: it counts when the month is opened again."""
    known = report(session, PLATFORM, ZJ, "2023-06")
    month = Month(period="2023-06", state="closed", version=0, rule_version=1, pinned_seq=known)
    session.add(month)
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 20))
    assert on(session, date(2023, 6, 30)).light == Light.GREEN
    month.state, month.pinned_seq = "open", None
    assert on(session, date(2023, 6, 30)).light == Light.DONE


def test_days_in_turn_carry_on_what_the_database_would_say_of_each(session):
    """A task of 15 June without a report: grey, reminded, yellow, red, then made good by a late report: runs begin and end."""
    report(session, POLES, JT, "2023-05", closing="70")
    counted(session, JT, "2023-05", 400, planned=600)
    days = [date(2023, 6, 1) + timedelta(days=n) for n in range(30)]
    past = before(session, days[0])
    for day in days:
        assert past == before(session, day), day
        past = past.then(lights(session, day, NOW))
    assert past.run_since


def test_days_in_turn_are_stored_as_one_by_one(session):
    days = [date(2023, 6, 28) + timedelta(days=n) for n in range(6)]
    found = list(lights_day_by_day(session, days, NOW))
    assert session.query(TaskLight).count() == 3 * len(days)
    assert found == [lights(session, day, NOW) for day in days]
