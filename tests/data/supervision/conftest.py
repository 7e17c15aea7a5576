"""The cast of supervision: office, leader, two units, and a store with the rule book."""

import pytest

from data.access.scope import Actor
from data.supervision.lights import lights
from data.vocabulary import Role
from tests.data.plan.city import JT, NOW, PLATFORM, ZJ, open_city

OFFICE = Actor("office1", Role.OFFICE)
LEADER = Actor("leader1", Role.LEADER)
ROADS = Actor("jt1", Role.UNIT, JT)
HOUSING = Actor("zj1", Role.UNIT, ZJ)


@pytest.fixture
def store(database_place):
    store = open_city(database_place)
    yield store
    store.close()


@pytest.fixture
def session(store):
    with store.write() as session:
        yield session


def on(session, day, task=PLATFORM, **more):
    """The light of one task on a day."""
    return {f.task: f for f in lights(session, day, NOW, **more)}[task]
