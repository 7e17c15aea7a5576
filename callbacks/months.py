"""The month a page shows: as chosen in the header, and what must be said beside its figures."""

from components.cards import Stamped
from data.calendar import last_day, parse_period
from data.errors import GovernanceError
from data.intake.standing import month_standing


def chosen_period(value) -> str:
    """The chosen month; what is no month is refused with a sentence."""
    if not value:
        raise GovernanceError("还没有可以查看的月份")
    return parse_period(str(value))


def stamped(session, period, today, known=None) -> Stamped:
    """`known`: the day that is looked back to."""
    standing = month_standing(session, period, today)
    return Stamped(period, standing.handed, standing.due, standing.cut_off, standing.state.label, standing.is_final, standing.version, known)


def day_of(period, today):
    """The day a month is looked at: today while it runs, else its last day."""
    return min(last_day(period), today)
