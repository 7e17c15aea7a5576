"""The total: the sum of rounded items, scaled up once where items do not apply."""

from decimal import Decimal

import pytest

from data.assessment.scoring import total_of
from data.assessment.tree import ItemScore


def an_item(points, earned):
    return ItemScore("R", "项", Decimal(points), None if earned is None else Decimal(earned), "", "", [], [])


@pytest.mark.parametrize(("items", "total"), [
    ([("60", "55.55"), ("40", "33.34")], "88.89"),
    ([("60", "55.55"), ("40", None)], "92.58"),          # 55.55 ÷ 60 × 100 = 92.5833…
    ([("15", "10"), ("25", "20.01"), ("60", None)], "75.03"),  # 30.01 ÷ 40 × 100 = 75.025 → half up
    ([("60", None), ("40", None)], None),
    ([("60", "0"), ("40", None)], "0.00"),
], ids=["all_apply", "scaled", "half_up_once", "nothing_applies", "zero_is_a_score"])
def test_the_total_is_earned_over_applicable(items, total):
    found = total_of([an_item(*item) for item in items])
    assert found == (None if total is None else Decimal(total))
