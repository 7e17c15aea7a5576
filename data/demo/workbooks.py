"""Write a ledger as a real workbook, in the writing of its unit."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data.catalogue.book import Catalogue
from data.demo.cells import maker_of, plain_cell, tails
from data.demo.sheets import HEADER, TITLE, Sheet, Tail, Workbook
from data.demo.stated import Table
from data.demo.style import POSITION, Style, subtitle, title, wide
from data.intake.found import letters
from data.intake.metadata import METADATA_SHEET
from data.intake.template.version import template_version

Places = list[int]


def workbook_of(book: Catalogue, table: Table, style: Style, on: date) -> bytes:
    """The workbook of a table as it is handed in on a day; the same table makes the same bytes."""
    writing = _Writing(book, table, style, on)
    writing.write()
    return writing.workbook.content()


class _Writing:
    """One workbook while it is written."""

    def __init__(self, book: Catalogue, table: Table, style: Style, on: date) -> None:
        self.workbook, self.book, self.table, self.style, self.on = Workbook(style.is_wps), book, table, style, on
        self.ledger, self.notes = book.ledger(table.ledger), table.notes
        self.fields = [f for f in self._asked() if f not in self.notes.get("drop", ())]
        self.first = 1 if style.is_numbered else 0

    def _asked(self) -> list[str]:
        """The unit's own order; what a mistake added stands at the end."""
        known = [f for f in self.style.order if f in self.table.columns or f == "cut_off"]
        return [*known, *(f for f in self.table.columns if f not in known)]

    def write(self) -> None:
        columns = {f: self._column(f) for f in self.fields}
        for name, places in self._sheets():
            self._sheet(name, places, columns)
        if (self.style.is_template or "meta" in self.notes) and "no_meta" not in self.notes:
            self._metadata()
        for name, lines, is_hidden in self.notes.get("sheets", ()):
            more = self.workbook.sheet(name, is_hidden)
            for values in lines:
                more.row([plain_cell(self.workbook, value) for value in values])

    def _column(self, field: str) -> list[Tail]:
        make = maker_of(self.ledger.column(field), self.style, self.workbook)
        values: list[Any] = self.table.columns.get(field) or [self.table.cut_off] * len(self.table)
        if field in self.ledger.key and self.style.is_wide:
            values = [wide(v) if isinstance(v, str) and len(v) < 12 else v for v in values]
        if "mixed_percent" in self.notes and self.ledger.column(field).type == "percent":
            values = [plain_number(v / 100 if n % 2 else v) for n, v in enumerate(values)]
            return [plain_cell(self.workbook, v) for v in values]
        return tails(values, make)

    def _sheets(self) -> Iterator[tuple[str, Places]]:
        everything = list(range(len(self.table)))
        if not self.style.by_region or "region" not in self.table.columns or "sheet_name" in self.notes:
            yield self.notes.get("sheet_name", self.ledger.name), everything
            return
        names = {r.code: r.name for r in self.book.city.regions}
        by_region: dict[str, Places] = {}
        for place in everything:
            by_region.setdefault(names.get(str(self.table.columns["region"][place]), "其他"), []).append(place)
        yield from sorted(by_region.items())

    def _sheet(self, name: str, places: Places, columns: dict[str, list[Tail]]) -> None:
        sheet = self.workbook.sheet(name)
        self._titles(sheet)
        if "headless" not in self.notes:
            self._header(sheet)
        self._merge(sheet)
        numbers = [[self.workbook.number(n) for n in range(1, len(places) + 1)]] if self.first else []
        sheet.block([*numbers, *([columns[f][p] for p in places] for f in self.fields)], range(1, 1 + self.notes.get("hidden_rows", 0)))
        self._below(sheet, places)

    def _titles(self, sheet: Sheet) -> None:
        wanted = max(self.style.titles, 2 if self.notes.get("unit") else 1 if self.notes.get("title") else 0)
        for text in [title(self.book, self.table), subtitle(self.book, self.table, self.on)][:wanted]:
            number = sheet.row([self.workbook.text(text, TITLE)])
            sheet.merges.append(f'<mergeCell ref="A{number}:{letters(max(2, len(self.fields) + self.first))}{number}"/>')

    def _header(self, sheet: Sheet) -> None:
        """One row of headers, or two with 位置 above the coordinates."""
        words = {f: self.ledger.column(f).header for f in self.fields} | self.style.headers | self.notes.get("headers", {})
        if self.style.is_grouped:
            sheet.row([self.workbook.text("位置", HEADER) if f in POSITION else "" for f in self.fields], 1 + self.first)
        texts = ["序号"] * self.first + [words[f] for f in self.fields] + [*self.notes.get("more_headers", ())]
        sheet.row([self.workbook.text(text, HEADER) for text in texts])

    def _merge(self, sheet: Sheet) -> None:
        """A cell merged downwards from the first row on."""
        if "merged" in self.notes:
            name, count = self.notes["merged"]
            column = letters(1 + self.first + self.fields.index(name))
            sheet.merges.append(f'<mergeCell ref="{column}{sheet.last_row + 1}:{column}{sheet.last_row + count}"/>')

    def _below(self, sheet: Sheet, places: Places) -> None:
        """合计 over what can be added up, and who signed."""
        summed = [f for f in self.fields if self.ledger.column(f).type == "integer"]
        wrong = self.notes.get("total_off", 0)
        if (self.style.has_totals or wrong) and summed and places:
            sheet.row([self.workbook.text("合计"), *(self._total(f, places, wrong) if f in summed else "" for f in self.fields[1 - self.first :])])
        if self.style.has_footer:
            sheet.row([self.workbook.text("填报人：联络员        审核人：分管负责人")], number=sheet.last_row + 2)

    def _total(self, field: str, places: Places, wrong: int) -> Tail:
        return self.workbook.number(sum(v for p in places if isinstance(v := self.table.columns[field][p], int)) + wrong)

    def _metadata(self) -> None:
        sheet = self.workbook.sheet(METADATA_SHEET, is_hidden=True)
        said = {"template": f"chengji.{self.table.ledger}", "version": template_version(self.ledger), "ledger": self.table.ledger, "unit": self.table.unit,
                "period": self.table.period, **self.notes.get("meta", {})}
        for pair in said.items():
            sheet.row([self.workbook.text(word) for word in pair])


def plain_number(value: float) -> float:
    return float(f"{value:.12g}")
