"""Reading: every cell of every kind of file, the same as other readers see it, and nothing lost without a word."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
import python_calamine

from data.errors import UnreadableFile
from data.intake.grid import CellError, Percent, Uncalculated, from_serial, plain_text
from data.intake.package import DATE, PERCENT, PLAIN, format_kind
from data.intake.reader import read
from data.intake.sheet_scan import scan_block
from data.intake.sniff import FileKind
from tests.builders import MAIN, STRICT_MAIN, a_package, a_workbook, a_zip, an_openpyxl_workbook, an_xls, changed_zip, part_of, sheet_xml

ROWS = [["灯号", "高度", "日期"], ["0012", 12.5, date(2023, 6, 1)], [" 两端有空格 ", -0.1, None], ["a&b<c>\"'", 1e-7, datetime(2023, 6, 1, 12, 30)],
        ["换\n行", 123456789012345.0, None], [True, 4.20106e20, None], ["单", 0, None]]


def cells(content, sheet=0):
    """Value of every filled cell by its A1 place."""
    found = read(content)[1][sheet]
    return {f"{plain(column)}{row}": value for n, row in enumerate(found.rows.tolist()) for column, value in found.row_values(n).items()}


def plain(column):
    return openpyxl.utils.get_column_letter(column)


def as_openpyxl_sees(content):
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True).active
    return {cell.coordinate: float(cell.value) if type(cell.value) is int else cell.value for row in sheet for cell in row if cell.value is not None}


@pytest.mark.parametrize("write", [a_workbook, an_openpyxl_workbook])
def test_both_writers_cells_are_read_as_openpyxl_reads_them(write):
    content = write(ROWS)
    assert cells(content) == as_openpyxl_sees(content)
    assert type(cells(content)["A6"]) is bool


def test_as_many_cells_as_calamine_sees():
    content = a_workbook([[f"第{n}号", n, n / 7, None, "同"] for n in range(3000)])
    rows = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert list(cells(content).values()) == [value for row in rows for value in row if value != ""]


def test_a_sheet_of_many_blocks_is_read_whole():
    content = a_workbook([[f"第{n}号杆" * 3, n, "在建"] for n in range(20000)])
    sheet = read(content)[1][0]
    assert (sheet.cells, sheet.rows.size, sheet.columns[2].raw(19999)) == (60000, 20000, 19999.0)
    assert sheet.columns[3].values == ["在建"]


ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1</v></c></row>'


@pytest.mark.parametrize("data", [
    ONE,
    ONE.replace("<c ", "<x:c ").replace("</c>", "</x:c>").replace("<row ", "<x:row ").replace("</row>", "</x:row>").replace("<v>", "<x:v>").replace(
        "</v>", "</x:v>").replace("<is>", "<x:is>").replace("</is>", "</x:is>").replace("<t>", "<x:t>").replace("</t>", "</x:t>"),
    "<!-- 说明 -->" + ONE, ONE.replace("甲", "<![CDATA[甲]]>"), ONE.replace("甲", "&#30002;"), ONE.replace('r="A1" t="inlineStr"', 't="inlineStr" r="A1"'),
    ONE.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="1"', ""),
    ONE.replace("<is><t>甲</t></is>", "<is><r><t>甲</t></r><rPh><t>jia</t></rPh></is>"),
    ONE.replace("<v>1</v>", "<v> 1 </v>"), ONE.replace("<v>1</v>", "<f>2-1</f><v>1</v>"), ONE.replace("<v>1</v>", "<v>1.0E0</v>"),
    ONE.replace('<c r="B1">', '<c r="B1" t="n" s="0">'), ONE.replace('<c r="B1">', '<c r="B1" s="0" t="n" cm="1">'), ONE.replace('"', "'"),
    ONE + '<row r="2"><c r="A2" s="1"/><c r="B2"/><c r="C2" t="s"></c></row>', ONE + '<row r="9"/>', ONE.replace("><c", ">\n  <c"),
])
def test_one_sheet_in_many_writings(data):
    xml = sheet_xml(data)
    xml = xml.replace("<worksheet", f'<worksheet xmlns:x="{MAIN}"')
    assert cells(a_package(xml)) == {"A1": "甲", "B1": 1.0}


@pytest.mark.parametrize("encode", [lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"), lambda xml: b"\xef\xbb\xbf" + xml.encode()])
def test_a_sheet_in_another_encoding(encode):
    assert cells(a_package(encode(sheet_xml(ONE)))) == {"A1": "甲", "B1": 1.0}


MERGED = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="C7"/></mergeCells>'
AS_EXCEL = sheet_xml(ONE + '<row r="2" hidden="1"><c r="B2"><v>2</v></c></row>', after=MERGED)


@pytest.mark.parametrize("written", [
    AS_EXCEL.encode(), AS_EXCEL.replace('"', "'").encode(), AS_EXCEL.replace("UTF-8", "UTF-16").encode("utf-16"),
    AS_EXCEL.replace('<mergeCell ref="A1:A2"', "<mergeCell ref='$A$1:$A$2'").encode(), AS_EXCEL.replace('<row r="2" ', "<row ").encode(),
    AS_EXCEL.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=").encode(),
], ids=["as Excel", "single quotes", "UTF-16", "with dollars", "without its number", "prefixed"])
def test_hidden_rows_and_merged_cells_are_known_however_they_are_written(written):
    sheet = read(a_package(written))[1][0]
    assert (sheet.hidden_rows, sheet.merges, sheet.cells) == ({2}, [(1, 1, 2, 1)], 3)


@pytest.mark.parametrize(("kind", "inner", "value"), [
    ("inlineStr", "<is><t>1.</t></is><v>01.</v>", "1."), ("inlineStr", "<is><t></t></is><v>甲</v>", "甲"), ("inlineStr", "<v>甲</v>", "甲"),
    ("str", "<is><t>甲</t></is><v>乙</v>", "乙"), ("n", "<is><t>8</t></is>", 8.0)])
def test_a_cell_that_says_its_value_twice_is_read_once(kind, inner, value):
    assert cells(a_package(sheet_xml(f'<row r="1"><c r="A1" t="{kind}">{inner}</c></row>'))) == {"A1": value}


@pytest.mark.parametrize("before", ['<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', '<dimension ref="C7"/>', ""])
def test_the_recorded_range_is_not_believed(before):
    assert cells(a_package(sheet_xml(ONE, before=before))) == {"A1": "甲", "B1": 1.0}


def test_strict_ooxml_is_read_like_the_common_one():
    content = a_package(sheet_xml('<row r="1"><c r="A1" t="d"><v>2023-06-01</v></c><c r="B1"><v>1</v></c></row>', main=STRICT_MAIN),
                        strict=True)
    assert cells(content) == {"A1": datetime(2023, 6, 1), "B1": 1.0}


def test_rows_out_of_order_are_all_kept():
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, 1, 2))
    assert cells(a_package(sheet_xml(data))) == {"A1": 1.0, "A2": 2.0, "A3": 3.0}


@pytest.mark.parametrize(("cell", "value"), [
    ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellError("#DIV/0!")), ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
    ('<c r="A1"><f>1+1</f><v></v></c>', Uncalculated()), ('<c r="A1"><f>1+1</f></c>', Uncalculated()), ('<c r="A1"><f>1+1</f><v/></c>', Uncalculated()),
    ('<c r="A1"><f>1+1</f><v>2</v></c>', 2.0), ('<c r="A1" t="str"><f>B1</f><v>文</v></c>', "文"), ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" s=""><v>2</v></c>', 2.0), ('<c r="A1" t="str"><f>B1</f><v></v></c>', None), ('<c r="A1" s="1"><v>45078</v></c>', datetime(2023, 6, 1)),
    ('<c r="A1" s="2"><v>0.12</v></c>', Percent(0.12)), ('<c r="A1" s="3"><v>45078.5</v></c>', datetime(2023, 6, 1, 12)),
    ('<c r="A1" t="inlineStr"><is><t>_x0041_a&amp;b</t></is></c>', "Aa&b"), ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
])
def test_what_a_cell_holds(cell, value):
    styles = (f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
              '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>')
    found = cells(a_package(sheet_xml(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>'), styles=styles))
    assert found == ({"B1": 7.0} if value is None else {"A1": value, "B1": 7.0})
    assert type(found.get("A1")) is type(value)


@pytest.mark.parametrize(("serial", "is_1904", "moment"), [
    (45078.0, False, datetime(2023, 6, 1)), (43616.0, True, datetime(2023, 6, 1)), (61.0, False, datetime(1900, 3, 1)),
    (60.0, False, 60.0), (60.99, False, 60.99), (59.0, False, datetime(1900, 2, 28)), (60.0, True, datetime(1904, 3, 1)),
    (1.0, False, datetime(1900, 1, 1)),
    (0.5, False, time(12)), (0.25, True, time(6)), (0.0, False, time()), (0.9999999, False, time(23, 59, 59)),
    (-1.0, False, -1.0), (2958466.0, False, 2958466.0),
])
def test_both_date_systems(serial, is_1904, moment):
    assert from_serial(serial, is_1904) == moment


def test_the_formats_of_conditional_looks_are_none_of_the_cells():
    look = '<dxfs><dxf><numFmt numFmtId="14" formatCode="0.00%"/></dxf></dxfs>'
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs>{look}</styleSheet>'
    assert cells(a_package(sheet_xml('<row r="1"><c r="A1"><v>45078</v></c></row>'), styles=styles)) == {"A1": datetime(2023, 6, 1)}


def test_a_workbook_of_the_other_date_system():
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    content = a_package(sheet_xml('<row r="1"><c r="A1"><v>43616</v></c></row>'), styles=styles, workbook='<workbookPr date1904="1"/>')
    assert cells(content) == {"A1": datetime(2023, 6, 1)}


@pytest.mark.parametrize(("code", "kind"), [
    ("General", PLAIN), ("0.00", PLAIN), ("@", PLAIN), ("0.00%", PERCENT), ("yyyy-mm-dd", DATE), ("yyyy年m月d日", DATE), ('0.0"m"', PLAIN), ("[红色]0", PLAIN),
    ("[$-804]yyyy/m/d;@", DATE), ("#,##0", PLAIN), ("h:mm", DATE), ('0"天"', PLAIN), ("0.00E+00", PLAIN), ("[h]:mm", DATE),
    ("[mm]:ss", DATE), ("[Magenta]0.00", PLAIN), ("[$HKD] 0.00", PLAIN),
])
def test_what_a_number_format_shows(code, kind):
    assert format_kind(code) == kind


@pytest.mark.parametrize(("data", "words"), [
    ('<row r="1"><c r="A1" t="s"><v>5</v></c></row>', "不存在的文字"), ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "第 1 行"),
    ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "重复出现"), ('<row r="1"><c r="A1"><v>abc</v></c></row>', "abc"),
    ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "16384 列"), ('<row r="1"><c r="A9999999"><v>1</v></c></row>', "行号"),
    ('<row r="1"><c r="1A"><v>1</v></c></row>', "单元格地址"), ('<row r="1"><c r="A1"><v>1</v></row>', "损坏"),
    ('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>', "类型"),
    ('<row r="1"><c r="A1"><v>1</v></c></row><row r="7"><c r="A7"><v>1e999</v></c></row>', "第 7 行的数"),
])
def test_what_cannot_be_read_surely_is_refused(data, words):
    with pytest.raises(UnreadableFile, match=words):
        read(a_package(sheet_xml(data), strings=f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>'))


def test_a_closing_tag_that_closes_nothing_known_sends_the_sheet_to_the_slow_walk():
    """The fast pass must give up when opening and closing value tags do not pair off; the walk then says that the file is damaged."""
    block = b'<row r="1"><c r="A1"><v>1</v></v></c></row>'
    assert scan_block(block) is None
    assert len(scan_block(block.replace(b"</v></v>", b"</v>"))) == 1
    with pytest.raises(UnreadableFile, match="损坏"):
        read(a_package(sheet_xml(block.decode())))


def test_a_far_cell_without_a_value_is_no_cell():
    assert cells(a_package(sheet_xml(ONE + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'))) == {"A1": "甲", "B1": 1.0}


def test_a_missing_sheet_part_is_damage():
    content = a_workbook(ROWS)
    broken = changed_zip(content, {"xl/_rels/workbook.xml.rels": part_of(content, "xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet9.xml")})
    with pytest.raises(UnreadableFile, match="缺少工作表"):
        read(broken)


@pytest.mark.parametrize(("content", "expected"), [
    ("灯号,高度\n001,8\n".encode(), {"A1": "灯号", "B1": "高度", "A2": "001", "B2": "8"}),
    ("灯号,高度\n001,8\n".encode("utf-8-sig"), {"A1": "灯号", "B1": "高度", "A2": "001", "B2": "8"}),
    ("灯号,高度\r\n001,8\r\n".encode("gb18030"), {"A1": "灯号", "B1": "高度", "A2": "001", "B2": "8"}),
    ("灯号\t高度\n001\t8\n".encode("utf-16"), {"A1": "灯号", "B1": "高度", "A2": "001", "B2": "8"}),
    ('灯号;说明\n001;"多\n行"\n'.encode(), {"A1": "灯号", "B1": "说明", "A2": "001", "B2": "多\n行"}),
])
def test_text_files_in_their_encodings(content, expected):
    assert read(content)[0] == FileKind.CSV
    assert cells(content) == expected


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="表一">
<table:table-row><table:table-cell office:value-type="string"><text:p>灯号</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="8"><text:p>8</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>""".replace("\n<", "<")


def an_ods(content=ODS):
    return a_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, "META-INF/manifest.xml": "<m/>"})


def test_an_ods_is_read():
    assert read(an_ods())[0] == FileKind.ODS
    assert cells(an_ods()) == {"A1": "灯号", "B1": 8.0}


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_an_xls_or_et_is_read_and_its_error_cells_are_not_lost(stream):
    content = an_xls([["灯号", "高度", None, "备注"], [None, None, None, None], ["L1", 8.5, ZeroDivisionError, "中文㎡"]], [stream])
    assert read(content)[0] == FileKind.XLS
    assert cells(content) == {"A1": "灯号", "B1": "高度", "D1": "备注", "A3": "L1", "B3": 8.5, "C3": CellError("#DIV/0!"), "D3": "中文㎡"}


def test_what_is_no_number_in_an_xls_is_an_error_as_excel_shows_it():
    assert read(an_xls([["灯号", "高度"], ["L1", float("nan")]]))[1][0].row_values(1) == {1: "L1", 2: CellError("#NUM!")}


@pytest.mark.parametrize(("raw", "text"), [
    (12.0, "12"), (0.1, "0.1"), (1e20, "1e+20"), (True, "TRUE"), (None, ""),
    (datetime(2023, 6, 1), "2023-06-01"), (datetime(2023, 6, 1, 8, 5), "2023-06-01 08:05:00"),
    (date(2023, 6, 1), "2023-06-01"), (time(8, 5), "08:05:00"), (Percent(0.12), "12%"), (CellError("#REF!"), "#REF!"), (-3.0, "-3"),
])
def test_how_a_value_is_shown(raw, text):
    assert plain_text(raw) == text
