"""A new workbook with the same sheets and addresses, for files whose bytes cannot be edited (xls, et, ods, csv …)."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from data.intake.annotate import result
from data.intake.found import Found
from data.intake.grid import Percent, Raw, Sheet, plain_text
from data.vocabulary import Severity

# Written a row at a time: a file of a million cells must not become a gigabyte of objects.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE = datetime(2000, 1, 1)  # the same file and findings make the same bytes, whoever makes the copy again
COLOURS = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C"}
LONGEST_NAME, LONGEST_TEXT = 31, 32767  # of a cell that is longer the writer would put down nothing; a finding says that it is too long
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
Marks = dict[str, tuple[Severity, str]]  # A1 place → the worse severity and all that is said


def rewritten(sheets: Sequence[Sheet], findings: Sequence[Found]) -> bytes:
    """Values as they were read, wrong cells coloured and noted, and the 校验结果 sheet."""
    target, names = io.BytesIO(), sheet_names([sheet.name for sheet in sheets])
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties({"created": MADE})
        marks = _marks(findings)
        pages = [_Page(book, sheet, name, marks.get(sheet.name, {})) for sheet, name in zip(sheets, names, strict=True)]
        for page in pages:
            page.fill()
        last = _result(book, findings, {sheet.name: name for sheet, name in reversed(list(zip(sheets, names, strict=True)))}, names)
        next((page.page for page in pages if not page.sheet.is_hidden), last).activate()
    return target.getvalue()


def result_only(findings: Sequence[Found]) -> bytes:
    """A workbook that only says what is wrong: the file itself could not be opened."""
    return rewritten([], findings)


def sheet_names(names: Sequence[str]) -> list[str]:
    """The names as a workbook may have them: 31 characters, some never, none twice; other formats allow more."""
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        plain = _NOT_IN_NAMES.sub("_", name).strip("'")[:LONGEST_NAME] or f"Sheet{number}"
        found.append(_free(plain, {one.lower() for one in found}))
    return found


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first of name(2), name(3) … that is not taken, whatever its case."""
    tails = ("", *(f"({n})" for n in range(2, len(taken) + 3)))
    return next(one for tail in tails if (one := name[: LONGEST_NAME - len(tail)] + tail).lower() not in taken)


def _marks(findings: Sequence[Found]) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    for f in findings:
        if f.sheet and f.cell and f.severity != Severity.INFO:
            here = found.setdefault(f.sheet, {})
            before = here.get(f.cell)
            words = f"【{f.severity.label}】{f.message}"
            worst = Severity.ERROR if before and before[0] == Severity.ERROR else f.severity
            here[f.cell] = (worst, f"{before[1]}\n{words}" if before else words)
    return found


class _Page:
    """One sheet of the copy."""

    def __init__(self, book: Any, sheet: Sheet, name: str, marks: Marks) -> None:
        self.book, self.sheet, self.page = book, sheet, book.add_worksheet(name)
        self.marks = {_place(cell): mark for cell, mark in marks.items()}
        self.looks: dict[tuple[tuple[str, str], ...], Any] = {}
        if sheet.is_hidden:
            self.page.hide()

    def fill(self) -> None:
        self._merge()
        places = {int(row): place for place, row in enumerate(self.sheet.rows)}
        noted: dict[int, list[int]] = {}
        for row, column in self.marks:
            noted.setdefault(row, []).append(column)
        for row in sorted(places.keys() | noted.keys()):
            values = self.sheet.row_values(places[row]) if row in places else {}
            for column in sorted(values.keys() | set(noted.get(row, ()))):
                self._write(row, column, values.get(column))

    def _merge(self) -> None:
        """Cells merged downwards speak for all their rows when the copy comes back."""
        last = int(self.sheet.rows.max()) if self.sheet.rows.size else 0
        for top, left, bottom, right in self.sheet.merges:
            below, beside = min(bottom, last), min(right, max(self.sheet.columns, default=0))
            if (below, beside) != (top, left) and below >= top and beside >= left:
                try:
                    self.page.merge_range(top - 1, left - 1, below - 1, beside - 1, "")
                except OverlappingRange:  # a broken file may state such; no program would open the copy
                    continue

    def _write(self, row: int, column: int, raw: Raw | None) -> None:
        severity, words = self.marks.get((row, column), (None, ""))
        look = {"bg_color": COLOURS[severity]} if severity else {}
        self._put((row - 1, column - 1), raw, look)
        if words:
            self.page.write_comment(row - 1, column - 1, words)

    def _put(self, place: tuple[int, int], raw: Raw | None, look: dict[str, str]) -> None:
        page = self.page
        if raw is None:
            page.write_blank(*place, None, self._look(look))
        elif isinstance(raw, bool):
            page.write_boolean(*place, raw, self._look(look))
        elif isinstance(raw, Percent):
            page.write_number(*place, raw.value, self._look({**look, "num_format": "0.00%"}))
        elif isinstance(raw, (int, float)):
            page.write_number(*place, raw, self._look(look))
        elif isinstance(raw, (date, datetime)):
            page.write_datetime(*place, raw, self._look({**look, "num_format": "yyyy-mm-dd"}))
        elif isinstance(raw, (time, timedelta)):
            page.write_datetime(*place, raw, self._look({**look, "num_format": "[h]:mm:ss"}))
        else:
            page.write_string(*place, plain_text(raw)[:LONGEST_TEXT], self._look({**look, "num_format": "@"}))

    def _look(self, look: dict[str, str]) -> Any:
        """One format for all cells that look alike."""
        key = tuple(look.items())
        if key and key not in self.looks:
            self.looks[key] = self.book.add_format(look)
        return self.looks.get(key)


def _place(cell: str) -> tuple[int, int]:
    """Row and column, 1-based."""
    letters = cell.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(cell[len(letters):]), number


def _result(book: Any, findings: Sequence[Found], called: dict[str, str], taken: Sequence[str]) -> Any:
    page = book.add_worksheet(_free(result.NAME, {name.lower() for name in taken}))
    head = book.add_format({"bold": True, "bottom": 1})
    for n, width in enumerate(result.WIDTHS):
        page.set_column(n, n, width)
    page.freeze_panes(1, 0)
    for r, row in enumerate(result.table_of(findings)):
        for c, words in enumerate(row):
            page.write_string(r, c, words, head if r == 0 else None)
        found = findings[r - 1] if r and findings else None
        place = result.location(replace(found, sheet=called[found.sheet])) if found and found.sheet in called else None
        if found and place:
            page.write_url(r, 4, f"internal:{place}", string=found.cell)
    return page
