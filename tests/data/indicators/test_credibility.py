"""可信度: what share of a report is borne out, by unit and of several together."""

from decimal import Decimal

import pytest

from data.indicators.credibility import credibility
from data.vocabulary import Direction

UP, DOWN = Direction.UP, Direction.DOWN
D = Decimal


@pytest.mark.parametrize(("direction", "proven", "claimed", "share"), [
    pytest.param(UP, 60, 73, D(60) / 73, id="more was claimed"),
    pytest.param(UP, 73, 73, 1, id="as claimed"),
    pytest.param(UP, 80, 73, 1, id="less was claimed: never more than all"),
    pytest.param(UP, 0, 5, 0, id="nothing is proven"),
    pytest.param(UP, 0, 0, None, id="nothing was claimed"),
    pytest.param(UP, 5, 0, None, id="nothing was claimed, something proven"),
    pytest.param(UP, None, 5, None, id="missing is not nothing"),
    pytest.param(UP, 5, None, None, id="not reported is not zero"),
    pytest.param(DOWN, 10, 8, D("0.8"), id="falling: less is the bolder claim"),
    pytest.param(DOWN, 8, 10, 1, id="falling: more was claimed"),
    pytest.param(DOWN, 0, 0, None, id="falling: nothing to claim"),
])
def test_credibility_is_what_is_borne_out_of_what_is_claimed(direction, proven, claimed, share):
    said = [(None if proven is None else D(proven), None if claimed is None else D(claimed))]
    assert credibility(direction, said) == share


def test_the_modesty_of_one_unit_does_not_cover_the_excess_of_another():
    """60 of 80 and 50 of 20: borne out are 60 + 20 of 100, though together they proved more than they claimed."""
    assert credibility(UP, [(D(60), D(80)), (D(50), D(20))]) == D("0.8")


def test_units_with_one_number_alone_are_left_out_and_nobody_is_nothing():
    assert credibility(UP, [(D(60), D(80)), (None, D(500)), (D(500), None)]) == D("0.75")
    assert credibility(UP, []) is None
