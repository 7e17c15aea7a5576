"""The wall: one published month at a glance, drawn for 1920 × 1080 and scaled as a whole; dark, without anything to press."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.badges import WORDS
from components.cards import Stamped
from components.charts import curve_figure
from components.progress import progress_line
from components.quick import quick
from components.stages import LOOKS
from components.theme import FONT, LIGHTS, SEQUENCE
from components.wording import NONE, day, figure_number, month, number, plan_number, signed
from data.indicators.figure import Figure
from data.indicators.wall import WallSystem, WallView
from data.plan.outlook import Stage
from data.vocabulary import FigureState, Light

LATE_SHOWN, CARDS_SHOWN, REGIONS_SHOWN = 6, 8, 13
ROOM = 4  # a name stands in districts at least a fourth as wide as the widest
ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.DONE, Light.GREY, Light.BLUE)
INK, DIM, UNKNOWN, NIGHT = "#e6edf6", "#8fa3bd", "#2b3a4f", "#0d1521"
PALE = frozenset(SEQUENCE[:4])  # grounds on which a light name could not be read
FILLS = {Light.GREEN: "#2b8a4b", Light.YELLOW: "#c79a12", Light.RED: "#c23b3b", Light.DONE: "#1f8496", Light.BLUE: "#2f73bb", Light.GREY: UNKNOWN}
NOTHING = "还没有已通报的月份，通报后这里自动显示"


def heading(stamped: Stamped | None, city: str, banner: str, view: WallView | None) -> Component:
    left = [html.Span(city, className="wall-city"), html.Span("城市数字公共基础设施建设督导", className="wall-title"),
            html.Span(banner, className="wall-banner") if banner else None]
    if stamped is None or view is None:
        return quick(html.Div(left, className="wall-head"))
    said = [html.B(month(stamped.period)), f"单位已报齐 {stamped.handed}/{stamped.due}", f"数据截止 {stamped.cut_off or NONE}",
            "已通报" if stamped.version <= 1 else f"更正第 {stamped.version - 1} 版"]
    short = [] if stamped.is_complete else [html.Span("未齐", className="is-short")]
    strip = html.Div([*(html.Span(part) for part in said), *short], className="wall-strip")
    return quick(html.Div([html.Div(left, className="wall-name"), strip], className="wall-head"))


def stages(view: WallView) -> Component:
    """Phases with their verdicts, then the pillars; the same figures as the front page."""
    whole = view.outlook.whole
    return quick(html.Div([
        html.H2("总体与阶段"),
        html.Div([_percent(whole.rollup.evidenced), html.Span(f"计划应达 {_words(whole.planned)}", className="wall-dim")], className="wall-whole"),
        *(_stage(stage) for stage in view.outlook.phases),
        html.H2("各支柱"),
        *(_pillar(stage) for stage in view.outlook.pillars),
    ]))


def _percent(value: Any) -> Component:
    return html.Span([number(value, 1), html.Small("%")] if value is not None else NONE, className="wall-big figure")


def _words(percent: Any) -> str:
    return NONE if percent is None else f"{number(percent, 1)}%"


def _stage(stage: Stage) -> Component:
    shape, look = LOOKS[stage.verdict]
    return html.Div([
        html.Div([html.Span(stage.name, className="wall-strong"), html.Span(f"{day(stage.due)}前" if stage.due else "", className="wall-dim"),
                  html.Span(f"{shape} {stage.verdict.label}", className=f"wall-right wall-{look}")], className="wall-line"),
        html.Div([_bar(stage, look), html.Span(_words(stage.rollup.evidenced), className="wall-value figure")], className="wall-line"),
    ], className="wall-stage-row")


def _pillar(stage: Stage) -> Component:
    return html.Div([
        html.Div([html.Span(stage.name, className="wall-strong"), html.Span(f"差 {signed(stage.gap)} 点" if stage.gap is not None else "没有数据",
                                                                            className="wall-right wall-dim")], className="wall-line"),
        html.Div([_bar(stage, LOOKS[stage.verdict][1]), html.Span(_words(stage.rollup.evidenced), className="wall-value figure")], className="wall-line"),
    ], className="wall-stage-row")


def _bar(stage: Stage, look: str) -> Component:
    return progress_line(stage.rollup.evidenced, None, stage.planned, look)


def lights(view: WallView) -> Component:
    """How many of the city's planned indicators stand how, and which are late."""
    counts = [_count(light, view.lights[light]) for light in ORDER if view.lights[light]]
    rows = [_late(f) for f in view.late[:LATE_SHOWN]] or [html.Div("有计划的指标都不落后", className="wall-dim")]
    more = len(view.late) - LATE_SHOWN
    tail = [html.Div(f"另有 {more} 项", className="wall-dim")] if more > 0 else []
    return quick(html.Div([html.H2("全市指标亮灯"), html.Div(counts, className="wall-counts"), html.H2("落后于计划的指标"), *rows, *tail]))


def _count(light: Light, n: int) -> Component:
    parts = [_shape(light), html.Span(str(n), className="figure"), html.Span(WORDS[light], className="wall-dim")]
    return html.Div(parts, className=f"wall-count wall-{light}")


def _shape(light: Light | None) -> Component:
    return html.Span(LIGHTS[light].shape if light else "", className=f"wall-{light}", **{"aria-hidden": "true"})


def _late(f: Figure) -> Component:
    return html.Div([_shape(f.light), html.Span(f.name, className="wall-strong"),
                     html.Span(f"{figure_number(f.value, f.unit_word)} {f.unit_word}", className="figure wall-right"),
                     html.Span(f"差 {signed(f.gap_points)} 点", className="wall-gap wall-dim figure")], className="wall-line wall-late")


def system_cards(system: WallSystem) -> Component:
    """The indicators of this turn, and where in the round it is."""
    dots = html.Span([html.Span(className="wall-dot is-now" if n == system.place else "wall-dot") for n in range(system.count)], className="wall-dots",
                     title=f"第 {system.place + 1} 个系统，共 {system.count} 个")
    more = len(system.lines) - CARDS_SHOWN
    words = [system.name, html.Small(f"另有 {more} 项指标见建设进度")] if more > 0 else [system.name]
    cards = [_card(line.figure) for line in system.lines[:CARDS_SHOWN]]
    return quick(html.Div([html.Div([html.H2(words), dots], className="wall-line"), html.Div(cards, className="wall-cards")]))


def _card(f: Figure) -> Component:
    is_known = f.state == FigureState.OK
    value = [figure_number(f.value, f.unit_word), html.Small(f.unit_word)] if is_known else [html.Small(f.state.label)]
    planned = plan_number(f.planned, f.unit_word, f.denominator is None)
    plan = f"计划 {planned}　目标 {figure_number(f.target, f.unit_word)}" if f.planned is not None else "未设计划"
    light = html.Span(f"{LIGHTS[f.light].shape} {WORDS[f.light]}", className=f"wall-right wall-{f.light}") if f.light else None
    return html.Div([html.Div([html.Span(f.name, className="wall-card-name"), light], className="wall-line"), html.Div(value, className="wall-number figure"),
                     html.Div(plan, className="wall-dim")], className="wall-card")


def map_title(system: WallSystem) -> Component:
    words = "颜色同亮灯" if any(f.light for f in system.districts.values()) else "颜色越深数越大"
    return quick(html.Div([html.H2(f"{system.main.name}（{system.main.unit_word}）"), html.Span(words if system.districts else "这个指标不按区统计",
                                                                                           className="wall-right wall-dim")], className="wall-line"))


def trend_title(system: WallSystem) -> Component:
    return quick(html.H2(f"{system.main.name}逐月"))


def map_figure(shapes: Sequence[dict[str, Any]], districts: dict[str, Figure]) -> dict[str, Any]:
    """Districts as outlines, each filled by its light or, where nothing is planned by district, by its value; names stand in those with room."""
    known = sorted(float(f.value) for f in districts.values() if f.value is not None)
    traces: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    sizes: list[float] = []
    for shape in shapes:
        properties, rings = shape["properties"], _rings(shape["geometry"])
        f = districts.get(str(properties["code"]))
        x = [p[0] for ring in rings for p in (*ring, (None, None))]
        y = [p[1] for ring in rings for p in (*ring, (None, None))]
        traces.append({"type": "scatter", "mode": "lines", "fill": "toself", "x": x, "y": y, "fillcolor": _fill(f, known), "hoverinfo": "skip",
                       "line": {"color": NIGHT, "width": 2}, "showlegend": False})
        at, size = _middle(max(rings, key=len)), _width(rings)
        sizes.append(size)
        words.append({"x": at[0], "y": at[1], "text": properties["name"], "showarrow": False,
                      "font": {"size": 17, "color": NIGHT if traces[-1]["fillcolor"] in PALE else INK}})
    middle = sum(w["y"] for w in words) / len(words) if words else 0.0
    words = [w for w, size in zip(words, sizes, strict=True) if size * ROOM >= max(sizes)]
    empty = [] if shapes else [{"text": "办法没有声明区划边界", "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5,
                                "font": {"size": 20, "color": DIM}}]
    return {"data": traces, "layout": {**GROUND, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "annotations": words or empty, "xaxis": {"visible": False},
                                       "yaxis": {"visible": False, "scaleanchor": "x", "scaleratio": 1 / max(0.2, cos(radians(middle)))}}}


GROUND: dict[str, Any] = {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": {"family": FONT, "size": 16, "color": DIM},
                          "dragmode": False, "autosize": True}


def _fill(f: Figure | None, known: Sequence[float]) -> str:
    if f is None or f.value is None:
        return UNKNOWN
    if f.light is not None:
        return FILLS[f.light]
    rank = sum(value < float(f.value) for value in known)
    return SEQUENCE[2 + min(3, 4 * rank // max(1, len(known)))]


def _rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(float(p[0]), float(p[1])) for p in part[0]] for part in parts]


def _width(rings: Sequence[Sequence[tuple[float, float]]]) -> float:
    return max(max(p[0] for p in ring) - min(p[0] for p in ring) for ring in rings)


def regions(names: dict[str, str], districts: dict[str, Figure]) -> Component:
    """Every district with its number beside the map, the highest first; no number is told as what it is."""
    known = sorted(((f, names.get(code, code)) for code, f in districts.items()), key=lambda pair: (pair[0].value is None, -(pair[0].value or 0)))
    rows = [html.Div([_shape(f.light), html.Span(name), html.Span(figure_number(f.value, f.unit_word) if f.state == FigureState.OK else f.state.label,
                                                                  className="wall-right figure")], className="wall-line") for f, name in known[:REGIONS_SHOWN]]
    more = [html.Div(f"另有 {len(known) - REGIONS_SHOWN} 个区", className="wall-dim")] if len(known) > REGIONS_SHOWN else []
    return quick(html.Div([*rows, *more], className="wall-regions"))


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centroid of a ring; of one without an area the mean of its corners."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(area) < 1e-12:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)


def trend_figure(system: WallSystem) -> dict[str, Any]:
    figure = curve_figure(system.curve)
    layout = figure["layout"]
    axes = {axis: {**layout[axis], "gridcolor": "rgba(143,163,189,0.2)", "tickfont": {"size": 15, "color": DIM}} for axis in ("xaxis", "yaxis")}
    for trace in figure["data"]:
        if trace.get("name") == "核实":
            trace["line"] = {**trace["line"], "color": "#6ea8f0", "width": 4}
            trace["marker"] = {**trace["marker"], "color": "#6ea8f0"}
    axes["xaxis"] |= {"tickformat": "%-m月", "nticks": 8}
    return {"data": figure["data"], "layout": {**layout, **GROUND, **axes, "legend": {**layout["legend"], "font": {"size": 15, "color": DIM}},
                                               "margin": {"l": 56, "r": 16, "t": 34, "b": 36}}}
