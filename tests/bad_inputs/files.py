"""文件级 — what is no workbook, half a workbook, or another kind of file than its name says."""

import re

from tests.bad_inputs.case import bad, fine, refused
from tests.bad_inputs.good import poles, spot, table, with_cells
from tests.bad_inputs.spoil import (
    CSV,
    ODS,
    SHEET_XML,
    STRINGS,
    TYPES,
    WORKBOOK,
    XLS,
    as_csv,
    as_ods,
    as_xls,
    as_xlsb,
    backslashed,
    directory_place,
    in_utf16,
    locked,
    part_of,
    patched,
    stored,
    strict,
    turned,
    with_cell,
    with_part,
    without_part,
    without_references,
)
from tests.builders import a_zip, an_xls, changed_zip

WRONG = with_cells(height_m="十三米左右", status="坏")
NO_TELLING = (("ledger_known", None, None), ("period_known", None, None))
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(range(256)) * 4
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
HTML = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>杆号</td></tr></table></html>'.encode()
XML_2003 = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def end(content: bytes) -> int:
    return content.rindex(b"PK\x05\x06")


def wrong_in(sheet: str):
    """The same two mistakes in another format."""
    return [spot("number_form", "height_m", sheet=sheet), spot("choice_known", "status", sheet=sheet)]


def rows_swapped(content: bytes) -> bytes:
    """The last row stands first in the XML, with its own number."""
    text = part_of(content, SHEET_XML).decode()
    last = text[text.rindex("<row "):text.index("</sheetData>")]
    return changed_zip(content, {SHEET_XML: text.replace(last, "").replace("<sheetData>", f"<sheetData>{last}")})


def counted_as(content: bytes, number: int) -> bytes:
    return changed_zip(content, {STRINGS: re.sub(r'ount="\d+"', f'ount="{number}"', part_of(content, STRINGS).decode())})


HALVES = [
    refused("空文件", lambda: b"", "0 字节", at_page="空文件"),
    bad("一个字节", lambda: b"P", *NO_TELLING),
    refused("只有文件头", lambda: poles()[:10], "损坏|没有传完"),
    refused("传了一半", lambda: poles()[:len(poles()) // 2], "损坏|没有传完"),
    refused("缺压缩目录", lambda: poles()[:poles().index(b"PK\x01\x02")], "损坏|没有传完"),
    refused("缺最后一个字节", lambda: poles()[:-1], "损坏|没有传完"),
    refused("压缩目录损坏", lambda: turned(poles(), b"PK\x01\x02", b"PK\x01\xff"), "损坏|异常"),
    refused("目录偏移越界", lambda: patched(poles(), end(poles()) + 16, "<I", 0x7FFFFFFF), "损坏|异常"),
    refused("校验和不符", lambda: turned(stored(poles()), b"<v>13</v>", b"<v>14</v>"), "损坏"),
    refused("压缩数据被改", lambda: patched(poles(), poles().index(b"sheet1.xml") + 60, "<I", 0xFFFFFFFF), "损坏"),
    refused("末尾多出一截", lambda: poles() + b"\0" * 300, "异常|多余"),
    refused("两个文件接在一起", lambda: poles() + poles(), "异常|损坏|重叠|多余"),
    refused("目录里的大小是假的", lambda: patched(poles(), directory_place(poles(), SHEET_XML) + 24, "<I", 100), "损坏|异常"),
    refused("压缩方法少见", lambda: patched(poles(), directory_place(poles(), SHEET_XML) + 10, "<H", 14), "压缩方法"),
    refused("加了压缩密码", lambda: locked(poles()), "加密"),
    refused("打开要密码", lambda: an_xls([["杆号"]], ("EncryptionInfo", "EncryptedPackage")), "加密"),
    refused("打开要密码的xls", lambda: as_xls(table(), records=[(0x002F, b"\1\0" + bytes(52))]), "加密"),
    refused("截断的xls", lambda: as_xls(table())[:2000], "损坏|异常"),
    refused("截断的ods", lambda: as_ods(table())[:600], "损坏"),
    refused("xlsb的表坏了", lambda: changed_zip(as_xlsb(table()), {"xl/worksheets/sheet1.bin": b"\xff" * 99}), "损坏|异常|无法"),
]
KINDS = [
    refused("网页存成xls", lambda: HTML, "网页", file_name="杆柱.xls"),
    refused("2003版XML表格", lambda: XML_2003, "XML", file_name="杆柱.xls"),
    refused("PDF改名", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    refused("照片改名", lambda: JPEG, "认不出"),
    refused("截图改名", lambda: PNG, "认不出"),
    refused("Word文档改名", lambda: a_zip({TYPES: "<Types/>", "word/document.xml": "<w/>"}), "Word"),
    refused("旧版Word改名", lambda: an_xls([["x"]], ("WordDocument",)), "Word"),
    refused("演示文稿改名", lambda: a_zip({TYPES: "<Types/>", "ppt/presentation.xml": "<p/>"}), "演示文稿"),
    refused("Excel 4.0 的表格", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00" + bytes(200), "Excel 4.0"),
    refused("旧式文档里没有表格", lambda: an_xls([["x"]], ("PowerPoint Document",)), "没有表格"),
    refused("几个表格打成压缩包", lambda: a_zip({"一区.xlsx": poles(), "二区.xlsx": poles()}), "压缩包"),
    refused("rar压缩包", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), "压缩包"),
    refused("7z压缩包", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "压缩包"),
    refused("gz压缩包", lambda: b"\x1f\x8b\x08\x00" + bytes(100), "压缩包"),
    refused("OpenDocument文字", lambda: a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "不是表格"),
    refused("加密的ods", lambda: changed_zip(as_ods(table()), {"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "加密"),
    refused("文本编码认不出", lambda: "杆号,名称\n".encode() + b"\xff\xfd\n", "编码"),
    refused("文本里引号不成对", lambda: as_csv(table()).replace("A003", '"A003').encode(), "引号"),
    refused("工作簿没有内容", lambda: poles(rows=[[None]], header=(), title=()), "没有任何内容"),
    bad("一段说明文字", lambda: "本月没有新增杆柱，情况同上月。".encode(), *NO_TELLING),
]
INSIDE = [
    refused("缺共享文字表", lambda: without_part(poles(), STRINGS), "不存在的文字|损坏"),
    refused("文字编号越界", lambda: with_cell(poles(), "E5", ' t="s"', "<v>99999</v>"), "不存在的文字|损坏"),
    refused("文字编号是负数", lambda: with_cell(poles(), "E5", ' t="s"', "<v>-1</v>"), "不存在的文字|损坏"),
    refused("文字编号不是数", lambda: with_cell(poles(), "E5", ' t="s"', "<v>x</v>"), "损坏"),
    refused("数字格里不是数", lambda: with_cell(poles(), "H5", "", "<v>1.2.3</v>"), "损坏"),
    refused("缺工作簿部件", lambda: without_part(poles(), WORKBOOK), "损坏|缺少"),
    refused("缺工作表部件", lambda: without_part(poles(), SHEET_XML), "缺少工作表"),
    refused("工作表XML不完整", lambda: with_part(poles(), SHEET_XML, "</sheetData>", ""), "损坏"),
    refused("工作表XML标签错位", lambda: with_part(poles(), SHEET_XML, "</c>", "</d>"), "损坏"),
    refused("单元格重复", lambda: with_part(poles(), SHEET_XML, '<c r="H5"', '<c r="H6"'), "重复"),
    refused("列号超过上限", lambda: with_part(poles(), SHEET_XML, '<c r="R8"', '<c r="XFD8"'), "列"),
    refused("列号不存在", lambda: with_part(poles(), SHEET_XML, '<c r="R8"', '<c r="ZZZZ8"'), "列|损坏"),
    refused("行号超过上限", lambda: with_part(poles(), SHEET_XML, '<c r="A8"', '<c r="A1048577"'), "行号|损坏"),
    fine("压缩包里用反斜杠分文件夹", lambda: backslashed(poles())),
    fine("尺寸写小了", lambda: with_part(poles(), SHEET_XML, 'ref="A1:T8"', 'ref="A1"')),
    fine("尺寸写得极大", lambda: with_part(poles(), SHEET_XML, 'ref="A1:T8"', 'ref="A1:XFD1048576"')),
    fine("行的次序乱了", lambda: rows_swapped(poles())),
    fine("单元格不写位置", lambda: without_references(poles())),
    fine("工作表是UTF-16", lambda: in_utf16(poles())),
    fine("文字个数写得极大", lambda: counted_as(poles(), 4294967295)),
    fine("内容类型是空的", lambda: changed_zip(poles(), {TYPES: "<Types/>"})),
    fine("缺样式部件", lambda: without_part(poles(), "xl/styles.xml")),
    fine("严格开放格式", lambda: strict(poles())),
]
OTHERS = [
    fine("csv改名xlsx", lambda: as_csv(table()).encode()),
    fine("csv带BOM", lambda: as_csv(table()).encode("utf-8-sig"), file_name="杆柱.csv"),
    fine("csv是GB18030", lambda: as_csv(table()).encode("gb18030"), file_name="杆柱.csv"),
    fine("csv是UTF-16", lambda: as_csv(table()).encode("utf-16"), file_name="杆柱.csv"),
    fine("文本用制表符", lambda: as_csv(table(), "\t").encode("gb18030"), file_name="杆柱.txt"),
    fine("文本用分号", lambda: as_csv(table(), ";").encode(), file_name="杆柱.csv"),
    fine("xlsx改名csv", lambda: poles(sheet="一"), file_name="杆柱.csv"),
    fine("没有扩展名", lambda: poles(sheet="二"), file_name="杆柱"),
    fine("旧版xls", lambda: as_xls(table()), file_name="杆柱.xls"),
    fine("WPS的et", lambda: as_xls(table(), streams=("Workbook", "ETExtData")), file_name="杆柱.et"),
    fine("ods", lambda: as_ods(table()), file_name="杆柱.ods"),
    fine("xlsb", lambda: as_xlsb(table()), file_name="杆柱.xlsb"),
    bad("xls里同样的错", lambda: as_xls(table(WRONG)), *wrong_in(XLS)),
    bad("csv里同样的错", lambda: as_csv(table(WRONG)).encode("gb18030"), *wrong_in(CSV)),
    bad("ods里同样的错", lambda: as_ods(table(WRONG)), *wrong_in(ODS)),
    bad("xlsb里同样的错", lambda: as_xlsb(table(WRONG)), *wrong_in("台账")),
    bad("csv里代码是科学计数法", lambda: as_csv(table(with_cells(code="9.90102E+20"))).encode(), ("code_is_text", CSV, "B5")),
    bad("xls里代码成了数字", lambda: as_xls(table(with_cells(code=9.90102050401e20))), ("code_is_text", XLS, "B5")),
    bad("xls里的除零错误", lambda: as_xls(table(with_cells(height_m=ZeroDivisionError))), ("cell_error", XLS, "H5")),
    bad("严格格式里同样的错", lambda: strict(poles(WRONG)), spot("number_form", "height_m"), spot("choice_known", "status")),
]
CASES = HALVES + KINDS + INSIDE + OTHERS
