"""The three-minute answer: will the stages be met, how far the pillars are, and how the lights stand."""

from collections.abc import Mapping
from decimal import Decimal

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.answer import step
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


def stage_cards(outlook: Outlook, period: str, before: Outlook | None = None) -> Component:
    """One card a phase: its date, the verdict, how far it is against plan and last month, and what that means."""
    if not outlook.phases:
        return empty_state("办法里还没有阶段", "在 plan.yaml 中写入阶段与任务并装入办法后，这里会回答能否按期完成。")
    was = {stage.code: stage for stage in before.phases} if before else {}
    return dmc.SimpleGrid([_stage(stage, was.get(stage.code), period) for stage in outlook.phases], cols={"base": 1, "xs": 2, "lg": 4}, spacing="sm")


def _stage(stage: Stage, before: Stage | None, period: str) -> Component:
    shape, look = LOOKS[stage.verdict]
    face = [
        html.Div(
            [html.Span(stage.name, className="stage-name"), html.Span(f"{day(stage.due)}前" if stage.due else "", className="stage-due")],
            className="stage-head",
        ),
        html.Div(
            [html.Span([html.Span(shape, className="stage-shape", **{"aria-hidden": "true"}), stage.verdict.label], className=f"stage-verdict ink-{look}"),
             _reached(stage)],
            className="stage-head",
        ),
        progress_line(stage.rollup.evidenced, stage.rollup.reported, stage.planned, look),
        html.Div([_pair("计划", _percent(stage.planned)), _pair("申报", _percent(stage.rollup.reported)), _pair("较上月", signed(step(stage, before)))],
                 className="stage-pairs"),
        html.Div(_meaning(stage), className="stage-meaning"),
    ]
    return quick(dcc.Link(face, href=f"/tasks?phase={stage.code}&period={period}", className=f"stage-card edge-{look}"))


def _reached(stage: Stage) -> Component:
    if stage.rollup.evidenced is None:
        return html.Span("没有数据", className="dim")
    return html.B(_percent(stage.rollup.evidenced), className="stage-reached figure")


def _percent(value: Decimal | None) -> str:
    return NONE if value is None else f"{number(value, 1)}%"


def _pair(name: str, value: str) -> Component:
    return html.Span([html.Span(name, className="pair-name"), html.Span(value, className="pair-value figure")])


def _meaning(stage: Stage) -> str:
    tasks = f"{stage.rollup.tasks} 项任务，已完成 {stage.rollup.done} 项"
    if stage.verdict == Verdict.MISSED:
        return f"{tasks}，{stage.rollup.tasks - stage.rollup.done} 项逾期未完成"
    if stage.expected_on and stage.days_behind and stage.days_behind > 0:
        return f"{tasks}；落后约 {stage.days_behind} 天，推算 {day(stage.expected_on)}完成"
    if stage.days_behind is not None and stage.days_behind < 0:
        return f"{tasks}；领先计划约 {-stage.days_behind} 天"
    return tasks


def pillar_rows(outlook: Outlook, period: str, before: Outlook | None = None) -> Component:
    """The four pillars beside each other, each a door to its tasks."""
    if not outlook.pillars:
        return empty_state("办法里还没有支柱")
    was = {p.code: p for p in before.pillars} if before else {}
    return quick(dmc.SimpleGrid(
        [
            dcc.Link(
                [
                    html.Div([html.Span(p.name, className="pillar-name"), _reached(p)], className="pillar-head"),
                    progress_line(p.rollup.evidenced, p.rollup.reported, p.planned, LOOKS[p.verdict][1]),
                    html.Div(_against(p, was.get(p.code)), className="pillar-note"),
                ],
                href=f"/tasks?pillar={p.code}&period={period}",
                className="pillar-row is-door",
            )
            for p in outlook.pillars
        ],
        cols={"base": 1, "xs": 2, "lg": 4}, spacing="sm",
    ))


def _against(pillar: Stage, before: Stage | None) -> list[Component]:
    shape, look = LOOKS[pillar.verdict]
    return [html.Span(f"{shape} {pillar.verdict.label}", className=f"ink-{look}"), _pair("差", signed(pillar.gap)),
            _pair("较上月", signed(step(pillar, before)))]


def light_row(counts: Mapping[Light, int], period: str, opens: bool = True) -> Component:
    """All six, also those with nothing in them; no doors for who may not see the tasks behind them."""
    order = (Light.RED, Light.YELLOW, Light.GREEN, Light.DONE, Light.GREY, Light.BLUE)
    return quick(html.Div(
        [light_tile(light, counts.get(light, 0), f"/tasks?light={light}&period={period}" if opens else None) for light in order], className="light-tiles"
    ))
