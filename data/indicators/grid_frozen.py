"""落格 of a publication: the counts as they stood when a month was published, written once and never again."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import delete, func, insert, literal, or_, select, text
from sqlalchemy.orm import Session

from data.errors import MonthIsFrozen
from data.indicators.grid import CELL, OBJECTS, SUMS, deltas, listed
from data.indicators.grid_view import FROZEN
from data.store.tables import Entity, FrozenCount, GridCount
from data.store.versions import rows_apart

LEVELS = tuple(level.name for level in FROZEN)
COUNTS = (*CELL, *SUMS)
NAMES = ("period", "version", *COUNTS)
ADDED = (f"INSERT INTO frozen_count ({', '.join(NAMES)}) VALUES ({', '.join(':' + name for name in NAMES)}) "
         f"ON CONFLICT ({', '.join(NAMES[:-len(SUMS)])}) DO UPDATE SET {', '.join(f'{name} = frozen_count.{name} + excluded.{name}' for name in SUMS)}")


def freeze(session: Session, period: str, version: int, as_of: int, ledgers: Sequence[str]) -> int:
    """Keep the cells of the objects valid for a month as known at a submission. Returns how many cells were written.

    Now's counts are copied; only objects that came, went or changed since are looked at one by one.
    """
    f = FrozenCount
    here = (f.period == period, f.version == version)
    if session.scalar(select(func.count()).select_from(f).where(*here)):
        raise MonthIsFrozen(f"{period} 的第 {version} 次发布已经冻结，更正请另开新版本")
    g = GridCount
    now = select(literal(period), literal(version), *(getattr(g, name) for name in COUNTS))
    chosen = now.where(g.level.in_(LEVELS), g.ledger.in_(ledgers), g.n > 0)
    session.execute(insert(f).from_select(list(NAMES), chosen))
    for ledger in ledgers:
        _turn_back(session, (period, version), deltas(_later(session, ledger, period, as_of), _earlier(session, ledger, period, as_of)))
    return session.scalar(select(func.count()).select_from(f).where(*here)) or 0


def _later(session: Session, ledger: str, period: str, as_of: int) -> pa.Table:
    """Current objects that were not yet there, or not yet so."""
    wanted = (Entity.ledger == ledger, Entity.lng.is_not(None), or_(Entity.period_from > period, Entity.opened_by > as_of))
    return listed(session.execute(select(*(getattr(Entity, name) for name in OBJECTS)).where(*wanted)))


def _earlier(session: Session, ledger: str, period: str, as_of: int) -> pa.Table:
    """Objects of history that were valid then."""
    history = rows_apart(ledger, period, None, as_of)[1].c
    return listed(session.execute(select(*(history[name] for name in OBJECTS)).where(history.lng.is_not(None))))


def _turn_back(session: Session, at: tuple[str, int], changes: pa.Table) -> None:
    """Add the differences to the copied cells; cells that held nothing go."""
    kept = changes.filter(pc.is_in(changes.column("level"), pa.array(LEVELS)))
    lines = [{"period": at[0], "version": at[1], **line} for line in kept.to_pylist()]
    if lines:
        session.execute(text(ADDED), lines)
        session.execute(delete(FrozenCount).where(FrozenCount.period == at[0], FrozenCount.version == at[1], FrozenCount.n == 0))
