"""Write an accepted file as row versions: only what changed is written, everything in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
from sqlalchemy import JSON, ColumnElement, Date, Select, Table, Text, and_, bindparam, cast, false, null, select, true, update
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.ledger import Ledger
from data.indicators.grid import OBJECT_TYPES, OBJECTS, listed
from data.intake.opened import VALUES, Opened, RowValues
from data.store.bulk import among, insert_rows, insert_table
from data.store.tables import Entity, EntityHistory
from data.store.versions import next_period
from data.vocabulary import LedgerMode

ENTITY: Table = Entity.__table__  # type: ignore[assignment]
HISTORY: Table = EntityHistory.__table__  # type: ignore[assignment]
_KEY = VALUES.index("key")
_OBJECT = itemgetter(*(VALUES.index(name) for name in OBJECTS if name in VALUES))

class Old(NamedTuple):
    """A version that is valid for the month now, as far as the comparison needs it."""

    hash: str
    opened_by: int
    period_from: str
    period_to: str | None
    current: bool


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


def _standing(table: Table) -> Select[Any]:
    c = table.c
    wanted = [c.unit == bindparam("unit"), c.ledger == bindparam("ledger"), c.period_from <= bindparam("month")]
    if table is ENTITY:
        return select(c.key, c.hash, c.opened_by, c.period_from, null(), true()).where(*wanted)
    return select(c.key, c.hash, c.opened_by, c.period_from, c.period_to, false()).where(
        *wanted, c.closed_by.is_(None), (c.period_to.is_(None)) | (c.period_to > bindparam("month")))


_STANDING = (_standing(ENTITY), _standing(HISTORY))


def standing_rows(session: Session, unit: str, ledger: str, period: str) -> dict[str, Old]:
    """Key → version valid for the month, as known now."""
    found: dict[str, Old] = {}
    asked = {"unit": unit, "ledger": ledger, "month": period}
    for query in _STANDING:
        found.update((key, Old(*values)) for key, *values in session.execute(query, asked).all())
    return found


def difference(old: dict[str, Old], new: dict[str, str]) -> Difference:
    """Compare key → hash of the file with what stands; order follows the file."""
    added = [k for k in new if k not in old]
    changed = [k for k, digest in new.items() if k in old and old[k].hash != digest]
    closed = [k for k in old if k not in new]
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


def write_versions(writing: Writing, old: dict[str, Old], changes: Difference, rows: Mapping[str, RowValues]) -> dict[str, RowValues]:
    """Close what the file replaces, keep what lies outside its months, open what it says; the rows that went."""
    touched = [*changes.changed, *changes.closed]
    kept = _load(writing, touched, old)
    _close(writing, touched, old, kept)
    current, history = [], []
    for key in touched:
        before, values = old[key], kept[key]
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
    return kept


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


def _load(writing: Writing, keys: list[str], old: dict[str, Old]) -> dict[str, RowValues]:
    """The values of the versions that will be replaced."""
    found: dict[str, RowValues] = {}
    for table in (ENTITY, HISTORY) if keys else ():
        extra = [] if table is ENTITY else [table.c.closed_by.is_(None)]
        wanted = select(table.c.opened_by, table.c.period_from, *map(_driver_value, map(table.c.__getitem__, VALUES)))
        for opened_by, start, *values in writing.session.execute(wanted.where(*_these(writing, table, keys), *extra)).all():
            key = values[_KEY]
            if opened_by == old[key].opened_by and start == old[key].period_from:
                found[key] = tuple(values)
    return found


def _driver_value(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """driver_value() by the database."""
    return cast(column, Text) if isinstance(column.type, JSON | Date) else column


def _these(writing: Writing, table: Table, keys: list[str]) -> list[Any]:
    return [table.c.unit == writing.unit, table.c.ledger == writing.ledger.code, among(writing.session, table.c.key, keys)]


def _close(writing: Writing, keys: list[str], old: dict[str, Old], kept: dict[str, RowValues]) -> None:
    """End the knowledge of the replaced versions: out of the current table, marked closed in history."""
    session, seq = writing.session, writing.seq
    moved = [(*_version(writing, kept[k], old[k].period_from, None, old[k].opened_by), seq) for k in keys if old[k].current]
    insert_rows(session, HISTORY, (*HISTORY_COLUMNS, "closed_by"), moved)
    if moved:
        session.execute(ENTITY.delete().where(*_these(writing, ENTITY, [k for k in keys if old[k].current])))
    past = [{"k": k, "f": old[k].period_from, "o": old[k].opened_by} for k in keys if not old[k].current]
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
