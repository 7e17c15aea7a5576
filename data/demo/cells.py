"""Single cells: each column's own way of being written, and what a slip of the hand leaves in a cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.catalogue.ledger import Column
from data.demo.style import Style, choice_word, day_words
from data.demo.tables import Table

Writer = Callable[[Any, int, int, Any], None]  # sheet, row, column, value
EPOCH = date(1899, 12, 30)
UNITS = {"height_m": "m", "mount_height_m": "米"}


@dataclass(frozen=True)
class As:
    """A value that stands in the cell exactly so, whatever the column wants."""

    value: str | float


@dataclass(frozen=True)
class Formula:
    """A formula and what the file remembers of its result: an error, or nothing."""

    text: str
    result: str = ""


class Formats:
    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 14, "align": "center"})
        self.header = workbook.add_format({"bold": True, "border": 1, "text_wrap": True})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.text = workbook.add_format({"num_format": "@"})
        self.percent = workbook.add_format({"num_format": "0%"})


def CELL(sheet: Any, line: int, column: int, value: Any) -> None:  # noqa: N802 - the writer every other one falls back to
    """A value by its own kind; nothing for None."""
    if isinstance(value, As):
        value = value.value
    if isinstance(value, Formula):
        sheet.write_formula(line, column, value.text, None, value.result)
    elif isinstance(value, str):
        sheet.write_string(line, column, value)
    elif isinstance(value, date):
        sheet.write_string(line, column, value.isoformat())
    elif value is not None:
        sheet.write_number(line, column, value)


def writer_of(declared: Column, style: Style, formats: Formats, table: Table) -> Writer:
    if declared.type == "date":
        return _day_writer(style, formats)
    if declared.type == "choice":
        return _of_text(lambda value: choice_word(declared, value, style) if value in declared.choices else value, None)
    if declared.type == "percent":
        return _percent_writer(style, formats, "mixed_percent" in table.notes)
    if declared.type == "code":
        return _of_text(str, formats.text)
    if style.has_units and declared.field in UNITS:
        return lambda sheet, line, column, value: CELL(sheet, line, column, f"{value:g}{UNITS[declared.field]}" if isinstance(value, float) else value)
    return CELL


def _of_text(word: Callable[[str], str], form: Any) -> Writer:
    def write(sheet: Any, line: int, column: int, value: Any) -> None:
        if isinstance(value, str):
            sheet.write_string(line, column, word(value), form)
        else:
            CELL(sheet, line, column, value)
    return write


def _day_writer(style: Style, formats: Formats) -> Writer:
    def write(sheet: Any, line: int, column: int, value: Any) -> None:
        if not isinstance(value, date):
            CELL(sheet, line, column, value)
        elif style.days == "cell":
            sheet.write_number(line, column, (value - EPOCH).days, formats.day)
        else:
            sheet.write_string(line, column, day_words(value, style.days))
    return write


def _percent_writer(style: Style, formats: Formats, is_mixed: bool) -> Writer:
    """Percents are cells of that format, or text; a hasty hand writes 0.12 here and 35 there."""
    def write(sheet: Any, line: int, column: int, value: Any) -> None:
        if not isinstance(value, int | float):
            CELL(sheet, line, column, value)
        elif is_mixed:
            sheet.write_number(line, column, value / 100 if line % 2 else value)
        elif style.percent_text:
            sheet.write_string(line, column, f"{value:g}%")
        else:
            sheet.write_number(line, column, value / 100, formats.percent)
    return write
