"""What pages show of submissions: within one's scope, findings in order, how complete a month is."""

from datetime import datetime

import pytest

from data.access.scope import Actor
from data.calendar import at
from data.errors import NotAllowed, NotFound
from data.intake.views import completeness, matrix_view, rule_words, submission_detail, submissions
from data.store import rulebook
from data.store.tables import Finding, Submission
from data.vocabulary import Role
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.hand_in import day
from tests.databases import furnish
from tests.desk import desk_book

OFFICE, LEADER = Actor("o", Role.OFFICE), Actor("l", Role.LEADER)
EAST, PHONE = Actor("e", Role.UNIT, "E"), Actor("t", Role.UNIT, "T")
JUNE, TODAY = "2023-06", day("2023-07-03")


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(), "2023-01", "test", datetime(2023, 7, 1))


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def file(session, unit="E", ledger="pole", outcome="accepted", period=JUNE, findings=(), **more):
    number = session.query(Submission).count() + 1
    entry = Submission(
        receipt=f"R{number}",
        seq=number if outcome == "accepted" else None,
        unit=unit,
        ledger=ledger,
        period=period,
        sha256="0",
        file_name="a.xlsx",
        size=1,
        door="inbox",
        by="system",
        received_at=datetime(2023, 7, 3, 1),
        outcome=outcome,
        rule_version=1,
        on_time_at=datetime(2023, 7, 3, 1) if outcome == "accepted" else None,
        rows={"read": 2},
        layout={},
        totals={},
        **more,
    )
    session.add(entry)
    session.flush()
    for n, (severity, header, rule) in enumerate(findings, 1):
        session.add(
            Finding(
                submission=entry.id,
                number=n,
                severity=severity,
                quality="accuracy",
                rule=rule,
                sheet="台账",
                cell=f"F{n}",
                row=n,
                header=header,
                value="x",
                object_key=None,
                message="请核对",
                explanation=None,
            )
        )
    session.flush()
    return entry.id


def test_the_newest_file_stands_first_with_its_counts_in_words(session):
    file(session)
    file(session, outcome="rejected", findings=[("error", "高度", "a"), ("error", "高度", "a"), ("warning", "名称", "b")])
    rows = submissions(session, OFFICE, JUNE)
    assert [(r.receipt, r.outcome_label, r.errors, r.warnings, r.unit_name, r.ledger_name, r.door) for r in rows] == [
        ("R2", "已退回", 2, 1, "东区", "智慧杆柱", "收件目录"),
        ("R1", "已接收", 0, 0, "东区", "智慧杆柱", "收件目录"),
    ]
    assert rows[0].received_at == at(TODAY, 9).replace(tzinfo=rows[0].received_at.tzinfo)


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({"outcome": "rejected", "awaiting": "explanation"}, "待说明"),
        ({"outcome": "rejected"}, "已退回"),
        ({"withdrawn_at": datetime(2023, 7, 4), "withdrawn_reason": "错报"}, "已退回（接收后）"),
        ({}, "已接收"),
    ],
)
def test_what_became_of_a_file_is_one_word(session, more, label):
    file(session, **more)
    assert submissions(session, OFFICE)[0].outcome_label == label


def test_a_file_that_could_not_be_told_is_listed_too(session):
    file(session, ledger=None, period=None, outcome="rejected")
    assert submissions(session, OFFICE)[0].ledger_name == "未能识别" and submissions(session, OFFICE, JUNE) == []


def test_a_unit_lists_its_own_files_whatever_it_asks(session):
    file(session)
    file(session, unit="W")
    assert [r.unit for r in submissions(session, EAST)] == ["E"]
    assert submissions(session, PHONE) == []
    with pytest.raises(NotFound):
        submissions(session, PHONE, unit="E")
    assert [r.unit for r in submissions(session, LEADER, unit="W")] == ["W"]


def test_the_list_is_cut_at_its_limit(session):
    for _ in range(3):
        file(session)
    assert [r.receipt for r in submissions(session, OFFICE, limit=2)] == ["R3", "R2"]


def test_a_detail_holds_all_counts_and_the_first_findings(session):
    number = file(session, outcome="rejected", awaiting="explanation", findings=[("warning", "高度", "a"), ("warning", "高度", "a"), ("warning", None, "b")])
    found = submission_detail(session, EAST, number, shown=2)
    assert (found.all_findings, [f.cell for f in found.findings], found.awaiting) == (3, ["F1", "F2"], True)
    assert found.by_column == [("高度", "台账规则", "核实", 2), ("整份文件", "台账规则", "核实", 1)]


@pytest.mark.parametrize(("ledger", "rule", "words"), [
    ("pole", "range", "数值范围"), ("pole", "tall_is_asked", "高度不在 3 至 15 米之间，请核实"), ("pole", "gone_from_the_book", "台账规则"),
    ("station", "tall_is_asked", "台账规则"), ("gone_from_the_book", "tall_is_asked", "台账规则"), (None, "file_readable", "文件可读")])
def test_a_rule_is_said_by_its_name_or_by_the_ledger_never_by_its_identifier(ledger, rule, words):
    assert rule_words(desk_book(), ledger, rule) == words


@pytest.mark.parametrize(
    ("reader", "awaiting", "may"), [(EAST, "explanation", True), (EAST, None, False), (OFFICE, "explanation", False), (LEADER, "explanation", False)]
)
def test_only_the_unit_explains_and_only_what_waits(session, reader, awaiting, may):
    assert submission_detail(session, reader, file(session, outcome="rejected", awaiting=awaiting), 9).may_explain is may


def test_a_foreign_file_and_an_absent_one_are_not_found(session):
    number = file(session)
    for reader, asked in ((PHONE, number), (OFFICE, 999)):
        with pytest.raises(NotFound):
            submission_detail(session, reader, asked)
    with pytest.raises(NotAllowed):
        submission_detail(session, Actor("x", Role.EVALUATOR), number)


@pytest.mark.parametrize(("reader", "units"), [(OFFICE, ["E", "W", "T"]), (EAST, ["E"]), (PHONE, ["T"])])
def test_the_matrix_has_the_units_one_sees(session, reader, units):
    assert [row.unit for row in matrix_view(session, reader, JUNE, TODAY)] == units


def test_a_month_is_as_complete_as_its_units(session):
    assert completeness(session, JUNE, TODAY) == (0, 3)
    for ledger in ("station", "indicator_report"):
        assert completeness(session, JUNE, TODAY) == (0, 3)
        file(session, "T", ledger)
    file(session, "E", "pole")
    file(session, "E", "pole", period="2023-05")
    assert completeness(session, JUNE, TODAY) == (1, 3)
