"""Tables as screens read them, and cells as sheets write them."""

from datetime import date
from decimal import Decimal

import pytest

from data.reports import look
from data.reports.edition import View, edition, read_back, written
from data.reports.paper import blank_book
from data.reports.sheet import lines_of, write, write_value
from data.reports.table import Column, Table, lamp, light_of
from data.reports.tables.indicators import indicator_table
from data.reports.tables.lights import light_table
from data.vocabulary import Light
from tests.data.reports.month import JUNE, NOW, ROADS


@pytest.fixture
def cell():
    book = blank_book()
    return book.create_sheet("a")["A1"]


def test_records_are_plain_values_by_column():
    table = Table("t", [Column("a", "甲", "number"), Column("b", "乙", "date"), Column("c", "丙")], [[Decimal("1.50"), date(2023, 6, 1), None]])
    assert table.records == [{"a": 1.5, "b": "2023-06-01", "c": None}]


def test_a_unit_sees_the_city_and_itself(june):
    view = View(june, edition(june, "page", JUNE, None, NOW), ROADS)
    assert [row["unit"] for row in indicator_table(view).records] == ["全市", "全市", "交通局"]
    assert [row["unit"] for row in light_table(view).records] == ["交通局"]


@pytest.mark.parametrize("light", list(Light))
def test_every_light_is_a_word_and_a_shape(light):
    shown = lamp(light)
    assert light.label in shown
    assert light_of(shown) == light
    assert light_of(light.label) is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_text_is_never_a_formula(cell, text):
    write(cell, text, look.style_name("文字"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_text_that_looks_like_an_error_or_number_stays_text(cell):
    for text in ("#N/A", "010203", "1e5"):
        write(cell, text, look.style_name("编码"))
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


def test_control_characters_do_not_break_the_file(cell):
    write(cell, "甲\x00乙\x0b", look.style_name("文字"))
    assert cell.value == "甲乙"


@pytest.mark.parametrize(("value", "kind", "shown", "number_format"), [
    (Decimal("5"), "number", 5, look.WHOLE), (Decimal("5.00"), "number", 5, look.DECIMAL), (Decimal("5"), "percent", 5, look.DECIMAL),
    (Decimal("0.125"), "number", 0.125, look.DECIMAL), (0, "number", 0, look.WHOLE), (None, "number", "—", "General"), (None, "course", None, "General"),
    (date(2023, 6, 1), "date", date(2023, 6, 1), look.DAY)])
def test_values_are_written_as_themselves(cell, value, kind, shown, number_format):
    write_value(cell, value, kind)
    assert (cell.value, cell.number_format) == (shown, number_format)


def test_heights_follow_the_width_of_chinese_text():
    assert [lines_of(text, 12) for text in ("", "五个汉字呢", "六个汉字啊呀", "甲\n乙")] == [1, 1, 2, 2]


def test_an_edition_survives_the_hidden_sheet(june):
    made = edition(june, "bulletin", JUNE, "jt", NOW)
    assert read_back(written(made)) == made


