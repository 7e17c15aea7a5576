"""Single cells: each column's own way of being written, and what a slip of the hand leaves in a cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.catalogue.ledger import Column
from data.demo.sheets import DAY, PERCENT, TEXT, Tail, Workbook
from data.demo.style import Style, choice_word, day_words

Maker = Callable[[Any], Tail]
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


def plain_cell(workbook: Workbook, value: Any) -> Tail:
    """A value by its own kind; nothing for None."""
    if isinstance(value, As):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, Formula):
        return workbook.formula(value.text, value.result)
    if isinstance(value, str | date):
        return workbook.text(value if isinstance(value, str) else value.isoformat())
    return workbook.number(value)


def maker_of(declared: Column, style: Style, workbook: Workbook) -> Maker:
    """How the cells of a column are written; values of another kind stand as they are."""
    words = _words_of(declared, style)
    text_style = TEXT if declared.type == "code" else 0

    def make(value: Any) -> Tail:
        if isinstance(value, str):
            return workbook.text(words(value), text_style)
        if isinstance(value, date):
            return workbook.number((value - EPOCH).days, DAY) if style.days == "cell" else workbook.text(day_words(value, style.days))
        if isinstance(value, int | float) and declared.type == "percent":
            return workbook.text(f"{value:g}%") if style.percent_text else workbook.number(value / 100, PERCENT)
        if isinstance(value, float) and style.has_units and declared.field in UNITS:
            return workbook.text(f"{value:g}{UNITS[declared.field]}")
        return plain_cell(workbook, value)
    return make


def _words_of(declared: Column, style: Style) -> Callable[[str], str]:
    if declared.type == "choice":
        return lambda value: choice_word(declared, value, style) if value in declared.choices else value
    return lambda value: value


def tails(values: list[Any], make: Maker) -> list[Tail]:
    """One cell per value, each distinct value made once."""
    known: dict[Any, Tail] = {}
    found = []
    for value in values:
        key = (type(value), value)
        tail = known.get(key)
        if tail is None:
            tail = known[key] = make(value)
        found.append(tail)
    return found
