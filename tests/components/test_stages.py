"""The three-minute answer says what is known, and that nothing is known where nothing is."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import plotly

from components.answer import conclusion
from components.stages import pillar_rows, stage_cards
from data.indicators.views import UnitStanding
from data.plan.outlook import Outlook, Stage, Verdict
from data.plan.weights import Rollup
from tests.components.test_indicators import a_figure


def written(component) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def a_stage(evidenced, verdict):
    known = None if evidenced is None else Decimal(evidenced)
    return Stage("P1", "基础搭建", date(2023, 9, 30), Rollup("P1", "基础搭建", known, known, 4, 1, 0), Decimal(50), verdict, None)


def an_outlook(evidenced, verdict=Verdict.UNKNOWN):
    stage = a_stage(evidenced, verdict)
    return Outlook(date(2023, 6, 30), stage, [stage], [stage])


def test_a_city_nobody_has_reported_for_is_without_data_and_not_at_zero():
    nothing = an_outlook(None)
    said = written(conclusion(nothing, None, 0, 0, None)) + written(stage_cards(nothing, "2023-06")) + written(pillar_rows(nothing, "2023-06"))
    assert "还没有任务进展数据" in said and "没有数据" in written(stage_cards(nothing, "2023-06"))
    assert "没有数据" in written(pillar_rows(nothing, "2023-06"))
    assert '"0.0%"' not in said and "百分点" not in said


def test_progress_is_told_against_plan_and_last_month_with_the_stages_in_danger():
    said = written(conclusion(an_outlook("40", Verdict.AT_RISK), an_outlook("37.5"), 2, 1, None))
    assert all(words in said for words in ("40.0%", "比计划低 10.0 个百分点", "较上月 +2.5 个百分点", "有延误风险", "3 项未完成", "2 项", "本月新转红 1 项"))
    assert "最落后" not in said
    calm = written(conclusion(an_outlook("50", Verdict.ON_TRACK), None, 0, 0, None))
    assert all(words in calm for words in ("与计划持平", "各阶段没有滞后", "0 项")) and "较上月" not in calm and "新转红" not in calm


def test_the_sentence_names_the_unit_furthest_behind_and_the_day_a_late_stage_ends():
    worst = UnitStanding("E", "东区", "", "", {}, a_figure(Decimal("-12.5"), None), {})
    late = replace(an_outlook("40", Verdict.SLIGHTLY_BEHIND).phases[0], days_behind=21)
    said = written(conclusion(Outlook(date(2023, 6, 30), late, [late], []), None, 1, None, worst))
    assert all(words in said for words in ("最落后的是", "东区", "建成杆柱，进度差 −12.5 个百分点", "推算 2023年10月21日完成，晚 21 天"))
    assert "新转红" not in said  # who may not look behind the lights is not told


def test_a_pillar_shows_how_far_it_is_and_its_gap():
    said = written(pillar_rows(an_outlook("40", Verdict.AT_RISK), "2023-06"))
    assert "40.0%" in said and "差" in said and "−10" in said
