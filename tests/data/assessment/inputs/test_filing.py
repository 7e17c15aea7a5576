"""Items that rest on how ledgers were handed in, counted out of findings written by hand."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from data.assessment.gathered import Case
from data.assessment.inputs.filing import cumulative_rules, ledger_quality
from data.intake.due import Expected
from data.store.tables import Finding, Submission
from tests.catalogue_builder import small_catalogue
from tests.data.catalogue.broken import default_book
from tests.data.indicators.hand_in import day
from tests.databases import furnish, nothing

JUNE, NOW = "2023-06", datetime(2023, 7, 1, 9, 0)


@pytest.fixture
def session(database_place):
    store = furnish(database_place, nothing)
    with store.write() as session:
        yield session
    store.close()


def quality_of(session, *files):
    """Ten accepted rows a file; each finding is (sheet, row) or (sheet, row, severity, quality)."""
    book = small_catalogue()
    cells = [_cell(session, ledger, places) for ledger, places in zip(("pole", "station"), files, strict=False)]
    case = Case(session, book, book.unit("E"), JUNE, None, [], cells, [], {})
    return ledger_quality(case, SimpleNamespace())


def _cell(session, ledger, places):
    entry = Submission(receipt=f"R-{ledger}", seq=None, unit="E", ledger=ledger, period=JUNE, sha256="0" * 64, file_name="f", size=1, door="cli",
                       by="t", received_at=NOW, outcome="accepted", rule_version=1, rows={"accepted": 10}, layout={}, totals={})
    session.add(entry)
    session.flush()
    for number, (sheet, row, *kind) in enumerate(places, 1):
        severity, quality = kind or ("warning", "accuracy")
        session.add(Finding(submission=entry.id, number=number, severity=severity, quality=quality, rule="r", sheet=sheet, cell=None, row=row,
                            header=None, value=None, object_key=None, message="m", explanation="e"))
    session.flush()
    return Expected("E", ledger, JUNE, day("2023-07-05"), "accepted", True, 0, 0, entry.id, entry.receipt, NOW)


@pytest.mark.parametrize(("files", "wrong"), [
    pytest.param([[]], 0, id="nothing found"),
    pytest.param([[("甲", 5), ("甲", 5)]], 1, id="two findings in one row"),
    pytest.param([[("甲", 5), ("甲", 6)]], 2, id="two rows of a sheet"),
    pytest.param([[("甲", 5), ("乙", 5)]], 2, id="row 5 of two sheets"),
    pytest.param([[("甲", 5), ("乙", 5)], [("甲", 5)]], 3, id="row 5 of two files"),
    pytest.param([[("甲", None), (None, 5)]], 1, id="a finding on the whole file is no row"),
    pytest.param([[("甲", 5, "info", "accuracy"), ("甲", 6, "warning", "timeliness")]], 0, id="what the item does not look at"),
])
def test_a_wrong_row_is_told_by_file_sheet_and_number(session, files, wrong):
    rows = 10 * len(files)
    assert quality_of(session, *files).fraction == Decimal(rows - wrong) / rows


def test_without_accepted_rows_the_item_does_not_apply(session):
    assert not quality_of(session).applicable


@pytest.mark.parametrize(("rule", "is_one"), [
    ("cumulative_never_falls", True), ("sums_agree", True), ("opening_continues", True), ("arrived_sums_agree", True), ("paid_continues", True),
    ("paid_within_progress", False), ("thickness_agrees", False), ("updated_in_time", False), ("done_is_whole", False), ("jump_within", False)])
def test_a_rule_that_ends_in_a_cumulative_column_says_that_cumulative_numbers_are_wrong(rule, is_one):
    assert (rule in cumulative_rules(default_book())) is is_one
