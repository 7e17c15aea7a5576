"""A table as a workbook: numbers as numbers, dates as dates, texts never as formulas, with what it shows written above it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from data.reports.sheet import clean

WIDEST = 60
FORMULAS = tuple("=+-@\t\r")


def plain_workbook(title: str, notes: Sequence[str], headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet: the title, a line for each note (month, filters, 口径), the headers, the rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = INVALID_TITLE_REGEX.sub(" ", title)[:31]
    for number, line in enumerate([[title], *([note] for note in notes), list(headers), *rows], start=1):
        for column, value in enumerate(line, start=1):
            _put(sheet.cell(number, column), value)
    top = len(notes) + 2
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for column in range(1, len(headers) + 1):
        sheet.cell(top, column).font = Font(bold=True)
        longest = max((_width(line[column - 1]) for line in [headers, *rows]), default=8)
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, longest + 2)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Cell, value: Any) -> None:
    if isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = clean(value), "s", "@"
        cell.quotePrefix = value[:1] in FORMULAS
    elif isinstance(value, datetime):
        cell.value, cell.number_format = value.replace(tzinfo=None), "yyyy-mm-dd hh:mm:ss"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value


def _width(value: Any) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in ("" if value is None else str(value)))
