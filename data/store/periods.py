"""Months that have something to show."""

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from data.calendar import periods_between, shift
from data.store.tables import Month, RuleVersion, Submission


def known_periods(session: Session, current: str) -> list[str]:
    """The business month, the one before if rules held then (its files are due now), and all months back to the first one reported; newest first."""
    before = shift(current, -1)
    firsts = [session.scalar(select(literal(before)).where(select(RuleVersion.number).where(RuleVersion.effective_from <= before).exists())),
              session.scalar(select(Submission.period).where(Submission.seq.is_not(None)).order_by(Submission.period).limit(1)),
              session.scalar(select(Month.period).order_by(Month.period).limit(1))]
    return periods_between(min([first for first in firsts if first] + [current]), current)[::-1]
