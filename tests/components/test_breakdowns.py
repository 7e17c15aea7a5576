"""Bars of a breakdown: the order of the choices, parts that add up, what does not count beside them, doors only for who may open them."""

from decimal import Decimal

import pytest

from components.breakdowns import LEFT_OUT, breakdown_figure, breakdown_panels
from data.catalogue.system import Breakdown
from data.indicators.breakdowns import Bar, BreakdownView
from tests.catalogue_builder import small_catalogue
from tests.components.test_pieces import written

LEDGER = small_catalogue().ledger("pole")
COUNTED = Breakdown(ask="到哪一步", ledger="pole", by="build", split="status")
SUMMED = Breakdown(ask="多少", ledger="pole", by="build", sums=["mounts", "height_m"])


def a_view(declared=COUNTED, left_out=2, refused=""):
    names = ["在建", "已建成", "未填"] if declared is COUNTED else ["挂载数", "高度"]
    bars = [] if refused else [Bar("新建", {names[0]: Decimal(1), names[1]: Decimal(5)}, 6, left_out), Bar("改造", {names[1]: Decimal(3)}, 3, 0)]
    return BreakdownView(declared, LEDGER, names, "行", bars, refused)


def test_the_first_choice_stands_on_top_and_what_does_not_count_comes_last():
    figure = breakdown_figure(a_view(), a_view().bars)
    assert [trace["name"] for trace in figure["data"]] == ["在建", "已建成", LEFT_OUT] and figure["layout"]["barmode"] == "stack"
    assert (figure["data"][1]["y"], figure["data"][1]["x"], figure["data"][2]["x"]) == (["改造", "新建"], [3.0, 5.0], [0.0, 2.0])


def test_what_all_counts_has_no_trace_of_the_rest():
    assert LEFT_OUT not in [trace["name"] for trace in breakdown_figure(a_view(left_out=0), a_view(left_out=0).bars)["data"]]


def test_sums_stand_one_below_the_other_in_two_shades():
    figure = breakdown_figure(a_view(SUMMED), a_view(SUMMED).bars)
    assert figure["layout"]["barmode"] == "group" and [trace["name"] for trace in figure["data"]] == ["高度", "挂载数"]
    assert len({trace["marker"]["color"] for trace in figure["data"]}) == 2


@pytest.mark.parametrize(("opens", "doors"), [(True, 2), (False, 0)])
def test_rows_are_opened_by_who_may_look_at_them(opens, doors):
    said = written(breakdown_panels([a_view()], "2023-06", opens, book=None))
    assert said.count("/ledgers?period=2023-06&ledger=pole&kind=") == doors and "9 行计入，2 行未计入" in said


def test_a_refusal_and_nothing_at_all_are_said():
    assert "太长了" in written(breakdown_panels([a_view(refused="太长了")], "2023-06", True, book=None))
    assert "没有行" in written(breakdown_panels([BreakdownView(COUNTED, LEDGER, [], "行", [])], "2023-06", True, book=None))
    assert breakdown_panels([], "2023-06", True, book=None) is None
