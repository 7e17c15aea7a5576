"""One question to a ledger made ready: in which tables its answer lies, along which index, and beside which conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, cast, null, or_, select
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.intake import ledger_asked
from data.intake.ledger_asked import Asked
from data.store import own_indexes
from data.store.tables import Entity, EntityHistory, Submission
from data.store.versions import COLUMNS
from data.vocabulary import LedgerMode

Version = type[Entity] | type[EntityHistory]
Condition = ColumnElement[bool]
KEPT = 500  # statements that are built once: building costs more than a page


@dataclass(frozen=True)
class Shape:
    """What the statements of a question look like, its values left open: questions of the same shape share them."""

    ledger: str
    main: str                   # the table whose own columns are indexed
    number: str | None
    tables: tuple[Version, ...]
    typed: tuple[str, ...]
    own: tuple[str, ...]
    is_past: bool               # as known on an earlier day
    dialect: str

    def stands(self, table: Version) -> Condition:
        """Of this ledger, valid for the month, as known then."""
        month, known = bindparam("month"), bindparam("known")
        wanted = [self.of_ledger(table), table.period_from <= month]
        if self.is_past:
            wanted.append(table.opened_by <= known)
        if table is EntityHistory:
            wanted.append(or_(EntityHistory.period_to.is_(None), EntityHistory.period_to > month))
            is_open = EntityHistory.closed_by.is_(None)
            wanted.append(or_(is_open, EntityHistory.closed_by > known) if self.is_past else is_open)
        return and_(*wanted)

    def of_ledger(self, table: Version) -> Condition:
        return own_indexes.of_ledger(self.ledger, table.__tablename__)

    def along(self, table: Version) -> list[Condition]:
        """Filters that an index of the table answers: declared own columns, where most rows of the ledger stand."""
        return self._own(table) if table.__tablename__ == self.main else []

    def beside(self, table: Version) -> list[Condition]:
        """All other filters: rows are looked through for them."""
        typed = [getattr(table, word) == bindparam(f"typed_{word}") for word in self.typed]
        return typed if self.along(table) else [*typed, *self._own(table)]

    def _own(self, table: Version) -> list[Condition]:
        return [self.own_text(name, table) == bindparam(f"own_{name}") for name in self.own]

    def own_text(self, name: str, table: Version) -> ColumnElement[str]:
        return own_indexes.own_text(name, table.__tablename__, self.dialect)

    @property
    def is_direct(self) -> bool:
        """Every row along the index is a row of the page."""
        return self.tables == (Entity,) and not self.typed and not self.is_past


@dataclass(frozen=True)
class Query:
    """A question: whose rows, the shape of its statements and the values in them."""

    ledger: Ledger
    units: Sequence[str]
    shape: Shape
    values: dict[str, Any]

    @classmethod
    def of(cls, session: Session, book: Catalogue, actor: Actor, asked: Asked, as_of: int | None = None) -> "Query":
        """`as_of`: as known after that acceptance, where no day says it."""
        units = ledger_asked.units_asked(session, book, actor, asked)
        known = ledger_asked.as_of(session, asked) if as_of is None else as_of
        ledger, dialect = book.ledger(asked.ledger), session.get_bind().dialect.name
        tables = _tables(session, ledger, units, (asked, known is not None))
        shape = Shape(ledger.code, own_indexes.main_table(ledger), own_indexes.number_field(ledger), tables, tuple(asked.typed), tuple(asked.own),
                      known is not None, dialect)
        values = {"month": asked.period, **({} if known is None else {"known": known}), **{f"typed_{name}": value for name, value in asked.typed.items()},
                  **{f"own_{name}": value for name, value in asked.own.items()}}
        return cls(ledger, units, shape, values)


def _tables(session: Session, ledger: Ledger, units: Sequence[str], question: tuple[Asked, bool]) -> tuple[Version, ...]:
    """Reports of a month are history from the first day; of other ledgers history matters only where something came later."""
    asked, is_past = question
    if ledger.mode == LedgerMode.PERIOD:
        return (EntityHistory,)
    later = select(Submission.id).where(Submission.unit.in_(units), Submission.ledger == ledger.code, Submission.period > asked.period,
                                        Submission.seq.is_not(None)).limit(1)
    return (Entity, EntityHistory) if is_past or session.scalar(later) is not None else (Entity,)


def row_of(table: Version) -> Select[Any]:
    """The columns of a version, the same of both tables."""
    ends = [EntityHistory.period_to, EntityHistory.closed_by] if table is EntityHistory else [
        cast(null(), String(7)).label("period_to"), cast(null(), Integer).label("closed_by")]
    return select(*(getattr(table, name) for name in COLUMNS), *ends)
