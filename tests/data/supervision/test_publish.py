"""Lights of a publication: copied once, shown as long as the month is published, never written again."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from data.errors import MonthIsFrozen
from data.store.tables import Month, TaskLight
from data.supervision.board import light_board
from data.supervision.light_facts import facts_before, facts_of, keep, month_facts, stored_lights
from data.supervision.lights import counts, lights, month_lights
from data.supervision.publish import freeze
from data.supervision.views import turned_red
from data.vocabulary import Light
from tests.data.plan.city import PLATFORM, ZJ, report
from tests.data.supervision.conftest import OFFICE

JULY, DAY, END, NOW, LATER = "2023-07", date(2023, 7, 5), date(2023, 7, 31), datetime(2023, 7, 1, 9, 0), datetime(2023, 8, 5, 9, 0)


def publish(session, version, state="published"):
    session.merge(Month(period=JULY, state=state, version=version, rule_version=1))
    freeze(session, JULY, version)


def light(facts):
    return {f.task: f.light for f in facts}.get(PLATFORM)


def done(session):
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))


@pytest.fixture
def twice(session):
    """PLATFORM, due on 30 June: yellow in the first publication; its report came, and it is done in the second."""
    lights(session, date(2023, 6, 29), NOW)
    lights(session, DAY, NOW)
    publish(session, 1)
    session.get(Month, JULY).state = "open"
    done(session)
    month_lights(session, "2023-06", date(2023, 6, 30), LATER)
    month_lights(session, JULY, DAY, LATER)
    publish(session, 2)
    return session


def test_each_publication_keeps_its_lights(twice):
    assert [light(month_facts(twice, JULY, END, version)) for version in (0, 1, 2)] == [Light.DONE, Light.YELLOW, Light.DONE]
    assert [light(facts_of(twice, DAY, version)) for version in (None, 1)] == [Light.DONE, Light.YELLOW]


def test_a_publication_keeps_the_lights_it_was_seen_against(twice):
    assert [f.day.isoformat() for f in facts_before(twice, JULY, 1)][0] == "2023-06-29"
    assert [f.day.isoformat() for f in facts_before(twice, JULY, 2)][0] == "2023-06-30"
    assert {f.task for f in facts_before(twice, JULY, 1)} == {f.task for f in stored_lights(twice, date(2023, 6, 29))}


def test_a_version_is_written_once(twice):
    for version in (0, 1, 2):
        with pytest.raises(MonthIsFrozen):
            freeze(twice, JULY, version)


def test_pages_show_the_publication_while_the_month_is_published(twice):
    """Whatever befalls the live facts."""
    twice.query(TaskLight).filter(TaskLight.version == 0).update({"light": "red"})
    assert (light(stored_lights(twice, END)), light(lights(twice, DAY, LATER))) == (Light.DONE, Light.DONE)
    assert light_board(twice, OFFICE, JULY, END).counts == counts(month_facts(twice, JULY, END, 2))
    assert len(turned_red(twice, OFFICE, JULY)) < len(facts_of(twice, DAY))
    twice.get(Month, JULY).state = "open"
    assert (light(stored_lights(twice, END)), light_board(twice, OFFICE, JULY, END).counts[Light.RED]) == (Light.RED, len(facts_of(twice, DAY)))


def test_nothing_of_a_published_month_is_written(twice):
    before = twice.scalar(select(func.count()).select_from(TaskLight))
    lights(twice, date(2023, 7, 20), LATER)
    month_lights(twice, JULY, END, LATER)
    assert twice.scalar(select(func.count()).select_from(TaskLight)) == before


def test_keeping_live_facts_leaves_publications_alone(twice):
    twice.get(Month, JULY).state = "open"
    keep(twice, [], LATER)
    keep(twice, [f for f in facts_of(twice, DAY) if f.task != PLATFORM], LATER)
    assert light(facts_of(twice, DAY)) is None
    assert light(facts_of(twice, DAY, 1)) == Light.YELLOW
