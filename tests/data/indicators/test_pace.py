"""The pace of the last months and the width of the interval ahead of them, as truth tables checked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from data.indicators.pace import QUANTILES, Frame, half_widths, pace
from tests.data.indicators.months import months


@pytest.mark.parametrize(("worths", "expected"), [
    pytest.param((10, 20, 30, 40), 10, id="a straight line"),
    pytest.param((7, 7, 7, 7), 0, id="constant"),
    pytest.param((9, 8, 7, 6), -1, id="falling"),
    pytest.param((0, 0, 3, 3, 6, 6), Fraction(3, 2), id="lumps: the middle of single months would be 0"),
    pytest.param((0, 10, 20, 30, 40, 450), 10, id="the last month jumps: (450 − 0) ÷ 5 would be 90"),
    pytest.param((10, None, 30, 40, None, 60), 10, id="months missing in between"),
    pytest.param((500, 10, 20, 30, 40, 50, 60), 10, id="only the last six count"),
    pytest.param((500, 10, 20, 30, 40, 50), 10, id="six of six count, the first one fell"),
    pytest.param(("0.1", "0.2", "0.3", "0.4"), Fraction(1, 10), id="exact decimals"),
])
def test_the_pace_is_the_middle_one_between_any_two_months(worths, expected):
    assert pace(months(*worths)) == expected


def test_a_straight_line_has_no_width_and_a_scattered_one_widens():
    assert half_widths(months(10, 20, 30, 40), {}, 3) == [0, 0, 0]
    widths = half_widths(months(10, 20, 32, 40), {}, 3)
    assert 0 < widths[0] < widths[1] < widths[2]


def test_the_width_is_that_of_a_walk_with_drift():
    """Rises 1, 3, 2 at a pace of 2: s² = (1 + 1 + 0) ÷ 2 = 1; one month ahead t × √(1 + 1 ÷ 3), three ahead t × √(3 + 9 ÷ 3)."""
    widths = half_widths(months(0, 1, 4, 6), {}, 3)
    assert pace(months(0, 1, 4, 6)) == 2
    assert float(widths[0]) == pytest.approx(1.886 * (4 / 3) ** 0.5) and float(widths[2]) == pytest.approx(1.886 * 6 ** 0.5)


def test_a_gap_of_two_months_scatters_like_two_months():
    """Rises of 6 in two months, 0 and 2 in one: at a pace of 2, s² = (4 ÷ 2 + 4 + 0) ÷ 2 = 3 over a span of 4 months."""
    known = months(0, None, 6, 6, 8)
    assert pace(known) == 2 and float(half_widths(known, {}, 1)[0]) == pytest.approx(1.886 * (3 * (1 + 1 / 4)) ** 0.5)


@pytest.mark.parametrize(("misses", "expected"), [
    pytest.param({}, [0, 0, 0, 0], id="nothing tried"),
    pytest.param({1: [5]}, [5, 10, 15, 20], id="one past error: the largest, in proportion farther ahead"),
    pytest.param({1: [1, 2, 9]}, [9, 18, 27, 36], id="three: four fifths cannot be told, the largest"),
    pytest.param({1: [4, 1, 3, 2]}, [4, 8, 12, 16], id="four: the fourth"),
    pytest.param({1: [4, 1, 3, 2, 70]}, [70, 140, 210, 280], id="five: the fifth"),
    pytest.param({1: [1, 2, 3, 4, 5, 6, 7, 8, 90]}, [8, 16, 24, 32], id="nine: the eighth"),
    pytest.param({1: [6], 2: [4], 3: [9]}, [6, 6, 9, 12], id="never narrowing"),
])
def test_past_errors_keep_the_interval_from_being_narrow(misses, expected):
    assert half_widths(months(1, 2, 3, 4), {ahead: [Fraction(m) for m in some] for ahead, some in misses.items()}, 4) == expected


def test_t_is_known_for_every_number_of_months():
    assert set(QUANTILES) == {2, 3, 4} and float(QUANTILES[2]) > float(QUANTILES[3]) > float(QUANTILES[4]) > 1.2816  # the normal's own 0.9 quantile


@pytest.mark.parametrize(("worth", "expected"), [(-1, 0), (0, 0), (50, 50), (100, 100), (101, 100)])
def test_values_stay_within_what_can_be(worth, expected):
    assert Frame(minimum=Decimal(0), maximum=Decimal(100)).within(Fraction(worth)) == expected
