"""Free text: trimmed, its characters kept."""

from data.catalogue.ledger import Column
from data.intake.grid import Raw, plain_text
from data.intake.typed import Noted, Parsed, wrong
from data.intake.types.plain import HIDDEN, trimmed


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    if set(map(type, values)) == {str}:
        stripped = [value.strip() for value in values]  # type: ignore[attr-defined]
        if max(map(len, stripped)) <= column.max_length and not HIDDEN.search("".join(stripped)):
            return [text or None for text in stripped]
    return [_one(column, value) for value in values]


def _one(column: Column, value: Raw) -> Parsed:
    text = trimmed(value if isinstance(value, str) else plain_text(value))
    if len(text) > column.max_length:
        return wrong("text_length", f"“{column.header}”有 {len(text)} 个字，超过 {column.max_length} 字的上限，请精简")
    return text or None
