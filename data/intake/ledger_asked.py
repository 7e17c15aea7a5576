"""Which rows of a ledger are asked for, as the address of the page says it; and by what its rows may be asked."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import at
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column, Ledger
from data.errors import NotFound
from data.store import own_indexes, rulebook
from data.store.versions import seq_at

OWN = "own_"  # begins the words of own columns: a ledger may call one of them unit or status
TYPED = ("region", "status", "kind")
LONGEST = 60  # characters of a word that is searched for


@dataclass(frozen=True)
class Asked:
    """台账查询 — a ledger in a month, as known after a day; `known` None is as known now."""

    ledger: str
    period: str
    unit: str = ""
    search: str = ""
    known: date | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> dict[str, str]:
        """The same as the address says it, without the month."""
        said = {"ledger": self.ledger, "unit": self.unit, "q": self.search, "known": self.known.isoformat() if self.known else "", **self.typed,
                **{f"{OWN}{name}": value for name, value in self.own.items()}}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class LedgerFilter:
    """One thing to filter by: its word in the address, its header, and what it may be; no choices: any text."""

    word: str
    header: str
    choices: tuple[tuple[str, str], ...]


def asked_for(book: Catalogue, actor: Actor, period: str, words: Mapping[str, object]) -> Asked:
    """What the address asks for; a ledger that is not named is the first one of the reader, what is no filter of it is left out."""
    said = {name: str(value).strip() for name, value in words.items() if value not in (None, "")}
    ledger = book.ledger(said["ledger"]) if said.get("ledger") in book.ledgers else _first(book, actor)
    offered = {one.word for one in filters_of(book, ledger)}
    kept = {word: value[:200] for word, value in said.items() if word in offered}
    return Asked(ledger.code, period, said.get("unit", ""), plain(said.get("q", "")), _day(said.get("known", "")),
                 {word: value for word, value in kept.items() if word in TYPED},
                 {word.removeprefix(OWN): value for word, value in kept.items() if word not in TYPED})


def plain(text: str) -> str:
    """A searched word as codes and names are stored: half-width, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()[:LONGEST]


def ledgers_of(book: Catalogue, actor: Actor) -> list[Ledger]:
    """Ledgers that somebody the reader sees hands in, in the order of the rule book."""
    owed = {code for unit in book.members if actor.sees(unit.code) for code in unit.owes}
    return [ledger for ledger in book.ledgers.values() if ledger.code in owed]


def _first(book: Catalogue, actor: Actor) -> Ledger:
    found = ledgers_of(book, actor)
    placed = [ledger for ledger in found if ledger.placed]
    if not found:
        raise NotFound("没有可以查看的台账")
    return (placed or found)[0]


def filters_of(book: Catalogue, ledger: Ledger) -> list[LedgerFilter]:
    """区划, 状态, the kind, and every column that is declared filterable."""
    own = own_indexes.filters(ledger)
    typed = [(word, word) for word in ("region", "status") if word in ledger.fields]
    kind = [("kind", ledger.kind_field)] if ledger.kind_field in ledger.fields and ledger.kind_field not in (*own, "region", "status") else []
    return [LedgerFilter(word, ledger.column(name).header, tuple(_choices(book, ledger.column(name))))
            for word, name in [*typed, *((str(w), str(n)) for w, n in kind), *((f"{OWN}{name}", name) for name in own)]]


def _choices(book: Catalogue, column: Column) -> Iterator[tuple[str, str]]:
    if column.code == "region_code":
        yield from ((region.code, region.name) for region in book.city.regions)
    elif column.code == "task":
        yield from ((task.code, f"{task.code} {task.name}") for task in book.plan.tasks)
    elif column.code == "indicator":
        yield from ((one.code, one.name) for one in book.indicators.values())
    elif column.code == "unit":
        yield from ((unit.code, unit.short_name) for unit in book.members)
    else:
        yield from ((choice, choice) for choice in column.choices)


def units_asked(session: Session, book: Catalogue, actor: Actor, asked: Asked) -> list[str]:
    """Row scope: who does not see all units gets its own rows, a foreign unit answers as if there were none."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    if asked.unit:
        require_unit(actor, asked.unit)
        return [asked.unit]
    newest = rulebook.newest_book(session)
    owing = {unit.code for one in (book, newest) for unit in one.members if asked.ledger in unit.owes}
    return sorted(code for code in owing if actor.sees(code))


def as_of(session: Session, asked: Asked) -> int | None:
    """The last acceptance of the day the knowledge is asked of."""
    return None if asked.known is None else seq_at(session, at(asked.known + timedelta(days=1), 0))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
