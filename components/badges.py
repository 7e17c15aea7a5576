"""Lights, levels and states: always a word and a shape beside the colour."""

from collections.abc import Mapping

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.theme import LEVELS, LIGHTS
from data.vocabulary import FigureState, Level, Light

WORDS = {Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯", Light.GREY: "灰灯", Light.BLUE: "蓝灯", Light.DONE: "完成"}
MEANINGS = {
    Light.GREEN: "按计划",
    Light.YELLOW: "轻度滞后",
    Light.RED: "严重滞后",
    Light.GREY: "没有数据",
    Light.BLUE: "经批准暂停或延期",
    Light.DONE: "已完成",
}


def light_badge(light: Light | None, words: str = "", why: str = "") -> Component:
    """A light with its word; None is a figure that is followed without a plan."""
    if light is None:
        return html.Span("不亮灯", className="light light-none", title=why or "未设计划，只跟踪")
    shape = html.Span(LIGHTS[light].shape, className="light-shape", **{"aria-hidden": "true"})
    return html.Span([shape, words or WORDS[light]], className=f"light light-{light}", title=why or MEANINGS[light])


def doubt_badge(why: str) -> Component:
    """存疑: a number outside its plausible values, with the sentence that tells which."""
    return html.Span("存疑", className="doubt", title=why)


def light_shape(light: Light | None) -> Component:
    """The shape alone, for dense tables; the word is in its title."""
    if light is None:
        return html.Span("·", className="light-shape", title="不亮灯")
    return html.Span(
        LIGHTS[light].shape, className=f"light-shape light-ink-{light}", title=WORDS[light], role="img", **{"aria-label": WORDS[light]}
    )


def light_counts(counts: Mapping[Light, int], hide_empty: bool = True) -> Component:
    """Small row of shapes with numbers: ■3 ▲2 ●5."""
    shown = [(light, counts.get(light, 0)) for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.DONE, Light.GREY, Light.BLUE)]
    return html.Span(
        [html.Span([light_shape(light), str(n)], className="light-count") for light, n in shown if n or not hide_empty],
        className="light-counts",
    )


def light_tile(light: Light, count: int, href: str | None) -> Component:
    """One of the six lights with its number, a door to its tasks where it has an address."""
    face = [
        html.Span(LIGHTS[light].shape, className="tile-shape", **{"aria-hidden": "true"}),
        html.Span(str(count), className="tile-number"),
        html.Span(WORDS[light], className="tile-word"),
    ]
    look = f"light-tile light-tile-{light}{'' if count else ' is-zero'}"
    return html.Div(face, className=look, title=MEANINGS[light]) if href is None else dcc.Link(face, href=href, className=look, title=MEANINGS[light])


def level_badge(level: Level) -> Component | None:
    """A rung of the ladder; nothing to say where all is normal."""
    if level == Level.NONE:
        return None
    return dmc.Badge(level.label, color=LEVELS[level], variant="light", radius="sm", size="sm")


def state_badge(state: FigureState) -> Component:
    """Missing, not applicable: never a zero, never a blank."""
    return dmc.Badge(state.label, color="gray", variant="light" if state == FigureState.MISSING else "outline", radius="sm", size="sm")


def stamp(words: str, colour: str = "orange") -> Component:
    """未齐, 试算稿, 更正: what the reader must know before believing a number."""
    return dmc.Badge(words, color=colour, variant="outline", radius="sm", size="sm", className="stamp")
