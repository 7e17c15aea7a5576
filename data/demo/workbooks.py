"""Write a ledger as a real workbook, in the writing of its unit."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from data.catalogue.book import Catalogue
from data.demo.cells import CELL, Formats, Writer, writer_of
from data.demo.repack import as_wps
from data.demo.style import POSITION, Style, subtitle, title, wide
from data.demo.tables import Table
from data.intake.metadata import METADATA_SHEET

STREAMED = 20_000  # rows from which a workbook is written without keeping it in memory
WRITTEN = datetime(2023, 1, 1)
TEMPLATE_VERSION = "2023.1"
Places = list[int]


def write(path: Path, book: Catalogue, table: Table, style: Style, on: date) -> None:
    """The workbook of a table as it is handed in on a day; the same table makes the same bytes."""
    options = {"constant_memory": len(table) >= STREAMED, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": WRITTEN})
        _Book(workbook, book, table, style, on).write()
    if style.is_wps:
        as_wps(path)


class _Book:
    """One workbook while it is written."""

    def __init__(self, workbook: Any, book: Catalogue, table: Table, style: Style, on: date) -> None:
        self.workbook, self.book, self.table, self.style, self.on = workbook, book, table, style, on
        self.ledger = book.ledger(table.ledger)
        self.formats = Formats(workbook)
        self.fields = [f for f in self._asked() if f not in table.notes.get("drop", ())]
        self.writers: dict[str, Writer] = {f: writer_of(self.ledger.column(f), style, self.formats, table) for f in self.fields}
        self.first = 1 if style.is_numbered else 0

    def write(self) -> None:
        for name, places in self._sheets():
            self._sheet(name, places)
        if self.style.is_template or "meta" in self.table.notes:
            self._metadata()
        for name, lines, is_hidden in self.table.notes.get("sheets", ()):
            self._plain_sheet(name, lines, is_hidden)

    def _asked(self) -> list[str]:
        """The unit's own order; what a mistake added stands at the end."""
        known = [f for f in self.style.order if f in self.table.columns or f == "cut_off"]
        return [*known, *(f for f in self.table.columns if f not in known)]

    def _sheets(self) -> Iterator[tuple[str, Places]]:
        everything = list(range(len(self.table)))
        if not self.style.by_region or "region" not in self.table.columns:
            yield self.ledger.name, everything
            return
        names = {r.code: r.name for r in self.book.city.regions}
        by_region: dict[str, Places] = {}
        for place in everything:
            by_region.setdefault(names.get(str(self.table.columns["region"][place]), "其他"), []).append(place)
        yield from sorted(by_region.items())

    def _sheet(self, name: str, places: Places) -> None:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_column(0, len(self.fields), 14)
        top = self._titles(sheet)
        below = self._header(sheet, top)
        columns = [(self.first + n, f, self.writers[f]) for n, f in enumerate(self.fields)]
        for line, place in enumerate(places, below):
            if self.first:
                sheet.write_number(line, 0, line - below + 1)
            for column, field, writer in columns:
                writer(sheet, line, column, self._value(field, place))
        end = below + len(places)
        self._hide(sheet, below)
        self._below(sheet, end, places)

    def _value(self, field: str, place: int) -> Any:
        if field == "cut_off" and "cut_off" not in self.table.columns:
            return self.table.cut_off
        value = self.table.columns[field][place]
        return wide(value) if self.style.is_wide and field in self.ledger.key and isinstance(value, str) and len(value) < 12 else value

    def _titles(self, sheet: Any) -> int:
        lines = [title(self.book, self.table), subtitle(self.book, self.table, self.on)][: self._title_rows]
        for n, text in enumerate(lines):
            sheet.merge_range(n, 0, n, max(1, len(self.fields) - 1 + self.first), text, self.formats.title)
        return len(lines)

    @property
    def _title_rows(self) -> int:
        notes = self.table.notes
        return max(self.style.titles, 2 if notes.get("unit") else 1 if notes.get("title") else 0)

    def _header(self, sheet: Any, top: int) -> int:
        """One row of headers, or two with 位置 above the coordinates; returns the first row below."""
        notes = self.table.notes
        words = {f: self.ledger.column(f).header for f in self.fields} | self.style.headers | notes.get("headers", {})
        line = top + 1 if self.style.is_grouped else top
        if self.style.is_grouped:
            for n, field in enumerate(self.fields, self.first):
                sheet.write_string(top, n, "位置" if field in POSITION else "", self.formats.header)
        if self.first:
            sheet.write_string(line, 0, "序号", self.formats.header)
        for n, field in enumerate(self.fields, self.first):
            sheet.write_string(line, n, words[field], self.formats.header)
        for n, text in enumerate(notes.get("more_headers", ()), self.first + len(self.fields)):
            sheet.write_string(line, n, text, self.formats.header)
        return line + 1

    def _hide(self, sheet: Any, below: int) -> None:
        for n in range(self.table.notes.get("hidden_rows", 0)):
            sheet.set_row(below + 1 + n, None, None, {"hidden": True})

    def _below(self, sheet: Any, end: int, places: Places) -> None:
        """合计 over what can be added up, and who signed."""
        summed = [f for f in self.fields if self.ledger.column(f).type == "integer"]
        wrong = self.table.notes.get("total_off", 0)
        if (self.style.has_totals or wrong) and summed and places:
            sheet.write_string(end, 0, "合计")
            for field in summed:
                column = self.first + self.fields.index(field)
                if column:
                    sheet.write_number(end, column, sum(int(v) for p in places if isinstance(v := self.table.columns[field][p], int)) + wrong)
            end += 1
        if self.style.has_footer:
            sheet.write_string(end + 1, 0, "填报人：联络员        审核人：分管负责人")

    def _metadata(self) -> None:
        sheet = self.workbook.add_worksheet(METADATA_SHEET)
        sheet.hide()
        said = {"template": f"chengji.{self.table.ledger}", "version": TEMPLATE_VERSION, "ledger": self.table.ledger, "unit": self.table.unit,
                "period": self.table.period, **self.table.notes.get("meta", {})}
        for line, (key, value) in enumerate(said.items()):
            sheet.write_string(line, 0, key)
            sheet.write_string(line, 1, value)

    def _plain_sheet(self, name: str, lines: list[list[Any]], is_hidden: bool) -> None:
        sheet = self.workbook.add_worksheet(name)
        if is_hidden:
            sheet.hide()
        for line, values in enumerate(lines):
            for column, value in enumerate(values):
                CELL(sheet, line, column, value)
