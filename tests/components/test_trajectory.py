"""What the page says of a trajectory: the answer in words, paces, past errors, months with 可信度, and the shaded plot."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import plotly.utils
import pytest

from components.charts import trajectory_figure
from components.trajectory import months_table, outlook_panel
from data.calendar import last_day
from data.indicators.detail import Curve
from data.indicators.figure import Figure
from data.indicators.forecast import forecast
from data.indicators.pace import Frame
from data.indicators.trajectory import MonthStanding, Trajectory
from data.vocabulary import Direction, FigureState
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.months import a_goal, months

POLES = small_catalogue().indicator("P1")


def a_month(period, value, passed_over="", reported=None, credibility=None):
    figure = Figure("P1", "杆柱", "根", None, None, period, FigureState.OK if value is not None else FigureState.MISSING, value, None, value, reported,
                    None if reported is None else reported - value, Decimal(100), None, None, None, None, "", 1, ())
    return MonthStanding(last_day(period), figure, credibility, passed_over)


def along(worths, frame=None, indicator=POLES, period=None, partial=()):
    """A trajectory through these months; `partial`: months that are not whole."""
    frame = frame or a_goal("2023-12-31", 100, minimum=0)
    known = months(*worths)
    shown = [*(a_month(p, v) for p, v in known), *(a_month(p, Decimal(v), "未齐（已报 1/2）") for p, v in partial)]
    plan = [(frame.goal.on, frame.goal.worth)] if frame.goal else []
    curve = Curve("P1", "杆柱", "根", [(m.on, m.figure) for m in shown], plan, plan)
    return Trajectory(indicator, None, None, "全市", period or shown[-1].figure.period, curve, shown, frame.goal, forecast(known, frame))


def words(component):
    """All that is written, in order."""
    texts = []

    def walk(node):
        if isinstance(node, str):
            texts.append(node)
        elif isinstance(node, list):
            [walk(one) for one in node]
        elif isinstance(node, dict):
            walk(node.get("props", {}).get("children") if "props" in node else node.get("children"))

    walk(json.loads(json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder)))
    return "".join(texts)


@pytest.mark.parametrize(("worths", "frame", "said"), [
    pytest.param((10, 20, 30, 40), None, ["预计 2023年10月31日 达到 100 根", "比目标日期 2023年12月31日 早 61 天", "整个区间都在目标日期之前",
                                          "+7.5", "+10.0", "自2023年4月底至 2023年12月31日"], id="in time"),
    pytest.param((1, 2, 3, 4), None, ["按此速度 5 年内到不了 100 根", "区间内也到不了"], id="five years are not enough"),
    pytest.param((10, 15, 20, 25), None, ["预计 2024年7月31日 达到", "晚 213 天", "整个区间都在目标日期之后"], id="late"),
    pytest.param((10, 20, 30, 55), a_goal("2023-08-31", 100), ["目标日期落在区间之内，能否按期还不能断定"], id="not sure"),
    pytest.param((40, 40, 40, 40), None, ["按此速度 5 年内到不了 100 根", "近月增量完全一致，区间没有宽度，不等于没有风险"], id="constant"),
    pytest.param((43, 42, 41, 40), None, ["按此速度 5 年内到不了", "−1.0"], id="the wrong way"),
    pytest.param((60, 80, 100, 101), None, ["2023年3月已达到目标 100 根", "已达到"], id="reached"),
    pytest.param((10, 20, 30, 40), a_goal("2023-03-31", 100), ["目标日期 2023年3月31日 已到", "—"], id="the day has passed"),
    pytest.param((10, 20, 30, 40), Frame(), ["未设目标，只看走势，不推算达到日期"], id="followed only"),
    pytest.param((4, 3, 2, 1), a_goal("2023-05-31", 0, Direction.DOWN), ["预计 2023年5月31日 达到 0 根", "正是目标日期"], id="falling"),
    pytest.param((1, 2, 3), None, ["已有 3 个月被接受的数据，不足 4 个月，不作推算"], id="refused"),
])
def test_the_panel_answers_in_words(worths, frame, said):
    found = words(outlook_panel(along(worths, frame)))
    assert [part for part in said if part not in found] == []


def test_the_panel_tells_how_the_method_did():
    found = words(outlook_panel(along((10, 20, 30, 40, 60, 80))))
    assert "同法提前 1、2 个月推算，平均偏差 ±10.0、±20.0 根（对照 3 次）" in found
    assert "以往 3 次中实际落入 1 次，不足 80%，请从宽看" in found
    assert "还没有可以对照的月份" in words(outlook_panel(along((10, 20, 30, 45))))


def test_what_the_forecast_does_not_rest_on_is_named():
    found = words(outlook_panel(along((10, 20, 30, 40), partial=[("2023-05", 12)])))
    assert "2023年5月未齐（已报 1/2），自2023年4月底的 40 根起" in found and "推算不用的月份：2023年5月未齐（已报 1/2）" in found


def test_shares_gain_points_and_small_numbers_keep_what_tells():
    share = small_catalogue().indicator("P2")
    assert "个百分点" in words(outlook_panel(along((10, 20, 30, 40), indicator=share)))
    assert "+0.0015" in words(outlook_panel(along(("2.9", "2.9015", "2.903", "2.9045"))))


def test_months_show_the_newest_first_with_what_share_is_borne_out():
    known = along((10, 20, 30, 40))
    spoken = [a_month("2023-03", Decimal(30), reported=Decimal(40), credibility=Decimal("0.75")), a_month("2023-04", Decimal(4), reported=Decimal(4),
              credibility=Decimal(1)), a_month("2023-05", None)]
    found = words(months_table(replace(known, months=spoken), None))
    assert found.index("2023年5月") < found.index("2023年4月") < found.index("2023年3月")
    assert "缺报" in found and "+10" in found and "75.0%" in found and "100.0%" in found


# The plot

def trace(figure, name):
    return next((t for t in figure["data"] if t["name"] == name), None)


def test_the_interval_is_shaded_between_its_ends_from_the_last_whole_month_on():
    figure = trajectory_figure(along((10, 20, 32, 40)))
    low, high, middle = (trace(figure, name) for name in ("区间下限", "推算区间（80%）", "推算"))
    assert high["fill"] == "tonexty" and figure["data"].index(high) == figure["data"].index(low) + 1
    assert low["y"][0] == high["y"][0] == middle["y"][0] == 40.0 and low["x"][0] == "2023-04-30"
    assert all(a < b < c for a, b, c in zip(low["y"][1:], middle["y"][1:], high["y"][1:], strict=True))


def test_months_that_are_not_whole_stand_apart_from_the_line():
    figure = trajectory_figure(along((10, 20, 30, 40), partial=[("2023-05", 12)]))
    assert trace(figure, "核实")["y"] == [10.0, 20.0, 30.0, 40.0]
    assert trace(figure, "核实（不全）")["y"] == [12.0] and trace(figure, "核实（不全）")["marker"]["symbol"] == "circle-open"


def test_the_axis_ends_behind_the_goal_and_the_last_month_forecast():
    in_time, late = (trajectory_figure(along((10, 20, 30, 40), a_goal(on, 100))) for on in ("2023-12-31", "2023-05-31"))
    assert "2024-01-31" > in_time["layout"]["xaxis"]["range"][1] > "2023-12-31"
    assert late["layout"]["xaxis"]["range"][1] > "2023-10-31"
    refused = along((10, 20, 30), a_goal("2023-03-31", 100))
    beyond = replace(refused, curve=replace(refused.curve, milestones=[*refused.curve.milestones, (date(2025, 12, 31), Decimal(900))]))
    assert trajectory_figure(beyond)["layout"]["xaxis"]["range"][1] < "2023-05"


def test_a_wild_interval_does_not_flatten_the_months():
    figure = trajectory_figure(along((10, 20, 30, 400, 410), a_goal("2023-12-31", 1000)))
    assert max(trace(figure, "推算区间（80%）")["y"]) > figure["layout"]["yaxis"]["range"][1] > 1000


def test_too_few_months_draw_the_plan_and_no_interval():
    figure = trajectory_figure(along((10, 20, 30)))
    assert trace(figure, "推算") is None and trace(figure, "核实")["y"] == [10.0, 20.0, 30.0]
    assert figure["layout"]["xaxis"]["range"][1] > date(2023, 12, 31).isoformat()
