"""The ledger that the headers tell: no ledger scores more than it was thought to reach, so leaving out the others changes nothing."""

import numpy as np
import pytest

from data.intake.grid import Sheet
from data.intake.headers import header_words
from data.intake.headings import Headings
from data.intake.which import _by_headers, _reach, _score
from tests.data.catalogue.broken import default_book

BOOK = default_book()
HEADINGS = {code: Headings(ledger) for code, ledger in BOOK.ledgers.items()}


def sheet(rows, merges=()):
    """A sheet of header rows alone, with its top rows as they are read."""
    tops = [(n, dict(enumerate(texts, 1))) for n, texts in enumerate(rows, 1)]
    return Sheet("表", np.arange(1, len(rows) + 1), {}, merges=list(merges)), [(n, {k: v for k, v in t.items() if v}) for n, t in tops]


def headers(code, alias=None):
    return [c.aliases[alias] if alias is not None and len(c.aliases) > alias else c.header for c in BOOK.ledgers[code].columns]


def forms(code):
    """A template's header; the unit's own words under a title; two rows; half of it; one column too many."""
    plain, grouped = headers(code), headers(code, 0)
    yield sheet([plain])
    yield sheet([["2023年6月台账"], grouped])
    yield sheet([["2023年6月台账"], ["", "位置", "位置", *[""] * (len(plain) - 3)], plain], [(1, 1, 1, len(plain))])
    yield sheet([plain[:3] + [""] * len(plain[3:]), [""] * 3 + plain[3:]])
    yield sheet([plain[::2]])
    yield sheet([[*plain, "内部备忘"]])


@pytest.mark.parametrize("code", sorted(HEADINGS))
def test_nothing_scores_beyond_its_reach_and_the_best_of_all_is_found(code):
    for top in forms(code):
        scores = {other: _score([top], one) for other, one in HEADINGS.items()}
        assert all(score[0] <= max(0, _reach(header_words(*top), HEADINGS[other])) for other, score in scores.items())
        best = max(scores.values())
        equal = [other for other, score in scores.items() if score == best and best[0] > 0]
        assert _by_headers([top], HEADINGS, []) == (equal[0] if len(equal) == 1 else None)
        assert _by_headers([top], HEADINGS, equal[-1:]) == (equal[0] if len(equal) == 1 else next(iter(equal[-1:]), None))
