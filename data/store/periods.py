"""Months that have something to show."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.calendar import periods_between
from data.store.tables import Month, Submission


def known_periods(session: Session, current: str) -> list[str]:
    """The business month and all months back to the first one reported, newest first."""
    firsts = [session.scalar(select(Submission.period).where(Submission.seq.is_not(None)).order_by(Submission.period).limit(1)),
              session.scalar(select(Month.period).order_by(Month.period).limit(1))]
    return periods_between(min([first for first in firsts if first] + [current]), current)[::-1]
