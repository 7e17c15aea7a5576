"""Growth never falls, never jumps, and every object has its day in the month in which the number grew."""

import numpy as np
import pytest

from data.demo.clock import month_ends
from data.demo.growth import STEP, TIMES, apportioned, days_of, path, whole

ENDS = month_ends()


def to_ninety(day):
    return 90 * (day - ENDS[0]).days / (ENDS[-1] - ENDS[0]).days


@pytest.mark.parametrize("pace", [0.5, 1.0, 1.2])
def test_no_month_adds_more_than_ten_or_29_percent(pace):
    values = path(to_ninety, pace)
    for before, after in zip(values[1:], values[2:], strict=False):
        assert before <= after <= max(before + STEP, before * TIMES) + 1e-9


def test_the_year_ends_where_the_pace_leads():
    assert path(to_ninety, 0.5)[-1] == pytest.approx(45)


def test_a_stall_keeps_the_value_of_its_month():
    values = path(to_ninety, 1.0, "2023-09")
    assert values[9] == values[10] == values[12] < path(to_ninety)[10]


def test_as_many_objects_are_done_by_each_month_end_as_counted():
    counts = whole(path(to_ninety))
    days = days_of(np.random.default_rng(1), counts)
    assert [int((days <= np.datetime64(end)).sum()) for end in ENDS] == counts


@pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (0, [1, 2]), (7, [1.0]), (1, [1, 1, 1, 1])])
def test_shares_add_up_to_the_total(total, weights):
    assert sum(apportioned(total, weights)) == total
