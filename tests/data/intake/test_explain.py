"""说明: matched by object or cell, remembered until they expire, written by the unit alone."""

from datetime import datetime

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.intake.explain import note_words, noted_words, object_of, remember, remembered, words_for
from data.intake.found import Found
from data.store import rulebook
from data.store.tables import AuditEntry, Explanation, Finding, Submission
from data.vocabulary import Quality, Role, Severity
from tests.catalogue_builder import small_catalogue
from tests.databases import furnish

NOW = datetime(2023, 7, 3, 9)
EAST = Actor("e", Role.UNIT, "E")


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", NOW)


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def waiting(session, awaiting="explanation"):
    """A file of E with a doubt about pole A1, a doubt about the file, and one thing that is only said."""
    entry = Submission(
        receipt="R1",
        unit="E",
        ledger="pole",
        period="2023-06",
        sha256="0",
        file_name="a",
        size=1,
        door="page",
        by="e",
        received_at=NOW,
        outcome="rejected",
        awaiting=awaiting,
        rule_version=1,
        rows={},
        layout={},
        totals={},
    )
    session.add(entry)
    session.flush()
    for n, (severity, key, cell) in enumerate((("warning", "A1", "F3"), ("warning", None, None), ("info", "A2", "F4")), 1):
        session.add(
            Finding(
                submission=entry.id,
                number=n,
                severity=severity,
                quality="accuracy",
                rule=f"r{n}",
                sheet="台账",
                cell=cell,
                row=None,
                header="高度",
                value=None,
                object_key=key,
                message="请核实",
                explanation=None,
            )
        )
    session.flush()
    return entry


def doubt(rule="r1", key="A1", cell="F3"):
    return Found(Severity.WARNING, Quality.ACCURACY, rule, "台账", cell, 3, "高度", "20", key, "请核实")


@pytest.mark.parametrize(
    ("known", "given", "wanted"),
    [
        ({}, {}, None),
        ({("r1", "A1"): "旧"}, {}, "旧"),
        ({}, {("r1", "A1"): "新"}, "新"),
        ({("r1", "A1"): "旧"}, {("r1", "A1"): "新"}, "新"),
        ({}, {("r1", "台账!F3"): "按格"}, "按格"),
        ({}, {("r1", "A1"): "  "}, None),
        ({("r1", "A1"): "旧"}, {("r1", "A1"): " "}, "旧"),
        ({("r2", "A1"): "别的规则"}, {}, None),
        ({("r1", "A9"): "别的对象"}, {("r1", "台账!F9"): "别的格"}, None),
    ],
)
def test_words_are_found_by_object_then_by_cell_and_new_ones_win(known, given, wanted):
    assert words_for(doubt(), "2023-06", known, given) == wanted


def test_a_doubt_about_the_whole_file_is_this_month_s_alone():
    assert object_of(doubt(key=None), "2023-06") == "file:2023-06"
    assert words_for(doubt(key=None), "2023-07", {("r1", "file:2023-06"): "六月的"}, {}) is None


@pytest.mark.parametrize(("period", "holds"), [("2023-06", True), ("2023-09", True), ("2023-10", False)], ids=["its month", "the last", "expired"])
def test_words_hold_for_their_months(session, period, holds):
    remember(session, waiting(session), {("r1", "A1"): "合杆"}, "e", NOW, 3)
    assert (remembered(session, "E", "pole", period) == {("r1", "A1"): "合杆"}) is holds
    assert remembered(session, "W", "pole", period) == {} == remembered(session, "E", "station", period)


def test_newer_words_replace_the_older_and_hold_longer(session):
    entry = waiting(session)
    remember(session, entry, {("r1", "A1"): "合杆"}, "e", NOW, 3)
    entry.period = "2023-08"
    remember(session, entry, {("r1", "A1"): "仍为合杆"}, "e2", NOW, 3)
    (kept,) = session.scalars(select(Explanation))
    assert (kept.words, kept.by, kept.good_through) == ("仍为合杆", "e2", "2023-11")


def test_words_written_beside_findings_are_found_again_and_audited(session):
    entry = waiting(session)
    note_words(session, EAST, entry.id, {1: " 合杆 ", 2: "已核对"}, NOW)
    session.flush()
    assert noted_words(session, entry.id) == {("r1", "A1"): "合杆", ("r1", "台账!F3"): "合杆", ("r2", "台账!None"): "已核对"}
    written = session.scalars(select(AuditEntry)).one()
    assert (written.act, written.unit, written.detail["findings"]) == ("submission.explain", "E", [1, 2])


@pytest.mark.parametrize(
    ("actor", "words", "refusal"),
    [
        (Actor("w", Role.UNIT, "W"), {1: "x"}, NotFound),
        (Actor("o", Role.OFFICE), {1: "x"}, NotAllowed),
        (EAST, {3: "x"}, GovernanceError),
        (EAST, {9: "x"}, GovernanceError),
        (EAST, {}, GovernanceError),
        (EAST, {1: ""}, GovernanceError),
        (EAST, {1: "字" * 1001}, GovernanceError),
    ],
)
def test_words_are_refused_to_strangers_and_where_none_are_asked(session, actor, words, refusal):
    entry = waiting(session)
    with pytest.raises(refusal):
        note_words(session, actor, entry.id, words, NOW)
    assert noted_words(session, entry.id) == {} and session.scalars(select(AuditEntry)).all() == []


def test_a_file_that_does_not_wait_takes_no_words(session):
    with pytest.raises(GovernanceError, match="没有等待说明的问题"):
        note_words(session, EAST, waiting(session, awaiting=None).id, {1: "x"}, NOW)
    with pytest.raises(NotFound):
        note_words(session, EAST, 999, {1: "x"}, NOW)
