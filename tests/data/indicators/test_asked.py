"""Indicators that count the same rows ask for them once, and each gets its own answer."""

from data.indicators.asked import Asked, Question, Scope, _apart
from tests.catalogue_builder import small_catalogue

BOOK = small_catalogue()
SCOPE = Scope(BOOK, "2023-06")


def asked(*codes, ledger="pole"):
    return Asked.of(SCOPE, ledger, None, [Question(BOOK.indicator(code), True) for code in codes])


def test_equal_questions_are_asked_once_and_answered_each():
    apart = _apart(asked("P1", "P3", "P2"))
    assert [q.indicator.code for q in apart.questions] == ["P1", "P3"]
    assert apart.places == [0, 1, 0]
