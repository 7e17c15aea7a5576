"""Read xls, et, xlsb, ods (through calamine) and csv into the same sheets."""

import csv
import re
from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from math import isfinite
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import python_calamine as calamine

from data.errors import UnreadableFile
from data.intake.biff import LOCKED
from data.intake.found import clean
from data.intake.grid import CellError, Percent, Raw, Sheet, sheet_of_rows
from data.intake.limits import MAX_COLUMNS
from data.intake.package import inflated
from data.intake.second import check_csv, compare, second_reading
from data.intake.second.counted import Counted
from data.intake.sniff import SEND, FileKind

_VISIBLE = calamine.SheetVisibleEnum.Visible
_BEFORE_A_TAG, _BEHIND_A_TAG = re.compile(rb">\s+(?=</?table:)"), re.compile(rb"(</?table:[^<>]*>)\s+(?=<)")
_DELIMITERS, _LOOKED_AT = (",", ";", "\t"), 8192


def read_with_calamine(content: bytes, kind: FileKind, archive: ZipFile | None) -> list[Sheet]:
    """calamine gives the values; which of them are error values, that it reads as nothing, the counting pass tells."""
    try:
        book = _opened(content, kind, archive)
        metas = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        found = [book.get_sheet_by_name(meta.name) for meta in metas]
    except calamine.PasswordError as locked:
        raise UnreadableFile(LOCKED) from locked
    except (calamine.CalamineError, OSError, ValueError) as broken:
        raise UnreadableFile(f"这份{kind.label}文件已损坏或写法特殊，无法可靠读取；{SEND}") from broken
    counted = second_reading(content, kind, archive)
    sheets = [_sheet(one, meta, other) for one, meta, other in zip(found, metas, counted, strict=False)]
    compare(sheets, counted)
    return sheets


def _opened(content: bytes, kind: FileKind, archive: ZipFile | None) -> Any:
    try:
        return calamine.load_workbook(BytesIO(content))
    except calamine.CalamineError:
        if kind != FileKind.ODS or archive is None:
            raise
        return calamine.load_workbook(BytesIO(_plain_ods(archive)))


def _plain_ods(archive: ZipFile) -> bytes:
    """The tables alone, without the line ends and blanks that some programs put between the tags and calamine takes for cells."""
    xml = _BEHIND_A_TAG.sub(rb"\1", _BEFORE_A_TAG.sub(b">", inflated(archive, "content.xml")))
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as plain:
        plain.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        plain.writestr("META-INF/manifest.xml", "<manifest/>")
        plain.writestr("content.xml", xml)
    return target.getvalue()


def _sheet(found: Any, meta: Any, counted: Counted) -> Sheet:
    top, left = found.start or (0, 0)
    if found.end and found.end[1] >= MAX_COLUMNS:
        raise UnreadableFile(f"工作表“{meta.name}”在第 {found.end[1] + 1} 列还有内容，超过 {MAX_COLUMNS} 列的上限；请删去模板以外的列后重新报送")
    table = [[]] * top + [[None] * left + [_raw(value) for value in row] for row in found.to_python(skip_empty_area=True)]
    for row, column in counted.percents:
        if row <= len(table) and column <= len(table[row - 1]) and type(value := table[row - 1][column - 1]) is float:
            table[row - 1][column - 1] = Percent(value)
    for (row, column), text in counted.errors.items():
        _put(table, row, column, CellError(clean(text)))
    sheet = sheet_of_rows(clean(meta.name), table)
    sheet.is_hidden = meta.visible != _VISIBLE
    sheet.merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in found.merged_cell_ranges or []]
    return sheet


def _put(table: list[list[Raw | None]], row: int, column: int, value: Raw) -> None:
    """A value at its 1-based place, which may lie beyond what calamine took for the end."""
    table += [[] for _ in range(row - len(table))]
    table[row - 1] = [*table[row - 1], *[None] * (column - len(table[row - 1]))]
    table[row - 1][column - 1] = value


def _raw(value: Any) -> Raw | None:
    if value == "" or value is None:
        return None
    if isinstance(value, bool | str | datetime | date | time | timedelta):
        return value
    return float(value) if isfinite(value) else CellError("#NUM!")  # as Excel shows what is no number


def read_csv(content: bytes) -> list[Sheet]:
    text = _decoded(content)
    delimiter = _delimiter(text[:_LOOKED_AT].splitlines())
    try:
        table = [[value if value.strip() else None for value in row] for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as broken:
        raise UnreadableFile(f"文本文件不是规整的逗号分隔格式；{SEND}") from broken
    if max((len(row) for row in table), default=0) > MAX_COLUMNS:
        raise UnreadableFile(f"文本文件有超过 {MAX_COLUMNS} 列，不像台账；{SEND}")
    sheet = sheet_of_rows("CSV", table)
    check_csv(sheet, text, delimiter)
    return [sheet]


def _delimiter(lines: list[str]) -> str:
    """The one that parts the most lines into as many fields; a title line has none, and a remark may hold the others."""

    def weight(delimiter: str) -> int:
        fields = Counter(count for line in lines if (count := line.count(delimiter)))
        return max((count * times for count, times in fields.items()), default=0)

    return max(_DELIMITERS, key=weight)


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"文本文件的编码既不是 UTF-8 也不是 GB18030；{SEND}")
