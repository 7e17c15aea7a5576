"""The lean writer's workbooks are ordinary ones: another reader reads the same."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.demo.cells import As, Formula, plain_cell
from data.demo.sheets import DAY, PERCENT, TEXT, Workbook
from data.intake.reader import read


def a_workbook(is_wps=False):
    workbook = Workbook(is_wps)
    sheet = workbook.sheet("台账")
    sheet.row([workbook.text("名称"), workbook.text("数"), workbook.text("日期")])
    sheet.block([[workbook.text("甲 <&>", TEXT), workbook.text("  乙")], [workbook.number(0.12, PERCENT), ""],
                 [workbook.number(45078, DAY), workbook.number(3)]], hidden=range(1, 2))
    sheet.merges.append('<mergeCell ref="A1:B1"/>')
    sheet.row([plain_cell(workbook, value) for value in (As(1e20), Formula("=#REF!", "#REF!"), date(2023, 6, 1), None)], number=6)
    workbook.sheet("_chengji", is_hidden=True).row([workbook.text("unit"), workbook.text("U13")])
    return workbook.content()


def test_another_reader_reads_what_was_written():
    book = load_workbook(BytesIO(a_workbook()))
    rows = list(book["台账"].iter_rows(values_only=True))
    assert rows[1] == ("甲 <&>", 0.12, datetime(2023, 6, 1))
    assert rows[2] == ("  乙", None, 3)
    assert rows[5] == (1e20, "=#REF!", "2023-06-01")
    assert book["_chengji"].sheet_state == "hidden"
    assert book["台账"].row_dimensions[3].hidden


def test_our_own_reader_finds_the_hidden_row_and_the_merge():
    _, sheets = read(a_workbook())
    assert sheets[0].hidden_rows == {3}
    assert sheets[0].merges == [(1, 1, 1, 2)]
    assert sheets[1].is_hidden


def test_a_wps_file_says_a1_and_is_read_whole():
    content = a_workbook(is_wps=True)
    assert b'<dimension ref="A1"/>' in ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert read(content)[1][0].cells == read(a_workbook())[1][0].cells


def test_the_same_content_makes_the_same_bytes():
    assert a_workbook() == a_workbook()


@pytest.mark.parametrize("result", ["", "#REF!"])
def test_a_formula_keeps_what_the_file_remembers(result):
    workbook = Workbook()
    workbook.sheet("表").row([plain_cell(workbook, Formula("=SUM(1,2)", result)), workbook.text("x")])
    found = load_workbook(BytesIO(workbook.content()), data_only=True)["表"]["A1"].value
    assert found == (result or None)
