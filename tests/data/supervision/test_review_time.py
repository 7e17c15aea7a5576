"""办公室审核用时: working days from what a unit did to what the office did."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed
from data.store import rulebook
from data.store.tables import Extension, Order, OrderEvent, Submission
from data.supervision.review_time import review_times
from data.vocabulary import Role
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.hand_in import day
from tests.databases import furnish

OFFICE, EAST = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E")
JULY, TODAY = "2023-07", day("2023-07-20")


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", datetime(2023, 1, 5))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def order(session, *events):
    found = Order(task="T1", unit="E", assist=[], level="supervise", due_class="normal", source="s", title="t", demand="d",
                  cause_day=day(f"2023-06-{session.query(Order).count() + 1:02d}"), state="issued", drafted_on=day("2023-07-01"), drafted_by="o")
    session.add(found)
    session.flush()
    for act, on in events:
        session.add(OrderEvent(order=found.id, at=datetime(2023, 7, 1), on=day(on), by="o", act=act))
        session.flush()


def extension(session, asked, decided=None):
    session.add(Extension(task="T1", unit="E", asked_on=day(asked), asked_by="e", reason="r", new_due_on=day("2023-12-01"),
                          state="approved" if decided else "requested", decided_on=day(decided) if decided else None))
    session.flush()


def times(session, period=JULY):
    answers, extensions, returns = review_times(session, OFFICE, period, TODAY)
    return [(t.done, t.median, t.longest, t.over, t.waiting, t.waiting_longest) for t in (answers, extensions, returns)]


NOTHING = (0, None, None, 0, 0, None)


def test_without_acts_there_is_no_time(session):
    assert times(session) == [NOTHING] * 3


def test_an_answer_waits_until_it_is_closed_or_returned(session):
    order(session, ("issue", "2023-07-03"), ("answer", "2023-07-04"), ("return", "2023-07-05"), ("answer", "2023-07-07"), ("close", "2023-07-12"))
    order(session, ("answer", "2023-07-13"))
    assert times(session)[0] == (2, 2.0, 3, 1, 1, 5)


def test_an_answer_amended_counts_from_the_first(session):
    order(session, ("answer", "2023-07-03"), ("answer", "2023-07-05"), ("close", "2023-07-05"))
    assert times(session)[0] == (1, 2, 2, 0, 0, None)


def test_acts_belong_to_their_month_and_what_waits_to_today(session):
    extension(session, "2023-06-28", "2023-07-03")
    extension(session, "2023-06-28", "2023-06-30")
    extension(session, "2023-07-19")
    assert times(session)[1] == (1, 3, 3, 1, 1, 1) and times(session, "2023-06")[1] == (1, 2, 2, 0, 1, 1)


def test_a_file_sent_back_counts_from_its_arrival_and_the_record_of_it_not(session):
    for number, (arrived, gone) in enumerate([("2023-07-03", "2023-07-06"), ("2023-07-06", "2023-07-06"), ("2023-07-06", None)], 1):
        session.add(Submission(receipt=f"R{number}", seq=number, unit="E", ledger="pole", period="2023-06", sha256="0" * 64, file_name="f", size=1,
                               door="page", by="t", received_at=datetime.fromisoformat(f"{arrived}T01:00"), outcome="accepted", rule_version=1, rows={},
                               layout={}, totals={}, withdrawn_at=datetime.fromisoformat(f"{gone}T01:00") if gone else None))
    session.flush()
    assert times(session)[2] == (1, 3, 3, 1, 0, None)


def test_it_is_the_office_s_own_figure(session):
    with pytest.raises(NotAllowed):
        review_times(session, EAST, JULY, TODAY)
