"""What a template is filled with: this month's file, the standing ledger, or what carries over; in the order it was handed in."""

from datetime import date

import pytest

from data.intake.template.prefill import carried_fields
from data.vocabulary import Outcome
from tests.data.catalogue.broken import default_book
from tests.data.intake.template.conftest import FIRST, JULY, JUNE, MAY, OTHER, edited, filled, opened

BOOK = default_book()


def lines(content, *fields, code):
    """The values of some columns, row by row."""
    sheet, ledger = opened(content).worksheets[0], BOOK.ledger(code)
    numbers = [ledger.fields.index(name) + 1 for name in fields]
    return [tuple(sheet.cell(row, n).value for n in numbers) for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 1).value is not None]


def taken(office, content, unit=OTHER):
    receipt = office.take(content, unit)
    assert receipt.outcome == Outcome.ACCEPTED, [(f.rule, f.cell, f.message) for f in receipt.findings]
    return receipt


@pytest.mark.parametrize(("code", "fields"), [
    ("pole", {}), ("review", {}),
    ("task_report", {"task", "name", "status", "done_on", "opening←closing"}),
    ("indicator_report", {"indicator", "name", "measure", "opening←closing"}),
    ("fund", {"project_no", "name", "task", "fund_source", "planned", "due", "status", "arrived_before←arrived", "paid_before←paid"})])
def test_of_a_report_goes_on_what_names_an_object_and_its_closing_figures(code, fields):
    told = carried_fields(BOOK.ledger(code))
    assert {new if new == old else f"{new}←{old}" for new, old in told.items()} == set(fields)


def test_the_first_month_lists_the_unit_s_own_tasks_and_nothing_is_guessed(office):
    own = [t.code for t in BOOK.plan.tasks if OTHER in (t.lead, *t.assist) and t.start <= date(2023, 5, 31)]
    found = lines(office.template("task_report", MAY, OTHER), "task", "name", "opening", "status", code="task_report")
    assert own and found == [(code, BOOK.tasks[code].name, None, None) for code in own]
    measured = lines(office.template("indicator_report", MAY, OTHER), "indicator", "measure", "opening", code="indicator_report")
    assert measured and all(BOOK.indicator(code).unit == measure and opening is None for code, measure, opening in measured)


def test_a_filled_task_report_is_accepted_and_next_month_opens_where_it_closed(office):
    def fill(sheet):
        for row in range(FIRST, sheet.max_row + 1):
            for field, value in {"status": "进行中", "opening": 0, "current": 0.12, "closing": 0.12, "progress": "按计划推进"}.items():
                sheet.cell(row, BOOK.ledger("task_report").fields.index(field) + 1, value)
    taken(office, edited(office.template("task_report", JUNE, OTHER), fill))
    found = lines(office.template("task_report", JULY, OTHER), "status", "opening", "current", "closing", "progress", code="task_report")
    before = len([t for t in BOOK.plan.tasks if OTHER in (t.lead, *t.assist) and t.start <= date(2023, 6, 30)])
    assert found[:before] == [("进行中", 0.12, None, None, None)] * before


def test_decisions_not_yet_carried_out_come_again_whole(office):
    ledger = office.book.ledger("meeting")
    office.filled_in(ledger)
    rows = lines(office.template("meeting", JUNE, "U03"), *ledger.fields, code="meeting")
    again = lines(office.template("meeting", JULY, "U03"), *ledger.fields, code="meeting")
    status, cut_off = ledger.fields.index("status"), ledger.fields.index("cut_off")
    unfinished = [row[:cut_off] + row[cut_off + 1:] for row in rows if row[status] != "已完成"]
    assert len(unfinished) > 0 and [row[:cut_off] + row[cut_off + 1:] for row in again] == unfinished


def test_rows_come_in_the_order_and_with_the_values_they_were_handed_in(office):
    ledger, rows = office.book.ledger("pole"), office.rows(office.book.ledger("pole"), 4)
    rows = [rows[2], rows[0], rows[3], rows[1]]
    for row, place in zip(rows, (3, 0, 7, 1), strict=True):
        row.update(crs="GCJ02", grid=None, lng=round(row["lng"] + place / 1e7, 7), pole_no=f"00{row['pole_no']}", code=None, owner=" =甲\n乙 ")
    taken(office, filled(office.template("pole", JUNE, OTHER), ledger, rows))
    content = office.template("pole", JUNE, OTHER)
    assert lines(content, "pole_no", "lng", "owner", code="pole") == [(row["pole_no"], row["lng"], "=甲\n乙") for row in rows]
    assert office.take(content, OTHER).outcome == Outcome.UNCHANGED


def test_the_cut_off_day_is_said_anew_and_changes_no_row(office):
    ledger = office.book.ledger("pole")
    office.filled_in(ledger)
    assert {day for (day,) in lines(office.template("pole", JUNE), "cut_off", code="pole")} != {None}
    days = lines(office.template("pole", "2023-09"), "cut_off", code="pole")
    assert {day.date() for (day,) in days} == {date(2023, 9, 30)}
