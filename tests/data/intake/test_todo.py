"""待办: what presses a unit, in which words, and who is owed what."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.intake.confirm import confirm
from data.intake.todo import TodoKind, todo_counts, todos
from data.store import rulebook
from data.store.tables import LockException, Month, Submission
from data.vocabulary import Declaration, Role
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.hand_in import day
from tests.data.intake.test_lock import LIMITS
from tests.databases import furnish

OFFICE, LEADER = Actor("o", Role.OFFICE), Actor("l", Role.LEADER)
EAST, PHONE = Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T")
MAY, JUNE = "2023-05", "2023-06"
ALL_OF_E = ("pole", "baseline", "indicator_report")


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(supervision=LIMITS), "2023-01", "test", datetime(2023, 1, 5))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def file(session, ledger="pole", outcome="accepted", unit="E", period=JUNE, at="2023-07-03T01:00", **more):
    number = session.query(Submission).count() + 1
    entry = Submission(receipt=f"R{number}", seq=number if outcome == "accepted" else None, unit=unit, ledger=ledger, period=period, sha256="0" * 64,
                       file_name="f", size=1, door="page", by="t", received_at=datetime.fromisoformat(at), outcome=outcome, rule_version=1, rows={},
                       layout={}, totals={}, **more)
    session.add(entry)
    session.flush()
    return entry


def all_but_poles(session):
    for ledger in ALL_OF_E[1:]:
        file(session, ledger)


def found(session, today="2023-07-03", unit="E", period=JUNE, actor=EAST):
    return todos(session, actor, unit, period, datetime.fromisoformat(f"{today}T09:00"))


@pytest.mark.parametrize(("today", "kind", "words"), [
    pytest.param("2023-07-03", TodoKind.DUE, "还有 2 个工作日截止", id="two days before"),
    pytest.param("2023-07-05", TodoKind.DUE, "今日截止", id="on the day"),
    pytest.param("2023-07-06", TodoKind.OVERDUE, "已逾期 1 个工作日", id="the day after"),
    pytest.param("2023-07-11", TodoKind.OVERDUE, "已逾期 3 个工作日", id="over a weekend and a holiday"),
    pytest.param("2023-07-21", TodoKind.OVERDUE, "已逾期 11 个工作日，已锁定，须先联系办公室批准锁定例外", id="locked")])
def test_what_is_owed_says_how_long_there_is(session, today, kind, words):
    all_but_poles(session)
    (one,) = found(session, today)
    assert (one.kind, one.words, one.ledger_name, one.due) == (kind, words, "智慧杆柱", day("2023-07-05"))


def test_what_may_be_declared_is_offered_and_no_more_once_locked(session):
    all_but_poles(session)
    assert (found(session)[0].declares, found(session, "2023-07-21")[0].declares) == ((Declaration.ZERO,), ())


def test_a_returned_file_tells_the_office_s_reason_and_a_rejected_one_what_to_do(session):
    all_but_poles(session)
    entry = file(session, outcome="rejected")
    assert [(t.kind, t.submission) for t in found(session)] == [(TodoKind.RETURNED, entry.id)] and "按标注改正" in found(session)[0].words
    file(session, withdrawn_at=datetime(2023, 7, 3, 2), withdrawn_reason="与现场不符")
    assert found(session)[0].words == "办公室退回：与现场不符；还有 2 个工作日截止"


def test_a_file_that_waits_for_words_is_said_so(session):
    all_but_poles(session)
    entry = file(session, outcome="rejected", awaiting="explanation")
    assert [(t.kind, t.submission, t.declares) for t in found(session)] == [(TodoKind.AWAITING, entry.id, ())]


def test_a_file_of_the_office_asks_for_confirmation_until_it_is_given_or_replaced(session):
    all_but_poles(session)
    entry = file(session, on_behalf=True)
    assert [(t.kind, t.submission) for t in found(session)] == [(TodoKind.CONFIRM, entry.id)]
    confirm(session, EAST, entry.id, datetime(2023, 7, 3))
    assert found(session) == []
    file(session, on_behalf=True)
    file(session)
    assert found(session) == []


def test_a_month_that_was_closed_presses_no_more_unless_it_is_looked_at(session):
    file(session, "pole", period=MAY)
    assert {t.period for t in found(session)} == {MAY, JUNE}
    session.add(Month(period=MAY, state="closed", version=0, rule_version=1, pinned_seq=1))
    session.flush()
    assert {t.period for t in found(session)} == {JUNE} and {t.period for t in found(session, period=MAY)} == {MAY, JUNE}


def test_a_running_month_is_listed_only_when_it_is_looked_at(session):
    assert {t.period for t in found(session, "2023-07-20")} == {JUNE} and "2023-07" in {t.period for t in found(session, period="2023-07")}


def test_an_exception_is_told_until_it_is_used_or_ends(session):
    for ledger in ALL_OF_E:
        file(session, ledger)
    session.add(LockException(unit="E", ledger="pole", period="2023-02", until=day("2023-07-05"), reason="补录", by="o",
                              granted_at=datetime(2023, 7, 1)))
    session.add_all(Month(period=f"2023-0{n}", state="closed", version=0, rule_version=1, pinned_seq=1) for n in (2, 3, 4, 5))
    session.flush()
    assert [(t.kind, t.words) for t in found(session)] == [(TodoKind.EXCEPTION, "锁定例外还有 2 个工作日到期，到期后不再接收；批准原因：补录")]
    assert [t.words[:8] for t in found(session, "2023-07-05")] == ["锁定例外今日到期"] and found(session, "2023-07-06") == []
    file(session, period="2023-02")
    assert found(session) == []


def test_what_presses_most_comes_first(session):
    file(session, "pole", period=MAY)
    file(session, "baseline", outcome="rejected")
    file(session, "indicator_report", on_behalf=True)
    kinds = [t.kind for t in found(session)]
    assert kinds == sorted(kinds, key=list(TodoKind).index) and kinds[0] == TodoKind.OVERDUE and kinds[-1] == TodoKind.DUE


def test_a_foreign_list_is_not_read(session):
    with pytest.raises(NotFound):
        found(session, actor=PHONE)
    with pytest.raises(NotAllowed):
        found(session, actor=LEADER)


def test_who_is_owed_what_is_counted_by_unit(session):
    all_but_poles(session)
    file(session, "station", outcome="rejected", unit="T")
    rows = todo_counts(session, OFFICE, JUNE, day("2023-07-06"))
    assert {r.unit: r.counts for r in rows} == {
        "E": {TodoKind.OVERDUE: 1}, "W": {TodoKind.OVERDUE: 3}, "T": {TodoKind.RETURNED: 1, TodoKind.OVERDUE: 1}}
    assert rows[0].unit == "W" and [r.unit for r in todo_counts(session, PHONE, JUNE, day("2023-07-06"))] == ["T"]


