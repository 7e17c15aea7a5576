"""A whole file through the child's work: recognised, mapped, typed, checked, hashed."""

from datetime import date

import orjson
import pytest

from data.errors import GovernanceError, UnreadableFile
from data.intake.parse import _once
from data.intake.typed import wrong
from tests.builders import a_workbook, an_openpyxl_workbook
from tests.data.intake.small_book import parsed, said

HEADER = ("灯号", "统一识别代码", "分类代码", "行政区划代码", "名称", "类型", "状态", "高度", "建成日期", "经度", "纬度")
EAST = ("L1", "990101010203000000001", "010203", "990101", "东一", "单臂", "已建成", 8.0, date(2023, 6, 1), 101.5, 30.5)
WEST = ("L2", None, "010203", "990102", "西一", "双臂", "在建", 9.5, None, 100.5, 30.5)


def one_row(**changed):
    row = dict(zip(HEADER, EAST, strict=True)) | changed
    return a_workbook([list(row.values())], list(row))


def test_a_plain_workbook_is_read_without_a_word():
    result = parsed(a_workbook([EAST, WEST], HEADER, title="路灯台账 2023年6月"), period=None)
    assert (result.ledger, result.period, result.rows_read, result.rows_skipped) == ("lamp", "2023-06", 2, 0)
    assert result.findings == []
    first, second = result.table.to_pylist()
    assert (first["key"], first["code_ok"], first["kind"], first["on_date"], first["grid"]) == (
        "990101010203000000001", True, "单臂", date(2023, 6, 1), "N47HB50000000000")
    assert (second["key"], second["code"], second["code_ok"], second["on_date"], second["row"]) == ("L2", None, False, None, 4)
    assert orjson.loads(first["own_json"]) == {"own_no": "L1", "kind": "单臂", "height_m": 8, "built_on": "2023-06-01"}
    assert result.layout["Sheet1"]["columns"]["height_m"] == "H"
    assert result.layout["Sheet1"]["header_row"] == 2


def test_every_wrong_cell_is_named_at_once():
    rows = [EAST, (None, "990101010203000000001", "010203", "990102", "西二", "三臂", "已建成", 80.0, None, 101.5, 30.5)]
    result = parsed(a_workbook(rows, HEADER))
    assert set(said(result)) == {("required", "A3"), ("choice_known", "F3"), ("range", "H3"), ("built_needs_date", "I3"), ("code_once", "B2"),
                                 ("code_once", "B3"), ("entity_code_region_agrees", "B3"), ("in_region", "J3")}
    found = next(one for one in result.findings if one.rule == "choice_known")
    assert (found.sheet, found.row, found.header, found.value, found.object_key) == ("Sheet1", 3, "类型", "三臂", "990101010203000000001")
    assert "单臂" in found.message


@pytest.mark.parametrize(("changed", "expected"), [
    ({"高度": 3.0}, []), ({"高度": 2.9}, [("range", "H2")]), ({"高度": 30.0}, []), ({"高度": 30.1}, [("range", "H2")]),
    ({"建成日期": date(2023, 6, 30)}, []), ({"建成日期": date(2023, 7, 1)}, [("built_in_time", "I2")]),
    ({"分类代码": "090203", "统一识别代码": "990101090203000000001"}, [("class_known", "C2"), ("entity_code_class", "B2")]),
    ({"分类代码": "010204"}, [("entity_code_class_code_agrees", "B2")]),
    ({"统一识别代码": "440101010203000000001"}, [("entity_code_region", "B2"), ("entity_code_region_agrees", "B2")]),
    ({"经度": 103.0}, [("in_city", "J2")]), ({"经度": None}, [("coordinates_paired", "J2")]), ({"纬度": None}, [("coordinates_paired", "K2")]),
    ({"经度": 100.998}, []), ({"经度": 100.9}, [("in_region", "J2")]), ({"高度": "八米"}, [("number_form", "H2")]),
    ({"建成日期": "不详"}, [("date_form", "I2")]),
])
def test_the_rules_of_a_row(changed, expected):
    # Three good points keep a single bad one from looking like a wrong coordinate system of the file.
    row = dict(zip(HEADER, EAST, strict=True)) | changed
    others = [(f"L{n}", None, *EAST[2:]) for n in range(2, 70)]
    assert sorted(said(parsed(a_workbook([list(row.values()), *others], list(row))))) == sorted(expected)


def test_the_same_rows_in_another_order_are_the_same_content():
    first, second = parsed(a_workbook([EAST, WEST], HEADER)), parsed(a_workbook([WEST, EAST], HEADER))
    changed = parsed(a_workbook([EAST, (*WEST[:7], 9.6, *WEST[8:])], HEADER))
    assert first.content_sha == second.content_sha != changed.content_sha
    assert dict(zip(first.table["key"].to_pylist(), first.table["hash"].to_pylist(), strict=True)) == dict(
        zip(second.table["key"].to_pylist(), second.table["hash"].to_pylist(), strict=True))


def test_two_writers_give_the_same_content():
    assert parsed(a_workbook([EAST, WEST], HEADER)).content_sha == parsed(an_openpyxl_workbook([HEADER, EAST, WEST])).content_sha


def test_reordered_columns_and_other_spellings_are_the_same_content():
    spelled = ("Ｌ1 ", " 990101010203000000001", "010203", 990101.0, "东一", "单头", "已建成", "8.0m", "2023年6月1日", "101.5°E", "北纬30.5")
    plain = parsed(a_workbook([EAST], HEADER))
    assert parsed(a_workbook([spelled], HEADER)).content_sha == plain.content_sha
    assert parsed(a_workbook([EAST[::-1]], HEADER[::-1])).content_sha == plain.content_sha


@pytest.mark.parametrize(("given", "expected"), [
    ("N47HB50000000000", []), ("N47HB5000000", []), ("N47HB50000000011", [("grid_agrees", "L2", "warning")]),
    ("N47HB50000001100", [("grid_agrees", "L2", "warning")]), ("N47HB50000010000", [("grid_agrees", "L2", "error")]),
    ("N47HB51000000000", [("grid_agrees", "L2", "error")]), ("X", [("beidou_form", "L2", "error")]),
])
def test_a_given_grid_code_is_compared_with_the_computed_one(given, expected):
    result = parsed(one_row(北斗网格位置码=given))
    assert [(one.rule, one.cell, str(one.severity)) for one in result.findings] == expected
    assert result.table["grid"][0].as_py() == "N47HB50000000000"


def test_coordinates_of_another_system_are_brought_to_cgcs2000_and_the_written_ones_kept():
    result = parsed(one_row(坐标系="GCJ02"))
    row = result.table.to_pylist()[0]
    assert row["lng"] == pytest.approx(101.4983, abs=2e-3)
    assert row["lng"] != 101.5
    assert orjson.loads(row["own_json"])["lng_raw"] == 101.5


def test_a_file_with_swapped_coordinates_is_told_so_once():
    rows = [(f"L{n}", None, *EAST[2:9], 30.5, 101.5 + n / 1000) for n in range(20)]
    assert said(parsed(a_workbook(rows, HEADER))) == [("coordinates_swapped", None)]


def test_rows_without_any_key_are_asked_for_one():
    header = ("统一识别代码", *HEADER[2:])
    result = parsed(a_workbook([(None, *EAST[2:])], header), ledger="lamp")
    assert ("header_missing", None) in said(result)
    assert ("key_present", "A2") in said(result)


def test_a_report_must_add_up():
    header = ("班组编号", "上期末", "本期", "本期末")
    result = parsed(a_workbook([("A", 10.0, 5.0, 15.0), ("B", 10.1, 0.2, 10.3), ("C", 1.0, 1.0, 3.0)], header))
    assert (result.ledger, said(result)) == ("report", [("sums_agree", "D4")])


def test_the_day_the_data_end_lies_in_the_month():
    result = parsed(one_row(数据截止日期=date(2023, 6, 25)))
    assert (result.cut_off, said(result)) == ("2023-06-25", [])
    assert said(parsed(one_row(数据截止日期=date(2023, 7, 2)))) == [("cut_off_in_period", "L2")]


def test_notes_are_said_once_for_many_cells():
    rows = [(f"L{n}", None, *EAST[2:8], "2023-06-01", "/", "/") for n in range(5)]
    result = parsed(a_workbook(rows, HEADER))
    assert said(result, "info") == [("nothing_written", "J2"), ("nothing_written", "K2")]


def test_a_cell_that_breaks_one_rule_in_two_ways_is_named_once():
    two = [(f"L{n}", None, *EAST[2:]) for n in (1, 1)]
    result = parsed(a_workbook(two, HEADER, more_sheets={"又一张": [HEADER, two[0]]}))
    places = [(one.sheet, one.cell, one.rule) for one in result.findings]
    assert len(places) == len(set(places)) == 3
    twice = [wrong("rule", "甲").at("表", 1, 2), wrong("rule", "乙").at("表", 1, 2), wrong("other", "丙").at("表", 1, 2)]
    assert [one.message for one in _once(twice)] == ["甲", "丙"]


def test_an_unknown_ledger_hint_is_refused():
    with pytest.raises(GovernanceError, match="没有代码为“bridge”的台账"):
        parsed(a_workbook([EAST], HEADER), ledger="bridge")


def test_an_empty_workbook_and_a_header_alone_are_told_apart():
    with pytest.raises(UnreadableFile, match="没有任何内容"):
        parsed(a_workbook([]))
    assert said(parsed(a_workbook([], HEADER))) == [("rows_present", None)]


@pytest.mark.parametrize("quiet", [[0], [1], [2], [0, 2], [0, 1, 2]])
def test_a_row_that_fills_none_of_the_ledgers_own_columns_stays_a_row(quiet):
    """It has a code, and its other columns are those of every ledger: nothing of it may be lost, nor any other row be moved."""
    rows = [(None if n in quiet else f"L{n}", f"99010111010{n}", None, None, f"{n}号灯") for n in range(3)]
    result = parsed(a_workbook(rows, ("灯号", "统一识别代码", "分类代码", "行政区划代码", "名称")), ledger="lamp")
    assert [row["name"] for row in result.table.to_pylist()] == ["0号灯", "1号灯", "2号灯"]
    assert [orjson.loads(text) for text in result.table["own_json"].to_pylist()] == [{} if n in quiet else {"own_no": f"L{n}"} for n in range(3)]
    assert [one.cell for one in result.findings if one.rule == "required"] == [f"A{n + 2}" for n in quiet]
