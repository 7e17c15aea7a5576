"""A second, independent reading that only counts: the reader and this must see the same number of filled cells in every sheet."""

import struct
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from data.errors import UnreadableFile
from data.intake.grid import Sheet
from data.intake.second import csv_text, ods, xls, xlsb
from data.intake.second.counted import Counted
from data.intake.sniff import SEND, FileKind

__all__ = ["check_csv", "compare", "second_reading"]


def second_reading(content: bytes, kind: FileKind, archive: ZipFile | None) -> list[Counted]:
    """How many filled cells each worksheet has, in the order of the workbook; UnreadableFile when it cannot be walked."""
    try:
        if archive is None:
            return xls.count(content)
        return ods.count(archive) if kind == FileKind.ODS else xlsb.count(archive)
    except (struct.error, IndexError, KeyError, ValueError, ExpatError, RecursionError) as broken:
        raise UnreadableFile(f"这份{kind.label}文件的内部结构异常，无法核对是否读全；{SEND}") from broken


def compare(sheets: list[Sheet], counted: list[Counted]) -> None:
    """Refuse a file of which the two readings differ."""
    if len(sheets) != len(counted):
        raise UnreadableFile(f"用两种方法读出的工作表数不一致（{len(sheets)} 与 {len(counted)}），内容不可靠；{SEND}")
    for sheet, other in zip(sheets, counted, strict=True):
        if sheet.cells != other.cells:
            raise UnreadableFile(f"工作表“{sheet.name}”用两种方法读出的单元格数不一致（{sheet.cells} 与 {other.cells}），内容不可靠；{SEND}")


def check_csv(sheet: Sheet, text: str, delimiter: str) -> None:
    """The same for text files, where a quotation mark that is never closed swallows all lines after it."""
    cells = csv_text.count(text, delimiter)
    if cells is None:
        raise UnreadableFile(f"文本文件里的双引号不成对，其后的内容会连成一格；请补全或删去多余的引号，或{SEND[1:]}")
    compare([sheet], [Counted(cells)])
