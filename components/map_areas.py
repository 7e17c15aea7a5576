"""Streets, communities and grid cells on the map: by a figure where their level has one, else by the objects in them, and which of the two is said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.map_features import Feature, bands, colour_of
from components.maps import fact_card
from components.theme import SEQUENCE
from components.wording import amount, number
from data.catalogue.area_shapes import MOST, InSight
from data.indicators.figure import Figure
from data.indicators.map_areas import AreaCounts, AreaLevel

EMPTY = "#f8f9fa"
# Objects of an area from … on; tens, so that a view and the next one say the same by a colour.
COUNTS = ((10_000, SEQUENCE[5], "1 万以上"), (1000, SEQUENCE[4], "1000 – 9999"), (100, SEQUENCE[3], "100 – 999"), (10, SEQUENCE[2], "10 – 99"),
          (1, SEQUENCE[1], "1 – 9"), (0, EMPTY, "0"))


def count_colour(n: int) -> str:
    return next(colour for least, colour, _ in COUNTS if n >= least)


def area_features(level: AreaLevel, seen: InSight | None, figures: Mapping[str, Figure], counts: AreaCounts | None, names: Mapping[str, str]) -> dict[str, Any]:
    """Outlines with fill and words, and a sentence about what is not drawn or not exact. `counts` None: no layer is asked about."""
    found = bands([f.value for f in figures.values() if f.value is not None])
    shapes = seen.shapes if seen else []
    return {"type": "FeatureCollection", "features": [_area(shape, figures.get(shape["properties"]["code"]), found, counts, names) for shape in shapes],
            "words": _said(level, seen, counts if not figures else None, names)}


def _area(shape: Feature, figure: Figure | None, found: Any, counts: AreaCounts | None, names: Mapping[str, str]) -> Feature:
    code, name = shape["properties"]["code"], shape["properties"]["name"]
    fill, note = None, ""
    if figure is not None:
        fill = colour_of(figure.value, found)
        note = amount(figure.value, figure.unit_word) if figure.value is not None else figure.state.label
    elif counts is not None:
        held = counts.counts.get(code, Counter())
        fill, note = count_colour(held.total()), _held(held, names)
    return {"type": "Feature", "geometry": shape["geometry"],
            "properties": {"code": code, "name": name, "area": 1, "parent": shape["properties"]["parent"], "fill": fill, "note": note}}


def _held(held: Counter[str], names: Mapping[str, str]) -> str:
    """12 个（智慧杆柱 8、5G站点 4）; none is a number, too."""
    parts = "、".join(f"{names.get(code, code)} {n}" for code, n in held.most_common())
    return f"{held.total()} 个（{parts}）" if parts else "0 个"


def _said(level: AreaLevel, seen: InSight | None, counts: AreaCounts | None, names: Mapping[str, str]) -> str:
    if seen is None:
        return f"没有{level.label}边界：在 city.yaml 的 boundaries 中写明后装入办法。"
    if seen.are_too_many:
        return f"视野内有 {number(seen.in_all, 0)} 个{level.label}，放大到 {MOST} 个以内再画。"
    rounded = "、".join(names.get(code, code) for code in counts.rounded) if counts else ""
    return "".join([f"视野内 {seen.in_all} 个{level.label}。",
                    "对象很多，按地图的格汇总，边界上的格按其中对象的平均位置归入。" if counts and counts.is_by_cells else "",
                    f"{rounded} 按 20″ 格的中心归入。" if rounded else ""])


def area_legend(level: AreaLevel, indicator: str, is_counted: bool) -> list[Component]:
    """Of counts: that there is no figure of this level, and what is counted instead."""
    none = f"“{indicator}”没有{level.label}一级的数" if indicator else "没有选指标"
    if not is_counted:
        return [html.Div(level.label, className="map-legend-title"), html.Div(f"{none}；选一个图层即按其中对象数着色。", className="map-legend-words")]
    rows = [html.Div([html.Span(className="map-swatch", style={"background": colour}), words], className="map-legend-row")
            for _, colour, words in reversed(COUNTS)]
    title = html.Div(f"各{level.label}对象数（所选图层）", className="map-legend-title")
    return [title, *rows, html.Div(f"{none}，按对象数着色。", className="map-legend-words")]


def area_card(properties: Mapping[str, Any], parents: Sequence[str]) -> Component:
    """The area that was clicked, where it belongs, and what its colour says."""
    said = [("所属", " › ".join(parents)), ("代码", str(properties.get("code", ""))), ("着色", str(properties.get("note") or "没有选图层"))]
    return fact_card(str(properties.get("name", "")), said)
