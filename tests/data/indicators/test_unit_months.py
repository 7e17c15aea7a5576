"""单位 × 月份: what each unit said and proved; missing, not reported and nothing claimed are three things; on both databases."""

from decimal import Decimal

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.indicators.publish import freeze
from data.indicators.unit_months import unit_months
from data.store.tables import Month
from data.vocabulary import Role
from tests.data.indicators.hand_in import a_row, poles
from tests.data.indicators.measuring import accept

LEADER, READER, EAST, COMPANY = (Actor("leader", Role.LEADER), Actor("reader", Role.EVALUATOR), Actor("east", Role.UNIT, "E"),
                                 Actor("company", Role.UNIT, "T"))


def said(session, unit, period, built, claimed):
    """None: not handed in."""
    if built is not None:
        accept(session, unit, "pole", poles(*map(str, range(built))), period)
    if claimed is not None:
        accept(session, unit, "indicator_report", [a_row("P1", indicator="P1", closing=claimed)], period)


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def test_every_unit_is_told_in_every_month_and_why_there_is_no_share(session):
    said(session, "E", "2023-04", 4, None)
    said(session, "E", "2023-05", 3, "4")
    said(session, "E", "2023-06", 0, "0")
    said(session, "W", "2023-06", None, "5")
    found = unit_months(session, LEADER, "P1", "2023-06")
    assert found.months == ["2023-04", "2023-05", "2023-06"] and [(code, name) for code, name, _ in found.units] == [("E", "东区"), ("W", "西区")]
    (_, _, east), (_, _, west) = found.units
    assert (east["2023-05"].evidenced, east["2023-05"].reported, east["2023-05"].share, east["2023-05"].why) == (3, 4, Decimal("0.75"), "")
    assert [east["2023-04"].why, east["2023-06"].why] == ["未申报", "申报为零"]
    assert [west[month].why for month in found.months] == ["缺报、未申报", "缺报、未申报", "缺报"]


def test_later_months_are_not_known_yet_and_published_ones_are_as_published(session):
    said(session, "E", "2023-05", 3, "4")
    freeze(session, "2023-05", 1)
    session.add(Month(period="2023-05", state="published", version=1, rule_version=1))
    said(session, "E", "2023-05", 3, "30")
    said(session, "E", "2023-06", 4, "4")
    found = unit_months(session, LEADER, "P1", "2023-05")
    assert found.months == ["2023-05"] and found.units[0][2]["2023-05"].share == Decimal("0.75")
    assert unit_months(session, READER, "P1", "2023-05").months == ["2023-05"]
    with pytest.raises(NotAllowed):
        unit_months(session, READER, "P1", "2023-06")


@pytest.mark.parametrize(("actor", "units"), [(LEADER, ["E", "W"]), (EAST, ["E"]), (COMPANY, [])])
def test_units_are_those_the_reader_sees(session, actor, units):
    said(session, "E", "2023-06", 3, "4")
    assert [code for code, _, _ in unit_months(session, actor, "P1", "2023-06").units] == units


def test_what_is_not_asked_for_in_the_report_has_no_months(session):
    said(session, "E", "2023-06", 3, None)
    assert unit_months(session, LEADER, "P3", "2023-06").months == []
