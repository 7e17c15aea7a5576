"""Drop-downs and limits of the cells; lists too long for a cell rule stand on the hidden sheet."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data.catalogue.ledger import Column
from data.intake.found import letters
from data.intake.metadata import METADATA_SHEET
from data.intake.template.prefill import Owner, own_list

LONGEST_LIST = 250  # characters a rule may hold
FIRST_LIST = 4  # column D of the hidden sheet; A and B say what the file is
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
DIGITS = {"entity_code": 21, "class_code": 6, "region_code": 6, "credit_code": 18, "device_code": 20, "estate_code": 28}


class Choices:
    """The lists of one template; `lists` are the long ones, column by column of the hidden sheet."""

    def __init__(self, owner: Owner) -> None:
        self.owner, self.lists = owner, list[list[str]]()

    def rule(self, column: Column) -> dict[str, Any] | None:
        """The cell rule of a column; None where anything may be typed."""
        words = list(self._words(column))
        if words:
            stop = column.type in ("choice", "switch")
            said = "请从下拉列表中选择" if stop else f"“{column.header}”不在列表中，请核对"
            return {"validate": "list", "source": self._source(words), **_error(said, stop)}
        return _limit(column)

    def _words(self, column: Column) -> Iterator[str]:
        book = self.owner.book
        if column.type == "choice":
            yield from column.choices
        elif column.type == "switch":
            yield from ("是", "否")
        elif column.code == "unit":
            yield from (unit.short_name for unit in book.units.values())
        elif column.code == "region_code":
            yield from (region.code for region in book.city.regions)
        elif column.code in ("task", "indicator"):
            own = own_list(self.owner) if self.owner.ledger.key == [column.field] else None
            yield from own if own is not None else book.tasks if column.code == "task" else book.indicators

    def _source(self, words: list[str]) -> list[str] | str:
        if len(",".join(words)) <= LONGEST_LIST and not any(mark in word for word in words for mark in ',"'):
            return words
        if words not in self.lists:
            self.lists.append(words)
        column = letters(FIRST_LIST + self.lists.index(words))
        return f"='{METADATA_SHEET}'!${column}$1:${column}${len(words)}"


def _limit(column: Column) -> dict[str, Any] | None:
    low, high = (None if one is None else float(one) for one in (column.minimum, column.maximum))
    if column.type in ("number", "integer", "percent", "degrees"):
        scale = 100 if column.type == "percent" else 1
        kind = "integer" if column.type == "integer" else "decimal"
        return {"validate": kind, **_between(-1e12 if low is None else low / scale, 1e12 if high is None else high / scale),
                **_error(f"请填{'整数' if kind == 'integer' else '数字'}{_range(column)}", stop=False)}
    if column.type == "date":
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY, **_error("请填日期，如 2023-06-30", stop=False)}
    if column.code in DIGITS:
        digits = DIGITS[column.code]
        return {"validate": "length", "criteria": "==", "value": digits, **_error(f"“{column.header}”应为 {digits} 位，请核对", stop=False)}
    if column.type == "text":
        return {"validate": "length", "criteria": "<=", "value": column.max_length, **_error(f"不超过 {column.max_length} 字", stop=False)}
    return None


def _between(low: float, high: float) -> dict[str, Any]:
    return {"criteria": "between", "minimum": int(low) if low == int(low) else low, "maximum": int(high) if high == int(high) else high}


def _range(column: Column) -> str:
    parts = [f"不小于 {column.minimum}" if column.minimum is not None else "", f"不大于 {column.maximum}" if column.maximum is not None else ""]
    told = "、".join(filter(None, parts))
    return f"，{told}" if told else ""


def _error(message: str, stop: bool) -> dict[str, Any]:
    """A list is meant; of all else the spreadsheet only warns, for the finding after handing in says more."""
    return {"error_type": "stop" if stop else "warning", "error_title": "请核对", "error_message": message, "ignore_blank": True}
