from datetime import date
from decimal import Decimal

import pytest

from data.supervision.ladder import Situation, Standing, level_for, needs_leader, working_days_left
from data.vocabulary import Level, Light
from tests.data.plan.city import book

RULES = book().supervision
NONE, REMIND, SUPERVISE, CIRCULATE, INTERVIEW = Level


@pytest.mark.parametrize(("overdue_days", "level"), [
    pytest.param(0, NONE, id="due today"), pytest.param(1, SUPERVISE, id="1 day"), pytest.param(7, SUPERVISE, id="7 days"),
    pytest.param(8, CIRCULATE, id="8 days"), pytest.param(14, CIRCULATE, id="14 days"), pytest.param(15, INTERVIEW, id="15 days"),
    pytest.param(400, INTERVIEW, id="400 days")])
def test_days_overdue_decide_the_rung(overdue_days, level):
    assert level_for(Situation(Light.YELLOW, overdue_days), RULES) == level


@pytest.mark.parametrize(("left", "level"), [
    pytest.param(0, REMIND, id="due today"), pytest.param(3, REMIND, id="3 working days"), pytest.param(4, NONE, id="4 working days"),
    pytest.param(None, NONE, id="far away")])
@pytest.mark.parametrize("light", [Light.GREEN, Light.GREY, Light.BLUE])
def test_a_reminder_goes_out_three_working_days_before(left, level, light):
    assert level_for(Situation(light, 0, left), RULES) == level


@pytest.mark.parametrize(("situation", "level"), [
    pytest.param(Situation(Light.YELLOW, gap_light=Light.YELLOW), SUPERVISE, id="yellow by gap"),
    pytest.param(Situation(Light.RED, gap_light=Light.RED), INTERVIEW, id="red by gap"),
    pytest.param(Situation(Light.RED, gap_light=Light.YELLOW, repeated_yellow=True), CIRCULATE, id="yellow too long"),
    pytest.param(Situation(Light.RED, 9, gap_light=Light.YELLOW), CIRCULATE, id="the higher of days and gap"),
    pytest.param(Situation(Light.YELLOW, gap_light=Light.YELLOW, due_in_working_days=2), SUPERVISE, id="behind and nearly due"),
    pytest.param(Situation(Light.GREEN), NONE, id="on plan"), pytest.param(Situation(Light.GREY), NONE, id="no data"),
    pytest.param(Situation(Light.BLUE), NONE, id="extended"), pytest.param(Situation(Light.DONE, 0, 0), NONE, id="done"),
])
def test_a_gap_decides_the_rung_like_days_do(situation, level):
    assert level_for(situation, RULES, Standing(INTERVIEW, 1)) == level


@pytest.mark.parametrize(("before", "level"), [
    pytest.param(Standing(NONE, 1), SUPERVISE, id="from none in a day"),
    pytest.param(Standing(REMIND, 1), SUPERVISE, id="from reminder in a day"),
    pytest.param(Standing(SUPERVISE, 1), CIRCULATE, id="from 督办 in a day"),
    pytest.param(Standing(CIRCULATE, 1), INTERVIEW, id="from 通报 in a day"),
    pytest.param(Standing(NONE, 2), CIRCULATE, id="two days on"), pytest.param(Standing(NONE, 3), INTERVIEW, id="three days on"),
    pytest.param(None, SUPERVISE, id="never looked at")])
def test_a_sudden_red_climbs_one_rung_a_day(before, level):
    assert level_for(Situation(Light.RED, gap_light=Light.RED), RULES, before) == level


def test_coming_down_takes_no_time():
    assert level_for(Situation(Light.GREEN), RULES, Standing(INTERVIEW, 1)) == NONE


def test_only_a_leaders_decision_skips_rungs():
    assert level_for(Situation(Light.GREEN), RULES, Standing(NONE, 1), INTERVIEW) == INTERVIEW
    assert level_for(Situation(Light.DONE), RULES, Standing(NONE, 1), INTERVIEW) == NONE


def test_a_light_that_is_worse_than_the_decision_stands():
    assert level_for(Situation(Light.RED, 15), RULES, Standing(CIRCULATE, 1), SUPERVISE) == INTERVIEW


@pytest.mark.parametrize(("day", "left"), [
    pytest.param(date(2023, 6, 30), 0, id="the day itself"), pytest.param(date(2023, 7, 1), None, id="past"),
    pytest.param(date(2023, 6, 21), 6, id="over a holiday and a worked Sunday"), pytest.param(date(2023, 5, 30), 22, id="31 days"),
    pytest.param(date(2023, 5, 29), None, id="32 days are far away")])
def test_working_days_left_follow_the_holiday_table(day, left):
    assert working_days_left(day, date(2023, 6, 30), RULES.exceptions) == left


@pytest.mark.parametrize(("level", "needed"), [(SUPERVISE, False), (CIRCULATE, True), (INTERVIEW, True)])
def test_circulating_and_interviews_need_a_leader(level, needed):
    assert needs_leader(level, RULES) is needed


def test_the_boundaries_come_from_the_rule_book():
    lenient = RULES.model_copy(update={"lights": RULES.lights.model_copy(update={"remind_working_days": 5, "yellow_gap": Decimal(-5)})})
    assert level_for(Situation(Light.GREEN, 0, 5), lenient) == REMIND
