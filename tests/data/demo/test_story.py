"""Who hands in what and when: every owed ledger of every month, but the few that never come."""

from collections import Counter

import pytest

from data import calendar
from data.demo.cast import EARLY_BIRDS
from data.demo.clock import PERIODS, TODAY
from data.demo.slips import MISTAKES, slips
from data.demo.story import AGAINST_LAST_MONTH, CORRECTION, NEVER, NOT_OWED, SIGNED, close_day, deliveries, publish_day, signings
from data.intake.due import deadline
from data.vocabulary import Declaration


@pytest.fixture(scope="module")
def year(demo_book):
    return {period: deliveries(demo_book, period) for period in PERIODS}


def test_every_owed_ledger_of_a_finished_month_comes_but_the_few_that_never_do(demo_book, year):
    for period in PERIODS[:-1]:
        sent = {(period, d.unit, d.ledger) for d in year[period]}
        owed = {(period, u.code, ledger) for u in demo_book.members for ledger in u.owes}
        signed = {(period, s.unit, s.ledger) for s in signings(demo_book, period)}
        assert owed - sent - signed == {key for key in NEVER if key[0] == period}
        assert not sent & signed


def test_two_fifths_of_the_units_have_handed_in_for_the_running_month(demo_book, year):
    assert {d.unit for d in year[PERIODS[-1]]} == set(EARLY_BIRDS)
    assert 0.38 <= len(EARLY_BIRDS) / len(demo_book.members) <= 0.45


def test_files_come_on_working_days_up_to_today_and_in_order(demo_book, year):
    for due in year.values():
        days = [d.at.date() for d in due]
        assert days == sorted(days)
        assert all(day <= TODAY and calendar.is_working_day(day, demo_book.supervision.exceptions) for day in days)


def test_most_files_are_in_time_some_late_and_all_before_closing(demo_book, year):
    late = Counter()
    for period in PERIODS[:-1]:
        due = deadline(demo_book, demo_book.ledger("pole"), period)
        late.update(d.at.date() > due for d in year[period] if d.attempt == 0)
        assert all(d.at.date() <= close_day(demo_book, period) for d in year[period] if not d.corrected and d.mistake is None)
    assert 0.03 < late[True] / late.total() < 0.25


def test_the_last_finished_month_is_published_before_today(demo_book):
    assert publish_day(demo_book, PERIODS[-2]) < TODAY
    assert CORRECTION.opened > publish_day(demo_book, CORRECTION.period)


def test_every_mistake_is_made_in_some_file(year):
    made = {d.mistake for due in year.values() for d in due}
    assert set(MISTAKES) <= made


def test_a_wrong_file_is_followed_by_a_right_one_where_the_story_says_so(demo_book, year):
    for (period, unit, ledger), slip in slips(demo_book).items():
        files = [d for d in year[period] if (d.unit, d.ledger) == (unit, ledger) and not d.written_by]
        if not files or period == PERIODS[-1]:
            continue
        assert [d.mistake for d in files[: slip.tries]] == [slip.mistake] * slip.tries
        assert (files[-1].mistake is None) == (slip.end == "fix")


def test_one_unit_sends_a_ledger_nobody_asked_for(demo_book, year):
    period, unit, _, ledger = NOT_OWED
    assert any(d.unit == unit and d.ledger == ledger for d in year[period])
    assert ledger not in demo_book.unit(unit).owes


def test_nothing_contradicts_a_month_before_the_first(demo_book):
    contradicting = {d.mistake for d in deliveries(demo_book, "2023-11") if d.mistake and MISTAKES[d.mistake].rule in AGAINST_LAST_MONTH}
    assert contradicting
    assert not contradicting & {d.mistake for d in deliveries(demo_book, "2023-11", "2023-11")}


def test_both_kinds_of_signature_are_given_in_time_and_nothing_is_unchanged_in_the_first_month(demo_book):
    signed = [s for period in PERIODS for s in signings(demo_book, period)]
    assert len(signed) == len(SIGNED) and {s.kind for s in signed} == set(Declaration)
    assert all(calendar.last_day(s.period) < s.at.date() <= close_day(demo_book, s.period) for s in signed)
    assert {s.kind for s in signings(demo_book, "2023-11", "2023-11")} == {Declaration.ZERO}


@pytest.mark.parametrize("ledger", ["station", "pole_mount", "sensor", "stratum", "review"])
def test_who_names_objects_of_other_ledgers_waits_till_the_deadline_s_evening(demo_book, year, ledger):
    due = {period: deadline(demo_book, demo_book.ledger(ledger), period) for period in PERIODS[:-1]}
    days = [d.at for period in due for d in year[period] if d.ledger == ledger and d.attempt == 0]
    assert days and all((at.hour, at.minute) == (17, 5) for at in days)
    assert all(d.at.date() >= due[period] for period in due for d in year[period] if d.ledger == ledger)
