"""What the columns of a ledger may be called, and which column a written header means."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data.catalogue.ledger import COMMON_FIELDS, Ledger
from data.intake.types.plain import squeezed
from data.intake.types.units import is_unit, same_unit

_BRACKETED = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_EDGES = "*＊#:：、.·★☆"
# Beside the columns of its own ledger, a header row may carry these; they say nothing about an object.
IGNORED = {"序号", "编号序", "no", "no.", "行号"}


# Every ledger looks at the same few texts of every file.
@lru_cache(maxsize=20_000)
def heading_key(text: str) -> str:
    """A header for comparing: half-width, without blanks, stars and case."""
    return squeezed(text).strip(_EDGES).lower()


# The same row is held against every ledger.
@lru_cache(maxsize=500)
def row_words(texts: tuple[str, ...]) -> frozenset[str]:
    """All a row may say as a header: its texts, and those without what is in brackets."""
    keys = [heading_key(text) for text in texts]
    return frozenset(keys) | frozenset(map(_without_brackets, keys))


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field a header means, and the unit written in its brackets when it contradicts the column's."""

    field: str
    foreign_unit: str | None = None


class Headings:
    """列名 — all headers and aliases of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._fields: dict[str, str] = {}
        for column in ledger.columns:
            for word in (column.header, *column.aliases):
                self._fields.setdefault(heading_key(word), column.field)
        self._bare = {_without_brackets(key): field for key, field in self._fields.items()}
        self.words = frozenset(self._fields) | frozenset(self._bare)
        self.own = {column.field for column in ledger.columns} - set(COMMON_FIELDS)

    def exact(self, key: str) -> str | None:
        return self._fields.get(key)

    def meaning(self, text: str) -> Meaning | None:
        key = heading_key(text)
        field = self._fields.get(key)
        bare = _without_brackets(key)
        if field is None:
            field = self._fields.get(bare) or self._bare.get(bare)
        if field is None:
            return None
        declared = self.ledger.column(field).unit
        written = [word for word in _BRACKETED.findall(key) if is_unit(word)]
        # A header declared with that very unit is no contradiction.
        if written and declared and key not in self._fields and not same_unit(written[0], declared):
            return Meaning(field, written[0])
        return Meaning(field)


@lru_cache(maxsize=20_000)
def _without_brackets(key: str) -> str:
    return _BRACKETED.sub("", key).strip(_EDGES)
