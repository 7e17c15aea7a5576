"""锁定: when a month closes for good, who opens it again, for how long, and that it is said."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed
from data.intake import lock
from data.intake.lock import Request, exceptions, lock_day, locked, refusal, unlock
from data.store import rulebook
from data.store.tables import AuditEntry
from data.vocabulary import Role, Severity
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.hand_in import day
from tests.databases import furnish

OFFICE, EAST, LEADER, PHONE = Actor("office", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("l", Role.LEADER), Actor("t", Role.UNIT, "T")
LIMITS = """
ladder: []
limits: {due_days: {normal: 15}, lock_working_days: 10}
holidays:
  - {day: 2023-07-10, working: 否, name: 休, source: 试}
"""
JUNE, PLACE = "2023-06", ("E", "pole", "2023-06")  # due 2023-07-05, locked after 2023-07-20 (ten working days, one of them off)


def book(**more):
    return small_catalogue(supervision=LIMITS, **more)


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, book(), "2023-01", "test", datetime(2023, 1, 5))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def said(session, today):
    return refusal(session, rulebook.book_for(session, JUNE), PLACE, day(today))


def grant(session, until="2023-08-03", reason="数据迁移", actor=OFFICE, now="2023-08-01", place=PLACE):
    return unlock(session, actor, Request(*place, day(until), reason), datetime.fromisoformat(f"{now}T09:00"))


def test_the_lock_is_counted_in_working_days_after_the_deadline():
    assert lock_day(book(), book().ledger("pole"), JUNE) == date(2023, 7, 20)


def test_a_ledger_may_have_its_own_and_a_rule_book_none():
    own = book(ledgers={"pole": POLE + "deadline: {day: 5, lock_working_days: 1}\n"})
    assert lock_day(own, own.ledger("pole"), JUNE) == date(2023, 7, 6)
    assert lock_day(small_catalogue(), small_catalogue().ledger("pole"), JUNE) is None


@pytest.mark.parametrize(("in_service", "wanted"), [(date(2023, 7, 5), date(2023, 7, 20)), (date(2023, 7, 6), date(2023, 7, 21)), (None, date(2023, 7, 20))])
def test_a_backlog_is_counted_from_the_day_the_house_went_into_service(in_service, wanted):
    assert lock_day(book(), book().ledger("pole"), JUNE, in_service) == wanted


@pytest.mark.parametrize(("today", "is_locked"), [("2023-07-20", False), ("2023-07-21", True)], ids=["the last day", "the day after"])
def test_from_the_day_after_nothing_is_taken(session, today, is_locked):
    assert (said(session, today) is not None) == is_locked
    found = lock.findings(session, book(), PLACE, day(today))
    assert [(f.severity, f.rule) for f in found] == ([(Severity.ERROR, "month_locked")] if is_locked else [])


def test_the_sentence_says_since_when_and_what_to_do(session):
    assert all(words in said(session, "2023-08-01") for words in ("2023年6月“智慧杆柱”", "2023-07-20", "联系领导小组办公室批准锁定例外"))


@pytest.mark.parametrize(("today", "is_locked"), [("2023-08-03", False), ("2023-08-04", True)], ids=["its last day", "ended by itself"])
def test_an_exception_opens_the_month_until_its_day(session, today, is_locked):
    grant(session)
    assert (said(session, today) is not None) == is_locked


@pytest.mark.parametrize(("today", "shut"), [("2023-07-20", set()), ("2023-07-21", {"E", "W"}), ("2023-08-03", {"W"}), ("2023-08-04", {"E", "W"})])
def test_the_matrix_knows_what_the_refusal_says(session, today, shut):
    if today > "2023-08":
        grant(session)
    found, rules = locked(session, book(), JUNE, day(today)), rulebook.book_for(session, JUNE)
    assert {unit for unit, ledger in found if ledger == "pole"} == shut
    assert found == {(u.code, code) for u in rules.members for code in u.owes_in(JUNE) if refusal(session, rules, (u.code, code, JUNE), day(today))}


def test_it_opens_nothing_else(session):
    grant(session)
    now, rules = day("2023-08-02"), rulebook.book_for(session, JUNE)
    assert all(refusal(session, rules, place, now) for place in (("W", "pole", JUNE), ("E", "baseline", JUNE), ("E", "pole", "2023-05")))


def test_a_grant_is_on_record_with_its_reason(session):
    grant(session, reason=" 数据迁移 ")
    audited = session.scalars(select(AuditEntry)).one()
    assert (audited.act, audited.unit, audited.detail["until"], audited.detail["reason"]) == ("submission.unlock", "E", "2023-08-03", "数据迁移")


@pytest.mark.parametrize(("more", "words"), [
    ({"reason": " "}, "请写明"), ({"reason": "长" * 1001}, "超过 1000 字"), ({"until": "2023-07-31"}, "从今日起"), ({"until": "2023-09-02"}, "不超过 31 天"),
    ({"now": "2023-07-20", "until": "2023-07-21"}, "还没有锁定"), ({"place": ("E", "station", JUNE)}, "办法没有要求")])
def test_what_may_not_be_granted_says_why(session, more, words):
    with pytest.raises(GovernanceError, match=words):
        grant(session, **more)


def test_while_one_holds_no_other_is_needed(session):
    grant(session)
    with pytest.raises(GovernanceError, match="已有有效的例外"):
        grant(session)
    grant(session, now="2023-08-04", until="2023-08-05")


@pytest.mark.parametrize("actor", [EAST, LEADER])
def test_nobody_but_the_office_grants(session, actor):
    with pytest.raises(NotAllowed):
        grant(session, actor=actor)


def test_a_unit_reads_its_own_and_whether_they_hold(session):
    grant(session)
    assert [(r.unit, r.holds) for r in exceptions(session, EAST, day("2023-08-03"))] == [("E", True)]
    assert [r.holds for r in exceptions(session, LEADER, day("2023-08-04"))] == [False]
    assert exceptions(session, PHONE, day("2023-08-03")) == []
