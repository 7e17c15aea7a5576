"""The three-minute answer says what is known, and that nothing is known where nothing is."""

import json
from datetime import date
from decimal import Decimal

import plotly

from components.stages import conclusion, pillar_rows, stage_cards
from data.plan.outlook import Outlook, Stage, Verdict
from data.plan.weights import Rollup


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
    said = written(conclusion(nothing, 0)) + written(stage_cards(nothing, "2023-06")) + written(pillar_rows(nothing, "2023-06"))
    assert "还没有任务进展数据" in said and "没有数据" in written(stage_cards(nothing, "2023-06"))
    assert "没有数据" in written(pillar_rows(nothing, "2023-06"))
    assert '"0.0%"' not in said and "百分点" not in said


def test_progress_is_told_against_the_plan_with_the_stages_in_danger():
    said = written(conclusion(an_outlook("40", Verdict.AT_RISK), 2))
    assert all(words in said for words in ("40.0%", "比计划低 10.0 个百分点", "基础搭建有延误风险", "（3 项未完成）", "红灯任务 2 项"))
    assert "与计划持平" in written(conclusion(an_outlook("50", Verdict.ON_TRACK), 0))


def test_a_pillar_shows_how_far_it_is_and_its_gap():
    said = written(pillar_rows(an_outlook("40", Verdict.AT_RISK), "2023-06"))
    assert "40.0%" in said and "差 −10" in said
