"""Files that were not accepted have no number: what was known of them is told by when they came."""

from datetime import date, datetime

import pytest

from data.intake.due import known_until, matrix
from data.store.engine import Store
from data.store.tables import Base, Month, Submission
from tests.catalogue_builder import small_catalogue

JUNE = "2023-06"


@pytest.fixture
def session(database_url):
    """Accepted on 1 and 9 July, sent back on 3, 5 and 7 July; the month was closed on 6 July."""
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        for n, (day, seq) in enumerate([(1, 1), (3, None), (5, None), (7, None), (9, 2)]):
            outcome = "accepted" if seq else "rejected"
            moment = datetime(2023, 7, day, 9)
            session.add(Submission(receipt=f"R{n}", seq=seq, unit="E", ledger="pole", period=JUNE, sha256="0", file_name="f", size=1, door="cli", by="t",
                                   received_at=moment, on_time_at=moment if seq else None, outcome=outcome, rule_version=1, rows={}, layout={}, totals={}))
        session.add(Month(period=JUNE, state="closed", version=0, rule_version=1, pinned_seq=1, closed_at=datetime(2023, 7, 6)))
        session.flush()
        yield session
    opened.close()


@pytest.mark.parametrize(("pinned", "as_of", "until", "rejections"), [
    pytest.param(1, 1, datetime(2023, 7, 6), 2, id="the closing of the month"),
    pytest.param(2, 1, datetime(2023, 7, 9, 8, 59, 59, 999999), 3, id="an earlier knowledge: before the next acceptance"),
    pytest.param(1, 2, None, 3, id="the newest knowledge"),
    pytest.param(1, None, None, 3, id="now"),
])
def test_rejected_files_are_known_by_when_they_came(session, pinned, as_of, until, rejections):
    session.get_one(Month, JUNE).pinned_seq = pinned
    assert known_until(session, JUNE, as_of) == until
    cell = next(c for c in matrix(session, small_catalogue(), JUNE, date(2023, 7, 10), ["E"], as_of) if c.ledger == "pole")
    assert (cell.rejections, cell.state) == (rejections, "accepted")
