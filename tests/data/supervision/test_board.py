"""The board of lights: city-wide counts, what turned red in the month, lines of the reader's units only."""

from datetime import date

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.store.tables import TaskLight
from data.supervision.board import light_board
from data.vocabulary import Light, Role
from tests.data.indicators.conftest import NOW

LEADER, EAST = Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E")
TODAY = date(2023, 7, 20)


def a_light(unit, task, day, light, level="none"):
    return TaskLight(unit=unit, task=task, day=day, light=light, level=level, since=day, reason="r", clears_when="c", next_step="n",
                     rule_version=1, computed_at=NOW)


@pytest.fixture
def session(city_store):
    with city_store.write() as writing:
        writing.add_all([a_light("E", "T1", date(2023, 5, 31), "green"), a_light("W", "T2", date(2023, 5, 31), "red"),
                         a_light("E", "T1", date(2023, 6, 30), "red", "circulate"), a_light("W", "T2", date(2023, 6, 30), "red")])
        writing.flush()
        yield writing


def test_counts_are_the_citys_and_only_what_was_not_red_before_turned_red(session):
    board = light_board(session, LEADER, "2023-06", TODAY)
    assert (board.day, board.counts[Light.RED], board.before[Light.RED]) == (date(2023, 6, 30), 2, 1)
    assert [line.task for line in board.turned_red] == ["T1"] and [line.task for line in board.red] == ["T1", "T2"]


def test_a_unit_reads_the_counts_and_lines_of_its_own_tasks(session):
    board = light_board(session, EAST, "2023-06", TODAY)
    assert (board.counts[Light.RED], board.before[Light.RED]) == (1, 0) and [line.unit for line in board.red] == ["E"]


def test_a_month_without_lights_has_no_day(session):
    assert light_board(session, LEADER, "2023-07", TODAY).day is None


def test_who_may_not_see_figures_is_refused(session):
    with pytest.raises(NotAllowed):
        light_board(session, Actor("a", Role.AUDIT_ADMIN), "2023-06", TODAY)
