"""The three-minute answer: will the stages be met, how far the pillars are, and the sentence that says both."""

from collections.abc import Mapping

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import light_tile
from components.cards import empty_state
from components.progress import progress_line
from components.quick import quick
from components.wording import NONE, day, number, signed
from data.plan.outlook import Outlook, Stage, Verdict
from data.vocabulary import Light

LOOKS = {
    Verdict.MET: ("✔", "done"),
    Verdict.ON_TRACK: ("●", "green"),
    Verdict.SLIGHTLY_BEHIND: ("▽", "slight"),
    Verdict.AT_RISK: ("▲", "yellow"),
    Verdict.OFF_TRACK: ("■", "red"),
    Verdict.MISSED: ("■", "red"),
    Verdict.UNKNOWN: ("○", "grey"),
}


def stage_cards(outlook: Outlook, period: str) -> Component:
    """One card a phase: its date, the verdict, how far it is and what that means."""
    if not outlook.phases:
        return empty_state("办法里还没有阶段", "在 plan.yaml 中写入阶段与任务并装入办法后，这里会回答能否按期完成。")
    return dmc.SimpleGrid([_stage(stage, period) for stage in outlook.phases], cols={"base": 1, "xs": 2, "lg": 4}, spacing="md")


def _stage(stage: Stage, period: str) -> Component:
    shape, look = LOOKS[stage.verdict]
    face = [
        html.Div(
            [html.Span(stage.name, className="stage-name"), html.Span(f"{day(stage.due)}前" if stage.due else "", className="stage-due")],
            className="stage-head",
        ),
        html.Div(
            [html.Span(shape, className="stage-shape", **{"aria-hidden": "true"}), stage.verdict.label],
            className=f"stage-verdict ink-{look}",
        ),
        progress_line(stage.rollup.evidenced, stage.rollup.reported, stage.planned, look),
        html.Div(
            [_pair("核实", stage.rollup.evidenced), _pair("申报", stage.rollup.reported), _pair("计划", stage.planned)],
            className="stage-pairs",
        ),
        html.Div(_meaning(stage), className="stage-meaning"),
    ]
    return quick(dcc.Link(face, href=f"/tasks?phase={stage.code}&period={period}", className=f"stage-card edge-{look}"))


def _pair(name: str, percent: object) -> Component:
    shown = NONE if percent is None else f"{number(percent, 1)}%"  # type: ignore[arg-type]
    return html.Span([html.Span(name, className="pair-name"), html.Span(shown, className="pair-value figure")])


def _meaning(stage: Stage) -> str:
    left = stage.rollup.tasks - stage.rollup.done
    tasks = f"{stage.rollup.tasks} 项任务，已完成 {stage.rollup.done} 项"
    if stage.verdict == Verdict.MISSED:
        return f"{tasks}，{left} 项逾期未完成"
    if stage.expected_on and stage.days_behind and stage.days_behind > 0:
        return f"{tasks}；落后计划约 {stage.days_behind} 天，照此推算 {day(stage.expected_on)}完成"
    if stage.days_behind is not None and stage.days_behind < 0:
        return f"{tasks}；领先计划约 {-stage.days_behind} 天"
    return tasks


def conclusion(outlook: Outlook, red: int) -> Component:
    """What one would say aloud in the meeting."""
    whole = outlook.whole
    if whole.rollup.evidenced is None or whole.planned is None:
        return html.P("这个月还没有任务进展数据。", className="conclusion")
    gap = whole.rollup.evidenced - whole.planned
    against = "与计划持平" if abs(gap) < 0.05 else f"比计划{'高' if gap > 0 else '低'} {number(abs(gap), 1)} 个百分点"
    parts = [f"截至{day(outlook.day)}，总体完成 ", html.B(f"{number(whole.rollup.evidenced, 1)}%"), f"，{against}。"]
    for stage in outlook.phases:
        if stage.verdict in {Verdict.MISSED, Verdict.OFF_TRACK, Verdict.AT_RISK}:
            parts += [html.B(f"{stage.name}{stage.verdict.label}"), f"（{stage.rollup.tasks - stage.rollup.done} 项未完成）；"]
    return html.P([*parts, f"红灯任务 {red} 项。"], className="conclusion")


def pillar_rows(outlook: Outlook, period: str) -> Component:
    if not outlook.pillars:
        return empty_state("办法里还没有支柱")
    return html.Div(
        [
            dcc.Link(
                [
                    html.Div(
                        [
                            html.Span(p.name, className="pillar-name"),
                            html.Span(
                                _reached(p),
                                className="figure",
                            ),
                        ],
                        className="pillar-head",
                    ),
                    progress_line(p.rollup.evidenced, p.rollup.reported, p.planned, LOOKS[p.verdict][1]),
                ],
                href=f"/tasks?pillar={p.code}&period={period}",
                className="pillar-row is-door",
            )
            for p in outlook.pillars
        ],
        className="pillars",
    )


def _reached(pillar: Stage) -> list[Component]:
    if pillar.rollup.evidenced is None:
        return [html.Span("没有数据", className="dim")]
    return [html.B(f"{number(pillar.rollup.evidenced, 1)}%"), html.Span(f" 差 {signed(pillar.gap)}", className="dim")]


def light_row(counts: Mapping[Light, int], period: str) -> Component:
    """All six, also those with nothing in them."""
    order = (Light.RED, Light.YELLOW, Light.GREEN, Light.DONE, Light.GREY, Light.BLUE)
    return quick(html.Div(
        [light_tile(light, counts.get(light, 0), f"/tasks?light={light}&period={period}") for light in order], className="light-tiles"
    ))
