"""The cells of a stored row under the headers of its ledger, for the page, the card and the workbook."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data.access.scope import Actor
from data.catalogue.ledger import COMMON_FIELDS, Column, Ledger
from data.store.tables import Submission

EXACT = ("lng", "lat", "grid")  # where the thing stands to the metre


def shown_columns(ledger: Ledger, actor: Actor) -> list[Column]:
    """The declared columns; exact places of a sensitive ledger only for who sees all. 数据截止日期 is said of the file, not of rows."""
    hidden = EXACT if ledger.sensitive and not actor.sees_all else ()
    return [column for column in ledger.columns if column.field not in (*hidden, "cut_off")]


def value_of(row: Any, column: Column, ledger: Ledger) -> Any:
    """What the cell holds: a number, a date, a text; None when it is empty."""
    if column.field in COMMON_FIELDS:
        return getattr(row, column.field)
    value = row.body.get(column.field)
    if value is None and column.field == ledger.kind_field:
        return row.kind
    if value is None and column.field == ledger.date_field:
        return row.on_date
    return value


def typed(value: Any, column: Column) -> Any:
    """For a workbook: days as days, switches in words, everything else as it is kept."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.type == "date" and isinstance(value, str):
        return _day(value)
    return value


def words(value: Any) -> str:
    """For a screen."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def changed(before: Any, after: Any, columns: list[Column], ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Header, old and new of every cell that differs between two versions."""
    for column in columns:
        old, new = (words(value_of(row, column, ledger)) for row in (before, after))
        if old != new:
            yield column.header, old, new


def cell_of(source: Submission | None, row: Any, fields: tuple[str, ...] = ("code", "name")) -> str | None:
    """Sheet and cell of the first of these fields that the file has, as 报送详情 opens it."""
    columns = source.layout.get(row.sheet, {}).get("columns", {}) if source else {}
    letter = next((columns[field] for field in fields if field in columns), None)
    return f"{row.sheet}!{letter}{row.row}" if letter else None
