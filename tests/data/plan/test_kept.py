"""Task states and outlook of a publication come back as they were told."""

from datetime import date

import pytest

from data.errors import MonthIsFrozen
from data.plan.kept import keep_states, shown_states
from data.plan.outlook import keep_outlook, kept_outlook, outlook
from data.plan.progress import task_states
from data.store.tables import Extension, Month
from tests.data.plan.city import PLATFORM, ZJ, book, open_city, report

APRIL, END = "2023-04", date(2023, 4, 30)


@pytest.fixture
def session(database_place):
    store = open_city(database_place)
    with store.write() as found:
        report(found, PLATFORM, ZJ, APRIL, closing="33.3", status="正常推进", done_on=None)
        found.add(Extension(task=PLATFORM, unit=ZJ, asked_on=date(2023, 4, 1), asked_by="u", reason="r", new_due_on=date(2023, 7, 31), state="approved",
                            decided_on=date(2023, 4, 3), decided_by="o"))
        found.flush()
        yield found
    store.close()


@pytest.fixture
def published(session):
    session.add(Month(period=APRIL, state="published", version=1, rule_version=1, pinned_seq=1))
    session.flush()
    told = task_states(session, book(), APRIL), outlook(session, APRIL, END)
    keep_states(session, book(), APRIL, 1, 1)
    keep_outlook(session, book(), APRIL, 1, 1)
    return told


def test_what_was_kept_comes_back_the_same(session, published):
    session.expire_all()
    assert shown_states(session, book(), APRIL) == published[0]
    assert (outlook(session, APRIL, date(2023, 8, 1)), kept_outlook(session, APRIL, 1)) == (published[1], published[1])


def test_later_reports_and_decisions_change_the_live_facts_only(session, published):
    report(session, PLATFORM, ZJ, APRIL, closing="90")
    session.query(Extension).update({"state": "refused"})
    assert shown_states(session, book(), APRIL) == published[0]
    assert outlook(session, APRIL, END) == published[1]
    session.get(Month, APRIL).state, session.get(Month, APRIL).pinned_seq = "open", None
    assert shown_states(session, book(), APRIL)[PLATFORM].reported == 90
    assert shown_states(session, book(), APRIL, version=1) == published[0]
    assert outlook(session, APRIL, END) != published[1]


def test_a_closed_month_shows_the_tasks_it_was_closed_with(session):
    session.add(Month(period=APRIL, state="closed", version=0, rule_version=1, pinned_seq=1))
    report(session, PLATFORM, ZJ, APRIL, closing="90")
    assert str(shown_states(session, book(), APRIL)[PLATFORM].reported) == "33.3"


def test_a_version_is_kept_once(session, published):
    with pytest.raises(MonthIsFrozen):
        keep_states(session, book(), APRIL, 1, 1)
    assert kept_outlook(session, APRIL, 0) is None
