"""The default rule book counts every system of the work plan."""

from tests.data.catalogue.broken import default_book

BOOK = default_book()
ALL = list(BOOK.indicators.values())
# What belongs to what is counted, is held against it, or belongs to a review and not to progress.
UNCOUNTED = {"stratum", "task_report", "indicator_report", "review", "meeting", "expert"}


def test_every_system_of_the_plan_is_counted():
    counted = {side.ledger for i in ALL for side in (i.numerator, i.denominator) if side and side.ledger}
    assert set(BOOK.ledgers) - counted == UNCOUNTED
    assert len(ALL) >= 45


def test_a_share_of_the_whole_lies_within_a_hundred():
    shares = [i for i in ALL if i.unit == "%"]
    assert {(i.scale, i.minimum) for i in shares} == {(100, 0)}
    assert [i.code for i in shares if i.maximum != 100] == ["F01", "F02"]  # money may come or go before its day
