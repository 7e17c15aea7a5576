"""Scoring shapes: inputs in, points out, between 0 and the item's points."""

from decimal import Decimal

import pytest

from data.assessment.gathered import Gathered, not_applicable
from data.assessment.shapes import earned
from data.catalogue.rules import Item


def an_item(shape, points="10", **settings):
    return Item(code="R", name="项", points=points, shape=shape, input="x", rule="规则", settings=settings)


@pytest.mark.parametrize(("fraction", "points"), [
    ("0", "0.00"), ("0.5", "5.00"), ("1", "10.00"), ("1.2", "10.00"), ("-0.1", "0.00"), ("0.33335", "3.33"), ("0.3335", "3.34"), ("0.66665", "6.67")],
    ids=["none", "half", "whole", "over_counts_as_whole", "below_counts_as_none", "below_half_cent", "half_cent_up", "two_thirds"])
def test_proportional_is_points_times_fraction_rounded_half_up(fraction, points):
    assert earned(an_item("proportional"), Gathered(True, "", fraction=Decimal(fraction))) == Decimal(points)


@pytest.mark.parametrize(("amounts", "points"), [([], "8.00"), (["1"], "7.00"), (["0.5", "0.5", "1"], "6.00"), (["8"], "0.00"), (["5", "4"], "0.00")],
                         ids=["none", "one", "several", "all", "never_below_zero"])
def test_deductions_go_down_to_zero(amounts, points):
    gathered = Gathered(True, "", deductions=[("扣", Decimal(a)) for a in amounts])
    assert earned(an_item("deduct_per", "8"), gathered) == Decimal(points)


@pytest.mark.parametrize(("amount", "points"), [("89.99", "0.00"), ("90", "3.00"), ("94.9", "3.00"), ("95", "10.00")],
                         ids=["below_first", "on_first", "below_second", "on_second"])
def test_steps_give_the_points_of_the_highest_step_reached(amount, points):
    assert earned(an_item("steps", steps={"90": "3", "95": "10"}), Gathered(True, "", amount=Decimal(amount))) == Decimal(points)


@pytest.mark.parametrize("shape", ["capped", "manual"])
@pytest.mark.parametrize(("amount", "points"), [("3", "3.00"), ("10", "10.00"), ("12", "10.00")], ids=["below", "at_cap", "above"])
def test_capped_and_manual_stop_at_the_points(shape, amount, points):
    assert earned(an_item(shape), Gathered(True, "", amount=Decimal(amount))) == Decimal(points)


@pytest.mark.parametrize("shape", ["proportional", "deduct_per", "steps", "capped", "manual"])
def test_what_does_not_apply_earns_nothing_at_all(shape):
    assert earned(an_item(shape, steps={}), not_applicable("没有")) is None
