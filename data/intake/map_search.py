"""Objects of the map by the beginning of their code, own number or name, or by a part of their address; in every layer, within one's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.indicators.grid_view import Known
from data.indicators.map_views import placed_ledgers, standing_of
from data.intake.ledger_asked import Asked, plain
from data.intake.ledger_query import KEPT, Query, Shape, Version
from data.intake.ledger_search import MOST, rows_named, searched
from data.store import rulebook

SHORTEST = 2         # characters a search begins at: one letter names half the city
SHOWN = 20           # objects listed
ADDRESSES = 20_000   # rows of a ledger whose addresses are looked through: they have no index
ADDRESS = "address"
EVER = "9999-12"     # what stands now, from whatever month on


@dataclass(frozen=True, slots=True)
class FoundObject:
    """One object that answers a search; has_place: the map can show it."""

    ledger: str
    ledger_name: str
    unit: str
    unit_name: str
    key: str
    code: str | None
    name: str | None
    address: str | None
    has_place: bool


@dataclass(frozen=True)
class FoundObjects:
    """What a search shows; `left_off`: how many more there are, `is_least`: at least so many; `unread`: ledgers too long to look through by address."""

    text: str
    things: list[FoundObject]
    left_off: int = 0
    is_least: bool = False
    unread: tuple[str, ...] = ()

    @property
    def is_too_short(self) -> bool:
        return len(self.text) < SHORTEST


def find_objects(session: Session, actor: Actor, text: str, period: str) -> FoundObjects:
    """Objects as the map of the month knows them, layer by layer; nothing is looked for while the text is shorter than SHORTEST."""
    require(actor, Permission.VIEW_TRIAL)
    word, known = plain(text), standing_of(session, period).known
    book = rulebook.newest_book(session)
    things: list[FoundObject] = []
    is_least, unread = False, []
    for ledger in placed_ledgers(session) if len(word) >= SHORTEST else ():
        query = _query(session, book, actor, (ledger, word, known))
        rows, is_cut = searched(session, query, word)
        by_address, more, is_unread = _by_address(session, query, word)
        is_least = is_least or is_cut or more
        unread += [ledger.name] if is_unread else []
        things += _listed(book, ledger, {(row.unit, row.key): row for row in [*rows, *by_address]}.values())
    return FoundObjects(word, things[:SHOWN], max(0, len(things) - SHOWN), is_least, tuple(unread))


def _query(session: Session, book: Catalogue, actor: Actor, what: tuple[Ledger, str, Known]) -> Query:
    ledger, word, known = what
    asked = Asked(ledger.code, known.period or EVER, search=word)
    return Query.of(session, book, actor, asked, known.as_of)


def _by_address(session: Session, query: Query, word: str) -> tuple[list[Any], bool, bool]:
    """Rows whose address holds the word, whether there are more of them, and whether some addresses were not looked at."""
    if ADDRESS not in query.ledger.fields:
        return [], False, False
    values = {**query.values, "part": f"%{word.replace('/', '//').replace('%', '/%').replace('_', '/_')}%", "units": list(query.units)}
    found: list[Any] = []
    is_unread = False
    for rows_of, looked in _address_ways(query.shape):
        found += session.execute(rows_of, values)
        is_unread = is_unread or (session.scalar(looked, values) or 0) > ADDRESSES
    return found[:MOST], len(found) > MOST, is_unread


@lru_cache(maxsize=KEPT)
def _address_ways(shape: Shape) -> tuple[tuple[Select[Any], Select[Any]], ...]:
    """For each table the rows by address, and how many rows there are to look at, counted just beyond the bound."""
    return tuple(_address_way(shape, table) for table in shape.tables)


def _address_way(shape: Shape, table: Version) -> tuple[Select[Any], Select[Any]]:
    ours = [table.unit.in_(bindparam("units", expanding=True)), shape.of_ledger(table)]
    names = (table.unit, table.key, table.period_from, table.opened_by)
    looked = select(*names, shape.own_text(ADDRESS, table).label("said")).where(*ours).limit(ADDRESSES).subquery("looked")
    named = select(looked).where(looked.c.said.like(bindparam("part"), escape="/")).limit(MOST + 1).subquery("names")
    beyond = select(table.key).where(*ours).limit(ADDRESSES + 1).subquery("beyond")
    return rows_named(shape, table, named), select(func.count()).select_from(beyond)


def _listed(book: Catalogue, ledger: Ledger, rows: Iterable[Any]) -> list[FoundObject]:
    return [FoundObject(ledger.code, ledger.name, row.unit, book.unit(row.unit).short_name, row.key, row.code, row.name, row.body.get(ADDRESS),
                        row.lng is not None) for row in rows]
