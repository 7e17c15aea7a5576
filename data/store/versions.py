"""Versions of rows on two time axes: read them as of a month and as known at a submission, and write a new month."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Float, String, Subquery, and_, bindparam, cast, func, null, or_, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from data.calendar import utc
from data.store.tables import Entity, EntityHistory, Submission
from data.vocabulary import Outcome

COLUMNS = ("unit", "ledger", "key", "code", "class_code", "region", "name", "kind", "status", "lng", "lat", "grid", "on_date", "code_ok",
           "disputed", "sheet", "row", "source", "hash", "body", "period_from", "opened_by")
KEPT_QUERIES = 500
NEWEST = 2**31 - 1  # as known now: no acceptance has a higher number
TYPED = frozenset(COLUMNS) - {"body"}
Units = Sequence[str] | BindParameter[Any] | None  # some units, a parameter that will name them, or all
Period = str | BindParameter[str]  # a month, or a parameter that will name it


def rows_at(ledger: str, period: Period, units: Units = None, as_of: int | None = None) -> Subquery:
    """The rows of a ledger that are valid for a month, as known after submission `as_of` (None: as known now)."""
    return _rows_at(ledger, period, units if units is None or isinstance(units, BindParameter) else tuple(units), as_of)


@lru_cache(maxsize=KEPT_QUERIES)
def _rows_at(ledger: str, period: Period, units: Units, as_of: int | None) -> Subquery:
    """Built once: a statement never changes, and building it costs more than most files have rows."""
    return union_all(*_parts(ledger, period, units, as_of)).subquery("versions")


def rows_apart(ledger: str, period: Period, units: Units = None, as_of: int | None = None) -> list[Subquery]:
    """The same rows, the current ones and those of history each for themselves: sums over both at once must copy every row first."""
    return [part.subquery("versions") for part in _parts(ledger, period, units, as_of)]


def _parts(ledger: str, period: Period, units: Units, as_of: int | None) -> list[Any]:
    parts = [_current(ledger, period, as_of), _history(ledger, period, as_of)]
    if units is not None:
        parts = [part.where(table.unit.in_(units)) for part, table in zip(parts, (Entity, EntityHistory), strict=True)]
    return parts


def _current(ledger: str, period: Period, as_of: int | None) -> Any:
    wanted = [Entity.ledger == ledger, Entity.period_from <= period]
    if as_of is not None:
        wanted.append(Entity.opened_by <= as_of)
    return select(*(getattr(Entity, c) for c in COLUMNS), cast(null(), String(7)).label("period_to")).where(*wanted)


def _history(ledger: str, period: Period, as_of: int | None) -> Any:
    h = EntityHistory
    known = h.closed_by.is_(None) if as_of is None else and_(h.opened_by <= as_of, or_(h.closed_by.is_(None), h.closed_by > as_of))
    return select(*(getattr(h, c) for c in COLUMNS), h.period_to).where(
        h.ledger == ledger, h.period_from <= period, or_(h.period_to.is_(None), h.period_to > period), known)


def own(versions: Subquery, field: str) -> ColumnElement[Any]:
    """A field of the rows: its typed column, else the own column as text."""
    return versions.c[field] if field in TYPED else versions.c.body[field].as_string()


def own_number(versions: Subquery, field: str) -> ColumnElement[float]:
    """An own column as a number; NULL when the row has none."""
    return cast(func.nullif(versions.c.body[field].as_string(), ""), Float)


def seq_at(session: Session, moment: datetime) -> int:
    """The last acceptance up to a moment: what `as_of` stands for."""
    accepted = select(func.max(Submission.seq)).where(Submission.received_at <= utc(moment))
    return session.scalar(accepted) or 0


_OF_UNIT = (Submission.unit == bindparam("unit"), Submission.ledger == bindparam("ledger"), Submission.outcome == Outcome.ACCEPTED,
            Submission.withdrawn_at.is_(None))
_STANDING = select(Submission).where(*_OF_UNIT, Submission.period == bindparam("month")).order_by(Submission.seq.desc()).limit(1)
_STANDING_THEN = _STANDING.where(Submission.seq <= bindparam("seq"))
_NEXT = select(func.min(Submission.period)).where(*_OF_UNIT, Submission.period > bindparam("month"))


def standing(session: Session, unit: str, ledger: str, period: str, as_of: int | None = None) -> Submission | None:
    """The accepted submission that counts for a unit, ledger and month; None when the month was not handed in."""
    asked = {"unit": unit, "ledger": ledger, "month": period}
    return session.scalar(_STANDING, asked) if as_of is None else session.scalar(_STANDING_THEN, {**asked, "seq": as_of})


def next_period(session: Session, unit: str, ledger: str, period: str) -> str | None:
    """The next month after `period` for which the unit has an accepted file of its own."""
    return session.scalar(_NEXT, {"unit": unit, "ledger": ledger, "month": period})
