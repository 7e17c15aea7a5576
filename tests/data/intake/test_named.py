"""Row rules that are named functions: which rows break them, at their boundaries."""

import pytest

from data.catalogue.ledger import Rule
from data.intake.body import read_body
from data.intake.checks.named import CHECKS
from data.intake.headers import find_heading, top_rows
from data.intake.ledger_rows import LedgerRows
from data.intake.reader import read
from data.intake.reference import Reference
from tests.builders import a_workbook
from tests.data.catalogue.broken import default_book
from tests.data.intake.small_book import REFERENCE


def broken(check, reads, header, rows, period="2023-06", ledger="lamp", margin=None):  # noqa: PLR0913
    sheet = read(a_workbook(rows, header))[1][0]
    headings = REFERENCE.headings[ledger]
    found = LedgerRows.of(REFERENCE, read_body(headings.ledger, [find_heading(sheet, top_rows(sheet), headings)]))
    found.period = period
    return CHECKS[check](found, Rule(id="r", field="own_no", check=check, reads=reads, margin=margin, message="错")).tolist()


@pytest.mark.parametrize(("reads", "expected"), [
    ([], [False, True, True]), (["current", "opening", "closing"], [False, True, True]), (["closing", "current", "opening"], [True, False, True])])
def test_opening_plus_current_is_closing_over_the_columns_named(reads, expected):
    rows = [("A", 10.0, 5.0, 15.0), ("B", 15.0, 5.0, 10.0), ("C", 1.0, 1.0, 1.0)]
    assert broken("opening_plus_current_equals_closing", reads, ("班组编号", "上期末", "本期", "本期末"), rows, ledger="report") == expected


@pytest.mark.parametrize(("code", "closing", "expected"), [
    ("N04", 100.0, False), ("N04", 0.0, False), ("N04", 100.01, True), ("N04", -0.01, True), ("F01", 130.0, False), ("F01", -1.0, True),
    ("G01", 100000.0, False), ("K03", 0.99, True), ("K03", 1.0, False), ("Z99", 500.0, False), ("N04", None, False)])
def test_a_reported_value_lies_within_the_limits_of_its_indicator(code, closing, expected):
    """K03 is a PUE from 1 to 5; money may come before its day; an unknown indicator is asked elsewhere, a blank too."""
    reference = Reference(default_book())
    ledger = reference.book.ledger("indicator_report")
    sheet = read(a_workbook([(code, 1.0, 1.0, closing)], ("指标编号", "上期末", "本期", "本期末")))[1][0]
    rows = LedgerRows.of(reference, read_body(ledger, [find_heading(sheet, top_rows(sheet), reference.headings["indicator_report"])]))
    (rule,) = [rule for rule in ledger.rules if rule.check == "within_indicator_limits"]
    assert CHECKS[rule.check](rows, rule).tolist() == [expected]


# The month ends on 2023-06-30.
@pytest.mark.parametrize(("cycle", "updated", "expected"), [
    ("实时", "2023-06-29", False), ("实时", "2023-06-28", True), ("每日", "2023-06-28", True), ("每周", "2023-06-23", False), ("每周", "2023-06-22", True),
    ("每月", "2023-05-30", False), ("每月", "2023-05-29", True), ("每季度", "2023-03-30", False), ("每季度", "2023-03-29", True),
    ("每半年", "2022-12-28", False), ("每半年", "2022-12-27", True), ("每年", "2022-06-29", False), ("每年", "2022-06-28", True),
    ("不定期", "2000-02-01", False), ("每月", None, False), (None, "2000-02-01", False)])
def test_a_resource_is_late_when_it_stood_still_for_longer_than_its_cycle(cycle, updated, expected):
    assert broken("updated_within_cycle", ["name", "built_on"], ("灯号", "名称", "建成日期"), [("L1", cycle, updated)]) == [expected]


@pytest.mark.parametrize(("code", "expected"), [
    ("99010100001320000001", False), ("99010100001310000001", False), ("99010200071210000001", False), ("99010000001320000001", False),
    ("99010100001110000001", True), ("99010100001330000001", True), ("99010900001320000001", True), ("44010000001320000001", True), (None, False)])
def test_a_camera_s_code_is_of_a_region_of_the_city_and_of_a_camera(code, expected):
    assert broken("camera_code_fits", ["name"], ("灯号", "名称"), [("L1", code)]) == [expected]


@pytest.mark.parametrize(("period", "months", "day", "expected"), [
    ("2023-06", 12, "2022-06-30", False), ("2023-06", 12, "2022-06-29", True), ("2023-06", 12, "2023-07-01", False), ("2023-06", 12, None, False),
    ("2023-06", 24, "2021-06-30", False), ("2023-06", 24, "2021-06-29", True), ("2023-06", 0, "2023-06-29", True),
    ("2024-02", 12, "2023-02-28", False), ("2024-02", 12, "2023-02-27", True), ("2025-02", 12, "2024-02-28", False), ("2025-02", 12, "2024-02-27", True)])
def test_a_date_is_within_so_many_months_of_the_last_day_of_the_month(period, months, day, expected):
    assert broken("within_months_of_period_end", ["built_on"], ("灯号", "名称", "建成日期"), [("L1", "甲", day)], period, margin=months) == [expected]


HEADER = ("班组编号", "上期末", "本期", "本期末")
PAID = ["own_no", "closing", "opening", "current"]


# Paid, planned and progress of one row; 20 points are allowed.
@pytest.mark.parametrize(("paid", "planned", "progress", "expected"), [
    (60.0, 100.0, 40.0, False), (60.01, 100.0, 40.0, True), (0.3, 1.0, 10.0, False), (0.0, 100.0, 0.0, False), (20.0, 100.0, 0.0, False),
    (21.0, 100.0, 0.0, True), (100.0, 100.0, 80.0, False), (100.0, 100.0, 79.9, True), (130.0, 100.0, 100.0, True), (10.0, 0.0, 0.0, False),
    (None, 100.0, 0.0, False), (60.0, None, 0.0, False), (60.0, 100.0, None, False)])
def test_what_is_paid_is_not_far_ahead_of_the_works(paid, planned, progress, expected):
    assert broken("paid_within_progress", PAID, HEADER, [("P1", paid, planned, progress)], ledger="report", margin=20) == [expected]


def test_what_is_paid_is_summed_over_the_sources_of_a_project():
    rows = [("P1", 100.0, 100.0, 40.0), ("P1", 0.0, 100.0, 40.0), ("P2", 100.0, 100.0, 40.0), ("P3", 100.0, 100.0, 50.0), ("P3", 20.0, 100.0, 39.0),
            (None, 100.0, 100.0, 0.0), ("P4", 100.0, 100.0, 0.0), ("P4", None, 1.0, 0.0)]
    assert broken("paid_within_progress", PAID, HEADER, rows, ledger="report", margin=20) == [False, False, True, False, True, False, False, False]


def test_a_file_of_no_known_month_is_not_judged_by_it():
    assert broken("updated_within_cycle", ["name", "built_on"], ("灯号", "名称", "建成日期"), [("L1", "每日", "2001-01-02")], period=None) == [False]
    assert broken("within_months_of_period_end", ["built_on"], ("灯号", "建成日期"), [("L1", "2001-01-02")], period=None, margin=12) == [False]
