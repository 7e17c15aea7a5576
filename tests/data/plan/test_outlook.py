"""Verdicts on stages by the boundaries of the lights, planned shares by calendar day, and days behind."""

from datetime import date
from decimal import Decimal

import pytest

from data.catalogue.plan import Task
from data.catalogue.rules import LightRules
from data.plan.outlook import Verdict, days_behind, outlook, planned_share, verdict
from data.plan.weights import Rollup
from data.store.tables import Month
from tests.data.plan.city import PLATFORM, ZJ, adopted, open_city, report, texts

DUE, DAY = date(2023, 12, 31), date(2023, 6, 30)


def a_task(code="T", start=date(2023, 1, 1), due=date(2023, 4, 11), weight=1):
    return Task(code=code, name=code, pillar="A", lead="E", start=start, due=due, weight=weight)


def a_rollup(evidenced, tasks=2, done=0, missing=0):
    return Rollup("P1", "阶段", evidenced, None if evidenced is None else Decimal(evidenced), tasks, done, missing)


@pytest.mark.parametrize(("evidenced", "expected"), [
    (60, Verdict.ON_TRACK), (50, Verdict.ON_TRACK), (Decimal("49.99"), Verdict.SLIGHTLY_BEHIND), (Decimal("40.01"), Verdict.SLIGHTLY_BEHIND),
    (40, Verdict.AT_RISK), (20, Verdict.AT_RISK), (Decimal("19.99"), Verdict.OFF_TRACK), (None, Verdict.UNKNOWN)])
def test_a_running_stage_is_judged_by_its_gap_to_the_plan(evidenced, expected):
    assert verdict(a_rollup(evidenced), Decimal(50), DUE, DAY, LightRules()) == expected


@pytest.mark.parametrize(("day", "expected"), [(date(2023, 12, 30), Verdict.ON_TRACK), (DUE, Verdict.MISSED), (date(2024, 1, 5), Verdict.MISSED)])
def test_a_stage_past_its_date_with_an_open_task_is_missed_whatever_the_percentage(day, expected):
    assert verdict(a_rollup(99, done=1), Decimal(99), DUE, day, LightRules()) == expected


def test_a_stage_with_all_tasks_done_is_met_and_one_nobody_reported_unknown():
    assert verdict(a_rollup(100, done=2), Decimal(100), DUE, date(2024, 1, 5), LightRules()) == Verdict.MET
    assert verdict(a_rollup(None, missing=2), Decimal(50), DUE, DAY, LightRules()) == Verdict.UNKNOWN


@pytest.mark.parametrize(("day", "share"), [(date(2022, 12, 1), 0), (date(2023, 1, 1), 0), (date(2023, 2, 20), 50), (date(2023, 4, 11), 100),
                                            (date(2024, 1, 1), 100)])
def test_a_task_is_planned_straight_by_calendar_day(day, share):
    assert planned_share([a_task()], day) == share


def test_tasks_weigh_in_the_planned_share_and_none_plan_nothing():
    assert planned_share([a_task(weight=3), a_task(start=date(2023, 5, 1), due=date(2023, 6, 1))], date(2023, 4, 11)) == 75
    assert planned_share([], DAY) is None


@pytest.mark.parametrize(("evidenced", "days"), [(50, 0), (40, 10), (60, -10), (0, 50)])
def test_days_behind_count_from_the_day_the_plan_stood_there(evidenced, days):
    assert days_behind(a_rollup(evidenced), [a_task()], date(2023, 2, 20)) == days


def test_what_is_done_is_not_behind():
    assert days_behind(a_rollup(100, done=2), [a_task()], DAY) is None


def january(store):
    """基础 60: two tasks of half a year; 保障 40: one task of January, weight 2 of 6."""
    values = texts()
    values["plan.yaml"]["phases"][0]["tasks"][2]["due"] = "2023-01-31"
    adopted(store, values)


@pytest.fixture
def session(sqlite_place):
    store = open_city(sqlite_place, january)
    with store.write() as found:
        yield found
    store.close()


def test_the_whole_plan_is_planned_by_the_weights_its_progress_is_added_up_with(session):
    """90 of 180 days: 基础 50 %, 保障 100 %; 0.6 × 50 + 0.4 × 100."""
    assert outlook(session, "2023-04", date(2023, 4, 1)).whole.planned == 70


def test_a_closed_month_is_seen_by_the_reports_it_was_closed_with(session):
    """Weight 1 of 4 in 基础: 50 % of it count 12.5."""
    known = report(session, PLATFORM, ZJ, "2023-04", closing="50")
    session.add(Month(period="2023-04", state="closed", version=0, rule_version=1, pinned_seq=known))
    later = report(session, PLATFORM, ZJ, "2023-04", closing="90")
    base = [outlook(session, "2023-04", date(2023, 5, 1), as_of).pillars[0].rollup.reported for as_of in (None, later)]
    assert base == [Decimal("12.5"), Decimal("22.5")]
