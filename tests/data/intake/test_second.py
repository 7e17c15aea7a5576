"""The second reading: it counts what the reader read, by a way of its own, and a difference is an error."""

import struct

import pytest

from data.errors import UnreadableFile
from data.intake.grid import CellError, Percent, sheet_of_rows
from data.intake.ole import read_stream
from data.intake.reader import read
from data.intake.second import compare, csv_text, second_reading, xls, xlsb
from data.intake.second.counted import Counted
from data.intake.sniff import FileKind, sniff
from tests.builders import a_zip, an_xls, changed_zip, part_of


def read_cells(content):
    return [sheet.cells for sheet in read(content)[1]]


# csv

@pytest.mark.parametrize(("text", "cells"), [
    ("", 0), ("a", 1), ("a,b\r\nc,d\r\n", 4), ("a,,b\n , \n", 2), ('"a,b",c\n', 2), ('"多\n行",\n', 1), ('"说""好""",x', 2), ('"",x', 1), ('""""', 1),
    ('"a"b,c', 2), ('a"b,c', 2), (' "x",y', 2), ("a\rb\rc", 3), ('" ",x', 1)])
def test_filled_fields_are_counted_as_the_reader_reads_them(text, cells):
    assert csv_text.count(text, ",") == cells
    assert not cells or read_cells(text.encode()) == [cells]


@pytest.mark.parametrize("text", ['灯号,高度\nL1,"8\nL2,9\nL3,7\n', '灯号,"', '灯号,高度\n"'])
def test_a_quotation_mark_that_is_never_closed_is_told(text):
    assert csv_text.count(text, ",") is None
    with pytest.raises(UnreadableFile, match="双引号不成对"):
        read(text.encode())


# xls

def test_cells_of_an_xls_are_counted_as_the_reader_reads_them():
    content = an_xls([["灯号", "高度", None, "备注"], [None], ["L1", 8.5, ZeroDivisionError, ""]])
    assert [one.cells for one in xls.count(content)] == [6] == read_cells(content)


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


PLACE = struct.pack("<HHH", 0, 0, 0)


def formula(result):
    return record(0x0006, PLACE + result + b"\0" * 8)


TEXT_RESULT = b"\0\0\0\0\0\0\xff\xff"


@pytest.mark.parametrize(("records", "cells"), [
    (record(0x0203, PLACE + struct.pack("<d", 8)), 1), (record(0x027E, PLACE + b"\0" * 4), 1), (record(0x00BD, b"\0" * 4 + b"\0" * 18 + b"\2\0"), 3),
    (record(0x0205, PLACE + b"\x07\x01"), 1), (record(0x0201, PLACE), 0), (record(0x00BE, b"\0" * 10), 0),
    (record(0x00FD, PLACE + struct.pack("<I", 0)), 1), (record(0x00FD, PLACE + struct.pack("<I", 1)), 0), (record(0x0204, PLACE + b"\0\0\0"), 0),
    (formula(struct.pack("<d", 8)), 1), (formula(TEXT_RESULT) + record(0x0207, b"\1\0\0x"), 1), (formula(TEXT_RESULT) + record(0x0207, b"\0\0\0"), 0),
    (formula(b"\3" + TEXT_RESULT[1:]), 0), (formula(b"\2" + TEXT_RESULT[1:]), 1),
    (record(0x0809) + record(0x0203, PLACE + b"\0" * 8) + record(0x000A), 0)],
    ids=["number", "short", "many", "error", "blank", "blanks", "text", "empty text", "label", "formula", "to text", "to nothing",
         "to empty", "to error", "chart"])
def test_every_record_of_an_xls_that_holds_a_value_counts(records, cells):
    assert xls._sheet(record(0x0809) + records + record(0x000A), 0, [True, False], set()).cells == cells


@pytest.mark.parametrize(("records", "errors"), [
    (record(0x0205, PLACE + b"\x07\x01"), {(1, 1): "#DIV/0!"}), (record(0x0205, PLACE + b"\x07\x00"), {}),
    (formula(b"\2\0\x17" + b"\0" * 3 + b"\xff\xff"), {(1, 1): "#REF!"}),
    (formula(b"\1\0\x01" + b"\0" * 3 + b"\xff\xff"), {}), (record(0x0205, struct.pack("<HHH", 4, 2, 0) + b"\x2b\x01"), {(5, 3): "#ERR43"})],
    ids=["typed", "truth", "result", "true result", "of a later version"])
def test_error_values_of_an_xls_are_told_apart(records, errors):
    assert xls._sheet(record(0x0809) + records + record(0x000A), 0, [], set()).errors == errors


def test_an_error_that_stands_alone_in_its_row_or_beyond_the_rest_is_kept():
    sheet = read(an_xls([["灯号"], [None], [ZeroDivisionError], [None, None, ZeroDivisionError]]))[1][0]
    assert [(row, sheet.row_values(n)) for n, row in enumerate(sheet.rows.tolist())] == [
        (1, {1: "灯号"}), (3, {1: CellError("#DIV/0!")}), (4, {3: CellError("#DIV/0!")})]


def a_format(number, code):
    return (0x041E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))


def a_look(number):
    return (0x00E0, struct.pack("<HH", 0, number) + bytes(16))


@pytest.mark.parametrize(("records", "value"), [
    ([a_look(10)], Percent(1.5)), ([a_look(0)], 1.5), ([a_format(164, "0.0%"), a_look(164)], Percent(1.5)), ([a_format(164, '0.0"%"'), a_look(164)], 1.5),
    ([(0x041E, b"\xa4\0\x04\0\x000.0%"), a_look(164)], Percent(1.5)), ([(0x041E, b"\xa4\0\x040.0%"), a_look(164)], Percent(1.5)),
    ([a_format(10, "0.00"), a_look(10)], 1.5)],
    ids=["built in", "general", "own", "quoted", "in narrow characters", "before 1997", "its own under a built-in number"])
def test_a_number_shown_as_percent_in_an_xls_is_one(records, value):
    assert read(an_xls([["利用率"], [1.5]], records=records))[1][0].row_values(1) == {1: value}


def test_short_and_packed_numbers_of_an_xls_are_percent_by_their_own_look():
    many = record(0x00BD, struct.pack("<HHHIHIH", 3, 1, 0, 0, 7, 0, 2)) + record(0x027E, struct.pack("<HHHI", 4, 0, 7, 0))
    assert xls._sheet(record(0x0809) + many + record(0x000A), 0, [], {7}).percents == {(4, 3), (5, 1)}


def strings(*texts):
    return b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)


@pytest.mark.parametrize("cut", [3, 5, 7, 9])
def test_shared_texts_that_run_on_in_another_record_are_all_seen(cut):
    whole = strings("灯号牌") + strings("", "高度")
    cut = 3 + 2 * (cut // 2)  # between two characters
    parts = [struct.pack("<II", 3, 3) + whole[:cut], b"\1" + whole[cut:]] if cut < 9 else [struct.pack("<II", 3, 3) + whole[:9], whole[9:]]
    assert xls._texts(parts) == [True, False, True]


@pytest.mark.parametrize("told", [1, 9])
def test_the_number_of_shared_texts_that_a_file_tells_is_not_believed(told):
    assert xls._texts([struct.pack("<II", told, told) + strings("灯号", ""), strings("高度")]) == [True, False, True]


def test_what_stands_behind_the_last_shared_text_is_none():
    assert xls._texts([struct.pack("<II", 1, 1) + strings("灯号") + b"\5"]) == [True]
    with pytest.raises(struct.error):
        xls._texts([struct.pack("<II", 2, 2) + strings("灯号") + b"\5"])


def test_rich_and_phonetic_texts_are_passed_over_whole():
    rich = struct.pack("<HBHI", 2, 0x0C, 1, 3) + b"ab" + b"\0" * 4 + b"\0" * 3
    assert xls._texts([struct.pack("<II", 2, 2) + rich[:-2], rich[-2:] + strings("")]) == [True, False]


@pytest.mark.parametrize("spoil", [lambda c: c[:1560], lambda c: c.replace(struct.pack("<H", 0x000A), b"\xff\xff"), lambda c: c[:76] + b"\xee" * 4 + c[80:]])
def test_an_xls_that_cannot_be_walked_is_refused(spoil):
    with pytest.raises(UnreadableFile):
        second_reading(spoil(an_xls([["灯号"]])), FileKind.XLS, None)


def test_a_stream_s_chain_that_goes_round_ends():
    content = bytearray(an_xls([["灯号"]]))
    struct.pack_into("<I", content, 512 + 4 * 3, 2)  # the second sector of the stream leads back to the first
    with pytest.raises(ValueError):
        read_stream(bytes(content), ("Workbook",))


# xlsb

def binary(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(data)
    while length >= 128:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def an_xlsb(cells, texts):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = (binary(129) + binary(148, struct.pack("<IIII", 0, 0, 0, 20)) + binary(145) + binary(0, struct.pack("<IIHBBBI", 0, 0, 300, 0, 0, 0, 0)) + cells
             + binary(146) + binary(130))
    book = binary(131) + binary(143) + binary(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("台账")) + binary(144) + binary(132)
    rels = "".join(f'<Relationship Id="rId{n}" Type="{office}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(
        [("worksheet", "worksheets/sheet1.bin"), ("sharedStrings", "sharedStrings.bin")], 1))
    return a_zip({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": book, "xl/worksheets/sheet1.bin": sheet,
                  "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
                  "xl/sharedStrings.bin": (binary(159, struct.pack("<II", len(texts), len(texts))) + b"".join(binary(19, b"\0" + wide(t)) for t in texts)
                                           + binary(160))})


def at(column):
    return struct.pack("<II", column, 0)


@pytest.mark.parametrize(("cells", "count"), [
    (binary(7, at(0) + struct.pack("<I", 0)) + binary(5, at(1) + struct.pack("<d", 8.5)), 2),
    (binary(7, at(0) + struct.pack("<I", 0)) + binary(1, at(1)) + binary(7, at(2) + struct.pack("<I", 1)), 1),
    (binary(6, at(0) + wide("灯" * 200)) + binary(6, at(1) + wide("")), 1),
    (binary(2, at(0) + struct.pack("<I", 8 << 2 | 2)) + binary(4, at(1) + b"\1"), 2)], ids=["text, number", "blank, empty", "own text", "short, truth"])
def test_cells_of_an_xlsb_are_counted_as_the_reader_reads_them(cells, count):
    content = an_xlsb(cells, ["灯号", ""])
    assert [one.cells for one in xlsb.count(sniff(content)[1])] == [count] == read_cells(content)


def test_a_cell_of_an_xlsb_that_the_reader_loses_is_an_error():
    rich = binary(62, at(1) + b"\0" + wide("富文本"))
    with pytest.raises(UnreadableFile, match="不一致|核对"):
        read(an_xlsb(binary(7, at(0) + struct.pack("<I", 0)) + rich, ["灯号"]))


@pytest.mark.parametrize("kind", [3, 11], ids=["typed", "result"])
def test_an_error_in_an_xlsb_is_kept_where_it_stands(kind):
    fifth = binary(0, struct.pack("<IIHBBBI", 4, 0, 300, 0, 0, 0, 0)) + binary(kind, at(2) + b"\x2a" + b"\0" * 10)
    sheet = read(an_xlsb(binary(6, at(0) + wide("灯号")) + fifth, []))[1][0]
    assert (sheet.rows.tolist(), sheet.row_values(1)) == ([1, 5], {3: CellError("#N/A")})


def test_a_number_shown_as_percent_in_an_xlsb_is_one():
    def looks(*numbers):
        return b"".join(binary(47, struct.pack("<HH", 0, number) + bytes(12)) for number in numbers)

    formats = binary(615, struct.pack("<I", 1)) + binary(44, struct.pack("<H", 164) + wide("0.0%")) + binary(616)
    styles = binary(278) + formats + binary(626) + looks(9) + binary(627) + binary(617, struct.pack("<I", 3)) + looks(0, 9, 164) + binary(618) + binary(279)
    plain = an_xlsb(b"".join(binary(5, struct.pack("<IId", n, n, 1.5)) for n in range(3)), [])
    rels = part_of(plain, "xl/_rels/workbook.bin.rels").replace(
        b"</Rel", b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.bin"/></Rel')
    sheet = read(changed_zip(plain, {"xl/styles.bin": styles, "xl/_rels/workbook.bin.rels": rels}))[1][0]
    assert sheet.row_values(0) == {1: 1.5, 2: Percent(1.5), 3: Percent(1.5)}


def test_a_row_of_an_xlsb_beyond_the_last_is_refused():
    content = an_xlsb(binary(0, struct.pack("<I", 1 << 20)), [])
    with pytest.raises(UnreadableFile, match="异常"):
        second_reading(content, FileKind.XLSB, sniff(content)[1])


# The comparison

@pytest.mark.parametrize("counted", [[], [Counted(1)], [Counted(3)], [Counted(2), Counted(0)]])
def test_a_difference_is_an_error(counted):
    sheet = sheet_of_rows("台账", [["a", "b"]])
    compare([sheet], [Counted(2)])
    with pytest.raises(UnreadableFile, match="不一致"):
        compare([sheet], counted)
