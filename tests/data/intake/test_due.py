"""Who owes what by when, and how each stands."""

from datetime import date, datetime

import pytest

from data.calendar import at, utc
from data.errors import GovernanceError
from data.intake.due import deadline, matrix
from data.store import rulebook
from data.store.engine import Store
from data.store.tables import Base, Submission
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.hand_in import day

HOLIDAYS = """
ladder: []
limits: {due_days: {normal: 15}}
holidays:
  - {day: 2023-07-05, working: 否, name: 休, source: 试}
  - {day: 2023-07-08, working: 是, name: 补班, source: 试}
"""
NOW = datetime(2023, 7, 1)


@pytest.fixture
def session(sqlite_database_url):
    store = Store.open(sqlite_database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", NOW)
        yield session
    store.close()


def file(session, outcome="accepted", on="2023-07-03", hour=9, **more):
    """One file of E's poles for June."""
    number = session.query(Submission).count() + 1
    clean = outcome == "accepted" or more.get("awaiting")
    moment = utc(at(day(on), hour))
    values = {"unit": "E", "ledger": "pole", "period": "2023-06", "seq": number if outcome == "accepted" else None, **more}
    session.add(Submission(receipt=f"R{number}", sha256="0", file_name="f", size=1, door="cli", by="t", received_at=moment,
                           on_time_at=moment if clean else None, outcome=outcome, rule_version=1, rows={}, layout={}, totals={}, **values))
    session.flush()


def cell(session, today="2023-07-03", as_of=None):
    return next(c for c in matrix(session, small_catalogue(), "2023-06", day(today), ["E"], as_of) if c.ledger == "pole")


@pytest.mark.parametrize(("period", "wanted"), [
    pytest.param("2023-05", date(2023, 6, 5), id="a Monday"), pytest.param("2023-07", date(2023, 8, 7), id="a Saturday rolls to Monday"),
    pytest.param("2023-10", date(2023, 11, 6), id="a Sunday rolls to Monday"), pytest.param("2023-06", date(2023, 7, 6), id="a holiday rolls on"),
    pytest.param("2023-12", date(2024, 1, 5), id="into the next year")])
def test_the_deadline_is_the_fifth_or_the_next_working_day(period, wanted):
    book = small_catalogue(supervision=HOLIDAYS)
    assert deadline(book, book.ledger("pole"), period) == wanted


def test_a_ledger_may_have_its_own_day():
    book = small_catalogue(ledgers={"pole": POLE + "deadline: {day: 10, months_after: 2}\n"})
    assert deadline(book, book.ledger("pole"), "2023-06") == date(2023, 8, 10)


@pytest.mark.parametrize(("today", "wanted"), [("2023-07-05", "missing"), ("2023-07-06", "overdue")], ids=["on the day", "the day after"])
def test_nothing_handed_in_is_missing_until_the_deadline_has_passed(session, today, wanted):
    assert cell(session, today).state == wanted


@pytest.mark.parametrize(("on", "hour", "state", "days"), [
    pytest.param("2023-07-05", 23, "accepted", 0, id="late in the evening of the day"), pytest.param("2023-07-06", 0, "late", 1, id="the next morning"),
    pytest.param("2023-07-08", 9, "late", 2, id="Saturday counts the Friday"), pytest.param("2023-07-10", 9, "late", 3, id="Monday")])
def test_lateness_is_counted_in_working_days(session, on, hour, state, days):
    file(session, on=on, hour=hour)
    found = cell(session, "2023-07-20")
    assert (found.state, found.late_days, found.on_time) == (state, days, days == 0)


def test_a_doubt_explained_late_counts_from_the_first_clean_file(session):
    file(session, "rejected", "2023-07-04", awaiting="explanation")
    assert cell(session).state == "awaiting"
    file(session, on="2023-07-12")
    found = cell(session, "2023-07-20")
    assert (found.state, found.on_time, found.rejections) == ("accepted", True, 0)


def test_rejections_are_counted_and_the_last_file_is_named(session):
    file(session, "rejected")
    file(session, "rejected", "2023-07-04")
    found = cell(session)
    assert (found.state, found.rejections, found.receipt, found.on_time) == ("rejected", 2, "R2", None)


def test_a_withdrawn_file_no_longer_stands_and_the_one_before_does(session):
    file(session)
    file(session, on="2023-07-04", withdrawn_at=NOW, withdrawn_reason="错报")
    assert (cell(session).state, cell(session).receipt) == ("accepted", "R1")


def test_a_correction_that_was_rejected_leaves_the_accepted_one_standing(session):
    file(session)
    file(session, "rejected", "2023-07-10")
    assert (cell(session).state, cell(session).receipt) == ("accepted", "R1")


def test_as_known_before_a_file_came_it_is_not_there(session):
    file(session, unit="W")
    file(session)
    assert cell(session, "2023-07-20", as_of=1).state == "overdue"
    assert cell(session, "2023-07-20", as_of=2).state == "accepted"


def test_every_member_owes_what_the_rule_book_says_in_its_order(session):
    found = [(c.unit, c.ledger) for c in matrix(session, small_catalogue(), "2023-06", day("2023-07-01"))]
    assert found == [("E", "pole"), ("E", "baseline"), ("E", "indicator_report"), ("W", "pole"), ("W", "baseline"), ("W", "indicator_report"),
                     ("T", "station"), ("T", "indicator_report")]


def test_a_ledger_nobody_declared_is_refused():
    with pytest.raises((GovernanceError, KeyError)):
        small_catalogue().ledger("nothing")
