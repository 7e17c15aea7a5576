"""Lights, lines, cards and tables: a word and a shape beside every colour, nothing empty without a sentence."""

import json

import plotly
import pytest

from components.badges import MEANINGS, WORDS, light_badge, light_counts, light_tile, state_badge
from components.cards import Stamped, empty_state, number_card, panel, path, period_strip
from components.graph import CONFIG, graph
from components.progress import gap_line, progress_line
from components.tables import Heading, Worth, small_table, sorted_table
from data.vocabulary import FigureState, Light


def written(component) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize("light", list(Light))
def test_every_light_has_a_word_a_meaning_and_a_shape_of_its_own(light):
    assert WORDS[light] in written(light_badge(light)) and MEANINGS[light] in written(light_tile(light, 3, "/tasks"))
    shapes = {written(light_tile(other, 0, ""))[:400] for other in Light}
    assert len(shapes) == len(Light)


def test_a_figure_without_a_plan_has_no_light_but_says_so():
    assert "不亮灯" in written(light_badge(None))


def test_counts_leave_out_what_is_zero():
    shown = written(light_counts({Light.RED: 2, Light.GREEN: 0}))
    assert "红灯" in shown and "绿灯" not in shown


def test_missing_and_not_applicable_are_different_words():
    assert "缺报" in written(state_badge(FigureState.MISSING)) and "不适用" in written(state_badge(FigureState.NOT_APPLICABLE))


@pytest.mark.parametrize(("percent", "width"), [(0, "0.0%"), (50, "50.0%"), (100, "100.0%"), (140, "100.0%"), (-5, "0.0%")])
def test_the_line_never_leaves_its_ground(percent, width):
    assert f'"width": "{width}"' in written(progress_line(percent))


def test_the_line_tells_a_screen_reader_all_three():
    assert "核实60.0%，申报80.0%，计划应达70.0%" in written(progress_line(60, 80, 70))


@pytest.mark.parametrize(("gap", "look"), [(-30.01, "deep"), (-30, "mild"), (-10, "mild"), (-9.99, "none"), (5, "none")])
def test_a_gap_is_coloured_by_the_boundaries_of_the_lights(gap, look):
    assert f"gap-{look}" in written(gap_line(gap))


def test_a_month_says_whether_it_is_complete_and_final():
    trial = written(period_strip(Stamped("2023-06", 2, 3, "2023-06-30", "开放填报", False)))
    assert all(word in trial for word in ("2023年6月", "2/3", "数据截止 2023-06-30", "未齐", "试算稿"))
    final = written(period_strip(Stamped("2023-06", 3, 3, None, "已通报", True, 1)))
    assert "未齐" not in final and "试算稿" not in final and "数据截止 —" in final


def test_a_correction_is_stamped_with_its_number():
    assert "更正第 1 版" in written(period_strip(Stamped("2023-06", 3, 3, None, "已通报", True, 2)))


def test_a_panel_with_an_address_is_a_door():
    assert '"href": "/indicators"' in written(panel("指标", href="/indicators"))
    assert '"href": "/x"' in written(number_card("杆柱", "3", "根", href="/x"))
    assert written(path(("建设进度", "/indicators"), ("杆柱", None))).count('"href"') == 1


def test_empty_places_say_why():
    assert "没有数据" in written(small_table(("甲",), [], book=None)) and "怎么办" in written(empty_state("没有", "怎么办"))
    assert "本月没有" in written(sorted_table([], [], "本月没有", book=None))


def test_a_cell_tells_what_it_is_sorted_by_and_an_empty_one_tells_nothing():
    headings = [Heading("甲"), Heading("乙", "什么", is_figure=True)]
    table = sorted_table(headings, [[Worth("x", "x"), Worth("1.5", 1.5, "gap-red")], [Worth("y", "y"), Worth("—", None)]], book=None)
    _, look, head, body = table.tree[2]
    assert look == {"className": "board sorted", "data-sorted": "1"}
    assert head[2][2:] == [["th", {"className": ""}, "甲"], ["th", {"className": "figure right", "title": "什么"}, "乙"]]
    assert [cell[1] for row in body[2:] for cell in row[2:]] == [
        {"data-by": "x"}, {"className": "figure right gap-red", "data-by": 1.5}, {"data-by": "y"}, {"className": "figure right"}]


def test_the_plot_opens_no_door_to_another_server():
    assert (CONFIG["showSendToCloud"], CONFIG["plotlyServerURL"], CONFIG["displaylogo"], CONFIG["locale"]) == (False, "", False, "zh-CN")
    assert '"filename": "进展"' in written(graph({"data": []}, "进展", None))
