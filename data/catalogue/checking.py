"""What the checks of a rule book share: repeated names, the raw lists behind dictionaries, and fields a filter may read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from data.catalogue.book import Catalogue
from data.catalogue.filters import Filter
from data.catalogue.ledger import Column, Ledger
from data.catalogue.text import read_text
from data.rounding import number_or_none

NUMBERS = frozenset({"number", "integer", "percent", "degrees"})
SWITCH_WORDS = frozenset({"是", "否", "true", "false"})


def repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"{what} {name} 重复" for name, count in Counter(names).items() if count > 1)


def written(catalogue: Catalogue, file: str) -> Any:
    """A file as it is written: dictionaries by code have already lost what stands twice."""
    return read_text(catalogue.texts[file], file)[0]


def readable(ledger: Ledger, pseudo: bool) -> dict[str, Column | None]:
    """Fields a filter may read: the declared columns and, over stored rows, what the house adds to them (pseudo fields)."""
    found: dict[str, Column | None] = {c.field: c for c in ledger.columns}
    if not pseudo:
        return found
    found |= {"code_ok": None, "disputed": None}
    for name, field in (("kind", ledger.kind_field), ("on_date", ledger.date_field)):
        if field:
            found[name] = found.get(field)
    return found


def filter_problems(catalogue: Catalogue, at: str, where: Filter | None, ledger: Ledger, pseudo: bool = True) -> Iterator[str]:
    """Fields that do not exist, links to ledgers that do not exist, values that the field can never hold."""
    if where is None:
        return
    fields = readable(ledger, pseudo)
    yield from (f"{at}的条件用到台账 {ledger.code} 没有的字段 {name}" for name in dict.fromkeys(where.fields()) if name not in fields)
    for leaf in leaves(where):
        if leaf.op == "linked":
            yield from (f"{at}的条件关联到没有的台账 {name}" for name in leaf.values if name not in catalogue.ledgers)
        elif leaf.field in fields:
            wrong = [value for value in leaf.values if not _fits(fields[leaf.field], value)]
            yield from (f"{at}的条件中，字段 {leaf.field} 不可能是“{value}”" for value in wrong)


def leaves(where: Filter) -> Iterator[Filter]:
    if where.field:
        yield where
    for part in where.parts:
        yield from leaves(part)


def _fits(column: Column | None, value: str) -> bool:
    if value.startswith("$"):
        return True
    if column is None or column.type == "switch":
        return value in SWITCH_WORDS
    if column.type == "choice":
        return value in column.choices
    if column.type in NUMBERS:
        return number_or_none(value) is not None
    return column.type != "date" or _is_day(value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
