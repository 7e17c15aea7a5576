"""Boreholes in space, in plan and along a section, and the segments of tunnels. Figures are plain dicts."""

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.addresses import ledger_row
from components.badges import state_badge
from components.cards import empty_state
from components.graph import graph
from components.tables import Heading, Worth, small_table, sorted_table
from components.theme import EVIDENCED, FONT, PLANNED, plot_layout
from components.wording import NONE, number
from data.codes.section import Along, Point
from data.indicators.underground import Hole, Modelled, Segment, Underground, columns, name_of

NOTHING = ("没有可画的钻孔", "单位报送地质钻孔和钻孔分层台账并通过校验后，这里显示地下三维。")
# 岩土类别 in the order of the declaration: earth tones that differ in lightness, too.
EARTH = ("#8c6d5a", "#c98b4b", "#e3c27a", "#f0dc9a", "#9fb0bd", "#5b6773", "#b9a6d3", "#7fae94")
WIDTH = 10  # of a borehole in space, pixels
FLAT = 0.45  # height of the drawn space against its longer side, if the reader sets no exaggeration
GRID = "rgba(134,142,150,0.35)"
LINK = 0.35  # how strongly the straight joins between neighbours are filled


def colours(kinds: Sequence[str]) -> dict[str, str]:
    return {kind: EARTH[n % len(EARTH)] for n, kind in enumerate(kinds)}


def space_figure(view: Underground, exaggeration: int | None) -> dict[str, Any]:
    """Every borehole as coloured lengths; metres east, north and elevation. `exaggeration` None: chosen so that layers can be told apart."""
    traces = [_lengths(view.holes, kind, colour) for kind, colour in colours(view.kinds).items()]
    axes = _axes(view.holes, exaggeration)
    return {"data": [_bare(view.holes), *(t for t in traces if t["x"]), _mouths(view.holes)],
            "layout": {"autosize": True, "font": {"family": FONT, "size": 12}, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "paper_bgcolor": "rgba(0,0,0,0)",
                       "legend": {"orientation": "h", "x": 0, "y": 1}, "hoverlabel": {"font": {"family": FONT, "size": 13}}, "scene": axes}}


def _axes(holes: Sequence[Hole], exaggeration: int | None) -> dict[str, Any]:
    wide, high = spans(holes)
    tall = FLAT if exaggeration is None else min(2.0, high * exaggeration / wide)
    names = {"xaxis": "东（米）", "yaxis": "北（米）", "zaxis": "高程（米）"}
    ratios = [max(0.2, span(hole.place[n] for hole in holes) / wide) for n in (0, 1)]
    look = {"backgroundcolor": "rgba(0,0,0,0)", "gridcolor": GRID, "tickformat": ",d"}
    return {**{axis: {"title": {"text": words}, **look} for axis, words in names.items()},
            "aspectmode": "manual", "aspectratio": {"x": ratios[0], "y": ratios[1], "z": max(0.05, tall)}, "camera": {"eye": {"x": 1.0, "y": -1.3, "z": 0.6}}}


def span(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found) if found else 0.0


def spans(holes: Sequence[Hole]) -> tuple[float, float]:
    """The longer horizontal side and the height of what is drawn, each at least a metre."""
    ends = [end for hole in holes for end in (hole.mouth, hole.mouth - hole.depth)]
    return max(1.0, span(hole.place[0] for hole in holes), span(hole.place[1] for hole in holes)), max(1.0, span(ends))


def exaggeration_of(view: Underground, chosen: int | None) -> float:
    """By how much heights are stretched against widths as drawn."""
    wide, high = spans(view.holes)
    return float(chosen) if chosen is not None else FLAT * wide / high


def _lengths(holes: Sequence[Hole], kind: str, colour: str) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    z: list[float | None] = []
    words: list[str] = []
    for hole in holes:
        for its_kind, name, upper, lower in columns(hole.layers, hole.mouth, hole.depth):
            if its_kind == kind:
                said = f"{hole.unit_name} · {hole.number}<br>{name}（{kind}）<br>高程 {upper:.1f} 至 {lower:.1f} 米，厚 {upper - lower:.1f} 米"
                x, y, z = [*x, hole.place[0], hole.place[0], None], [*y, hole.place[1], hole.place[1], None], [*z, upper, lower, None]
                words += [said, said, ""]
    return {"type": "scatter3d", "mode": "lines", "name": kind, "x": x, "y": y, "z": z, "text": words, "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": colour, "width": WIDTH}}


def _bare(holes: Sequence[Hole]) -> dict[str, Any]:
    """The whole depth as a thin line: where no layer is told it stays visible."""
    x = [v for hole in holes for v in (hole.place[0], hole.place[0], None)]
    y = [v for hole in holes for v in (hole.place[1], hole.place[1], None)]
    z = [v for hole in holes for v in (hole.mouth, hole.mouth - hole.depth, None)]
    return {"type": "scatter3d", "mode": "lines", "name": "未分层", "x": x, "y": y, "z": z, "hoverinfo": "skip", "line": {"color": PLANNED, "width": 2},
            "showlegend": any(not hole.layers for hole in holes)}


def _mouths(holes: Sequence[Hole]) -> dict[str, Any]:
    return {"type": "scatter3d", "mode": "markers", "name": "孔口", "x": [h.place[0] for h in holes], "y": [h.place[1] for h in holes],
            "z": [h.mouth for h in holes], "marker": {"size": 3, "color": EVIDENCED}, "text": [_words(h) for h in holes],
            "hovertemplate": "%{text}<extra></extra>"}


def _words(hole: Hole) -> str:
    water = "" if hole.water is None else f"，水位埋深 {hole.water:.1f} 米"
    return f"{hole.unit_name} · {hole.number}<br>{hole.project}<br>孔口高程 {hole.mouth:.2f} 米，深 {hole.depth:.1f} 米{water}"


def plan_figure(view: Underground, line: tuple[Point, Point] | None, on_line: Sequence[Along]) -> dict[str, Any]:
    """Boreholes from above; those of the section are filled, the line can be drawn anew."""
    chosen = {a.index for a in on_line}
    traces = [_plan_dots([h for n, h in enumerate(view.holes) if (n in chosen) == inside], name, symbol)
              for inside, name, symbol in ((False, "其他钻孔", "circle-open"), (True, "剖面上的钻孔", "circle"))]
    shapes = [] if line is None else [{"type": "line", "x0": line[0][0], "y0": line[0][1], "x1": line[1][0], "y1": line[1][1],
                                       "line": {"color": "#c2255c", "width": 3}, "editable": True}]
    return {"data": [t for t in traces if t["x"]],
            "layout": plot_layout(shapes=shapes, dragmode="drawline", newshape={"line": {"color": "#c2255c", "width": 3}},
                                  xaxis={"title": {"text": "东（米）"}, "tickformat": ",d", "showgrid": True, "gridcolor": GRID},
                                  yaxis={"title": {"text": "北（米）"}, "tickformat": ",d", "scaleanchor": "x", "scaleratio": 1},
                                  margin={"l": 64, "r": 12, "t": 36, "b": 48})}


def no_plan() -> dict[str, Any]:
    """A plan without boreholes says so where they would be."""
    return {"data": [], "layout": plot_layout(xaxis={"visible": False}, yaxis={"visible": False},
                                              annotations=[{"text": NOTHING[0], "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}])}


def _plan_dots(holes: Sequence[Hole], name: str, symbol: str) -> dict[str, Any]:
    return {"type": "scatter", "mode": "markers", "name": name, "x": [h.place[0] for h in holes], "y": [h.place[1] for h in holes],
            "marker": {"size": 11, "symbol": symbol, "color": EVIDENCED, "line": {"width": 2, "color": EVIDENCED}},
            "customdata": [name_of(h) for h in holes], "text": [_words(h) for h in holes], "hovertemplate": "%{text}<extra></extra>"}


def section_figure(view: Underground, on_line: Sequence[Along], length: float) -> dict[str, Any]:
    """Columns by chainage in the colours of their layers; the same layer of neighbours is joined by straight lines, as a sketch only."""
    half = max(length, 1.0) / 110
    shown = [(a.chainage, view.holes[a.index], a.offset) for a in on_line]
    kinds = colours(view.kinds)
    joins = [_join(one, other, kinds, half) for one, other in zip(shown, shown[1:], strict=False)]
    layers = [_bars(shown, kind, colour, half) for kind, colour in kinds.items()]
    return {"data": [*(t for some in joins for t in some), *(t for t in layers if t["x"]), _water(shown), _names(shown)],
            "layout": plot_layout(xaxis={"title": {"text": "沿剖面线（米）"}, "tickformat": ",d", "range": [-4 * half, length + 4 * half]},
                                  yaxis={"title": {"text": "高程（米）"}, "tickformat": ",d"},
                                  margin={"l": 64, "r": 12, "t": 40, "b": 48})}


Standing = tuple[float, Hole, float]  # chainage, borehole, offset


def _box(left: float, right: float, upper: float, lower: float) -> tuple[list[float | None], list[float | None]]:
    return [left, right, right, left, left, None], [upper, upper, lower, lower, upper, None]


def _bars(shown: Sequence[Standing], kind: str, colour: str, half: float) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, hole, _ in shown:
        for its_kind, _, upper, lower in columns(hole.layers, hole.mouth, hole.depth):
            if its_kind == kind:
                box = _box(at - half, at + half, upper, lower)
                x, y = x + box[0], y + box[1]
    return {"type": "scatter", "mode": "lines", "fill": "toself", "name": kind, "x": x, "y": y, "fillcolor": colour, "line": {"color": "#495057", "width": 1},
            "hoveron": "fills", "hoverinfo": "name"}


def _join(one: Standing, other: Standing, kinds: dict[str, str], half: float) -> list[dict[str, Any]]:
    """Layers of the same name, the first of each with the first, from edge to edge."""
    left, right = ({name: (kind, upper, lower) for kind, name, upper, lower in reversed(columns(s[1].layers, s[1].mouth, s[1].depth))} for s in (one, other))
    found = []
    for name, (kind, upper, lower) in left.items():
        if name in right:
            _, there_upper, there_lower = right[name]
            x = [one[0] + half, other[0] - half, other[0] - half, one[0] + half, one[0] + half]
            found.append({"type": "scatter", "mode": "lines", "fill": "toself", "x": x, "y": [upper, there_upper, there_lower, lower, upper],
                          "fillcolor": kinds.get(kind, PLANNED), "opacity": LINK, "line": {"width": 0}, "showlegend": False, "hoverinfo": "skip"})
    return found


def _water(shown: Sequence[Standing]) -> dict[str, Any]:
    known = [(at, hole.mouth - hole.water) for at, hole, _ in shown if hole.water is not None]
    return {"type": "scatter", "mode": "markers", "name": "地下水位", "x": [at for at, _ in known], "y": [level for _, level in known],
            "marker": {"symbol": "triangle-down", "size": 11, "color": "#1c7ed6"}, "hovertemplate": "地下水位 %{y:.1f} 米<extra></extra>"}


def _names(shown: Sequence[Standing]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "text", "x": [at for at, _, _ in shown], "y": [hole.mouth for _, hole, _ in shown],
            "text": [hole.number for _, hole, _ in shown], "textposition": "top center", "showlegend": False, "cliponaxis": False,
            "customdata": [f"{_words(hole)}<br>离剖面线 {abs(offset):.0f} 米" for _, hole, offset in shown], "hovertemplate": "%{customdata}<extra></extra>"}


def section(view: Underground, on_line: Sequence[Along], line: tuple[Point, Point] | None, book: str | None) -> Component:
    if line is None or len(view.holes) < 2:
        return empty_state("还没有剖面线", "在平面图上画一条线，或选起点孔和终点孔。")
    if not on_line:
        return empty_state("剖面线附近没有钻孔", "请把线画得离钻孔近一些，或放宽离线距离。")
    length = hypot(line[1][0] - line[0][0], line[1][1] - line[0][1])
    said = f"线长 {number(length, 0)} 米，线上 {len(on_line)} 个钻孔；相邻钻孔同名地层以直线相连，仅为示意，不是推测的地层界线。"
    return html.Div([graph(section_figure(view, on_line, length), "工程地质剖面", book, 380), html.P(said, className="dim small")])


def left_out(view: Underground) -> Component | None:
    """What is not drawn, and heights that do not belong together."""
    said = [f"{reason}：{n} 个" for reason, n in view.left_out.items()]
    said += [f"只画前 {len(view.holes)} 个钻孔，另有 {view.more} 个，请按区筛选"] if view.more else []
    said += [f"高程基准不一致（{'、'.join(view.datums)}），高低不能直接相比"] if len(view.datums) > 1 else []
    return html.P("；".join(said) + "。", className="dim small") if said else None


def tunnel_bars(segments: Sequence[Segment], book: str | None, most: int = 25) -> Component:
    if not segments:
        return empty_state("没有综合管廊", "承建单位报送综合管廊台账并通过校验后，这里显示各段。")
    shown = list(segments[:most])[::-1]
    names = [f"{s.name}（{s.kind}）" for s in shown]
    whole = {"type": "bar", "orientation": "h", "name": "廊体长度", "y": names, "x": [float(s.length) for s in shown], "marker": {"color": GRID},
             "text": [f"{number(s.smart, 2)} / {number(s.length, 2)}" for s in shown], "textposition": "outside", "cliponaxis": False,
             "hovertemplate": "%{y}<br>长度 %{x:.2f} 公里<extra></extra>"}
    smart = {"type": "bar", "orientation": "h", "name": "已智能化", "y": names, "x": [float(s.smart or 0) for s in shown], "marker": {"color": EVIDENCED},
             "hovertemplate": "%{y}<br>已智能化 %{x:.2f} 公里<extra></extra>"}
    layout = plot_layout(barmode="overlay", xaxis={"title": {"text": "公里"}}, yaxis={"showgrid": False, "ticksuffix": "  "},
                         margin={"l": 8, "r": 70, "t": 36, "b": 44})
    more = html.P(f"只画最长的 {most} 段，共 {len(segments)} 段。", className="dim small") if len(segments) > most else None
    return html.Div([graph({"data": [whole, smart], "layout": layout}, "综合管廊各段长度与智能化长度", book, 120 + 26 * len(shown)), more])


def tunnel_table(segments: Sequence[Segment], period: str, book: str | None) -> Component:
    headings = [Heading("管廊"), Heading("单位"), Heading("所在区"), Heading("类型"), Heading("起点"), Heading("终点"), Heading("状态"),
                Heading("长度（公里）", is_figure=True), Heading("已智能化（公里）", is_figure=True), Heading("智能设备（台）", is_figure=True)]
    rows = [[_door(s, period), *(Worth(words or NONE, words) for words in (s.unit_name, s.region, s.kind, s.start, s.end, s.status)),
             *(Worth(number(worth, places), None if worth is None else float(worth)) for worth, places in ((s.length, 2), (s.smart, 2), (s.devices, 0)))]
            for s in segments]
    return sorted_table(headings, rows, "没有综合管廊", book=book)


def _door(s: Segment, period: str) -> Worth:
    return Worth(html.A(s.name, href=ledger_row("tunnel", s.unit, s.key, period)), s.name)


def modelled_table(rows: Sequence[Modelled], book: str | None) -> Component:
    """What is modelled beside what is due of it and the area of the region; who did not report has no number."""
    shown = [(html.Span(r.name, className="nowrap"),
              number(r.figure.value, 2) if r.figure.value is not None else html.Span(state_badge(r.figure.state), title=r.figure.reason),
              number(r.figure.planned, 2), number(r.figure.target, 2), number(r.area, 2), NONE if r.share is None else f"{number(r.share, 2)}%") for r in rows]
    headers = ("范围", "已建模（平方公里）", "本月应达", "阶段目标", "辖区面积（平方公里）", "占辖区")
    return small_table(headers, shown, (1, 2, 3, 4, 5), "办法没有按钻孔累计建模面积的指标", book=book)
