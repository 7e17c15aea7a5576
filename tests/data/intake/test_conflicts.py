"""冲突 found in a ledger: same code, one thing under two codes, same place — each pair once, in the reader's scope; on both databases."""

from types import SimpleNamespace

import pytest
from sqlalchemy import update

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.intake import conflicts as service
from data.intake.conflicts import ConflictsAsked, conflicts
from data.store.rulebook import adopt
from data.store.tables import Submission
from data.vocabulary import ConflictKind, Role
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in
from tests.databases import furnish

JUNE = "2023-06"
OFFICE, EAST, WEST, COMPANY = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("w", Role.UNIT, "W"), Actor("t", Role.UNIT, "T")
NEAR = POLE.replace("placed: 是\n", "placed: 是\nsame_place_within: 5\n")
METRE = 1 / 110_850  # degrees of latitude at 30.5° N
SAME, TWO, PLACE = ConflictKind.SAME_CODE, ConflictKind.TWO_CODES, ConflictKind.SAME_PLACE


def pole(key, north, code=None, name=None, **more):
    """So many metres north of one point."""
    return a_row(key, pole_no=key, code=code, name=name, lng=100.5, lat=30.5 + north * METRE, **more)


def two_districts(store):
    with store.write() as session:
        adopt(session, small_catalogue({"pole": NEAR}), "2023-01", "test", NOW)
        hand_in(session, "E", "pole", JUNE, [
            pole("e1", 0, "c1", "一号杆"), pole("e2", 100, "c2", "长江路3号杆"), pole("e3", 103, "c3", "长江路3号杆"),
            pole("e4", 200, "c4", "桥头杆"), pole("7", 300, "c5", "甲"), pole("e6", 400, None, "无码杆"), pole("e7", 500, "c7", "角杆")])
        hand_in(session, "W", "pole", JUNE, [
            pole("w1", 1, "c1", "西一号", disputed=True), pole("w4", 203, "w4", "桥头杆"), pole("7", 304, "w5", "乙"),
            pole("w6", 402, "w6", "路口杆"), pole("w7", 505.2, "w7", "远杆")])


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, two_districts)
    yield opened
    opened.close()


def told(store, actor=OFFICE, limit=200, **words):
    with store.read() as session:
        return conflicts(session, actor, ConflictsAsked(**{"period": JUNE, **words}), limit)


def pairs(found):
    return [(one.kind, f"{one.one.unit}{one.one.key}", f"{one.other.unit}{one.other.key}") for one in found.rows]


def test_every_pair_is_told_once_under_the_kind_that_presses_most(store):
    """e7 and w7 are 5.2 metres apart; e2 and e3 are one unit's, of the same name; w1 claims the code of e1 beside it."""
    found = told(store)
    assert pairs(found) == [(SAME, "Ee1", "Ww1"), (TWO, "Ee2", "Ee3"), (TWO, "Ee4", "Ww4"), (TWO, "E7", "W7"), (PLACE, "Ee6", "Ww6")]
    assert [round(one.metres) for one in found.rows] == [1, 3, 3, 4, 2] and (found.more, found.cut, found.left_out) == (0, [], [])


def test_the_claimant_that_counts_stands_first_and_both_cells_are_named(store):
    one = told(store, kind="same_code").rows[0]
    assert (one.one.counts, one.other.counts, one.one.cell, one.other.cell) == (True, False, "台账!A2", "台账!A2")
    assert (one.one.submission, one.other.submission) == (1, 2)


def test_pairs_are_counted_by_ledger_and_by_both_units(store):
    found = told(store)
    assert found.by_ledger == {"pole": {SAME: 1, TWO: 3, PLACE: 1}}
    assert found.by_unit == {"E": {SAME: 1, TWO: 3, PLACE: 1}, "W": {SAME: 1, TWO: 2, PLACE: 1}}


def test_what_is_left_out_of_a_long_list_is_counted(store):
    found = told(store, limit=2)
    assert (len(found.rows), found.more, found.by_ledger["pole"].total()) == (2, 3, 5)


def test_a_unit_sees_its_own_pairs_and_of_the_other_only_what_is_needed(store):
    found = told(store, WEST)
    assert pairs(found) == [(SAME, "Ee1", "Ww1"), (TWO, "Ee4", "Ww4"), (TWO, "E7", "W7"), (PLACE, "Ee6", "Ww6")] and list(found.by_unit) == ["W"]
    foreign, its = found.rows[0].one, found.rows[0].other
    assert (foreign.is_readers, foreign.submission, foreign.cell) == (False, None, None) and (its.is_readers, its.submission) == (True, 2)
    assert told(store, COMPANY).rows == []


def test_foreign_units_and_foreign_roles_are_refused(store):
    with pytest.raises(NotFound):
        told(store, WEST, unit="E")
    with pytest.raises(NotAllowed):
        told(store, Actor("x", Role.EVALUATOR))


def test_a_filter_narrows_rows_and_counts(store):
    assert pairs(told(store, kind="same_place")) == [(PLACE, "Ee6", "Ww6")] and told(store, ledger="station").rows == []
    assert told(store, unit="W").by_ledger == {"pole": {SAME: 1, TWO: 2, PLACE: 1}} and told(store, period="2023-05").rows == []


def test_a_ledger_that_declares_no_distance_is_asked_about_codes_only(store):
    with store.write() as session:
        adopt(session, small_catalogue(), JUNE, "test", NOW)
    assert pairs(told(store)) == [(SAME, "Ee1", "Ww1")] and round(told(store).rows[0].metres) == 1


def test_ledgers_too_large_to_compare_at_once_are_named(store, monkeypatch):
    monkeypatch.setattr(service, "MOST_READ", 11)
    assert (told(store).rows, told(store).left_out) == ([], ["智慧杆柱"]) and len(told(store, ledger="pole").rows) == 5
    monkeypatch.setattr(service, "MOST_READ", 12)
    assert told(store).left_out == []


def test_a_third_claimant_is_paired_with_the_one_that_counts(store):
    with store.write() as session:
        hand_in(session, "T", "pole", JUNE, [pole("t1", 900, "c1", disputed=True)])
        session.execute(update(Submission).where(Submission.unit == "T").values(layout={}))
    found = told(store, kind="same_code")
    assert pairs(found) == [(SAME, "Ee1", "Ww1"), (SAME, "Ee1", "Tt1")] and found.rows[1].other.cell is None
    assert round(found.rows[1].metres) == 900


def test_the_distance_of_a_sensitive_ledger_is_for_who_sees_all(store):
    with store.write() as session:
        adopt(session, small_catalogue({"pole": NEAR.replace("placed: 是", "placed: 是\nsensitive: 是")}), JUNE, "test", NOW)
    assert {one.metres for one in told(store, WEST).rows} == {None} and None not in {one.metres for one in told(store).rows}


def claims(*said):
    """Rows by (unit, is it disputed), all of one code; a row that nobody disputes stands beside them."""
    return [SimpleNamespace(unit=unit, code="c1", disputed=disputed) for unit, disputed in said] + [SimpleNamespace(unit="Z", code="c2", disputed=False)]


@pytest.mark.parametrize(("rows", "found"), [
    (claims(("W", True), ("E", False)), [(1, 0)]), (claims(("W", True), ("E", False), ("T", True)), [(1, 0), (1, 2)]),
    (claims(("W", True), ("T", True)), [(0, 1)]), (claims(("E", False), ("E", True)), []), (claims(("E", False), ("W", False)), [])])
def test_the_row_that_counts_stands_against_every_disputed_one(rows, found):
    """Wherever it stands; where none counts any more, the first of them; rows of one unit are not in conflict."""
    assert list(service.same_code(rows)) == found
