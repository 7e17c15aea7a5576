"""Read xls, et, xlsb, ods (through calamine) and csv into the same sheets."""

import csv
from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import fastexcel
import python_calamine as calamine

from data.errors import UnreadableFile
from data.intake.found import clean
from data.intake.grid import CellError, Raw, Sheet, column_of, sheet_of_rows
from data.intake.limits import MAX_COLUMNS
from data.intake.second import check_csv, compare, second_reading
from data.intake.sniff import SEND, FileKind

_VISIBLE = calamine.SheetVisibleEnum.Visible
_DELIMITERS, _LOOKED_AT = (",", ";", "\t"), 8192


def read_with_calamine(content: bytes, kind: FileKind, archive: ZipFile | None) -> list[Sheet]:
    try:
        book = calamine.load_workbook(BytesIO(content))
        sheets = [_sheet(book, meta) for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError as locked:
        raise UnreadableFile("文件已加密，系统没有密码；请取消打开密码后重新报送") from locked
    except (calamine.CalamineError, OSError, ValueError) as broken:
        raise UnreadableFile(f"这份{kind.label}文件已损坏或写法特殊，无法可靠读取；{SEND}") from broken
    _add_errors(content, sheets)
    counted = second_reading(content, kind, archive)
    for sheet, other in zip(sheets, counted, strict=False):
        for (row, column), text in other.errors.items():
            _put_error(sheet, row, column, text)
    compare(sheets, counted)
    return sheets


def _sheet(book: Any, meta: Any) -> Sheet:
    found = book.get_sheet_by_name(meta.name)
    top, left = found.start or (0, 0)
    if found.end and found.end[1] >= MAX_COLUMNS:
        raise UnreadableFile(f"工作表“{meta.name}”在第 {found.end[1] + 1} 列还有内容，超过 {MAX_COLUMNS} 列的上限；请删去模板以外的列后重新报送")
    table = [[None] * left + [_raw(value) for value in row] for row in found.to_python(skip_empty_area=True)]
    sheet = sheet_of_rows(clean(meta.name), table, top + 1)
    sheet.is_hidden = meta.visible != _VISIBLE
    sheet.merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in found.merged_cell_ranges or []]
    return sheet


def _raw(value: Any) -> Raw | None:
    if value == "" or value is None:
        return None
    if isinstance(value, bool | str | datetime | date | time | timedelta):
        return value
    return float(value)


def _add_errors(content: bytes, sheets: list[Sheet]) -> None:
    """calamine turns #REF! into nothing; fastexcel at least says where that happened."""
    reader = fastexcel.read_excel(content)
    for sheet in sheets:
        if not sheet.columns:
            continue
        _, errors = reader.load_sheet(sheet.name, header_row=None, schema_sample_rows=None).to_arrow_with_errors()
        for error in errors.errors if errors else ():
            _mark_error(sheet, *error.position, error.detail)


def _mark_error(sheet: Sheet, row: int, column: int, detail: str) -> None:
    if "Error(" in detail:
        word = detail.split("Error(")[-1].split(")")[0]
        _put_error(sheet, row + 1, column + 1, _ERRORS.get(word, f"#{word}"))


def _put_error(sheet: Sheet, row: int, column: int, text: str) -> None:
    places = (sheet.rows == row).nonzero()[0]
    if not places.size:
        return
    values: list[Raw | None] = [None] * sheet.rows.size
    if column in sheet.columns:
        own = sheet.columns[column]
        values = [own.raw(place) for place in range(sheet.rows.size)]
    values[int(places[0])] = CellError(clean(text))
    built = column_of(values)
    if built is not None:
        sheet.columns[column] = built


_ERRORS = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!"}


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
