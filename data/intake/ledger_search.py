"""Rows by the beginning of their 统一识别代码, own number or name: each along its index, a bounded number of them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, func, select
from sqlalchemy.orm import Session

from data.intake.ledger_query import KEPT, Query, Shape, Version, row_of

MOST = 200           # rows a search shows
CANDIDATES = 2_000   # rows of one index that are looked at
LAST_BEFORE_GAP, FIRST_AFTER_GAP = 0xD7FF, 0xE000  # between them lie no characters
WILD = str.maketrans({"/": "//", "%": "/%", "_": "/_"})


def searched(session: Session, query: Query, text: str) -> tuple[list[Any], bool]:
    """The rows in order of unit and key, and whether there are more than are shown."""
    values = {**query.values, "text": text, "beyond": after(text), "like": f"{text.translate(WILD)}%", "units": list(query.units)}
    found: dict[tuple[str, str], Any] = {}
    is_cut = False
    for rows_of, named in ways(query.shape):
        rows = session.execute(rows_of, values).all()
        is_cut = is_cut or len(rows) > MOST or (session.scalar(named, values) or 0) >= CANDIDATES
        found |= {(row.unit, row.key): row for row in rows}
    ordered = [found[name] for name in sorted(found)]
    return ordered[:MOST], is_cut or len(ordered) > MOST


@lru_cache(maxsize=KEPT)
def ways(shape: Shape) -> tuple[tuple[Select[Any], Select[Any]], ...]:
    """For each index of each table the rows it leads to, and how many it names."""
    return tuple(_way(shape, table, led) for table in shape.tables for led in _led_by(shape, table))


def _way(shape: Shape, table: Version, led: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    names = select(table.unit, table.key, table.period_from, table.opened_by).where(led).limit(CANDIDATES).subquery("names")
    return rows_named(shape, table, names), select(func.count()).select_from(names)


def rows_named(shape: Shape, table: Version, names: Subquery) -> Select[Any]:
    """The rows of versions named by unit, key, period_from and opened_by that answer the question, a few more than a search shows."""
    same = and_(table.unit == names.c.unit, table.key == names.c.key, table.period_from == names.c.period_from, table.opened_by == names.c.opened_by)
    wanted = [shape.stands(table), *shape.along(table), *shape.beside(table), table.unit.in_(bindparam("units", expanding=True))]
    return row_of(table).join(names, same).where(*wanted).order_by(table.unit, table.key).limit(MOST + 1)


def _led_by(shape: Shape, table: Version) -> Iterator[ColumnElement[bool]]:
    """What each index is asked: the whole code of anybody; the beginning of key, name and own number of the units in view."""
    ours = and_(table.unit.in_(bindparam("units", expanding=True)), shape.of_ledger(table))
    is_sqlite = shape.dialect == "sqlite"
    yield table.code == bindparam("text")
    yield and_(ours, _between(table.key) if is_sqlite else table.key.like(bindparam("like"), escape="/"))
    begins = _between if is_sqlite else _between_bytes
    yield and_(ours, begins(table.name))
    if shape.number is not None:
        yield and_(ours, begins(shape.own_text(shape.number, table)))


def _between(column: Any) -> ColumnElement[bool]:
    """Begins with the text, as an index in the order of characters is asked."""
    return and_(column >= bindparam("text"), column < bindparam("beyond"))


def _between_bytes(column: Any) -> ColumnElement[bool]:
    """The same of a pattern index, whatever the collation of the database."""
    return and_(column.op("~>=~", is_comparison=True)(bindparam("text")), column.op("~<~", is_comparison=True)(bindparam("beyond")))


def after(text: str) -> str:
    """The first text that follows all that begin with this one."""
    last = ord(text[-1])
    return text[:-1] + chr(FIRST_AFTER_GAP if last == LAST_BEFORE_GAP else last + 1)
