"""The marked copy keeps the unit's own file and shows every wrong cell."""

import io
import zipfile
from datetime import time

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from data.intake import annotate
from data.intake.annotate import annotated_copy
from data.intake.annotate.rewrite import rewritten, sheet_names
from data.intake.found import Found
from data.intake.grid import Percent, sheet_of_rows
from data.vocabulary import Quality, Severity


def a_finding(cell, severity=Severity.ERROR, sheet="台账", message="请改正"):
    return Found(severity, Quality.ACCURACY, "rule", sheet, cell, 2, "列", "值", "K1", message)


def a_file(prepare=lambda book: None):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "台账"
    page.append(["杆号", "高度", "日期"])
    page.append(["P1", 8.5, None])
    page["A2"].font = Font(bold=True)
    page["A2"].number_format = "@"
    prepare(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_wrong_cells_are_filled_and_noted_and_keep_value_and_format():
    book = opened(annotated_copy(a_file(), [a_finding("A2", message="杆号重复<&\x01>"), a_finding("B2", Severity.WARNING, message="偏高")]))
    page = book["台账"]
    assert (page["A2"].value, page["A2"].font.bold, page["A2"].number_format) == ("P1", True, "@")
    assert page["A2"].fill.fgColor.rgb == "FFFFC7CE" and "杆号重复" in page["A2"].comment.text
    assert page["B2"].fill.fgColor.rgb == "FFFFEB9C" and page["B2"].value == 8.5
    assert page["C1"].fill.fill_type is None


@pytest.mark.parametrize("cell", ["C2", "B7", "AB2", "D1"], ids=["missing_cell", "missing_row", "far_column", "end_of_row"])
def test_empty_cells_are_marked_too(cell):
    page = opened(annotated_copy(a_file(), [a_finding(cell)]))["台账"]
    assert page[cell].fill.fgColor.rgb == "FFFFC7CE" and page[cell].comment is not None
    assert [c.value for c in page[1]][:3] == ["杆号", "高度", "日期"]


def test_two_findings_on_a_cell_share_one_note_and_the_worse_colour():
    page = opened(annotated_copy(a_file(), [a_finding("A2", Severity.WARNING, message="甲"), a_finding("A2", message="乙")]))["台账"]
    assert page["A2"].fill.fgColor.rgb == "FFFFC7CE"
    assert "甲" in page["A2"].comment.text and "乙" in page["A2"].comment.text


def test_the_units_own_notes_stay():
    def with_note(book):
        book.active["B1"].comment = Comment("本单位批注", "张")
    page = opened(annotated_copy(a_file(with_note), [a_finding("A2")]))["台账"]
    assert page["B1"].comment.text == "本单位批注" and page["A2"].comment is not None


def test_the_result_sheet_lists_every_finding_and_links_to_its_cell():
    book = opened(annotated_copy(a_file(), [a_finding("A2"), a_finding(None, sheet=None, message="=1+1")]))
    page = book["校验结果"]
    assert [page.cell(2, c).value for c in (2, 4, 5, 8)] == ["强制", "台账", "A2", "请改正"]
    assert page["E2"].hyperlink.location == "'台账'!A2"
    assert page["H3"].value == "=1+1" and page["H3"].data_type != "f"
    assert page.cell(3, 4).value == "整份文件"


def test_all_other_parts_are_the_same_bytes():
    def with_second(book):
        book.create_sheet("附表").append(["不动"])
    before = a_file(with_second)
    after = annotated_copy(before, [a_finding("A2")])
    with zipfile.ZipFile(io.BytesIO(before)) as a, zipfile.ZipFile(io.BytesIO(after)) as b:
        touched = {n for n in a.namelist() if a.read(n) != b.read(n)}
    assert touched == {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}


def test_a_second_copy_of_a_copy_gets_its_own_result_sheet():
    twice = opened(annotated_copy(annotated_copy(a_file(), [a_finding("A2")]), [a_finding("B2")]))
    assert twice.sheetnames == ["台账", "校验结果", "校验结果(2)"]
    assert twice["台账"]["A2"].comment is not None and twice["台账"]["B2"].comment is not None


def test_a_csv_comes_back_as_a_workbook_with_the_same_addresses():
    page = opened(annotated_copy("杆号,高度\nP1,8.5\n".encode(), [a_finding("B2", sheet=None), a_finding("A2", sheet="CSV")])).worksheets[0]
    assert page["A2"].value == "P1"


@pytest.mark.parametrize(("names", "fit"), [
    (["台账", "说明"], ["台账", "说明"]), (["a" * 40, "a" * 33], ["a" * 31, "a" * 28 + "(2)"]), (["a/b:c[1]*?\\", "'x'"], ["a_b_c_1____", "x"]),
    (["表", "表", "A", "a", "a(2)"], ["表", "表(2)", "A", "a(2)", "a(2)(2)"]), (["", "'"], ["Sheet1", "Sheet2"])])
def test_sheets_of_other_formats_get_names_that_a_workbook_may_have(names, fit):
    assert sheet_names(names) == fit


def test_a_rewritten_copy_keeps_what_is_merged_and_hidden_and_marks_empty_cells():
    merges = [(2, 1, 3, 1), (3, 1, 4, 1), (1, 1, 1, 1), (1, 2, 9000, 2)]  # one overlaps another, one is a single cell, one reaches beyond the rows
    hidden = sheet_of_rows("_chengji", [["ledger", "pole"]])
    hidden.is_hidden = True
    page = sheet_of_rows("一/二", [["东湖区", "x"], ["西湖区", time(6, 30)], [None, 0.5]])
    page.merges = merges
    book = opened(rewritten([hidden, page], [a_finding("C9", sheet="一/二"), a_finding("A2", sheet="一/二")]))
    copy = book["一_二"]
    assert (book.sheetnames, book["_chengji"].sheet_state, book.active.title) == (["_chengji", "一_二", "校验结果"], "hidden", "一_二")
    assert sorted(map(str, copy.merged_cells.ranges)) == ["A2:A3", "B1:B3"]
    assert copy["C9"].comment and copy["C9"].fill.fgColor.rgb == "FFFFC7CE" and copy["A1"].value == "东湖区"
    assert book["校验结果"]["E2"].hyperlink.location == "'一_二'!C9"


def test_cells_that_look_alike_share_their_format():
    rows = [[f"甲{n}", n / 7, Percent(n / 100)] for n in range(500)]
    with zipfile.ZipFile(io.BytesIO(rewritten([sheet_of_rows("台账", rows)], []))) as archive:
        assert archive.read("xl/styles.xml").count(b"<xf ") < 9


def test_a_text_longer_than_a_cell_may_be_is_not_lost_whole():
    assert len(opened(rewritten([sheet_of_rows("台账", [["字" * 40000]])], []))["台账"]["A1"].value) == 32767


def test_a_file_that_cannot_be_opened_comes_back_as_the_result_alone():
    book = opened(annotated_copy(b"\x00\x01 nonsense", [a_finding(None, sheet=None, message="无法读取")]))
    assert book.sheetnames == ["校验结果"] and book["校验结果"]["H2"].value == "无法读取"


@pytest.mark.parametrize(("errors", "doubts", "listed_errors", "left_out"), [(3, 2, 3, 0), (3, 3, 3, 1), (6, 2, 5, 3), (0, 7, 0, 2)])
def test_a_copy_lists_as_many_as_it_can_read_words_for_errors_first_and_says_how_many_it_leaves_out(monkeypatch, errors, doubts, listed_errors, left_out):
    monkeypatch.setattr(annotate, "MOST_LINES", 5)
    findings = [a_finding(f"A{n + 2}", Severity.WARNING) for n in range(doubts)] + [a_finding(f"B{n + 2}") for n in range(errors)]
    book = opened(annotated_copy(a_file(), findings))
    lines = [row for row in book["校验结果"].iter_rows(min_row=2, values_only=True)]
    assert [row[1] for row in lines].count("强制") == listed_errors and len(lines) == (6 if left_out else 5)
    assert (f"另有 {left_out} 处没有列出" in lines[-1][7]) == bool(left_out)
    marked = [cell for row in book["台账"].iter_rows() for cell in row if cell.comment]
    assert len(marked) == 5
