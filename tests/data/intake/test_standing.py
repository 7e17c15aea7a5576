"""How complete a month is, beside every figure."""

from datetime import date

from data.intake.standing import month_standing
from data.store.tables import Month
from data.vocabulary import MonthState


def test_a_month_nobody_closed_is_open_and_counts_units_that_handed_in_all(city_store):
    with city_store.read() as session:
        found = month_standing(session, "2023-06", date(2023, 7, 20))
    assert (found.handed, found.due, found.state, found.is_final) == (1, 3, MonthState.OPEN, False)


def test_a_published_month_is_final(city_store):
    with city_store.write() as session:
        session.add(Month(period="2023-06", state="published", version=2, rule_version=1))
        session.flush()
        found = month_standing(session, "2023-06", date(2023, 7, 20))
    assert found.is_final and found.version == 2
