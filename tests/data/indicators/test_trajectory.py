"""A figure month by month with what lies ahead: whole months alone count, and only what is shown of each is read; on both databases."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import update

from data.access.scope import Actor
from data.calendar import shift
from data.errors import NotAllowed, NotFound
from data.indicators.forecast import Refusal
from data.indicators.publish import freeze
from data.indicators.trajectory import trajectory as of_day
from data.store import rulebook
from data.store.tables import Measurement, Month
from data.vocabulary import Role
from tests.catalogue_builder import INDICATORS, small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, poles
from tests.data.indicators.measuring import accept, report

LEADER, READER, COMPANY = Actor("leader", Role.LEADER), Actor("reader", Role.EVALUATOR), Actor("company", Role.UNIT, "T")
MONTHS = [shift("2023-01", n) for n in range(5)]
AFTER = date(2023, 7, 10)


def trajectory(session, actor, code, unit, period, today=AFTER):
    return of_day(session, actor, code, unit, period, today)


def built(session, unit, *counts):
    """So many poles from January on; None: the unit is silent that month."""
    for period, count in zip(MONTHS, counts, strict=False):
        if count is not None:
            accept(session, unit, "pole", poles(*map(str, range(count))), period)


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def test_plan_report_and_proof_stand_beside_what_lies_ahead(session):
    built(session, "E", 1, 2, 3, 4)
    built(session, "W", 1, 1, 1, 1)
    found = trajectory(session, LEADER, "P1", None, "2023-04")
    assert [(m.figure.period, m.figure.value, m.passed_over) for m in found.months] == [(p, n, "") for p, n in zip(MONTHS, (2, 3, 4, 5), strict=False)]
    assert (found.unit_name, found.goal.on, found.goal.worth) == ("全市", date(2023, 6, 30), 10)
    assert (found.outlook.pace, found.outlook.required, found.outlook.landing.on) == (1, Decimal("2.5"), date(2023, 9, 30))
    assert [worth for _, worth in found.curve.milestones] == [10, 20]


def test_a_month_of_which_a_unit_is_missing_is_passed_over_in_the_city_and_counts_for_the_other_unit(session):
    built(session, "E", 1, 2, 3, 4, 5)
    built(session, "W", 1, 1, None, 1, 1)
    city = trajectory(session, LEADER, "P1", None, "2023-05")
    assert [(m.figure.period, m.passed_over) for m in city.passed_over] == [("2023-03", "未齐（已报 1/2）")]
    assert (city.outlook.months, city.outlook.pace) == (4, 1)
    assert trajectory(session, LEADER, "P1", "E", "2023-05").outlook.months == 5


def test_a_missing_month_is_none_and_the_forecast_begins_before_it(session):
    built(session, "W", 1, 2, 3, 4, None)
    report(session, "W", P1="9")  # of June: it says nothing of the ledger
    found = trajectory(session, LEADER, "P1", "W", "2023-06")
    assert [(m.figure.period, m.passed_over) for m in found.passed_over] == [("2023-05", "缺报"), ("2023-06", "缺报")]
    assert (found.outlook.origin, found.outlook.value) == ("2023-04", 4)


def test_a_unit_nothing_is_stored_of_is_missing_every_month_that_is_asked_about(session):
    built(session, "E", 1, 2)
    found = trajectory(session, LEADER, "P1", "W", "2023-02")
    assert [(m.figure.period, m.figure.state, m.passed_over) for m in found.months] == [("2023-02", "missing", "缺报")]
    assert isinstance(found.outlook, Refusal) and found.outlook.months == 0


@pytest.mark.parametrize(("today", "origin", "passed_over"), [
    pytest.param(date(2023, 5, 30), "2023-04", [("2023-05", "尚未结束")], id="a day before it ends"),
    pytest.param(date(2023, 5, 31), "2023-05", [], id="on its last day"),
])
def test_a_month_that_still_runs_carries_no_pace(session, today, origin, passed_over):
    built(session, "E", 0, 1, 2, 3, 3)
    found = trajectory(session, LEADER, "P1", "E", "2023-05", today)
    assert found.outlook.origin == origin and [(m.figure.period, m.passed_over) for m in found.passed_over] == passed_over


def test_what_a_running_month_has_reached_is_reached(session):
    built(session, "E", 0, 1, 2, 3, 4)
    early, now = (trajectory(session, LEADER, "P1", "E", period, date(2023, 5, 20)).outlook for period in ("2023-04", "2023-05"))
    assert (early.landing.reached, early.landing.on) == (None, date(2023, 5, 31))
    assert (now.landing.reached, now.required, now.origin, now.pace) == ("2023-05", 0, "2023-04", 1)


@pytest.mark.parametrize(("counts", "reached"), [((3, 4, 5, 6, 10), "2023-05"), ((3, 4, 5, 6, 9), None)])
def test_units_that_are_missing_could_only_add_to_what_the_others_have_reached(session, counts, reached):
    built(session, "E", *counts)
    built(session, "W", 0, 0, 0, 0)
    assert trajectory(session, LEADER, "P1", None, "2023-05").outlook.landing.reached == reached


def test_later_months_are_not_known_yet(session):
    built(session, "E", 1, 2, 3, 4, 50)
    found = trajectory(session, LEADER, "P1", "E", "2023-04")
    assert (found.outlook.pace, len(found.months)) == (1, 4)
    early = trajectory(session, LEADER, "P1", "E", "2023-03").outlook
    assert isinstance(early, Refusal) and early.months == 3


def test_a_published_month_counts_as_published_and_a_correction_of_it_as_it_stands(session):
    built(session, "E", 1, 2, 3, 4)
    freeze(session, "2023-04", 1)
    session.add(Month(period="2023-04", state="published", version=1, rule_version=1))
    session.execute(update(Measurement).where(Measurement.period == "2023-04", Measurement.version == 0).values(numerator=Decimal(40)))
    assert trajectory(session, LEADER, "P1", "E", "2023-04").outlook.value == 4
    session.execute(update(Month).values(state="open"))
    assert trajectory(session, LEADER, "P1", "E", "2023-04").outlook.value == 40


def test_months_counted_by_another_definition_are_not_of_one_line(session):
    built(session, "E", 1, 2, 3, 4)
    changed = INDICATORS.replace("where: {eq: [status, 已建成]}}\n  reported", "where: {eq: [status, 在建]}}\n  reported", 1)
    rulebook.adopt(session, small_catalogue(indicators=changed), "2023-04", "test", NOW)
    session.execute(update(Measurement).where(Measurement.period == "2023-04").values(rule_version=2))
    found = trajectory(session, LEADER, "P1", "E", "2023-04")
    assert [m.passed_over for m in found.months] == ["口径与本月不同"] * 3 + [""]
    assert found.outlook.months == 1


def test_a_count_is_never_less_than_nothing_and_a_followed_figure_has_no_goal(session):
    built(session, "E", 4, 3, 2, 0)
    built(session, "W", 0, 0, 0, 0)
    found = trajectory(session, LEADER, "P3", None, "2023-04")
    assert (found.goal, found.outlook.landing, len(found.outlook.steps)) == (None, None, 3)
    steps = trajectory(session, LEADER, "P1", None, "2023-04").outlook.steps
    assert {(step.value, step.low) for step in steps} == {(0, 0)} and steps[0].high > 0


def test_credibility_is_told_by_month_for_the_unit_and_for_the_city_unit_by_unit(session):
    for unit, count, said in (("E", 6, "8"), ("W", 5, "2")):
        accept(session, unit, "pole", poles(*map(str, range(count))))
        report(session, unit, P1=said)
    assert trajectory(session, LEADER, "P1", "E", "2023-06").months[0].credibility == Decimal("0.75")
    assert trajectory(session, LEADER, "P1", None, "2023-06").months[0].credibility == Decimal("0.8")  # (6 + 2) ÷ (8 + 2)


def test_credibility_of_a_published_month_is_the_published_one(session):
    accept(session, "E", "pole", poles("1", "2", "3"))
    report(session, "E", P1="4")
    freeze(session, "2023-06", 1)
    session.add(Month(period="2023-06", state="published", version=1, rule_version=1))
    report(session, "E", P1="30")
    assert [trajectory(session, LEADER, "P1", unit, "2023-06").months[0].credibility for unit in (None, "E")] == [Decimal("0.75")] * 2
    session.execute(update(Month).values(state="open"))
    assert [trajectory(session, LEADER, "P1", unit, "2023-06").months[0].credibility for unit in (None, "E")] == [Decimal("0.1")] * 2


def test_a_district_is_followed_where_the_plan_asks_the_same_of_all(session):
    """P2 asks 50 % of everybody by June, P1 asks amounts of units: of those a district has none."""
    for period, count in zip(MONTHS, (1, 2, 3, 4), strict=False):
        for unit, region in (("E", "990101"), ("W", "990102")):
            accept(session, unit, "pole", poles(*map(str, range(count)), region=region), period)
            accept(session, unit, "baseline", [a_row(region, region=region, due_count=20 if unit == "E" else 40)], period)
    found = of_day(session, LEADER, "P2", None, "2023-04", AFTER, "990101")
    assert [(m.figure.region, m.figure.value, m.credibility, m.passed_over) for m in found.months] == [("990101", n * 5, None, "") for n in (1, 2, 3, 4)]
    assert (found.unit_name, found.goal.worth, found.outlook.pace, found.outlook.landing.on) == ("东区", 50, 5, date(2023, 10, 31))
    counted = of_day(session, LEADER, "P1", None, "2023-04", AFTER, "990102")
    assert ([m.figure.value for m in counted.months], counted.goal, counted.outlook.pace) == ([1, 2, 3, 4], None, 1)


def test_a_district_s_month_is_whole_only_when_the_city_s_is(session):
    built(session, "E", 1, 2, 3, 4, 5)
    built(session, "W", 1, 1, None, 1, 1)
    found = of_day(session, LEADER, "P1", None, "2023-05", AFTER, "990101")
    assert [(m.figure.period, m.passed_over) for m in found.passed_over] == [("2023-03", "未齐（已报 1/2）")]


def test_a_month_in_which_nobody_handed_in_is_missing_in_the_district_too(session):
    built(session, "E", 1, 2)
    found = of_day(session, LEADER, "P1", None, "2023-04", AFTER, "990101")
    assert [(m.figure.period, m.figure.region, m.passed_over) for m in found.months][2:] == [
        ("2023-03", "990101", "缺报"), ("2023-04", "990101", "缺报")]


@pytest.mark.parametrize(("unit", "region"), [(None, "999999"), (None, "990100"), ("E", "990101")])
def test_a_region_that_is_no_district_or_comes_with_a_unit_is_not_found(session, unit, region):
    built(session, "E", 1)
    with pytest.raises(NotFound):
        of_day(session, LEADER, "P1", unit, "2023-01", AFTER, region)


def test_who_sees_published_figures_only_and_foreign_units_get_none(session):
    built(session, "E", 1, 2, 3, 4)
    with pytest.raises(NotAllowed):
        trajectory(session, READER, "P1", None, "2023-04")
    with pytest.raises(NotFound):
        trajectory(session, COMPANY, "P1", "E", "2023-04")
    freeze(session, "2023-04", 1)
    session.add(Month(period="2023-04", state="published", version=1, rule_version=1))
    session.flush()
    assert [m.figure.period for m in trajectory(session, READER, "P1", None, "2023-04").months] == ["2023-04"]
