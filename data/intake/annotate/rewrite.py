"""A new workbook with the same sheets and addresses, for files whose bytes cannot be edited (xls, et, ods, csv …)."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from data.intake.annotate import result
from data.intake.found import Found
from data.intake.grid import Percent, Raw, Sheet, plain_text
from data.vocabulary import Severity

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE = datetime(2000, 1, 1)  # the same file and findings make the same bytes, whoever makes the copy again
COLOURS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C"}


def rewritten(sheets: Sequence[Sheet], findings: Sequence[Found]) -> bytes:
    """Values as they were read, wrong cells coloured and noted, and the 校验结果 sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"created": MADE})
        marks = _marks(findings)
        for sheet in sheets:
            _copy(book, sheet, marks)
        _result(book, findings, {s.name for s in sheets})
    return target.getvalue()


def result_only(findings: Sequence[Found]) -> bytes:
    """A workbook that only says what is wrong: the file itself could not be opened."""
    return rewritten([], findings)


def _marks(findings: Sequence[Found]) -> dict[tuple[str, str], tuple[Severity, str]]:
    found: dict[tuple[str, str], tuple[Severity, str]] = {}
    for f in findings:
        if f.sheet and f.cell and f.severity != Severity.INFO:
            before = found.get((f.sheet, f.cell))
            words = f"【{f.severity.label}】{f.message}"
            worst = Severity.ERROR if before and before[0] == Severity.ERROR else f.severity
            found[f.sheet, f.cell] = (worst, f"{before[1]}\n{words}" if before else words)
    return found


def _copy(book: Any, sheet: Sheet, marks: dict[tuple[str, str], tuple[Severity, str]]) -> None:
    page = book.add_worksheet(sheet.name)
    colours = {severity: {"bg_color": colour} for severity, colour in COLOURS.items()}
    here = {cell: mark for (name, cell), mark in marks.items() if name == sheet.name}
    for number, column in sheet.columns.items():
        for place, row in enumerate(sheet.rows):
            raw = column.raw(place)
            if raw is not None:
                _write(book, page, (int(row) - 1, number - 1), raw, {})
    for cell, (severity, words) in here.items():
        row, column_number = _place(cell)
        where = [n for n, r in enumerate(sheet.rows) if int(r) == row]
        raw = sheet.columns[column_number].raw(where[0]) if where and column_number in sheet.columns else None
        _write(book, page, (row - 1, column_number - 1), raw, colours[severity])
        page.write_comment(row - 1, column_number - 1, words)


def _write(book: Any, page: Any, place: tuple[int, int], raw: Raw | None, look: dict[str, str]) -> None:
    if raw is None:
        page.write_blank(*place, None, book.add_format(look))
    elif isinstance(raw, bool):
        page.write_boolean(*place, raw, book.add_format(look) if look else None)
    elif isinstance(raw, Percent):
        page.write_number(*place, raw.value, book.add_format({**look, "num_format": "0.00%"}))
    elif isinstance(raw, (int, float)):
        page.write_number(*place, raw, book.add_format(look) if look else None)
    elif isinstance(raw, (date, datetime)):
        page.write_datetime(*place, raw, book.add_format({**look, "num_format": "yyyy-mm-dd"}))
    else:
        page.write_string(*place, plain_text(raw), book.add_format({**look, "num_format": "@"}))


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(cell[len(letters):]), number


def _result(book: Any, findings: Sequence[Found], taken: set[str]) -> None:
    name = next(n for n in (result.NAME, *(f"{result.NAME}({k})" for k in range(2, 999))) if n not in taken)
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    for n, width in enumerate(result.WIDTHS):
        page.set_column(n, n, width)
    for r, row in enumerate(result.table_of(findings)):
        for c, words in enumerate(row):
            page.write_string(r, c, words, head if r == 0 else None)
    for n, f in enumerate(findings):
        place = result.location(f)
        if place and f.sheet in taken:
            page.write_url(n + 1, 4, f"internal:{place}", string=f.cell)
    page.freeze_panes(1, 0)
