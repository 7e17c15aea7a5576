"""Write an accepted file as row versions: only what changed is written, everything in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
from sqlalchemy import JSON, ColumnElement, Date, Table, Text, and_, bindparam, cast, false, select, update
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.ledger import Ledger
from data.indicators.grid import OBJECT_TYPES, OBJECTS, listed
from data.intake.opened import VALUES, Opened, RowValues
from data.store.bulk import among, driver_rows, insert_rows, insert_table
from data.store.tables import Entity, EntityHistory
from data.store.versions import next_period
from data.vocabulary import LedgerMode

ENTITY: Table = Entity.__table__  # type: ignore[assignment]
HISTORY: Table = EntityHistory.__table__  # type: ignore[assignment]
_OBJECT = itemgetter(*(VALUES.index(name) for name in OBJECTS if name in VALUES))


class Old(NamedTuple):
    """A version that is valid for the month now, as far as its replacement needs it."""

    opened_by: int
    period_from: str
    period_to: str | None
    current: bool


@dataclass(frozen=True)
class Standing:
    """现行各行 — key → hash of every version valid for the month, and those of them that are history already; of the others, which stand in
    the current table, more is read only when they are replaced."""

    hashes: dict[str, str]
    past: dict[str, Old]


NOTHING = Standing({}, {})


@dataclass
class Difference:
    """What a file changes against what was known."""

    added: list[str]
    changed: list[str]
    unchanged: int
    closed: list[str]

    @property
    def touched(self) -> list[str]:
        return [*self.added, *self.changed, *self.closed]


_C, _H = ENTITY.c, HISTORY.c
_OF = {"unit": bindparam("unit"), "ledger": bindparam("ledger")}
_CURRENT = select(_C.key, _C.hash).where(*(_C[name] == named for name, named in _OF.items()), _C.period_from <= bindparam("month"))
_PAST = select(_H.key, _H.hash, _H.opened_by, _H.period_from, _H.period_to, false()).where(
    *(_H[name] == named for name, named in _OF.items()), _H.period_from <= bindparam("month"), _H.closed_by.is_(None),
    (_H.period_to.is_(None)) | (_H.period_to > bindparam("month")))


def standing_rows(session: Session, unit: str, ledger: str, period: str) -> Standing:
    """The versions valid for the month, as known now."""
    asked = {"unit": unit, "ledger": ledger, "month": period}
    hashes = dict(driver_rows(session, _CURRENT, asked))
    past = session.execute(_PAST, asked).all()
    hashes.update((key, digest) for key, digest, *_ in past)
    return Standing(hashes, {key: Old(*values) for key, _, *values in past})


def difference(old: dict[str, str], new: dict[str, str]) -> Difference:
    """Compare key → hash of what stands with the file's; order follows the file, of what is gone what stood."""
    added = [key for key in new if key not in old]
    changed = [key for key, digest in new.items() if old.get(key, digest) != digest]
    closed = [key for key in old if key not in new] if len(old) + len(added) > len(new) else []
    return Difference(added, changed, len(new) - len(added) - len(changed), closed)


@dataclass(frozen=True)
class Writing:
    """One acceptance: whose rows, for which months [period, until), under which acceptance number."""

    session: Session
    unit: str
    ledger: Ledger
    period: str
    until: str | None
    seq: int


def write_versions(writing: Writing, old: Standing, changes: Difference, rows: Mapping[str, RowValues]) -> dict[str, RowValues]:
    """Close what the file replaces, keep what lies outside its months, open what it says; the rows that went."""
    gone = _load(writing, [*changes.changed, *changes.closed], old)
    _close(writing, gone)
    current, history = [], []
    for before, values in gone.values():
        if before.period_from < writing.period:
            history.append(_version(writing, values, before.period_from, writing.period))
        if writing.until is not None and (before.period_to is None or before.period_to > writing.until):
            (current if before.period_to is None else history).append(_version(writing, values, writing.until, before.period_to))
    opened = (*changes.added, *changes.changed)
    if writing.until is None:
        _insert_current(writing, opened, rows)
    else:
        history += [_version(writing, rows[key], writing.period, writing.until) for key in opened]
    insert_rows(writing.session, ENTITY, HISTORY_COLUMNS[:-1], (row[:-1] for row in current))
    insert_rows(writing.session, HISTORY, HISTORY_COLUMNS, history)
    return {key: values for key, (_, values) in gone.items()}


def objects(writing: Writing, rows: Mapping[str, RowValues]) -> pa.Table:
    """These rows as the counts per grid cell take them."""
    if not isinstance(rows, Opened):
        return listed((writing.unit, writing.ledger.code, *_OBJECT(row)) for row in rows.values())
    n, known = rows.table.num_rows, {"unit": writing.unit, "ledger": writing.ledger.code}
    return pa.table({name: pa.repeat(known[name], n) if name in known else rows.table.column(name) for name in OBJECTS}).cast(OBJECT_TYPES)


def open_until(session: Session, unit: str, ledger: Ledger, period: str) -> str | None:
    """The end of what a file of this month says: its month for reports, the next own file for snapshots."""
    if ledger.mode == LedgerMode.PERIOD:
        return calendar.shift(period, 1)
    return next_period(session, unit, ledger.code, period)


Gone = dict[str, tuple[Old, RowValues]]


def _load(writing: Writing, keys: list[str], old: Standing) -> Gone:
    """The versions that will be replaced, with their values, in the order of the keys."""
    here = [key for key in keys if key not in old.past]
    found: Gone = {key: (Old(opened_by, start, None, True), tuple(values)) for key, opened_by, start, *values in _versions(writing, ENTITY, here)}
    for key, opened_by, start, *values in _versions(writing, HISTORY, [key for key in keys if key in old.past]):
        if (opened_by, start) == old.past[key][:2]:
            found[key] = old.past[key], tuple(values)
    return {key: found[key] for key in keys}


def _versions(writing: Writing, table: Table, keys: list[str]) -> Sequence[Any]:
    if not keys:
        return ()
    c = table.c
    known = [] if table is ENTITY else [c.closed_by.is_(None)]
    wanted = select(c.key, c.opened_by, c.period_from, *map(_driver_value, map(c.__getitem__, VALUES)))
    return writing.session.execute(wanted.where(*_these(writing, table, keys), *known)).all()


def _driver_value(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """driver_value() by the database."""
    return cast(column, Text) if isinstance(column.type, JSON | Date) else column


def _these(writing: Writing, table: Table, keys: list[str]) -> list[Any]:
    return [table.c.unit == writing.unit, table.c.ledger == writing.ledger.code, among(writing.session, table.c.key, keys)]


def _close(writing: Writing, gone: Gone) -> None:
    """End the knowledge of the replaced versions: out of the current table, marked closed in history."""
    session, seq = writing.session, writing.seq
    moved = [(*_version(writing, values, old.period_from, None, old.opened_by), seq) for old, values in gone.values() if old.current]
    insert_rows(session, HISTORY, (*HISTORY_COLUMNS, "closed_by"), moved)
    if moved:
        session.execute(ENTITY.delete().where(*_these(writing, ENTITY, [key for key, (old, _) in gone.items() if old.current])))
    past = [{"k": key, "f": old.period_from, "o": old.opened_by} for key, (old, _) in gone.items() if not old.current]
    if past:
        c = HISTORY.c
        session.connection().execute(update(HISTORY).where(and_(
            c.unit == writing.unit, c.ledger == writing.ledger.code, c.key == bindparam("k"), c.period_from == bindparam("f"),
            c.opened_by == bindparam("o"))).values(closed_by=seq), past)


HISTORY_COLUMNS = ("unit", "ledger", *VALUES, "period_from", "opened_by", "period_to")


def _version(writing: Writing, values: RowValues, start: str, end: str | None, opened_by: int | None = None) -> tuple[Any, ...]:
    return (writing.unit, writing.ledger.code, *values, start, writing.seq if opened_by is None else opened_by, end)


def driver_value(value: Any) -> Any:
    """JSON and dates as text; everything else as it is."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return orjson.dumps(value).decode()
    return value


def _insert_current(writing: Writing, keys: Sequence[str], rows: Mapping[str, RowValues]) -> None:
    """What the file opens, as it came: putting each row together anew would cost as much as inserting it."""
    alike = {"unit": writing.unit, "ledger": writing.ledger.code, "period_from": writing.period, "opened_by": writing.seq}
    if isinstance(rows, Opened) and len(rows) == len(keys):
        insert_table(writing.session, ENTITY, rows.table, alike)
    else:
        insert_rows(writing.session, ENTITY, VALUES, map(rows.__getitem__, keys), alike)
