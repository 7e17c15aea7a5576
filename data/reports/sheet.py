"""One printed sheet: title, tables, notes, signatures, and the page that carries them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from data.reports import look
from data.reports.table import NONE, Column, Table, Value, light_of

STYLES = {"text": "文字", "words": "语句", "code": "编码", "number": "数值", "percent": "数值", "course": "数值", "date": "日期", "light": "文字"}
INDENT = 1.2  # sentences keep off the line
LINE_PT, PAD_PT = 16.5, 7.0
CM_PER_CHARACTER = 8 / 96 * 2.54  # a digit of the body font is 8 pixels wide
CHART_ROW_PT = 15.75  # 17 rows hold a chart of 9 cm
LONGEST = 32000  # characters a cell can hold, less some


@dataclass
class Page:
    """Where the next row of a sheet goes. Widths are characters; a table's columns may each span several of the sheet's."""

    sheet: Worksheet
    widths: Sequence[float]
    row: int = 1
    heads: list[int] = field(default_factory=list)  # rows that are table heads

    def __post_init__(self) -> None:
        for n, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width

    @property
    def last_column(self) -> int:
        return len(self.widths)

    def line(self, text: str, style: str, height: float | None = None, since: int = 1, until: int | None = None) -> Cell:
        """A merged line of text; its height follows its length unless given. The row is not left."""
        until = until or self.last_column
        cell = self.sheet.cell(self.row, since)
        write(cell, text, style)
        if until > since:
            self.merge(since, until)
        self.tall(height or lines_of(text, sum(self.widths[since - 1:until])) * LINE_PT + PAD_PT)
        return cell

    def tall(self, height: float) -> None:
        now = self.sheet.row_dimensions[self.row].height or 0
        self.sheet.row_dimensions[self.row].height = max(now, round(height, 1))

    def down(self, rows: int = 1) -> None:
        self.row += rows

    def table(self, table: Table, spans: Sequence[int] | None = None) -> None:
        """Head, rows and notes; an empty table says so."""
        starts = _starts(spans or [1] * len(table.columns))
        widths = [sum(self.widths[a - 1:b]) for a, b in starts]
        self.heads.append(self.row)
        self._cells([c.header for c in table.columns], starts, widths, None)
        for values in table.rows:
            self._cells(values, starts, widths, table.columns)
        if not table.rows:
            self.line("没有此类情况", look.style_name("文字"), until=starts[-1][1])
            self.box(1, starts[-1][1])
            self.down()
        for note in table.notes:
            self.line(f"注：{note}", look.style_name("附注"))
            self.down()

    def merge(self, since: int, until: int) -> None:
        """One cell to the eye; the sheet's own merging copies borders cell by cell, which `box` does faster."""
        self.sheet.merged_cells.add(CellRange(min_col=since, max_col=until, min_row=self.row, max_row=self.row))

    def box(self, since: int, until: int) -> None:
        """Borders around a merged line: every cell beneath it needs its own."""
        style = self.sheet.cell(self.row, since).style
        for column in range(since + 1, until + 1):
            look.put_on(self.sheet.cell(self.row, column), style)

    def _cells(self, values: Sequence[Value], starts: list[tuple[int, int]], widths: list[float], columns: Sequence[Column] | None) -> None:
        most = 1
        for n, (value, (since, until)) in enumerate(zip(values, starts, strict=True)):
            cell = self.sheet.cell(self.row, since)
            if columns is None:
                write(cell, value, look.style_name("表头"))
            else:
                write_value(cell, value, columns[n].kind)
            if isinstance(value, str):
                is_sentence = columns is not None and columns[n].kind == "words"
                most = max(most, lines_of(value, widths[n] - INDENT * is_sentence))
            if until > since:
                self.merge(since, until)
                self.box(since, until)
        self.tall(most * LINE_PT + PAD_PT)
        self.down()

    def halves(self) -> tuple[int, float]:
        """The column near the middle, and how wide (cm) a chart on either side of it may be."""
        whole = sum(self.widths)
        before = [sum(self.widths[:n]) for n in range(len(self.widths))]
        left = min(before, key=lambda passed: abs(passed - whole / 2))
        return before.index(left) + 1, min(left, whole - left) * CM_PER_CHARACTER - 0.3

    def room_for_charts(self, since: int, rows: int) -> None:
        """Empty rows of a known height, so that charts end where they are meant to."""
        for row in range(since, since + rows):
            self.sheet.row_dimensions[row].height = CHART_ROW_PT
        self.row = since + rows

    def new_page(self) -> None:
        self.sheet.row_breaks.append(Break(id=self.row - 1))


def _starts(spans: Sequence[int]) -> list[tuple[int, int]]:
    found, column = [], 1
    for span in spans:
        found.append((column, column + span - 1))
        column += span
    return found


def write(cell: Cell, value: Value, style: str, number_format: str = "") -> None:
    """A value as itself; text is text whatever it looks like, never a formula."""
    look.put_on(cell, style, number_format)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        if value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
            cell.quotePrefix = True
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value


def write_value(cell: Cell, value: Value, kind: str) -> None:
    """A cell of a table by its column's kind; what does not apply is a dash."""
    if value is None and kind == "course":
        look.put_on(cell, look.style_name("数值"))
    elif value is None or isinstance(value, str):
        text = NONE if value is None else value
        light = light_of(text) if kind == "light" else None
        is_sentence = kind in {"words", "code"} and value is not None
        write(cell, text, look.light_style(light) if light else look.style_name(STYLES[kind] if is_sentence else "文字"))
    elif isinstance(value, date):
        write(cell, value, look.style_name("日期"))
    else:
        is_whole = kind != "percent" and (isinstance(value, int) or value.as_tuple().exponent == 0)
        write(cell, value, look.style_name("文字" if kind == "text" else "数值"), look.WHOLE if is_whole else look.DECIMAL)


def clean(text: str) -> str:
    """What a workbook can hold: no control characters, no more than a cell takes."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]


def lines_of(text: str, width: float) -> int:
    """Lines a text needs in a column of so many characters; a Chinese character is two and a bit wide."""
    room = max(1.0, width - 1.2)
    return sum(max(1, ceil(_wide(part) / room)) for part in text.split("\n"))


def _wide(text: str) -> float:
    return sum(2.15 if east_asian_width(c) in "WFA" else 1.08 for c in text)
