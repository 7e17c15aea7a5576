"""What a file is, by its bytes; what may not come in, and the reason that is given."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from data.errors import UnreadableFile
from data.intake.ole import MAGIC
from data.intake.reader import read
from data.intake.sniff import FileKind, sniff
from data.intake.zip_check import inflated_size
from tests.builders import a_workbook, a_zip, changed_zip, part_of

PLAIN = a_workbook([["灯号", "高度"], ["L1", 8]])


def an_ole(*names):
    """A compound file of one directory sector with these streams."""
    header = bytearray(512)
    header[:8] = MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b"".join(_entry(name) for name in ("Root Entry", *names))
    return bytes(header) + table + entries.ljust(512, b"\0")


def _entry(name):
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + b"\0" * 62


@pytest.mark.parametrize(("content", "kind"), [
    (PLAIN, FileKind.XLSX), (an_ole("Workbook"), FileKind.XLS), (an_ole("Book"), FileKind.XLS), ("灯号,高度\n".encode(), FileKind.CSV),
    (a_zip({"xl/workbook.bin": b"x"}), FileKind.XLSB),
    (a_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"}), FileKind.ODS),
])
def test_the_kind_is_told_by_the_bytes(content, kind):
    assert sniff(content)[0] == kind


@pytest.mark.parametrize(("content", "words"), [
    (b"", "0 字节"), (b"<html><table>", "网页"), (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"), (b"%PDF-1.7", "PDF"), (b"Rar!\x1a\x07", "压缩包"),
    (b"\x00\x01\x02\x03" * 100, "认不出"), (b"\x89PNG\r\n\x1a\n\0\0", "认不出"),
    (an_ole("EncryptedPackage", "EncryptionInfo"), "加密"), (an_ole("WordDocument"), "Word"),
    (an_ole("Workbook", "_VBA_PROJECT_CUR"), "宏"), (an_ole("Other"), "没有表格"), (MAGIC + b"\0" * 20, "没有表格"), (a_zip({"a.txt": "x"}), "压缩包"),
    (a_zip({"[Content_Types].xml": "x", "word/document.xml": "x"}), "Word"), (PLAIN[:300], "损坏"), (PLAIN[:-30], "损坏"),
    (a_zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    (changed_zip(PLAIN, {"xl/vbaProject.bin": b"x"}), "宏"), (changed_zip(PLAIN, {"xl/macrosheets/sheet1.xml": b"x"}), "宏表"),
    (changed_zip(PLAIN, {"xl/activeX/activeX1.xml": b"x"}), "ActiveX"), (changed_zip(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}), "嵌入"),
    (changed_zip(PLAIN, {"xl/externalLinks/externalLink1.xml": b"x"}), "外部链接"), (changed_zip(PLAIN, {"../evil": b"x"}), "越界"),
    (changed_zip(PLAIN, {"/evil": b"x"}), "越界"), (changed_zip(PLAIN, {"C:/evil": b"x"}), "越界"),
    (changed_zip(PLAIN, {"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}), "xlsm"),
    (changed_zip(PLAIN, {f"x/{n}": b"" for n in range(2000)}), "内部文件多达"), (changed_zip(PLAIN, {"big": b"0" * (3 << 20)}), "压缩比"),
    (PLAIN + b"tail", "多余内容"),
])
def test_what_may_not_come_in_is_refused_with_the_reason(content, words):
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read(content)
    assert "请" in refusal.value.sentence or "；" in refusal.value.sentence


def test_a_name_that_comes_twice():
    out = BytesIO(PLAIN)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(out, "a") as archive:
        archive.writestr("xl/workbook.xml", "other")
    with pytest.raises(UnreadableFile, match="重名"):
        sniff(out.getvalue())


def test_a_name_that_differs_only_in_case_comes_twice_too():
    with pytest.raises(UnreadableFile, match="重名"):
        sniff(changed_zip(PLAIN, {"XL/workbook.xml": b"other"}))


def test_a_symbolic_link_and_a_rare_compression():
    for name, attributes, method, words in (("link", 0o120777 << 16, ZIP_DEFLATED, "符号链接"), ("rare", 0, ZIP_BZIP2, "压缩方法")):
        out = BytesIO(PLAIN)
        with ZipFile(out, "a") as archive:
            info = ZipInfo(name)
            info.external_attr, info.compress_type = attributes, method
            archive.writestr(info, "x")
        with pytest.raises(UnreadableFile, match=words):
            sniff(out.getvalue())


def test_entries_that_share_their_bytes():
    """Two directory entries point at one local header: the bomb that inflates the same bytes again and again."""
    content = bytearray(a_zip({"[Content_Types].xml": "a" * 100, "bb": "b" * 100}))
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, second + 42, 0)
    with pytest.raises(UnreadableFile, match="重叠|不符"):
        sniff(bytes(content))


def test_an_encrypted_entry():
    content = bytearray(PLAIN)
    first = content.index(b"PK\x01\x02")
    content[first + 8] |= 1
    with pytest.raises(UnreadableFile, match="加密"):
        sniff(bytes(content))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize("comment", [b"", b"<!--" + b" " * 70000 + b"-->"])
def test_a_dtd_in_any_part_that_is_read(part, comment):
    bomb = comment + b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    xml = part_of(PLAIN, part)
    start = xml.index(b"?>") + 2
    with pytest.raises(UnreadableFile, match="DTD|损坏"):
        read(changed_zip(PLAIN, {part: xml[:start] + bomb + xml[start:]}))


def test_damaged_contents_are_said():
    content = bytearray(PLAIN)
    place = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 10
    content[place : place + 8] = b"\xff" * 8
    with pytest.raises(UnreadableFile, match="损坏"):
        read(bytes(content))


def test_the_declared_size_of_a_zip_and_the_guessed_one_of_others(tmp_path):
    zipped, text = tmp_path / "a", tmp_path / "b"
    zipped.write_bytes(a_zip({"a": b"0" * 1000, "b": b"1" * 500}))
    text.write_bytes(b"0" * 1000)
    assert (inflated_size(zipped), inflated_size(text)) == (1500, 4000)
