"""更正清单: after a publication every figure that later files changed is told with what changed it, and nothing else."""

import pytest

from data.access.scope import Actor
from data.assessment.months import close_month, publish_month, reopen_month
from data.assessment.restated import restatements
from data.intake.withdraw import withdraw
from data.store.rulebook import adopt
from data.vocabulary import FigureState, Role
from tests.catalogue_builder import INDICATORS
from tests.data.assessment.past_story import JUNE, OFFICE, adopted, at, book, hand_in
from tests.databases import furnish

NOW = at("2023-07-20 09:00")


def published(store):
    """E has 2 poles, W one; T handed nothing in."""
    adopted(store)
    with store.write() as session:
        hand_in(session, at("2023-06-28 09:00"), "E", "pole", False, {"a": "c1", "b": "c2"})
        hand_in(session, at("2023-06-29 09:00"), "W", "pole", False, {"x": "c9"})
        close_month(session, JUNE, OFFICE, at("2023-07-06 09:00"))
        publish_month(session, JUNE, OFFICE, at("2023-07-10 09:00"))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, published)
    with store.write() as session:
        yield session
    store.close()


def told(session, actor=OFFICE):
    """(indicator, unit) → published, now, and who changed it how."""
    found = restatements(session, actor, JUNE, NOW)
    return {(r.indicator, r.unit): (r.published, r.now, [(c.receipt, c.act) for c in r.causes]) for r in found.rows}


def test_nothing_is_told_before_something_came(session):
    found = restatements(session, OFFICE, JUNE, NOW)
    assert (found.version, found.files, found.rows, found.is_open_again) == (1, 0, [], False)
    assert (found.closed_at, found.published_at) == (at("2023-07-06 09:00"), at("2023-07-10 09:00"))


def test_a_correction_is_told_with_its_receipt_for_the_unit_and_the_city(session):
    came = hand_in(session, at("2023-07-12 09:00"), "E", "pole", False, {"a": "c1", "b": "c2", "d": "c4"})
    rows = told(session)
    assert rows["P1", "E"] == (2, 3, [(came.receipt, "报送")])
    assert rows["P1", None] == (3, 4, [(came.receipt, "报送")])
    assert ("P1", "W") not in rows and ("N1", "T") not in rows


def test_a_file_that_changes_no_figure_is_counted_and_not_listed(session):
    hand_in(session, at("2023-07-12 09:00"), "E", "pole", False, {"a": "c1", "b": "c3"})
    found = restatements(session, OFFICE, JUNE, NOW)
    assert (found.files, [r for r in found.rows if r.indicator == "P1"]) == (1, [])


def test_what_was_missing_and_came_late_is_told_as_missing_and_not_as_zero(session):
    hand_in(session, at("2023-07-12 09:00"), "T", "station", True, {"s": "k1"})
    row = next(r for r in restatements(session, OFFICE, JUNE, NOW).rows if (r.indicator, r.unit) == ("N1", "T"))
    assert (row.published, row.published_state, row.now, row.now_state, row.change) == (None, FigureState.MISSING, 1, FigureState.OK, None)
    assert [(c.act, c.unit_name) for c in row.causes] == [("代报", "通信")]


def test_a_return_after_reopening_is_told_as_one(session):
    came = hand_in(session, at("2023-07-12 09:00"), "E", "pole", False, {"a": "c1"})
    reopen_month(session, JUNE, OFFICE, at("2023-07-13 09:00"), "更正")
    assert told(session)["P1", "E"][:2] == (2, 1)
    back = withdraw(session, OFFICE, came.id, "错报", at("2023-07-14 09:00"))
    found = restatements(session, OFFICE, JUNE, NOW)
    assert (found.is_open_again, [r for r in found.rows if r.indicator == "P1"], found.files) == (True, [], 2)
    hand_in(session, at("2023-07-15 09:00"), "E", "pole", False, {"a": "c1", "b": "c2", "e": "c5"})
    assert told(session)["P1", "E"][2][:2] == [(came.receipt, "报送"), (back.receipt, "退回")]


def test_a_code_that_another_unit_let_go_names_the_file_that_let_it_go(session):
    """W claimed c1 as well, which counts for E until E lets it go."""
    hand_in(session, at("2023-07-11 09:00"), "W", "pole", False, {"x": "c9", "y": "c1"})
    before = told(session)
    came = hand_in(session, at("2023-07-12 09:00"), "E", "pole", False, {"b": "c2"})
    after = told(session)
    assert ("P1", "W") not in before
    assert after["P1", "W"][:2] == (1, 2) and after["P1", "E"] == (2, 1, [(came.receipt, "报送")])


def test_a_newer_rule_book_alone_changes_nothing_that_was_published(session):
    adopt(session, book(indicators=INDICATORS.replace("where: {eq: [status, 已建成]}", "where: {eq: [status, 在建]}")), "2023-01", "o", NOW)
    hand_in(session, at("2023-07-12 09:00"), "W", "pole", False, {"x": "c9"})
    assert told(session) == {}


@pytest.mark.parametrize(("actor", "units"), [
    (Actor("e", Role.UNIT, "E"), {None, "E"}), (Actor("w", Role.UNIT, "W"), {None}), (Actor("x", Role.EVALUATOR), {None})])
def test_a_reader_sees_the_city_and_its_own(session, actor, units):
    hand_in(session, at("2023-07-12 09:00"), "E", "pole", False, {"a": "c1"})
    found = restatements(session, actor, JUNE, NOW)
    assert {r.unit for r in found.rows if r.indicator == "P1"} == units
    assert {c.is_seen for r in found.rows for c in r.causes} == {actor.unit == "E"}


def test_a_month_that_was_never_published_has_none(session):
    assert restatements(session, OFFICE, "2023-05", NOW).version == 0
