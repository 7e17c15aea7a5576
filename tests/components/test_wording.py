"""Numbers, signs and dates as the user reads them."""

from datetime import date
from decimal import Decimal

import pytest

from components.wording import amount, day, figure_number, month, number, plan_number, signed


@pytest.mark.parametrize(("value", "shown"), [
    (None, "—"), (0, "0"), (1064, "1,064"), (Decimal("1234567.895"), "1,234,567.9"), (Decimal("-3.456"), "−3.46"), (Decimal("0.005"), "0.01"),
    (Decimal("10"), "10"), (Decimal("100"), "100"), (Decimal("2.50"), "2.5")])
def test_a_number_has_thousands_and_at_most_two_decimals(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(None, "—"), (0, "0.0"), (Decimal("3.25"), "+3.3"), (Decimal("-3.25"), "−3.3"), (Decimal("-0.04"), "0.0"),
                                              (Decimal("0.04"), "0.0"), (Decimal("-0.05"), "−0.1")])
def test_a_sign_stands_only_where_something_is_left_after_rounding(value, shown):
    assert signed(value) == shown


def test_percent_stands_in_columns_and_amounts_carry_their_unit():
    assert amount(Decimal("86.46"), "%") == "86.5%"
    assert amount(Decimal("1064"), "根") == "1,064 根"
    assert (amount(None, "%"), figure_number(Decimal("90"), "%"), figure_number(Decimal("90"), "根")) == ("—", "90.0", "90")


def test_a_plan_between_two_objects_is_shown_in_whole_objects():
    assert plan_number(Decimal("1332.6"), "根", True) == "1,333"
    assert plan_number(Decimal("2.848"), "个/万人", False) == "2.85"


def test_days_and_months_are_chinese():
    assert (day(date(2023, 6, 5)), day(None), month("2023-06"), month(None)) == ("2023年6月5日", "—", "2023年6月", "—")
