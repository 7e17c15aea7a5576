"""What hangs on the wall: published months only, one system after the other, and no unit's figure."""

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.indicators.measure import measure
from data.indicators.publish import freeze
from data.indicators.wall import wall_view
from data.store import rulebook
from data.store.tables import Month
from data.vocabulary import Light, Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE, PLAN
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, day, hand_in, poles

WALL, LEADER = Actor("screen", Role.SCREEN), Actor("leader", Role.LEADER)
TODAY, JULY = day("2023-08-01"), "2023-07"


@pytest.fixture
def session(store):
    """June: three of the ten poles due; July has four, and is not published."""
    with store.write() as writing:
        rulebook.adopt(writing, small_catalogue(plan=PLAN), "2023-01", "test", NOW)
        for period, keys in ((JUNE, "123"), (JULY, "1234")):
            hand_in(writing, "E", "pole", period, poles(*keys))
            hand_in(writing, "E", "baseline", period, [a_row("990101", status=None, due_count=8)])
            measure(writing, period, NOW)
        yield writing


def publish(session, period=JUNE):
    freeze(session, period, 1)
    session.add(Month(period=period, state="published", version=1, rule_version=2, pinned_seq=2))
    session.flush()


def test_before_any_month_is_published_nothing_hangs_there(session):
    assert wall_view(session, WALL, TODAY, 0) is None


def test_only_what_is_published_hangs_there_even_for_a_leader(session):
    publish(session)
    session.add(Month(period=JULY, state="closed", pinned_seq=4, rule_version=2))
    session.flush()
    for actor in (WALL, LEADER):
        view = wall_view(session, actor, TODAY, 0)
        assert (view.period, view.system.main.value) == (JUNE, 3)
        assert [on for on, _ in view.system.curve.months] == [day("2023-06-30")]


def test_the_systems_take_turns_round_and_round(session):
    publish(session)
    turns = [wall_view(session, WALL, TODAY, turn).system for turn in range(3)]
    assert [(s.name, s.place, s.count) for s in turns] == [("智慧杆柱", 0, 2), ("5G", 1, 2), ("智慧杆柱", 0, 2)]
    assert [line.figure.indicator for line in turns[0].lines] == ["P1", "P2", "P3"]


def test_lights_are_the_citys_and_red_comes_before_yellow(session):
    """P1: 3 of 10, 70 points behind; P2: 3 ÷ 8 = 37.5 of 50, 25 points of 100 behind; of 5G nobody said anything."""
    publish(session)
    view = wall_view(session, WALL, TODAY, 0)
    assert {light: n for light, n in view.lights.items() if n} == {Light.RED: 1, Light.YELLOW: 1, Light.GREY: 2}
    assert [f.indicator for f in view.late] == ["P1", "P2"] and all(f.unit is None for f in view.late)


def test_the_first_planned_indicator_is_drawn_by_district(session):
    publish(session)
    system = wall_view(session, WALL, TODAY, 0).system
    assert (system.main.indicator, system.districts["990101"].value, system.curve.milestones[0][1]) == ("P1", 3, 10)


@pytest.mark.parametrize("actor", [Actor("east", Role.UNIT, "E"), Actor("reader", Role.EVALUATOR), Actor("admin", Role.SYSTEM_ADMIN)])
def test_the_wall_is_for_who_may_see_it(session, actor):
    publish(session)
    with pytest.raises(NotAllowed):
        wall_view(session, actor, TODAY, 0)
