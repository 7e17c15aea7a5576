"""Rows of a ledger page by page: after a cursor, along an index, never looking at more than a bounded number of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.catalogue.ledger import Ledger
from data.intake.ledger_asked import Asked
from data.intake.ledger_query import KEPT, Query, Shape, row_of
from data.intake.ledger_search import searched
from data.store import rulebook
from data.store.tables import Submission

PAGE = 50
LOOKED_THROUGH = 20_000  # rows a page looks at, however large the ledger
FIRST_LOOK, FURTHER = 500, 4  # of these so many at first, and each time further while the page is not full
Cursor = tuple[str, str]  # (unit, key) of the last row seen


@dataclass(frozen=True)
class LedgerPage:
    """A page of rows; `following` None is the end, `looked` says that it ended there for looking, `is_cut` that a search found more."""

    ledger: Ledger
    rows: list[Any]
    following: Cursor | None = None
    looked: int = 0
    is_cut: bool = False
    sources: dict[int, Submission] = field(default_factory=dict)


def ledger_page(session: Session, actor: Actor, asked: Asked, cursor: Cursor | None = None, size: int = PAGE) -> LedgerPage:
    """Unit by unit in order of key. A page may hold few rows or none and have a next one: it ends where enough rows were looked through."""
    query = Query.of(session, rulebook.book_for(session, asked.period), actor, asked)
    if asked.search:
        rows, is_cut = searched(session, query, asked.search)
        return _sourced(session, LedgerPage(query.ledger, rows, is_cut=is_cut))
    return _sourced(session, _paged(session, query, cursor, size))


def _paged(session: Session, query: Query, cursor: Cursor | None, size: int) -> LedgerPage:
    found: list[Any] = []
    left, step = LOOKED_THROUGH, FIRST_LOOK
    for unit in query.units:
        if cursor and unit < cursor[0]:
            continue
        after: str | None = cursor[1] if cursor and unit == cursor[0] else ""
        while after is not None:
            if left <= 0:
                return LedgerPage(query.ledger, found, (unit, after), LOOKED_THROUGH)
            rows, after, looked = _of_unit(session, query, (unit, after), (size + 1 - len(found), min(step, left)))
            found, left, step = found + rows, left - looked, step * FURTHER if after is not None else step
            if len(found) > size:
                return LedgerPage(query.ledger, found[:size], (found[size - 1].unit, found[size - 1].key))
    return LedgerPage(query.ledger, found)


def _of_unit(session: Session, query: Query, start: Cursor, most: tuple[int, int]) -> tuple[list[Any], str | None, int]:
    """Rows of one unit after a key: the rows, the key that was looked up to when there are more keys, and how many were looked at."""
    wanted, looks = most
    values = {**query.values, "unit": start[0], "after": start[1], "most": wanted, "looks": looks}
    looked, last = (0, None) if query.shape.is_direct else session.execute(_window(query.shape), values).one()
    last = last if looked >= looks else None
    rows = list(session.execute(_rows(query.shape, last is not None), {**values, "last": last}))
    return rows, last if len(rows) < wanted else None, looked


@lru_cache(maxsize=KEPT)
def _rows(shape: Shape, has_last: bool) -> Select[Any]:
    parts = []
    for table in shape.tables:
        ends = [table.key <= bindparam("last")] if has_last else []
        parts.append(row_of(table).where(table.unit == bindparam("unit"), table.key > bindparam("after"), *ends, shape.stands(table),
                                         *shape.along(table), *shape.beside(table)))
    one: Any = parts[0] if len(parts) == 1 else union_all(*parts)
    return one.order_by(one.selected_columns.key).limit(bindparam("most"))


@lru_cache(maxsize=KEPT)
def _window(shape: Shape) -> Select[Any]:
    """How many keys are looked at, and the last of them."""
    looks = bindparam("looks")
    parts = [select(table.key.label("key")).where(table.unit == bindparam("unit"), shape.of_ledger(table), table.key > bindparam("after"),
                                                  *shape.along(table)).order_by(table.key).limit(looks).subquery() for table in shape.tables]
    keys = union_all(*(select(part.c.key) for part in parts)).subquery()
    first = select(keys.c.key).order_by(keys.c.key).limit(looks).subquery()
    return select(func.count(), func.max(first.c.key))


def _sourced(session: Session, page: LedgerPage) -> LedgerPage:
    """The files the rows were read from."""
    numbers = {row.source for row in page.rows}
    found = session.scalars(select(Submission).where(Submission.seq.in_(numbers))) if numbers else ()
    return replace(page, sources={submission.seq: submission for submission in found if submission.seq is not None})


def all_rows(session: Session, actor: Actor, asked: Asked, size: int = 1000) -> Iterator[LedgerPage]:
    """Every page of the same question, one after the other."""
    cursor: Cursor | None = None
    while True:
        page = ledger_page(session, actor, asked, cursor, size)
        yield page
        if page.following is None:
            return
        cursor = page.following


def more_than(session: Session, actor: Actor, asked: Asked, limit: int) -> bool:
    """Surely more rows than a limit: told from an index alone, where every row along it is a row of the page."""
    query = Query.of(session, rulebook.book_for(session, asked.period), actor, asked)
    if asked.search or not query.shape.is_direct:
        return False
    left = limit
    for unit in query.units:
        left -= session.execute(_window(query.shape), {**query.values, "unit": unit, "after": "", "looks": left + 1}).one()[0]
        if left < 0:
            return True
    return False
