"""What lies on the map: districts in their colours, objects and cells in theirs, and the legend that says what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.theme import SEQUENCE
from components.wording import NONE, amount, figure_number
from data.indicators.figure import Figure
from data.indicators.grid_view import View

Feature = dict[str, Any]
BIG, SMALL = 6, 4


# Districts


@dataclass(frozen=True)
class Band:
    """One colour of the map: values from `low` up to, but not including, `high`."""

    low: Decimal
    high: Decimal
    colour: str


def bands(values: Sequence[Decimal]) -> list[Band]:
    """Even steps of a round width, pale to dark, as many as there are colours at most; one band when all are alike."""
    if not values:
        return []
    low, high = min(values), max(values)
    if low == high:
        return [Band(low, high, SEQUENCE[3])]
    step = next(s for s in _round_steps(high - low) if high // s - low // s < len(SEQUENCE))
    first = low // step
    edges = [(first + n) * step for n in range(int(high // step - first) + 2)]
    return [Band(one, following, SEQUENCE[n]) for n, (one, following) in enumerate(pairwise(edges))]


def _round_steps(span: Decimal) -> Iterator[Decimal]:
    """1, 2, 5, 10 … of the magnitude of a sixth of the span, and upwards."""
    size = Decimal(10) ** (span / len(SEQUENCE)).adjusted()
    return (size * 10**power * digit for power in range(3) for digit in (1, 2, 5))


def colour_of(value: Decimal | None, found: Sequence[Band]) -> str | None:
    if value is None:
        return None
    return next((band.colour for band in reversed(found) if value >= band.low), found[0].colour if found else None)


def district_features(shapes: Sequence[Feature], figures: Mapping[str, Figure]) -> dict[str, Any]:
    """District outlines with their colour and their words; a district without a value keeps a dashed outline."""
    found = bands([f.value for f in figures.values() if f.value is not None])
    return {
        "type": "FeatureCollection",
        "features": [_district(shape, figures.get(shape["properties"]["code"]), found) for shape in shapes],
    }


def _district(shape: Feature, figure: Figure | None, found: Sequence[Band]) -> Feature:
    value = figure.value if figure else None
    words = NONE if figure is None else amount(value, figure.unit_word) if value is not None else figure.state.label
    properties = {"code": shape["properties"]["code"], "name": shape["properties"]["name"], "note": words, "fill": colour_of(value, found)}
    return {"type": "Feature", "geometry": shape["geometry"], "properties": properties}


def band_words(band: Band, unit_word: str) -> str:
    """60.0 – 65.0; one value alone where all are alike."""
    low, high = figure_number(band.low, unit_word), figure_number(band.high, unit_word)
    return low if band.low == band.high else f"{low} – {high}"


def map_legend(title: str, unit_word: str, values: Sequence[Decimal], ledgers: Sequence[tuple[str, str]], outlined: bool = True) -> list[Component]:
    """What colours and dots mean; a city without district outlines is told why nothing is coloured."""
    dots = [html.Div([html.Span(className="map-dot", style={"background": colour}), name], className="map-legend-row") for name, colour in ledgers]
    if not outlined:
        return [html.Div("没有区县边界，地图不画区划", className="map-legend-title"), html.Div("在 city.yaml 的 boundaries 中写明后装入办法。"), *dots]
    rows = [
        html.Div(
            [
                html.Span(className="map-swatch", style={"background": b.colour}),
                band_words(b, unit_word),
            ],
            className="map-legend-row",
        )
        for b in bands(values)
    ]
    rows.append(html.Div([html.Span(className="map-swatch map-swatch-none"), "没有数据"], className="map-legend-row"))
    return [html.Div(f"{title}（{unit_word}）" if unit_word else title, className="map-legend-title"), *rows, *dots]


# Objects


def object_features(view: View, colours: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """Cells with their counts, objects with what finds them again."""
    cells = [
        _point(
            c.lng,
            c.lat,
            {
                "id": f"{c.ledger}/{c.x}/{c.y}",
                "count": c.n,
                "colour": colours.get(c.ledger),
                "name": names.get(c.ledger, c.ledger),
                "note": f"{c.n} 个（{_kinds(c.kinds)}）",
            },
        )
        for c in view.cells
    ]
    size = SMALL if len(view.points) > 400 else BIG
    points = [
        _point(
            p.lng,
            p.lat,
            {
                "id": f"{p.ledger}/{p.unit}/{p.key}",
                "ledger": p.ledger,
                "unit": p.unit,
                "key": p.key,
                "colour": colours.get(p.ledger),
                "radius": size,
                "name": p.name or p.code or p.key,
                "note": "、".join(w for w in (p.kind, p.status, "争议中" if p.disputed else None) if w),
            },
        )
        for p in view.points
    ]
    return {"type": "FeatureCollection", "features": [*cells, *points]}


def _kinds(kinds: Mapping[str, int]) -> str:
    """The most frequent first."""
    return "、".join(f"{kind or '未填'} {n}" for kind, n in sorted(kinds.items(), key=lambda pair: -pair[1]))


def _point(lng: float, lat: float, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lng, lat]}, "properties": properties}
