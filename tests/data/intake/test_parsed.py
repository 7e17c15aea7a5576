"""What travels from the child to the parent."""

import pytest

from data.errors import UnreadableFile
from data.intake.parsed import SCHEMA, Parsed, from_wire, to_wire, wire_parts
from data.intake.result_sheet import MOST_WORDS, Written
from tests.builders import a_workbook
from tests.data.intake.small_book import parsed


def spoilt_texts(wire):
    """The texts of the table are no UTF-8 any more; the JSON before them is untouched."""
    table = 8 + int.from_bytes(wire[:8], "big")
    return wire[:table] + wire[table:].replace(b"Sheet1", b"\xff" * 6)


def a_result():
    return parsed(a_workbook([("L1", "甲", 80.0), ("L1", None, 8.0), ("合计", None, 88.0)], ("灯号", "名称", "高度"), title="2023年6月"))


def test_a_result_comes_back_as_it_went():
    result = a_result()
    again = from_wire(to_wire(result))
    assert again.table.equals(result.table)
    assert (again.findings, again.layout, again.totals, again.content_sha) == (result.findings, result.layout, result.totals, result.content_sha)
    assert type(again.findings[0].severity) is type(result.findings[0].severity)


def test_a_result_without_rows_has_the_same_columns():
    assert from_wire(to_wire(Parsed())).table.schema == SCHEMA


@pytest.mark.parametrize("spoil", [
    lambda wire: b"", lambda wire: wire[:20], lambda wire: wire[:-200], lambda wire: b"\xff" * 8 + wire[8:],
    lambda wire: wire.replace(b'"severity":"error"', b'"severity":"erroz"'), lambda wire: wire.replace(b'"ledger":', b'"ledgex":'), spoilt_texts,
])
def test_a_spoilt_result_is_refused(spoil):
    with pytest.raises(UnreadableFile):
        from_wire(spoil(to_wire(a_result())))


@pytest.mark.parametrize("words", ["字" * (MOST_WORDS + 1), 7, None, ["甲"]])
def test_words_of_another_form_than_agreed_are_refused(words):
    right, wrong = (to_wire(Parsed(words=[Written("r", "A1", "", text, "校验结果", "I2")])) for text in ("合杆", words))
    assert from_wire(right).words[0].words == "合杆"
    with pytest.raises(UnreadableFile):
        from_wire(wrong)


def test_rows_begin_at_a_round_place_behind_the_byte_that_says_what_comes():
    for unit in ("", "x", "十七个字的单位名称"):
        lengths = [len(part) for part in wire_parts(Parsed(unit_word=unit))]
        assert (1 + sum(lengths[:-1])) % 64 == 0 and sum(lengths) == len(to_wire(Parsed(unit_word=unit)))
