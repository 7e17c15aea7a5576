"""A degree is floored as it is written, whatever its binary value."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.codes.arc_units import UNITS_PER_DEGREE, as_decimal, floor_unit, floor_units

# Binary value and shortest writing stand on different sides of a whole unit here.
WRITTEN_BELOW = 100 + 1 / 2**15


def settled_by_text(degrees: np.ndarray) -> list[int]:
    return [floor_unit(as_decimal(degree)) for degree in degrees.tolist()]


@pytest.mark.parametrize(
    ("degree", "unit"),
    [("0", 0), ("-0.0", 0), ("1", 7_372_800), ("-0.0001", -738), ("0.0001", 737), ("1e-300", 0), ("-1e-300", -1)],
)
def test_units_are_floored_towards_the_south_west(degree, unit):
    assert floor_unit(Decimal(degree)) == unit
    assert floor_units(np.array([float(degree)])).tolist() == [unit]


def test_a_long_decimal_just_below_a_unit_is_not_rounded_up():
    assert floor_unit(Decimal("113." + "9" * 60)) == 114 * UNITS_PER_DEGREE - 1


def test_a_float_counts_as_it_is_written():
    assert repr(WRITTEN_BELOW) == "100.00003051757812"
    exact = 100 * UNITS_PER_DEGREE + 225
    assert floor_units(np.array([WRITTEN_BELOW])).tolist() == [exact - 1] == settled_by_text(np.array([WRITTEN_BELOW]))


@given(st.lists(st.floats(-180, 180, allow_nan=False), min_size=1, max_size=30))
def test_many_floats_are_floored_as_each_one_is(degrees):
    assert floor_units(np.array(degrees)).tolist() == settled_by_text(np.array(degrees))


@given(st.integers(-180 * UNITS_PER_DEGREE + 2, 180 * UNITS_PER_DEGREE - 2), st.integers(-2, 2))
def test_floats_beside_a_whole_unit_fall_on_the_right_side(unit, steps):
    degree = np.array([unit / UNITS_PER_DEGREE])
    for _ in range(abs(steps)):
        degree = np.nextafter(degree, np.sign(steps) * 1000.0)
    assert floor_units(degree).tolist() == settled_by_text(degree)


@pytest.mark.parametrize("text", ["", "东经114", "nan", "inf", "114°18′"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        as_decimal(text)
