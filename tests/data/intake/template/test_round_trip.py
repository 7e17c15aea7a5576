"""Of every ledger: what is typed into a template comes in, and the next template brings it back, cell by cell."""

import pytest

from data.intake.metadata import GUIDE_SHEET
from data.vocabulary import LedgerMode, Outcome, Severity
from tests.data.catalogue.broken import default_book
from tests.data.intake.template.conftest import CODES, FIRST, JULY, JUNE, edited

SNAPSHOTS = [code for code in CODES if default_book().ledger(code).mode == LedgerMode.SNAPSHOT]
COMPARED = ("added", "changed", "unchanged", "closed")
EACH_KIND = ("address", "fund", "meeting", "pole", "pole_mount", "task_report")  # a tree, sums, carried rows, places, links, tasks


def on(codes):
    """Every ledger on SQLite, one of each kind on PostgreSQL: what differs between the two is the store."""
    return [("sqlite", code) for code in codes] + [("postgresql", code) for code in codes if code in EACH_KIND]


def doubts(receipt):
    return [(f.rule, f.cell, f.message) for f in receipt.findings if f.severity != Severity.INFO]


def compared(receipt):
    return tuple(receipt.rows[name] for name in COMPARED)


@pytest.mark.parametrize(("office", "code"), on(CODES), indirect=["office"])
def test_what_was_typed_in_comes_back_and_changes_nothing_but_the_cell_that_is_changed(office, code):
    ledger = office.book.ledger(code)
    office.filled_in(ledger)
    content = office.template(code, JUNE)
    receipt = office.take(content)
    assert (doubts(receipt), receipt.outcome) == ([], Outcome.UNCHANGED)
    assert [f.message for f in receipt.findings if f.sheet == GUIDE_SHEET or f.rule == "sheet_unread"] == []
    remark = ledger.fields.index("remark") + 1
    receipt = office.take(edited(content, lambda sheet: sheet.cell(FIRST + 1, remark, "改过一格")))
    assert (doubts(receipt), receipt.outcome, compared(receipt)) == ([], Outcome.ACCEPTED, (0, 1, 2, 0))
    assert office.take(office.template(code, JUNE)).outcome == Outcome.UNCHANGED


@pytest.mark.parametrize(("office", "code"), on(SNAPSHOTS), indirect=["office"])
def test_the_next_month_of_a_standing_ledger_starts_from_what_stands(office, code):
    office.filled_in(office.book.ledger(code))
    receipt = office.take(office.template(code, JULY))
    assert (doubts(receipt), receipt.period, receipt.outcome, compared(receipt)) == ([], JULY, Outcome.ACCEPTED, (0, 0, 3, 0))
