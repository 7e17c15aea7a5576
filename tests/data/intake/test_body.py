"""Rows that are no objects: totals, footers, repeated headers; merged, hidden and missing ones."""

import pytest

from tests.builders import a_workbook, an_openpyxl_workbook
from tests.data.intake.small_book import parsed, said

HEADER = ("灯号", "名称", "类型", "高度", "挂载数")
A, B, C = ("L1", "甲", "单臂", 8.0, 2), ("L2", "乙", "单臂", 9.0, 3), ("L3", "丙", "双臂", 10.0, 0)


@pytest.mark.parametrize("total", [
    ("合计", None, None, 27.0, 5), (None, "合 计：", None, 27.0, 5),
    (None, None, "总计", 27.0, 5), ("合计", None, None, None, 5), ("平均", None, None, 9.0, None),
    ("汇总", None, None, "27m", "5个"), ("合计", None, None, 27.004, 5),
])
def test_a_total_that_agrees_is_skipped_and_kept_as_check_sum(total):
    result = parsed(a_workbook([A, B, C, total], HEADER))
    assert (result.rows_read, result.rows_skipped, said(result)) == (3, 1, [])
    assert all(one["agrees"] for one in result.totals.values())
    assert len(result.totals) == sum(value is not None for value in total[3:])


@pytest.mark.parametrize(("total", "cells"), [
    (("合计", None, None, 28.0, 5), [("total_agrees", "D5")]), (("合计", None, None, 28.0, 6), [("total_agrees", "D5"), ("total_agrees", "E5")]),
    (("合计", None, None, 27.006, 5), [("total_agrees", "D5")]),
])
def test_a_total_that_disagrees_is_an_error_at_its_cell(total, cells):
    assert said(parsed(a_workbook([A, B, C, total], HEADER))) == cells


def test_subtotals_stand_for_their_group_and_the_total_for_all():
    rows = [A, B, ("小计", None, None, 17.0, 5), C, ("东区小计", None, None, 10.0, 0), ("总计", None, None, 27.0, 5)]
    result = parsed(a_workbook(rows, HEADER))
    assert (result.rows_read, result.rows_skipped, said(result)) == (3, 3, [])
    wrong = [A, B, ("小计", None, None, 27.0, 5), C]
    assert said(parsed(a_workbook(wrong, HEADER))) == [("total_agrees", "D4")]


def test_a_total_above_the_rows_is_a_total_too():
    assert said(parsed(a_workbook([("合计", None, None, 27.0, 5), A, B, C], HEADER))) == []


def test_an_object_that_has_a_total_word_in_its_name_stays_an_object():
    assert parsed(a_workbook([("L1", "合计路1号", "单臂", 8.0, 2)], HEADER)).rows_read == 1


def test_a_row_with_a_code_is_no_total_whatever_it_is_called():
    rows = [("合计", "甲", "单臂", 8.0, 2, "990101010203000000001"), ("L2", "乙", "单臂", 9.0, 3, None)]
    result = parsed(a_workbook(rows, (*HEADER, "统一识别代码")))
    assert (result.rows_read, result.rows_skipped) == (2, 0)


def test_footers_are_skipped():
    footers = [("填报人：张某", None, "审核人：李某"), ("注：本表按月报送",), (None, "联系电话：000"), ("制表日期：2023年7月1日",), ("单位负责人（盖章）：",)]
    result = parsed(a_workbook([A, *footers], HEADER))
    assert (result.rows_read, result.rows_skipped, said(result)) == (1, 5, [])


def test_a_row_with_a_name_like_a_footer_but_filled_stays():
    assert parsed(a_workbook([("备注:1", "甲", "单臂", 8.0, 2)], HEADER)).rows_read == 1


def test_a_header_printed_again_on_the_next_page_is_skipped():
    result = parsed(a_workbook([A, HEADER, B], HEADER))
    assert (result.rows_read, result.rows_skipped, said(result)) == (2, 1, [])


def test_a_cell_merged_downwards_speaks_for_its_rows_but_numbers_do_not_multiply():
    def merge(book):
        for area in ("C2:C4", "D2:D3"):
            book.active.merge_cells(area)
    rows = [HEADER, A, ("L2", "乙", None, None, 3), ("L3", "丙", None, 10.0, 0)]
    result = parsed(an_openpyxl_workbook(rows, merge))
    assert (said(result), said(result, "info")) == ([], [("merged_filled", None)])
    assert result.table["kind"].to_pylist() == ["单臂"] * 3
    assert "2 行" in result.findings[0].message


def test_hidden_rows_are_read_and_said():
    def hide(book):
        book.active.row_dimensions[3].hidden = True
    result = parsed(an_openpyxl_workbook([HEADER, A, B], hide))
    assert (result.rows_read, said(result, "info")) == (2, [("rows_hidden", None)])


def test_a_hidden_sheet_with_rows_is_read_and_must_be_explained():
    def hide(book):
        sheet = book.create_sheet("上月")
        for row in (HEADER, B):
            sheet.append(row)
        sheet.sheet_state = "hidden"
    result = parsed(an_openpyxl_workbook([HEADER, A], hide))
    assert (result.rows_read, said(result)) == (2, [("sheet_hidden", None)])


@pytest.mark.parametrize("heading", [None, "", " ", "*"])
def test_a_column_whose_heading_was_lost_is_said_with_how_many_rows_it_had(heading):
    result = parsed(a_workbook([A, B, (*C[:4], None)], (*HEADER[:4], heading)))
    assert said(result, "info") == [("header_blank", "E1")]
    assert "2 行有内容" in next(one.message for one in result.findings if one.rule == "header_blank")


def test_a_column_without_a_heading_that_no_row_of_data_fills_is_not_spoken_of():
    result = parsed(a_workbook([(*A, None, 1), ("填报人：", *[None] * 4, "盖章处")], (*HEADER, None, "序号")))
    assert (result.rows_read, said(result, "info")) == (1, [])
