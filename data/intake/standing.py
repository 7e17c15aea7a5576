"""How complete a month is: units that handed in all they owe, the data cut-off, and whether its figures are final."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.intake.views import completeness
from data.store.tables import Month, Submission
from data.vocabulary import MonthState, Outcome


@dataclass(frozen=True)
class MonthStanding:
    """What every panel states beside its figures."""

    period: str
    handed: int
    due: int
    cut_off: str | None
    state: MonthState
    version: int

    @property
    def is_final(self) -> bool:
        return self.state == MonthState.PUBLISHED


def month_standing(session: Session, period: str, today: date) -> MonthStanding:
    """City-wide counts only: they say nothing of a single unit."""
    handed, due = completeness(session, period, today)
    month = session.get(Month, period)
    cut_off = session.scalar(
        select(func.max(Submission.cut_off)).where(
            Submission.period == period, Submission.outcome == Outcome.ACCEPTED, Submission.withdrawn_at.is_(None)
        )
    )
    return MonthStanding(period, handed, due, cut_off, MonthState(month.state) if month else MonthState.OPEN, month.version if month else 0)
