"""One row opened up: all its cells, every version with who opened and closed it and where it stands in which file, and its conflicts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.ledger import Ledger
from data.errors import NotFound
from data.intake.ledger_asked import Asked, as_of
from data.intake.ledger_query import row_of
from data.intake.ledger_values import cell_of, changed, shown_columns, value_of, words
from data.store import rulebook
from data.store.bulk import unindexed
from data.store.tables import Entity, EntityHistory, Finding, Submission
from data.vocabulary import Severity

MOST_VERSIONS, MOST_MARKS = 200, 50


@dataclass(frozen=True)
class RowVersion:
    """版本 — the months it holds for, the files that opened and closed it, the file whose cells it is, and what it changed."""

    period_from: str
    period_to: str | None
    opened: Submission | None
    closed: Submission | None
    source: Submission | None
    sheet: str
    row: int
    cell: str | None
    disputed: bool
    is_shown: bool               # the one that the chosen month and day see
    is_first: bool               # nothing came before it
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class RowMark:
    """A finding that was made on this row, in one of its files."""

    submission: int
    receipt: str
    severity: Severity
    place: str
    message: str
    explanation: str | None


@dataclass(frozen=True)
class LedgerCard:
    """台账行 — everything the house knows of one row."""

    ledger: Ledger
    unit: str
    unit_name: str
    key: str
    name: str
    facts: list[tuple[str, str, str | None]]  # header, value, sheet!cell
    shown: RowVersion | None
    versions: list[RowVersion]
    rivals: list[tuple[str, str, str, bool]]  # unit, its name, key, is it disputed; of others with the same code, for who sees them
    is_contested: bool
    marks: list[RowMark]


def ledger_card(session: Session, actor: Actor, asked: Asked, key: str) -> LedgerCard:
    """The row of (ledger, unit, key); a foreign unit's answers as if there were none."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    require_unit(actor, asked.unit)
    book = rulebook.book_for(session, asked.period)
    ledger = book.ledger(asked.ledger)
    rows, files = row_versions(session, asked, key)
    if not rows:
        raise NotFound("没有找到这一行，或不在您的查看范围内")
    known = as_of(session, asked)
    shown = next((row for row in rows if _stands(row, asked.period, known)), None)
    facing, columns = shown or rows[-1], shown_columns(ledger, actor)
    versions = [_version(row, files, row is shown, None if before is None else list(changed(before, row, columns, ledger)))
                for before, row in zip([None, *rows[:-1]], rows, strict=True)]
    source = files.get(facing.source)
    facts = [(c.header, words(value_of(facing, c, ledger)), cell_of(source, facing, (c.field,))) for c in columns]
    rivals = _rivals(session, asked, facing)
    named = [(row.unit, book.unit(row.unit).short_name, row.key, row.disputed) for row in rivals if actor.sees(row.unit)]
    return LedgerCard(ledger, asked.unit, book.unit(asked.unit).short_name, key, facing.name or facing.code or key, facts,
                      next((one for one in versions if one.is_shown), None), versions[::-1], named, bool(rivals), _marks(session, rows, key, files))


def row_versions(session: Session, asked: Asked, key: str) -> tuple[list[Any], dict[int, Submission]]:
    """Oldest first, by the month they begin with, then by when they were learnt; and the files they name."""
    found: list[Any] = []
    for table in (Entity, EntityHistory):
        mine = (table.unit == asked.unit, table.ledger == asked.ledger, table.key == key)
        found += session.execute(row_of(table).where(*mine).order_by(table.opened_by.desc()).limit(MOST_VERSIONS))
    numbers = {number for row in found for number in (row.source, row.opened_by, row.closed_by) if number is not None}
    files = session.scalars(select(Submission).where(Submission.seq.in_(numbers)))
    return sorted(found, key=lambda row: (row.period_from, row.opened_by)), {s.seq: s for s in files if s.seq is not None}


def _stands(row: Any, period: str, known: int | None) -> bool:
    is_known = row.closed_by is None if known is None else row.opened_by <= known and (row.closed_by is None or row.closed_by > known)
    return is_known and row.period_from <= period and (row.period_to is None or row.period_to > period)


def _version(row: Any, files: dict[int, Submission], is_shown: bool, changes: list[tuple[str, str, str]] | None) -> RowVersion:
    source = files.get(row.source)
    return RowVersion(row.period_from, row.period_to, files.get(row.opened_by), files.get(row.closed_by), source, row.sheet, row.row,
                      cell_of(source, row), row.disputed, is_shown, changes is None, changes or [])


def _rivals(session: Session, asked: Asked, row: Any) -> list[Any]:
    """Rows of other units that bear the same code in this ledger now."""
    if not row.code:
        return []
    same = select(Entity.unit, Entity.key, Entity.disputed).where(
        Entity.code == row.code, unindexed(Entity.__table__.c.ledger) == asked.ledger, Entity.unit != asked.unit)
    return list(session.execute(same.order_by(Entity.unit).limit(MOST_MARKS)))


def _marks(session: Session, rows: Iterable[Any], key: str, files: dict[int, Submission]) -> list[RowMark]:
    ids = {files[row.source].id: files[row.source].receipt for row in rows if row.source in files}
    found = session.scalars(select(Finding).where(Finding.submission.in_(ids), Finding.object_key == key).order_by(Finding.submission.desc(), Finding.number)
                            .limit(MOST_MARKS))
    return [RowMark(f.submission, ids[f.submission], Severity(f.severity), f"{f.sheet}!{f.cell}" if f.cell else f.sheet or "", f.message, f.explanation)
            for f in found]
