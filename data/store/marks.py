"""Named marks of this home: kind, business day, demo progress, running numbers."""

from datetime import date, datetime

from sqlalchemy import Integer, String, bindparam, cast, insert, select, update
from sqlalchemy.orm import Session

from data.store.tables import Job, Meta
from data.vocabulary import JobState

ACCEPTANCES = "acceptance"  # the series whose next number goes with every change of rows


def mark(session: Session, name: str) -> str | None:
    found = session.get(Meta, name)
    return found.value if found else None


def set_mark(session: Session, name: str, value: str) -> None:
    session.merge(Meta(name=name, value=value))
    session.flush()


_META = Meta.__table__
_ONE_MORE = update(_META).where(_META.c.name == bindparam("series")).values(
    value=cast(cast(_META.c.value, Integer) + 1, String)).returning(_META.c.value)


def next_number(session: Session, series: str) -> int:
    """The next number of a series, from 1; only inside a write transaction."""
    name = f"series:{series}"
    number = session.connection().scalar(_ONE_MORE, {"series": name})
    if number is None:
        session.execute(insert(Meta).values(name=name, value="1"))
    return int(number or 1)


def last_number(session: Session, series: str) -> int:
    """The number that was given last, 0 before the first."""
    return int(session.scalar(select(_META.c.value).where(_META.c.name == f"series:{series}")) or 0)


def loading_note(session: Session) -> str:
    """n/N while a job is filling the demo city, '' before and afterwards."""
    waiting = select(Job).where(Job.kind == "demo", Job.state.in_([JobState.QUEUED, JobState.RUNNING]))
    job = session.scalar(waiting.order_by(Job.id.desc()).limit(1))
    return f"{job.done_steps}/{job.all_steps}" if job else ""


def is_demo(session: Session) -> bool:
    """演示数据 — a home filled by `demo`: every page says so, demo accounts may exist."""
    return mark(session, "home") == "demo"


def business_day(session: Session, setting: date | None, real: date) -> date:
    """CHENGJI_TODAY, else the day `demo` set, else the real day."""
    stored = mark(session, "today")
    return setting or (date.fromisoformat(stored) if stored else real)


def business_moment(session: Session, setting: date | None, real: datetime) -> datetime:
    """The business day at the present hour: what a deadline is held against when the day is set."""
    return datetime.combine(business_day(session, setting, real.date()), real.timetz())
