"""One holder at a time; a holder that slept is fenced off by its token."""

from datetime import datetime, timedelta

import pytest

from data.jobs import leases
from tests.databases import furnish, nothing

NOW = datetime(2023, 7, 3, 9, 0)


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, nothing)
    yield opened
    opened.close()


def hold(store, holder, seconds=0):
    with store.write() as session:
        return leases.hold(session, "schedule", holder, NOW + timedelta(seconds=seconds))


def test_the_first_takes_it_and_keeps_it_by_renewing(store):
    assert hold(store, "a") == 1
    assert hold(store, "a", 50) == 1
    assert hold(store, "b", 100) is None


@pytest.mark.parametrize(("seconds", "token"), [(59, None), (60, None), (61, 2)], ids=["before", "at", "after"])
def test_another_takes_it_only_after_it_ran_out(store, seconds, token):
    hold(store, "a")
    assert hold(store, "b", seconds) == token


def test_a_holder_that_slept_is_fenced_off(store):
    token = hold(store, "a")
    hold(store, "b", 61)
    with store.write() as session:
        assert not leases.still_holds(session, "schedule", "a", token)
        assert leases.still_holds(session, "schedule", "b", 2)
    assert hold(store, "a", 70) is None
