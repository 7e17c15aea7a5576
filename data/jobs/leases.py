"""租约 — a database row says who may trigger schedules; its token fences off a holder that slept."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from data.calendar import utc
from data.store.tables import Lease


def hold(session: Session, name: str, holder: str, now: datetime, seconds: int = 60) -> int | None:
    """Take or renew the lease; the token when we hold it, None when another does. Only inside a write transaction."""
    until = utc(now) + timedelta(seconds=seconds)
    row = session.get(Lease, name)
    if row is None:
        session.add(Lease(name=name, holder=holder, token=1, until=until))
        session.flush()
        return 1
    if row.holder == holder and row.until >= utc(now):
        row.until = until
        return row.token
    if row.until >= utc(now):
        return None
    token = row.token
    changed = session.execute(update(Lease).where(Lease.name == name, Lease.token == token).values(
        holder=holder, token=token + 1, until=until)).rowcount  # type: ignore[attr-defined]
    return token + 1 if changed else None


def still_holds(session: Session, name: str, holder: str, token: int) -> bool:
    """Does this token still stand? A paused holder's write is refused by asking in the same transaction."""
    session.expire_all()
    row = session.get(Lease, name)
    return row is not None and row.holder == holder and row.token == token
