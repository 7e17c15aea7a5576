"""Rows of a unit's own workbook, read with openpyxl by what the ledger's declaration calls its columns."""

import re
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from openpyxl import load_workbook

TOTALS = ("合计", "小计", "总计", "汇总", "平均")
HEADER_ROWS, FEWEST = 20, 3
TICKS = {"是": ("√", "有", "y", "1", "true"), "否": ("×", "无", "n", "0", "false")}  # how people write a yes and a no


def plain(text):
    """A text without the differences that do not matter: width, case, blanks."""
    return "".join(normalize("NFKC", str(text)).split()).casefold()


@dataclass
class Ledger:
    """What is needed of a declaration: the words for its columns, the writings of its choices, what a choice is when nothing is written."""

    declared: dict

    def __post_init__(self):
        columns = self.declared["columns"]
        self.words = {plain(word): c["field"] for c in columns for word in (c["header"], *c.get("aliases", []))}
        self.choices = {c["field"]: {plain(k): v for k, v in {**_ticks(c["choices"]), **{v: v for v in c["choices"]}, **c.get("choice_aliases", {})}.items()}
                        for c in columns if c.get("choices")}
        self.kinds = {c["field"]: c.get("type", "text") for c in columns}
        self.needed = [c["field"] for c in columns if c.get("required")]

    def field_of(self, text):
        said = plain(text)
        return self.words.get(said) or self.words.get(re.sub(r"[((].*?[))]$", "", said))

    def value(self, field, raw):
        said = normalize("NFKC", str(raw)).strip()
        if field in self.choices:
            return self.choices[field].get(plain(raw), said)
        if self.kinds.get(field) in ("integer", "number"):
            number = re.match(r"-?[\d,]*\.?\d+", said)
            return number[0].replace(",", "") if number else said
        return said


def _ticks(choices):
    return {tick: choice for choice, ticks in TICKS.items() if sorted(choices) == sorted(TICKS) for tick in ticks}


def rows_of(path, ledger):
    """Every data row of every sheet, as field → text; blank cells are left out."""
    return [row for sheet in load_workbook(BytesIO(path.read_bytes()), data_only=True).worksheets for row in _rows(_grid(sheet), ledger)]


def _grid(sheet):
    """The cells, with what is merged said in each of its cells."""
    grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row - 1, merged.max_row):
            for column in range(merged.min_col - 1, merged.max_col):
                grid[row][column] = grid[merged.min_row - 1][merged.min_col - 1]
    return grid


def _rows(grid, ledger):
    found = _header(grid, ledger)
    if found is None:
        return
    first, fields = found
    for cells in grid[first:]:
        row = {fields[n]: ledger.value(fields[n], raw) for n, raw in enumerate(cells) if n in fields and raw not in (None, "") and str(raw).strip()}
        is_total = any(any(word in plain(raw) for word in TOTALS) for raw in cells[:3] if raw is not None)
        if not is_total and sum(field in row for field in ledger.needed) > len(ledger.needed) / 2:
            yield row


def _header(grid, ledger):
    """The first row with three known headings, or two such rows of which the lower is told apart by the upper: number of rows to skip, field by column."""
    for at, cells in enumerate(grid[:HEADER_ROWS]):
        fields = {n: field for n, raw in enumerate(cells) if raw is not None and (field := ledger.field_of(raw))}
        if len(set(fields.values())) >= FEWEST:
            below = {n: field for n, raw in enumerate(grid[at + 1] if at + 1 < len(grid) else ()) if raw is not None and (field := ledger.field_of(raw))}
            is_second = bool(below) and all(fields.get(n) in (None, field) for n, field in below.items())
            return (at + 2, {**fields, **below}) if is_second else (at + 1, fields)
    return None
