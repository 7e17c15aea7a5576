"""The matrix of units and indicators: the gap in words, the figure it is sorted by, the colour of the light."""

from decimal import Decimal

import pytest

from components.indicators import unit_matrix
from data.indicators.figure import Figure
from data.indicators.views import UnitStanding
from data.vocabulary import FigureState, Light

NAMES = [("P1", "建成杆柱"), ("P2", "无人有的指标")]


def a_figure(gap, light, unit="E"):
    return Figure(indicator="P1", name="建成杆柱", unit_word="根", unit=unit, region=None, period="2023-06", state=FigureState.OK, numerator=Decimal(1),
                  denominator=None, value=Decimal(1), reported=None, discrepancy=None, target=None, planned=None, completion=None, gap_points=gap,
                  rule_version=1, submissions=[], light=light, reason="落后")


def cells_of(figure):
    standing = UnitStanding("E", "东区", "district", "区", {}, figure, {"P1": figure} if figure else {})
    other = UnitStanding("W", "西区", "district", "区", {}, a_figure(Decimal(0), None, "W"), {"P1": a_figure(Decimal(0), None, "W")})
    table = unit_matrix([standing, other], NAMES, "2023-06", book=None).tree[2]
    return [heading[2] for heading in table[2][2][2:]], table[3][2][2:]


@pytest.mark.parametrize(("light", "look"), [
    (Light.RED, "figure right gap-red"), (Light.YELLOW, "figure right gap-yellow"), (Light.GREEN, "figure right"), (None, "figure right")])
def test_a_gap_has_the_colour_of_its_light_whatever_it_is(light, look):
    headings, cells = cells_of(a_figure(Decimal("-31.25"), light))
    assert headings == ["单位", "分组", "最落后", "建成杆柱"]  # a column nobody has a gap in is left out
    assert [cell[1] for cell in cells[2:]] == [{"className": look, "data-by": -31.25}] * 2
    assert [cell[2][2] for cell in cells[2:]] == ["−31.3"] * 2
    assert cells[3][2][1]["href"] == "/indicators/P1?period=2023-06&unit=E"
    assert cells[3][2][1]["title"] == (f"建成杆柱　{light.label}：落后" if light else "建成杆柱")


@pytest.mark.parametrize("figure", [None, a_figure(None, None)])
def test_what_has_no_gap_is_a_dash_without_a_worth(figure):
    _, cells = cells_of(figure)
    assert [(cell[1], cell[2][2]) for cell in cells[2:]] == [({"className": "figure right"}, "—")] * 2
