"""The cells of pre-filled rows as sheet XML: numbers to their last bit, codes as text, user text never a formula."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column
from data.errors import GovernanceError

REMEMBERED = 2000  # values of one column
FORMULAS = tuple("=+-@")
EPOCH, FIRST_SAFE = date(1899, 12, 30), date(1900, 3, 1)  # before, a serial means different days in different programs
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NEEDS_CARE = re.compile(r"[&<>\r]|_x")
Maker = Callable[[Any], str]  # value → the cell without its address, "" for an empty one


def maker_of(column: Column, book: Catalogue, styles: tuple[int, int]) -> Maker:
    """How the cells of a column are written; styles: of its cells, and of texts that begin like a formula."""
    plain, quoted = styles

    def text(value: Any) -> str:
        words = _words(column, value, book)
        return text_cell(words, quoted if words.startswith(FORMULAS) else plain) if words else ""

    def number(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return text(value)
        return number_cell(value / 100 if column.type == "percent" else value, plain)

    def day(value: Any) -> str:
        on = _day(value)
        return text(value) if on is None else number_cell((on - EPOCH).days, plain)

    kinds: dict[str, Maker] = {"number": number, "integer": number, "percent": number, "degrees": number, "date": day}
    make = kinds.get(column.type, text)
    says_the_same = column.type in ("choice", "switch", "date", "month") or column.code in ("region_code", "class_code", "unit", "task")
    return _remembering(make) if says_the_same else lambda value: "" if value is None else make(value)


def _remembering(make: Maker) -> Maker:
    """What a column says again and again is written once."""
    known: dict[Any, str] = {None: ""}

    def remembered(value: Any) -> str:
        found = known.get(value)
        if found is None:
            found = make(value)
            if len(known) < REMEMBERED:
                known[value] = found
        return found
    return remembered


def text_cell(words: str, style: int) -> str:
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(words)}</t></is></c>'


def number_cell(value: float, style: int) -> str:
    return f' s="{style}"><v>{value!r}</v></c>'


def _words(column: Column, value: Any, book: Catalogue) -> str:
    """A value as a person writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.code == "unit" and isinstance(value, str):
        return _unit_name(book, value)
    return str(value)


def _unit_name(book: Catalogue, code: str) -> str:
    """The short name, if it stands for this unit and no other."""
    try:
        unit = book.unit(code)
    except GovernanceError:
        return code
    found = book.find_unit(unit.short_name)
    return unit.short_name if found is not None and found.code == code else code


def _day(value: Any) -> date | None:
    """The day of an ISO text that a serial can say; None for any other."""
    try:
        on = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return on if isinstance(on, date) and on >= FIRST_SAFE else None


def _escaped(words: str) -> str:
    r"""XML text; _x000D_ is how a cell writes a return, so what only looks like it is written apart."""
    if not _NEEDS_CARE.search(words):
        return words
    return escape(_LOOKS_ESCAPED.sub("_x005F_", words)).replace("\r", "_x000D_")
