"""Headers: where they stand, what they mean, which ledger and month they tell."""

import pytest

from data.intake.headings import Headings, row_words
from data.intake.metadata import months_of
from tests.builders import a_workbook, an_openpyxl_workbook
from tests.data.intake.small_book import REFERENCE, parsed, said

HEADER = ("灯号", "名称", "高度", "经度", "纬度")
ROW = ("L1", "东一", 8.0, 101.5, 30.5)


@pytest.mark.parametrize(("text", "field", "unit"), [
    ("高度", "height_m", None), (" 高 度 ", "height_m", None), ("高度（m）", "height_m", None), ("高度(米)", "height_m", None), ("*高度", "height_m", None),
    ("杆高(km)", "height_m", "km"), ("高度\n(m)", "height_m", None), ("高度（必填）", "height_m", None), ("经度(°)", "lng", None), ("ｌ", None, None),
    ("5g预留", "has_5g", None), ("挂载数(根)", "mounts", None), ("长度", None, None), ("", None, None),
])
def test_what_a_header_means(text, field, unit):
    meaning = Headings(REFERENCE.book.ledger("lamp")).meaning(text)
    assert (meaning and meaning.field, meaning and meaning.foreign_unit) == (field, unit)


@pytest.mark.parametrize("above", [0, 1, 5, 19])
def test_the_header_may_stand_in_any_of_the_first_twenty_rows(above):
    result = parsed(a_workbook([ROW], HEADER, title=[f"说明 {n}" for n in range(above)]))
    assert (result.rows_read, said(result)) == (1, [])


def test_a_header_in_the_twenty_first_row_is_not_found():
    result = parsed(a_workbook([ROW], HEADER, title=[f"说明 {n}" for n in range(20)]), ledger="lamp")
    assert ("header_found", None) in said(result)


def test_blank_rows_before_the_header_and_among_the_rows_do_not_matter():
    result = parsed(a_workbook([ROW, (), (), ("L2", *ROW[1:]), (None, " ", "")], HEADER, title=["", ""]))
    assert (result.rows_read, said(result)) == (2, [])
    assert result.table["row"].to_pylist() == [4, 7]


def test_a_header_of_two_rows_with_merged_cells():
    def merge(book):
        sheet = book.active
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            sheet.merge_cells(area)
    content = an_openpyxl_workbook([("灯号", "名称", "高度", "位置", None), (None, None, None, "经度", "纬度"), ROW], merge)
    result = parsed(content)
    assert (result.rows_read, said(result), result.layout["Sheet"]["header_row"]) == (1, [], 2)
    assert result.table["lng"].to_pylist() == [101.5]


def test_unknown_missing_and_repeated_headers_are_said():
    result = parsed(a_workbook([("L1", 8.0, 1.0, 9.0)], ("灯号", "高度", "亮度", "杆高")), ledger="lamp")
    assert said(result) == [("header_once", "D1"), ("header_missing", None)]
    assert said(result, "info") == [("header_unknown", "C1")]
    assert next(one.header for one in result.findings if one.rule == "header_missing") == "名称"


def test_a_header_in_another_unit_is_refused():
    assert said(parsed(a_workbook([ROW], ("灯号", "名称", "高度(cm)", "经度", "纬度")))) == [("header_unit", "C1")]


def test_the_sheets_of_one_ledger_are_read_together_and_an_empty_one_passed_over():
    content = a_workbook([], HEADER, sheet="模板", more_sheets={"东区": [HEADER, ROW], "西区": [HEADER[::-1], ("L2", *ROW[1:])[::-1]], "说明": [["怎样填"]]})
    result = parsed(content)
    assert (result.rows_read, said(result), said(result, "info")) == (2, [], [("sheet_unread", None)])
    assert result.table["sheet"].to_pylist() == ["东区", "西区"]
    assert set(result.layout) == {"东区", "西区"}


def test_the_same_object_in_two_sheets_is_named_in_both():
    result = parsed(a_workbook([ROW], HEADER, more_sheets={"西区": [HEADER, ROW]}))
    assert [(one.sheet, one.cell) for one in result.findings] == [("Sheet1", "A2"), ("西区", "A2")]
    assert "“西区”第 2 行" in result.findings[0].message


def test_a_sheet_that_looks_like_data_but_has_no_header_must_be_explained():
    result = parsed(a_workbook([ROW], HEADER, more_sheets={"另表": [(1, 2, 3, 4)] * 5}))
    assert said(result) == [("sheet_unread", None)]


@pytest.mark.parametrize(("text", "months"), [
    ("路灯台账 2023年6月", ["2023-06"]), ("2023年06月份", ["2023-06"]),
    ("２０２３年６月", ["2023-06"]), ("2023年1-6月", ["2023-06"]), ("2023年1月至6月", ["2023-06"]),
    ("路灯_2023-06.xlsx", ["2023-06"]), ("路灯202306.xlsx", ["2023-06"]), ("填报日期：2023年7月3日", []), ("截至2023年6月30日", ["2023-06"]),
    ("路灯20230703.xlsx", []), ("2023-07-03", []), ("2023年13月", []), ("无月份", []), ("2023年6月与2023年7月", ["2023-06", "2023-07"]),
])
def test_the_months_a_text_names(text, months):
    assert months_of(text) == months


@pytest.mark.parametrize(("title", "file_name", "hint", "metadata", "period", "rules"), [
    ("2023年6月", "a.xlsx", None, None, "2023-06", []),
    ("", "路灯_2023-06.xlsx", None, None, "2023-06", []),
    ("", "a.xlsx", "2023-06", None, "2023-06", []),
    ("", "a.xlsx", None, "2023-06", "2023-06", []),
    ("2023年6月", "路灯_2023-06.xlsx", "2023-06", "2023-06", "2023-06", []),
    ("2023年6月", "路灯_2023-07.xlsx", None, None, "2023-06", ["period_agrees"]),
    ("2023年5月", "a.xlsx", "2023-06", None, "2023-06", ["period_agrees"]),
    ("2023年5月", "a.xlsx", None, "2023-06", "2023-06", ["period_agrees"]),
    ("", "a.xlsx", None, None, None, ["period_known"]),
])
def test_which_month_a_file_is(title, file_name, hint, metadata, period, rules):
    content = a_workbook([ROW], HEADER, title=title or (), metadata={"period": metadata} if metadata else None)
    result = parsed(content, period=hint, file_name=file_name)
    assert (result.period, [one.rule for one in result.findings]) == (period, rules)


def test_the_last_day_of_the_data_tells_the_month_when_nothing_else_does():
    header, row = (*HEADER, "数据截止日期"), (*ROW, "2023-06-30")
    assert parsed(a_workbook([row], header), period=None).period == "2023-06"
    two = a_workbook([row, ("L2", *ROW[1:], "2023-07-31")], header)
    assert (parsed(two, period=None).period, said(parsed(two, period=None))) == (None, [("period_known", None)])


@pytest.mark.parametrize(("title", "file_name", "hint", "metadata", "ledger", "rules"), [
    ("", "a.xlsx", None, None, "lamp", []),
    ("路灯台账", "路灯.xlsx", "lamp", "lamp", "lamp", []),
    ("维修月报", "a.xlsx", None, None, "lamp", ["ledger_agrees"]),
    ("", "维修月报.xlsx", None, None, "lamp", ["ledger_agrees"]),
    ("", "a.xlsx", "lamp", "report", "lamp", ["ledger_agrees"]),
])
def test_which_ledger_a_file_is(title, file_name, hint, metadata, ledger, rules):
    content = a_workbook([ROW], HEADER, title=title or (), metadata={"ledger": metadata} if metadata else None)
    result = parsed(content, ledger=hint, file_name=file_name)
    assert (result.ledger, [one.rule for one in result.findings]) == (ledger, rules)


def test_a_file_that_is_no_ledger_says_so():
    result = parsed(a_workbook([("甲", "乙")], ("姓名", "电话")))
    assert (result.ledger, said(result)) == (None, [("ledger_known", None)])


def test_the_template_and_the_unit_it_was_made_for():
    metadata = {"template": "lamp-cgj", "version": "3", "ledger": "lamp", "unit": "cgj", "period": "2023-06"}
    result = parsed(a_workbook([ROW], HEADER, metadata=metadata))
    assert result.template == {"id": "lamp-cgj", "version": "3", "unit": "cgj", "period": "2023-06"}
    assert result.unit_word == "cgj"
    assert parsed(a_workbook([ROW], HEADER, title="填报单位（盖章）：市城管局")).unit_word == "市城管局"
    assert parsed(a_workbook([ROW], HEADER, title="填报单位：某某公司")).unit_word is None


@pytest.mark.parametrize(("template", "title", "said"), [
    ("cgj", "填报单位（盖章）：市城管局", None), ("cgj", "填报单位：某某公司", None), (None, "填报单位：市城管局", None),
    ("cgj", "填报单位（盖章）：电力公司", "文件里的填报单位不一致：市城管局、电力公司；请改正，或使用系统为本单位生成的模板"),
    (None, ["填报单位：电力公司", "填报单位：市城管局"], "文件里的填报单位不一致：电力公司、市城管局；请改正，或使用系统为本单位生成的模板")])
def test_all_places_must_name_one_unit(template, title, said):
    metadata = {"template": "lamp-cgj", "version": "3", "ledger": "lamp", "unit": template, "period": "2023-06"} if template else None
    found = [f for f in parsed(a_workbook([ROW], HEADER, title=title, metadata=metadata)).findings if f.rule == "unit_agrees"]
    assert [f.message for f in found] == ([said] if said else [])


@pytest.mark.parametrize("text", ["灯号", "*灯号*", " 编 号 ", "高度", "高度(m)", "杆高（米）", "高度[千米]", "经度(°)", "经度（度）", "甲", "8.0", "(m)", ""])
def test_a_row_that_is_passed_over_has_no_text_that_means_a_column(text):
    headings = REFERENCE.headings["lamp"]
    assert headings.words.isdisjoint(row_words((text, "甲"))) == (headings.meaning(text) is None)
