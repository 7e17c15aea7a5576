"""What stands is read while a large file is looked at, and read again when anything was accepted meanwhile."""

import pytest

from data.intake.ahead import StandingAhead
from data.store.marks import ACCEPTANCES, next_number
from tests.data.intake.test_accept import adopted, take
from tests.databases import furnish


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, adopted)
    yield opened
    opened.close()


def handed_in(store, period, **heights):
    with store.write() as session:
        take(session, next_number(session, ACCEPTANCES), period, **heights)


def test_what_was_read_ahead_is_what_stands(store):
    handed_in(store, "2023-05", a=5, b=6)
    ahead = StandingAhead("E")
    ahead.read(store, "pole", "2023-06")
    with store.write() as session:
        assert ahead.standing(session, "pole", "2023-06") is ahead.rows
    assert ahead.rows.hashes == {"a": "5", "b": "6"}


@pytest.mark.parametrize(("ledger", "period"), [("pole", "2023-05"), ("station", "2023-06")])
def test_it_is_read_again_for_another_month_or_ledger_than_was_told(store, ledger, period):
    handed_in(store, "2023-06", a=5)
    ahead = StandingAhead("E")
    ahead.read(store, "pole", "2023-06")
    with store.write() as session:
        assert ahead.standing(session, ledger, period).hashes == {}


def test_it_is_read_again_when_anything_was_accepted_since(store):
    handed_in(store, "2023-05", a=5)
    ahead = StandingAhead("E")
    ahead.read(store, "pole", "2023-06")
    handed_in(store, "2023-05", a=7, c=1)
    with store.write() as session:
        assert ahead.standing(session, "pole", "2023-06").hashes == {"a": "7", "c": "1"}


def test_without_a_word_it_is_read_when_it_is_asked_for(store):
    handed_in(store, "2023-05", a=5)
    with store.write() as session:
        assert StandingAhead("E").standing(session, "pole", "2023-06").hashes == {"a": "5"}
