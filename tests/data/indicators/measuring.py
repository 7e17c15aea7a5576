"""Files that are measured as they come in, and the figure that comes of them."""

from data.indicators.figures import figures
from data.indicators.measure import measure_unit
from data.store import rulebook
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in

JUNE = "2023-06"


def accept(session, unit, ledger, rows, period=JUNE):
    """What the intake does: rows, then this unit's figures."""
    hand_in(session, unit, ledger, period, rows)
    measure_unit(session, rulebook.book_for(session, period), unit, ledger, period, 1, NOW)


def report(session, unit, **closing):
    accept(session, unit, "indicator_report", [a_row(code, indicator=code, closing=value) for code, value in closing.items()])


def due(session, unit, region, count):
    accept(session, unit, "baseline", [a_row(region, region=region, due_count=count)])


def figure(session, indicator, unit=None, region=None, period=JUNE):
    found = figures(session, period, unit, indicator, region=region)
    return found[0] if found else None
