"""Truth tables: what each type of cell is read as, and what is refused."""

from datetime import date, datetime, time

import numpy as np
import pytest

from data.intake.cells import read_column
from data.intake.found import Verdict
from data.intake.grid import CellError, Column, Percent, Uncalculated, column_of
from data.intake.typed import Noted
from tests.data.intake.small_book import REFERENCE, column


def read(field, *values):
    built = column_of(list(values))
    return read_column(column(field), built, REFERENCE.book)


def one(field, value):
    """(typed value, rule that spoke) of a single cell."""
    typed = read(field, value)
    spoken = next(iter(typed.verdicts.values()), None)
    return typed.objects[0], spoken.rule if spoken else None


@pytest.mark.parametrize(("raw", "value", "rule"), [
    (12.0, 12.0, None), (12.5, 12.5, None), ("12", 12.0, None), ("１２．５", 12.5, None), ("1,234.5", 1234.5, None), (" 12 ", 12.0, None),
    ("12m", 12.0, None), ("12 米", 12.0, None), ("-3", -3.0, None), ("1.2万", 12000.0, None), ("0.5", 0.5, None), ("1e2", 100.0, None),
    ("12km", None, "number_unit"), ("12 根", None, "number_unit"), ("十二", None, "number_form"), ("12-15", None, "number_form"),
    ("1,23", None, "number_form"), ("1_000", None, "number_form"), ("约12", None, "number_form"), (True, None, "number_form"),
    (datetime(2023, 6, 1), None, "number_form"), (Percent(0.12), None, "number_form"), ("—", None, "nothing_written"), ("", None, None),
    (" ", None, None), (CellError("#REF!"), None, "cell_error"), (Uncalculated(), None, "cell_uncalculated"), ("inf", None, "number_form"),
    ("nan", None, "number_form"), ("1e999", None, "number_form"),
])
def test_a_number(raw, value, rule):
    assert one("height_m", raw) == (value, rule)


@pytest.mark.parametrize(("raw", "value", "rule"), [
    (3.0, 3.0, None), ("3 根", 3.0, None), ("３个", 3.0, None), (3.5, None, "integer_form"), ("3.5", None, "integer_form"), ("3.0", 3.0, None),
    ("1.2万", 12000.0, None), ("3米", None, "number_unit"),
])
def test_an_integer(raw, value, rule):
    assert one("mounts", raw) == (value, rule)


@pytest.mark.parametrize(("raws", "values", "rule"), [
    (["12%", "3.5%"], [12.0, 3.5], None), ([12.0, 86.5], [12.0, 86.5], None), ([0.12, 0.865], [12.0, 86.5], "percent_guise"),
    ([Percent(0.12), Percent(1.0)], [12.0, 100.0], None), ([0.12, 12.0], [None, None], "percent_guise"), ([0.0, 0.0], [0.0, 0.0], None),
    ([1.0, 0.0], [None, 0.0], "percent_guise"), ([1.0, 50.0], [None, None], "percent_guise"), (["１２％"], [12.0], None),
    ([Percent(0.5), 86.0], [50.0, 86.0], None), (["百分之十"], [None], "number_form"), ([0.0, 55.0], [0.0, 55.0], None),
])
def test_percent_in_its_guises(raws, values, rule):
    typed = read("share", *raws)
    assert typed.objects.tolist() == values
    assert next((verdict.rule for verdict in typed.verdicts.values()), None) == rule


@pytest.mark.parametrize(("raw", "value", "rule"), [
    (datetime(2023, 6, 1), "2023-06-01", None), (date(2023, 6, 1), "2023-06-01", None), (45078.0, "2023-06-01", None), ("45078", "2023-06-01", None),
    (20230601.0, "2023-06-01", None), ("20230601", "2023-06-01", None), ("2023-6-1", "2023-06-01", None), ("2023/06/01", "2023-06-01", None),
    ("2023.6.1", "2023-06-01", None), ("2023年6月1日", "2023-06-01", None), ("２０２３年６月１日", "2023-06-01", None),
    ("2023-06-01 00:00:00", "2023-06-01", None), ("2023年6月", "2023-06-01", "date_to_day"), ("2023-06", "2023-06-01", "date_to_day"),
    ("2023.10", "2023-10-01", "date_to_day"), (2023.1, None, "date_form"), ("24.3", None, "date_form"), ("3月底", None, "date_form"),
    ("2023", None, "date_form"), (2023.0, None, "date_form"), ("2023-02-29", None, "date_form"), ("2023-13-01", None, "date_form"),
    ("1990-01-01", "1990-01-01", "date_placeholder"), (datetime(2000, 1, 1), "2000-01-01", "date_placeholder"),
    ("1900-01-00", None, "date_placeholder"), (0.0, None, "date_placeholder"),
    (time(), None, "date_placeholder"), ("/", None, "nothing_written"), (True, None, "date_form"), (12.0, None, "date_form"),
])
def test_a_date(raw, value, rule):
    assert one("built_on", raw) == (value, rule)


@pytest.mark.parametrize(("raw", "value", "rule"), [
    ("2023-06", "2023-06", None), ("2023年6月", "2023-06", None), ("2023年6月份", "2023-06", None), (202306.0, "2023-06", None), ("202306", "2023-06", None),
    (datetime(2023, 6, 30), "2023-06", None), ("6月", None, "month_form"), ("2023-13", None, "month_form"), (2023.1, None, "month_form"),
])
def test_a_month(raw, value, rule):
    assert one("audited", raw) == (value, rule)


@pytest.mark.parametrize(("raw", "value", "rule"), [
    ("单臂", "单臂", None), (" 单 臂 ", "单臂", None), ("单头", "单臂", None),
    ("三臂", None, "choice_known"), (1.0, None, "choice_known"), ("/", None, "nothing_written"),
])
def test_a_choice(raw, value, rule):
    assert one("kind", raw) == (value, rule)


@pytest.mark.parametrize(("raw", "value"), [
    ("是", True), ("有", True), ("√", True), ("✔", True), (1.0, True), ("1", True), ("y", True), ("Ｙ", True), ("Yes", True), (True, True),
    ("否", False), ("无", False), ("×", False), (0.0, False), ("n", False), (False, False), ("也许", None), ("2", None),
])
def test_a_switch_and_a_yes_no_choice_read_the_same_ticks(raw, value):
    assert read("has_5g", raw).objects[0] is value
    assert read("shared", raw).objects[0] == {True: "是", False: "否", None: None}[value]


@pytest.mark.parametrize(("raw", "value", "rule"), [
    (101.5, 101.5, None), ("101.5", 101.5, None), ("101.5°", 101.5, None), ("101.5°E", 101.5, None), ("E101.5", 101.5, None), ("东经101.5", 101.5, None),
    ("101°30′00″", 101.5, None), ("101°30'0.0\"E", 101.5, None), ("101度30分0秒", 101.5, None), ("101°30′", 101.5, None), ("101°15′18″", 101.255, None),
    ("１０１．５", 101.5, None), ("西经101.5", -101.5, None), ("101°75′00″", None, "degrees_form"),
    ("101,5", None, "degrees_form"), ("不详", None, "degrees_form"),
    (True, None, "degrees_form"), ("无", None, "nothing_written"),
])
def test_degrees(raw, value, rule):
    found, spoken = one("lng", raw)
    assert (None if found is None else round(found, 9), spoken) == (value, rule)


@pytest.mark.parametrize(("field", "raw", "value", "rule"), [
    ("code", "990101010203000000001", "990101010203000000001", None), ("code", " ９９０１０１010203000000001 ", "990101010203000000001", None),
    ("code", 9.90101010203e20, None, "code_is_text"), ("code", "9.90101E+20", None, "code_is_text"), ("code", "99010101020300000000", None, "entity_code_form"),
    ("code", "99O101010203000000001", None, "entity_code_form"), ("region", "990101", "990101", None), ("region", 990101.0, "990101", None),
    ("region", "990109", None, "region_code_form"), ("class_code", "010203", "010203", None), ("class_code", 10203.0, None, "class_code_form"),
    ("own_no", "L-001", "L-001", None), ("own_no", "001", "001", None), ("own_no", 12.0, "12", None), ("own_no", 1.5, None, "code_is_text"),
    ("own_no", 1e15, None, "code_is_text"), ("own_no", 999999999999999.0, "999999999999999", None), ("own_no", "Ｌ００１", "L001", None),
    ("own_no", datetime(2023, 1, 2), None, "code_is_text"), ("own_no", "4.2E+15", None, "code_is_text"), ("own_no", "灯一", "灯一", None),
    ("owner", "市城管局", "cgj", None), ("owner", "城管局", "cgj", None), ("owner", "cgj", "cgj", None), ("owner", "无此局", None, "unit_known"),
    ("grid", "n48k000e5aa33115", "N48K000E5AA33115", None), ("grid", "X", None, "beidou_form"), ("own_no", "—", None, "nothing_written"),
])
def test_a_code(field, raw, value, rule):
    assert one(field, raw) == (value, rule)


def test_free_text_keeps_its_characters_and_loses_its_edges():
    assert read("remark", " 面积50㎡①Ⅱ\u200b ").objects[0] == "面积50㎡①Ⅱ"
    assert read("remark", "第一行\n第二行").objects[0] == "第一行\n第二行"
    assert read("remark", 12.0, 0.1, True).objects.tolist() == ["12", "0.1", "TRUE"]
    assert one("name", "很" * 20)[1] is None
    assert one("name", "很" * 21)[1] == "text_length"


def test_refused_cells_are_not_missing_and_blank_ones_are():
    typed = read("height_m", "abc", None, " ", 5.0)
    assert typed.refused.tolist() == [True, False, False, False]
    assert typed.missing.tolist() == [False, True, True, False]
    assert np.isnan(typed.numbers).tolist() == [True, True, True, False]


def test_true_and_one_stay_two_values():
    built = column_of([True, 1.0, None, True])
    assert built.codes.tolist() == [0, 1, -1, 0]
    assert built.values == [True, 1.0]
    assert type(built.values[0]) is bool


def test_a_note_keeps_the_value_and_says_something():
    typed = read_column(column("built_on"), Column(np.array([0], dtype=np.int32), ["2023年6月"]), REFERENCE.book)
    assert typed.objects[0] == "2023-06-01"
    assert isinstance(typed.verdicts[0], Verdict)
    assert not isinstance(typed.values[0], Noted)


@pytest.mark.parametrize("raw", ["a\x00b", "a\ud800b", "\u200ba\x01b"])
def test_characters_that_no_database_takes_are_dropped(raw):
    assert read("remark", raw).objects[0] == "ab"
    assert read("own_no", raw).objects[0] == "ab"


def test_a_very_long_wrong_value_is_quoted_short():
    typed = read("height_m", "很" * 30000)
    assert len(typed.verdicts[0].message) < 120
