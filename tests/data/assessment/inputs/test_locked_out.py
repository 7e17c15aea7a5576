"""Accuracy: a file that came after the lock day is late, not wrong; 零报告 and 代报 in timeliness."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from data.assessment.gathered import Case
from data.assessment.inputs.filing import accuracy, timeliness
from data.intake.due import Expected
from data.store.tables import Finding, Submission
from tests.catalogue_builder import small_catalogue
from tests.data.assessment.inputs.test_filing import JUNE, session  # noqa: F401
from tests.data.indicators.hand_in import day

NOW = datetime(2023, 7, 1, 9)
ITEM = SimpleNamespace(points=8, settings={"per_rejection": "1", "per_wrong_cumulative": "2", "per_working_day": "1"})


def case(session, *cells):  # noqa: F811
    book = small_catalogue()
    return Case(session, book, book.unit("E"), JUNE, None, [], list(cells), [], {})


@pytest.mark.parametrize(("rules", "counted"), [(["month_locked"], 0), (["range"], 1), (["range", "month_locked"], 0), ([], 1)])
def test_a_locked_out_file_is_no_rejection(session, rules, counted):  # noqa: F811
    session.add(Submission(id=1, receipt="R1", unit="E", ledger="pole", period=JUNE, sha256="0" * 64, file_name="f", size=1, door="cli", by="t",
                           received_at=NOW, outcome="rejected", rule_version=1, rows={}, layout={}, totals={}))
    session.flush()
    for number, rule in enumerate(rules, 1):
        session.add(Finding(submission=1, number=number, severity="error", quality="timeliness", rule=rule, message="m"))
    session.flush()
    assert len(accuracy(case(session), ITEM).deductions) == counted


@pytest.mark.parametrize(("state", "late", "wanted"), [
    ("zero", 0, []), ("unchanged", 2, ["智慧杆柱逾期 2 个工作日"]), ("confirming", 0, ["智慧杆柱未报送"]), ("missing", 0, ["智慧杆柱未报送"])])
def test_a_declaration_is_timely_or_late_and_an_unconfirmed_one_is_none(session, state, late, wanted):  # noqa: F811
    cell = Expected("E", "pole", JUNE, day("2023-07-05"), state, None, late, 0, 1, "R1", NOW)
    assert [words for words, _ in timeliness(case(session, cell), ITEM).deductions] == wanted
