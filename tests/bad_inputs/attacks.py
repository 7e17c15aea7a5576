"""安全级 — what is made to run, to read elsewhere, to fill the memory, or to land in another place."""

from io import BytesIO
from os import fsdecode
from zipfile import ZipFile, ZipInfo

from tests.bad_inputs.case import CLI, INBOX, PAGE, Case, bad, fine, refused
from tests.bad_inputs.good import HEADERS, SHEET, poles, spot, table
from tests.bad_inputs.spoil import (
    SHEET_XML,
    STRINGS,
    TYPES,
    WORKBOOK,
    as_csv,
    as_ods,
    as_xls,
    overlapping,
    part_of,
    parts_of,
    with_cell,
    with_entry_called,
    with_part,
)
from tests.builders import a_zip, changed_zip

LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"
XXE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'
DDE = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
TALL = {"height_m": {3: 99}}  # so that the file comes back with its marks
RUN = ("=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://a.example","点")',
       "\t=1+1", "\r=1+1", "＝1+1")
SCRIPT = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}${7*7}<%=7*7%>", "javascript:alert(1)", "'; DROP TABLE entity; --",
          "]]><script>alert(1)</script>", "&lt;script&gt;", "\u202egnp.exe")


def with_dtd(part: str, dtd: str, use: str = "") -> bytes:
    """A declaration before the root element of a part, and perhaps its entity inside."""
    text = part_of(poles(), part).decode()
    head = text.index("?>") + 2 if text.startswith("<?xml") else 0
    text = text[:head] + dtd + text[head:]
    return changed_zip(poles(), {part: text.replace("云桥大道", use, 1) if use else text})


def hidden_behind(length: int) -> bytes:
    """A DTD after a comment too long for a look at the beginning."""
    return with_dtd(STRINGS, f"<!--{'x' * length}-->{XXE}", "&secret;")


def holding(**parts: bytes) -> bytes:
    return changed_zip(poles(), {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()})


def with_external_reference() -> bytes:
    return with_part(poles(), WORKBOOK, "</sheets>", '</sheets><externalReferences><externalReference r:id="rId9"/></externalReferences>')


def as_link() -> bytes:
    """An entry that is a symbolic link, as unix zip programs keep them."""
    out = BytesIO(poles())
    with ZipFile(out, "a") as archive:
        link = ZipInfo("xl/media/a.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def in_ods(inner: str) -> bytes:
    """More inside the table of an ods."""
    return with_part(as_ods(table()), "content.xml", "<table:table-row>", inner + "<table:table-row>")


def named(name: str, file_name: str, **more) -> Case:
    """A tricky file name on a file with one mistake: it is taken as any other."""
    return bad(f"文件名：{name}", lambda: poles(TALL), spot("range", "height_m"), file_name=file_name, **more)


NO_SUCH_FILE = "文件系统里不能有这样的文件名"
NOT_BY_FOLDER = {INBOX: NO_SUCH_FILE, CLI: NO_SUCH_FILE}
RUNNING = [
    refused("含宏", lambda: holding(xl__vbaProject_dot_bin=b"x"), "宏"),
    refused("宏换了大小写", lambda: changed_zip(poles(), {"XL/VBAproject.BIN": b"x"}), "宏"),
    refused("宏工作簿的类型", lambda: with_part(poles(), TYPES, "spreadsheetml.sheet.main+xml", "x.macroEnabled.main+xml"), "宏"),
    refused("宏表", lambda: holding(xl__macrosheets__sheet1_dot_xml=b"<x/>"), "宏"),
    refused("xls里的宏", lambda: as_xls(table(), streams=("Workbook", "_VBA_PROJECT_CUR")), "宏"),
    refused("xls里的宏表", lambda: as_xls(table(), records=[(0x0085, b"\0\0\0\0\0\1\1\0x")]), "宏表"),
    refused("xls里的外部链接", lambda: as_xls(table(), records=[(0x01AE, b"\1\0\4\0\0\1C:x")]), "外部链接"),
    refused("xls嵌入的对象", lambda: as_xls(table(), streams=("Workbook", "MBD0042A1B7")), "嵌入"),
    refused("ods里的DDE", lambda: in_ods("<table:dde-links><table:dde-link/></table:dde-links>"), "DDE"),
    refused("ods里的外部表格", lambda: in_ods('<table:table-source table:table-name="a"/>'), "外部链接"),
    fine("xls里指向本表的链接", lambda: as_xls(table(), records=[(0x01AE, b"\1\0\1\4")])),
    refused("ods里的宏", lambda: changed_zip(as_ods(table()), {"Basic/Standard/Module1.xml": b"<x/>"}), "宏"),
    refused("控件", lambda: holding(xl__activeX__activeX1_dot_xml=b"<x/>"), "控件"),
    refused("嵌入的对象", lambda: holding(xl__embeddings__oleObject1_dot_bin=b"x"), "嵌入"),
    refused("嵌入的工作簿", lambda: changed_zip(poles(), {"xl/embeddings/Book.xlsx": poles()}), "嵌入"),
    refused("ods嵌入的对象", lambda: changed_zip(as_ods(table()), {"Object 1/content.xml": b"<x/>"}), "嵌入"),
    refused("外部链接", lambda: holding(xl__externalLinks__externalLink1_dot_xml=b"<x/>"), "外部链接"),
    refused("DDE链接", lambda: changed_zip(poles(), {"xl/externalLinks/externalLink1.xml": DDE}), "DDE"),
    refused("工作簿声明外部引用", with_external_reference, "外部链接"),
]
READING = [
    refused("外部实体", lambda: with_dtd(STRINGS, XXE, "&secret;"), "DTD"),
    refused("外部DTD", lambda: with_dtd(STRINGS, REMOTE), "DTD"),
    refused("实体爆炸", lambda: with_dtd(STRINGS, LAUGHS, "&i;"), "DTD"),
    refused("工作表里的DTD", lambda: with_dtd(SHEET_XML, XXE), "DTD"),
    refused("工作簿里的DTD", lambda: with_dtd(WORKBOOK, XXE), "DTD"),
    refused("样式里的DTD", lambda: with_dtd("xl/styles.xml", XXE), "DTD"),
    refused("关系里的DTD", lambda: with_dtd("xl/_rels/workbook.xml.rels", XXE), "DTD"),
    refused("藏在长注释后的DTD", lambda: hidden_behind(70000), "DTD"),
    refused("UTF-16里的DTD", lambda: changed_zip(poles(), {STRINGS: f'<?xml version="1.0" encoding="UTF-16"?>{XXE}<sst/>'.encode("utf-16")}), "DTD"),
    refused("ods里的DTD", lambda: changed_zip(as_ods(table()), {"content.xml": XXE.encode() + part_of(as_ods(table()), "content.xml")}), "DTD"),
]
FILLING = [
    refused("压缩炸弹", lambda: holding(xl__media__a_dot_bin=bytes(4 << 20)), "压缩比"),
    refused("工作表是炸弹", lambda: with_part(poles(), SHEET_XML, "<sheetData>", "<sheetData>" + " " * (4 << 20)), "压缩比"),
    refused("内部文件太多", lambda: a_zip({**parts_of(poles()), **{f"xl/media/{n}.bin": b"" for n in range(2100)}}), "内部文件多达"),
    refused("相互重叠的条目", lambda: overlapping(poles()), "重叠|异常"),
    fine("行标签套行标签", lambda: with_part(poles(), SHEET_XML, "</sheetData>", "<row>" * 50000 + "</row>" * 50000 + "</sheetData>")),
]
LANDING = [
    refused("条目名往上走", lambda: with_entry_called(poles(), "../../../../tmp/evil.txt"), "越界"),
    refused("条目名是绝对路径", lambda: with_entry_called(poles(), "/etc/cron.d/evil.txt"), "越界"),
    refused("条目名用反斜杠", lambda: with_entry_called(poles(), "..\\..\\windows\\evil.txt"), "越界"),
    refused("条目名带盘符", lambda: with_entry_called(poles(), "C:/windows/evil.txt"), "越界"),
    refused("条目名带空字符", lambda: with_entry_called(poles(), "xl/media/a.png\0.exe"), "越界"),
    refused("条目重名", lambda: with_entry_called(with_entry_called(poles(), "xl/media/same.png"), "xl/media/same.png"), "重名"),
    refused("条目只差大小写", lambda: changed_zip(poles(), {"xl/WORKSHEETS/sheet1.xml": b"<x/>"}), "重名"),
    refused("条目是符号链接", as_link, "符号链接"),
    named("往上走", "../../../etc/passwd.xlsx", not_at=NOT_BY_FOLDER),
    named("反斜杠", "a\\..\\..\\windows\\表.xlsx"),
    named("空字符", "表\0.xlsx", not_at=NOT_BY_FOLDER),
    named("换行和控制字符", "表\n\x1b[31m.xlsx", not_at={PAGE: "浏览器把控制字符改写后才送出"}),
    named("国标码的字节", fsdecode("智慧杆柱.xlsx".encode("gb18030")), not_at={PAGE: "浏览器只送 UTF-8 的文件名"}),
    named("系统保留名", "CON.xlsx"),
    named("很长的汉字名", "智慧杆柱" * 20 + ".xlsx"),
    named("超过文件系统的长名", "智慧杆柱" * 60 + ".xlsx", not_at=NOT_BY_FOLDER),
    named("脚本", "<script>alert(1)<script>.xlsx"),
    named("公式", "=cmd|' C calc'!A0.xlsx"),
    named("文字反向", "表\u202exslx.exe.xlsx"),
    named("没有名字只有扩展名", " .xlsx"),
]
TEXTS = [
    *(bad(f"名称是公式{n}", lambda text=text: poles({**TALL, "name": {3: text}}), spot("range", "height_m")) for n, text in enumerate(RUN, 1)),
    *(bad(f"名称是脚本{n}", lambda text=text: poles({**TALL, "name": {3: text}}), spot("range", "height_m")) for n, text in enumerate(SCRIPT, 1)),
    bad("csv里名称是公式", lambda: as_csv(table({**TALL, "name": {3: RUN[0]}})).encode(), spot("range", "height_m", sheet="CSV")),
    bad("错处的值是公式", lambda: poles({"height_m": {3: RUN[0]}}), spot("number_form", "height_m")),
    bad("错处的值是脚本", lambda: poles({"status": {3: SCRIPT[0]}}), spot("choice_known", "status")),
    bad("表头是脚本", lambda: poles({**TALL}, header=[*HEADERS[:-1], SCRIPT[0]]), spot("range", "height_m")),
    bad("公式没有算过", lambda: with_cell(poles(), "H5", "", "<f>1+1</f>"), ("cell_uncalculated", SHEET, "H5")),
    bad("公式引用坏了", lambda: with_cell(poles(), "H5", ' t="e"', "<f>#REF!+1</f><v>#REF!</v>"), ("cell_error", SHEET, "H5")),
    bad("代码格是错误值", lambda: with_cell(poles(), "B5", ' t="e"', "<v>#N/A</v>"), ("cell_error", SHEET, "B5")),
]
CASES = RUNNING + READING + FILLING + LANDING + TEXTS
