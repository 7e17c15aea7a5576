"""The chain: whatever is changed afterwards is found, at the right place."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update

from data.access import audit
from data.access.audit import AuditQuery
from data.access.scope import SYSTEM, Actor
from data.calendar import utc
from data.store.tables import AuditEntry
from data.vocabulary import Role
from tests.data.access.conftest import NOW

OFFICE, UNIT, AUDITOR = Actor("bei", Role.OFFICE), Actor("dong", Role.UNIT, "U1"), Actor("shen", Role.AUDIT_ADMIN)


def fill(store, count, first=1):
    with store.write() as session:
        for n in range(first, first + count):
            actor = UNIT if n % 2 else OFFICE
            act, at = "order.close" if n % 3 else "signin", NOW + timedelta(minutes=n)
            audit.record(session, actor, act, f"order:{n}", at, unit=actor.unit, n=n)


def problems_after(store, *statements, anchor=None):
    with store.write() as session:
        for statement in statements:
            session.execute(statement)
    with store.read() as session:
        return audit.verify(session, anchor)


def test_an_entry_is_dated_by_the_store_s_clock_whatever_the_business_day(access_store):
    real, business = NOW + timedelta(days=900), NOW
    clocked = replace(access_store, clock=lambda: real)
    for store in (access_store, clocked, clocked.simulated()):
        with store.write() as session:
            audit.record(session, OFFICE, "x", "y", business)
    with access_store.read() as session:
        assert list(session.scalars(select(AuditEntry.at).order_by(AuditEntry.seq))) == [utc(business), utc(real), utc(business)]
        assert audit.verify(session, None) == []


def test_an_untouched_chain_is_whole_on_both_databases(either_store):
    with either_store.write() as session:
        audit.record(session, SYSTEM, "x", "督办单𠮷\0", NOW, words="含\0空字符", number=Decimal("1.50"), day=date(2023, 6, 1), half=0.1,
                     rows={"read": 3, "names": ["甲", None, True]}, roles={"b", "a"}, role_given=Role.OFFICE)
    fill(either_store, 5)
    assert problems_after(either_store) == []


def test_an_act_and_its_record_share_one_transaction(access_store):
    with pytest.raises(ZeroDivisionError), access_store.write() as session:
        audit.record(session, SYSTEM, "x", "y", NOW)
        raise ZeroDivisionError
    with access_store.read() as session:
        assert session.scalar(select(AuditEntry.seq)) is None


@pytest.mark.parametrize(("values", "column"), [
    ({"subject": "order:99"}, "subject"), ({"actor": "other"}, "actor"), ({"at": utc(NOW)}, "time"), ({"outcome": "denied"}, "outcome"),
    ({"detail": {"n": 8}}, "detail"), ({"unit": "U2"}, "unit"), ({"address": "10.0.0.1"}, "address"),
    ({"role": "leader"}, "role")], ids=str)
def test_an_edited_entry_is_named(access_store, values, column):
    fill(access_store, 9)
    problems = problems_after(access_store, update(AuditEntry).where(AuditEntry.seq == 7).values(**values))
    assert problems == ["第 7 条记录的内容与其校验值不符：记录被改动"]


def test_an_edit_that_is_hashed_again_breaks_the_next_link(access_store):
    fill(access_store, 9)
    with access_store.write() as session:
        entry = session.get(AuditEntry, 4)
        entry.subject = "order:99"
        entry.hash = audit._link(entry.previous, {name: getattr(entry, name) for name in audit.FIELDS})
    assert problems_after(access_store) == ["第 5 条记录与前一条不相接：前一条被改动、调换或删除"]


@pytest.mark.parametrize(("gone", "sentence"), [(1, "第 1 至 1 条记录缺失"), (5, "第 5 至 5 条记录缺失")])
def test_a_deleted_entry_leaves_a_gap(access_store, gone, sentence):
    fill(access_store, 9)
    assert problems_after(access_store, delete(AuditEntry).where(AuditEntry.seq == gone))[0] == sentence


def test_entries_that_changed_places_are_found(access_store):
    fill(access_store, 9)
    swap = [update(AuditEntry).where(AuditEntry.seq == a).values(seq=b) for a, b in ((3, 100), (4, 3), (100, 4))]
    assert problems_after(access_store, *swap)[0].startswith("第 3 条记录")


def test_a_cut_tail_is_found_by_the_anchor_alone(access_store, home):
    anchor = audit.anchor_path(home)
    fill(access_store, 9)
    with access_store.read() as session:
        assert audit.write_anchor(session, anchor, NOW)
    cut = delete(AuditEntry).where(AuditEntry.seq > 6)
    assert problems_after(access_store, cut) == []
    with access_store.read() as session:
        assert audit.verify(session, anchor) == ["第 9 条已锚定的记录不在库中：尾部被截断，或数据库被旧备份替换"]


def test_a_cut_tail_that_grew_again_disagrees_with_the_anchor(access_store, home):
    anchor = audit.anchor_path(home)
    fill(access_store, 9)
    with access_store.read() as session:
        audit.write_anchor(session, anchor, NOW)
    problems_after(access_store, delete(AuditEntry).where(AuditEntry.seq > 6))
    fill(access_store, 5, first=20)
    with access_store.read() as session:
        assert audit.verify(session, anchor) == ["第 9 条记录与锚定文件不符：记录被整体改写"]


def test_the_same_head_is_anchored_once(access_store, home):
    anchor = audit.anchor_path(home)
    with access_store.read() as session:
        assert not audit.write_anchor(session, anchor, NOW)
    fill(access_store, 2)
    with access_store.read() as session:
        assert [audit.write_anchor(session, anchor, NOW) for _ in range(2)] == [True, False]
    fill(access_store, 1, first=3)
    with access_store.read() as session:
        assert audit.write_anchor(session, anchor, NOW)
        assert audit.verify(session, anchor) == []
    assert [line.split()[0] for line in anchor.read_text().splitlines()] == ["2", "3"]


def test_a_spoilt_anchor_is_said_so(access_store, home):
    home.mkdir(parents=True)
    anchor = audit.anchor_path(home)
    anchor.write_text("nine abc\n")
    fill(access_store, 1)
    with access_store.read() as session:
        assert audit.verify(session, anchor) == ["锚定文件中有无法识别的行，可能被改动"]


@pytest.mark.parametrize(("query", "found"), [
    (AuditQuery(), [9, 8, 7, 6, 5, 4, 3, 2, 1]), (AuditQuery(actor="bei"), [8, 6, 4, 2]), (AuditQuery(act="signin"), [9, 6, 3]),
    (AuditQuery(unit="U1"), [9, 7, 5, 3, 1]), (AuditQuery(outcome="denied"), []),
    (AuditQuery(since=utc(NOW + timedelta(minutes=8))), [9, 8]), (AuditQuery(before=utc(NOW + timedelta(minutes=2))), [1])], ids=str)
def test_filters_narrow_the_log(access_store, query, found):
    fill(access_store, 9)
    with access_store.read() as session:
        assert [entry.seq for entry in audit.entries(session, AUDITOR, query)] == found


def test_the_log_is_read_in_pages_from_the_newest(access_store):
    fill(access_store, 5)
    with access_store.read() as session:
        assert [entry.seq for entry in audit.entries(session, AUDITOR, AuditQuery(), cursor=4, limit=2)] == [3, 2]


def test_others_see_only_what_they_did_themselves(access_store):
    fill(access_store, 9)
    with access_store.read() as session:
        assert {entry.actor for entry in audit.entries(session, UNIT, AuditQuery())} == {"dong"}
        assert audit.entries(session, UNIT, AuditQuery(actor="bei")) == []
        assert audit.acts(session, AUDITOR) == ["order.close", "signin"]
