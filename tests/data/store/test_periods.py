"""Which months can be chosen: in a new house the one that has just ended, whose files are due."""

from datetime import datetime

import pytest

from data.calendar import SHANGHAI
from data.store import rulebook
from data.store.engine import Store
from data.store.periods import known_periods
from data.store.tables import Base, Month
from tests.small_book import small_book

NOW = datetime(2023, 7, 3, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("effective", "month", "expected"), [
    ("2023-01", None, ["2023-07", "2023-06"]), ("2023-06", None, ["2023-07", "2023-06"]), ("2023-07", None, ["2023-07"]),
    ("2023-01", "2023-05", ["2023-07", "2023-06", "2023-05"]), ("2023-07", "2023-06", ["2023-07", "2023-06"])])
def test_the_month_that_has_just_ended_is_known_when_rules_held_then(database_url, effective, month, expected):
    store = Store.open(database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        rulebook.adopt(session, small_book(), effective, "init", NOW)
        if month:
            session.add(Month(period=month, state="open"))
        session.flush()
        assert known_periods(session, "2023-07") == expected
    store.close()
