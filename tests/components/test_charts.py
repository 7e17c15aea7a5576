"""Curves and bars: their traces, and axes that this year's figures fill."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from components.charts import bars_figure, curve_figure
from data.indicators.detail import Curve
from data.indicators.figure import Figure
from data.vocabulary import FigureState, Light

FIGURE = Figure("P1", "杆柱", "根", None, None, "2023-06", FigureState.OK, Decimal(3), None, Decimal(3), Decimal(5), Decimal(2), Decimal(10),
                Decimal("9.9"), Decimal("0.3"), Decimal("-69"), Light.RED, "", 1, ())
PLAN = [(date(2023, 1, 1), Decimal(0)), (date(2023, 6, 30), Decimal(10)), (date(2025, 12, 31), Decimal(900))]
CURVE = Curve("P1", "杆柱", "根", [(date(2023, 5, 31), replace(FIGURE, value=Decimal(2), reported=None)), (date(2023, 6, 30), FIGURE)], PLAN, PLAN[1:])


def trace(figure, name):
    return next((t for t in figure["data"] if t["name"] == name), None)


def test_the_curve_shows_plan_report_and_proof():
    figure = curve_figure(CURVE)
    assert trace(figure, "核实")["y"] == [2.0, 3.0] and trace(figure, "申报")["y"] == [5.0]
    assert trace(figure, "计划应达")["line"]["dash"] == "dash" and trace(figure, "目标")["y"] == [10.0, 900.0]


def test_what_nobody_reported_has_no_trace():
    silent = replace(CURVE, months=[(on, replace(f, reported=None)) for on, f in CURVE.months])
    assert trace(curve_figure(silent), "申报") is None


def test_a_goal_years_away_does_not_flatten_the_year():
    before = replace(CURVE, months=CURVE.months[:1])
    assert curve_figure(before)["layout"]["yaxis"]["range"][1] < 12


def test_a_curve_without_months_still_draws():
    assert trace(curve_figure(replace(CURVE, months=[])), "计划应达") is not None


@pytest.mark.parametrize("small", [True, False])
def test_months_are_chinese_on_the_axis(small):
    assert "月" in curve_figure(CURVE, small)["layout"]["xaxis"]["tickformat"]


def test_bars_keep_what_has_no_value():
    missing = replace(FIGURE, value=None, reported=None, planned=None, light=Light.GREY, state=FigureState.MISSING)
    bars = bars_figure([("东区", FIGURE), ("西区", missing)], "根")["data"][0]
    assert bars["y"] == ["西区", "东区"] and bars["text"] == ["缺报", "3"]
