"""What a file changed against the version before it: added, changed field by field, closed; by month, by page, in one's scope."""

from datetime import datetime

import orjson
import pytest
from sqlalchemy import func, select

from data.access.scope import Actor
from data.errors import NotFound
from data.intake.accept import VALUES, Writing, difference, open_until, standing_rows, write_versions
from data.intake.differences import DifferenceKind, all_differences, differences
from data.intake.withdraw import withdraw
from data.store import rulebook
from data.store.marks import set_mark
from data.store.tables import Submission
from data.vocabulary import Outcome, Role
from tests.data.intake.test_claims import JUNE, MAY, session  # noqa: F401

EAST, PHONE, OFFICE = Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T"), Actor("o", Role.OFFICE)
ADDED, CHANGED, CLOSED = DifferenceKind


def hand_in(session, period, **poles):  # noqa: F811
    """E's poles by their height; the entry's number."""
    seq = (session.scalar(select(func.max(Submission.seq))) or 0) + 1
    entry = Submission(receipt=f"R{seq}", seq=seq, unit="E", ledger="pole", period=period, sha256=f"{seq}", file_name="f", size=1, door="cli", by="t",
                       received_at=datetime(2023, 7, 1, 9), outcome=Outcome.ACCEPTED, rule_version=1, rows={}, layout={}, totals={})
    session.add(entry)
    session.flush()
    ledger = rulebook.newest_book(session).ledger("pole")
    old = standing_rows(session, "E", "pole", period)
    changes = difference(old.hashes, {key: f"{height}" for key, height in poles.items()})
    opened = {key: row(key, poles[key], seq) for key in (*changes.added, *changes.changed)}
    write_versions(Writing(session, "E", ledger, period, open_until(session, "E", ledger, period), seq), old, changes, opened)
    session.flush()
    return entry.id


def row(key, height, seq):
    values = {"key": key, "code": None, "class_code": None, "region": "990101", "name": f"杆{key}", "kind": "新建", "status": "在建", "lng": None,
              "lat": None, "grid": None, "on_date": None, "code_ok": False, "disputed": False, "sheet": "台账", "row": 2, "source": seq,
              "hash": f"{height}", "body": orjson.dumps({"pole_no": key, "height_m": height}).decode()}
    return tuple(values[name] for name in VALUES)


def found(session, number, actor=EAST, **more):  # noqa: F811
    page = differences(session, actor, number, **more)
    return [(d.kind, d.key, d.fields) for d in page.rows]


def test_of_the_first_file_every_row_is_new(session):  # noqa: F811
    first = hand_in(session, MAY, a=8, b=9)
    assert found(session, first) == [(ADDED, "a", []), (ADDED, "b", [])]


def test_a_later_file_tells_each_cell_that_differs_and_nothing_else(session):  # noqa: F811
    first = hand_in(session, MAY, a=8, b=9, c=10)
    again = hand_in(session, MAY, a=8, b=12, d=7)
    assert found(session, again) == [(CHANGED, "b", [("高度", "9", "12")]), (CLOSED, "c", []), (ADDED, "d", [])]
    assert differences(session, EAST, again).counts == {ADDED: 1, CHANGED: 1, CLOSED: 1}
    assert found(session, first) == [(ADDED, "a", []), (ADDED, "b", []), (ADDED, "c", [])]


def test_counts_are_those_of_the_acceptance_until_a_file_of_the_month_is_returned(session):  # noqa: F811
    first, again = hand_in(session, MAY, a=8, b=9), hand_in(session, MAY, a=8, b=12)
    session.get_one(Submission, again).rows = {"added": 5, "changed": 6, "closed": 7}
    assert differences(session, EAST, again).counts == {ADDED: 5, CHANGED: 6, CLOSED: 7}
    session.get_one(Submission, first).withdrawn_at = datetime(2023, 7, 2)
    assert differences(session, EAST, again).counts == {ADDED: 0, CHANGED: 1, CLOSED: 0}


def test_a_month_is_compared_with_the_month_before_it(session):  # noqa: F811
    hand_in(session, MAY, a=8, b=9)
    assert found(session, hand_in(session, JUNE, a=8, b=12)) == [(CHANGED, "b", [("高度", "9", "12")])]


def test_a_correction_of_an_earlier_month_tells_nothing_of_the_later_one(session):  # noqa: F811
    hand_in(session, MAY, a=8, b=9)
    june = hand_in(session, JUNE, a=8, b=12)
    assert found(session, hand_in(session, MAY, a=6, b=9)) == [(CHANGED, "a", [("高度", "8", "6")])]
    assert found(session, june) == [(CHANGED, "b", [("高度", "9", "12")])]


def test_a_return_tells_what_it_took_back(session):  # noqa: F811
    first, second = hand_in(session, MAY, a=8), hand_in(session, MAY, a=9, b=7)
    set_mark(session, "series:acceptance", "90")
    again = withdraw(session, OFFICE, second, "错报", datetime(2023, 7, 3))
    assert found(session, again.id) == [(CHANGED, "a", [("高度", "9", "8")]), (CLOSED, "b", [])]
    assert found(session, second) == [(CHANGED, "a", [("高度", "8", "9")]), (ADDED, "b", [])] and len(found(session, first)) == 1


@pytest.mark.parametrize(("limit", "pages"), [(2, [["a", "b"], ["c", "d"], ["e"]]), (5, [["a", "b", "c", "d", "e"]])])
def test_long_ones_are_paged_by_key(session, limit, pages):  # noqa: F811
    number, after, seen = hand_in(session, MAY, a=1, b=1, c=1, d=1, e=1), "", []
    while after is not None:
        page = differences(session, EAST, number, after, limit)
        seen, after = [*seen, [d.key for d in page.rows]], page.following
    assert seen == pages and [d.key for d in all_differences(session, EAST, number, 3)] == ["a", "b", "c"]


def test_a_rejected_file_changed_nothing_and_a_foreign_one_is_not_told(session):  # noqa: F811
    number = hand_in(session, MAY, a=8)
    with pytest.raises(NotFound):
        differences(session, PHONE, number)
    with pytest.raises(NotFound):
        differences(session, EAST, 999)
    session.add(Submission(id=99, receipt="X", unit="E", ledger=None, period=None, sha256="x", file_name="f", size=1, door="cli", by="t",
                           received_at=datetime(2023, 7, 1), outcome=Outcome.REJECTED, rule_version=1, rows={}, layout={}, totals={}))
    session.flush()
    assert found(session, 99) == [] and not any(differences(session, EAST, 99).counts.values())
