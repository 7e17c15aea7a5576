"""What lies on the map: districts in their colours, objects and cells in theirs, and the legend that says what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.theme import SEQUENCE, SERIES
from components.wording import NONE, amount, figure_number
from data.indicators.figure import Figure
from data.indicators.grid_view import Cell, Place, View
from data.indicators.map_narrowed import Colouring

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


def outline_features(shapes: Sequence[Feature]) -> dict[str, Any]:
    """Districts as lines over smaller areas; they answer no pointer."""
    return {"type": "FeatureCollection", "features": [{**shape, "properties": {"code": shape["properties"]["code"], "outline": 1}} for shape in shapes]}


def _district(shape: Feature, figure: Figure | None, found: Sequence[Band]) -> Feature:
    value = figure.value if figure else None
    words = NONE if figure is None else amount(value, figure.unit_word) if value is not None else figure.state.label
    properties = {"code": shape["properties"]["code"], "name": shape["properties"]["name"], "note": words, "fill": colour_of(value, found)}
    return {"type": "Feature", "geometry": shape["geometry"], "properties": properties}


def band_words(band: Band, unit_word: str) -> str:
    """60.0 – 65.0; one value alone where all are alike."""
    low, high = figure_number(band.low, unit_word), figure_number(band.high, unit_word)
    return low if band.low == band.high else f"{low} – {high}"


def dot_legend(ledgers: Sequence[tuple[str, str]]) -> list[Component]:
    """What the colours of the objects mean."""
    return [html.Div([html.Span(className="map-dot", style={"background": colour}), name], className="map-legend-row") for name, colour in ledgers]


def no_outlines() -> list[Component]:
    """A city without district outlines is told why nothing is coloured."""
    return [html.Div("没有区县边界，地图不画区划", className="map-legend-title"), html.Div("在 city.yaml 的 boundaries 中写明后装入办法。")]


def map_legend(title: str, unit_word: str, values: Sequence[Decimal]) -> list[Component]:
    """What the colours of the ground mean."""
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
    return [html.Div(f"{title}（{unit_word}）" if unit_word else title, className="map-legend-title"), *rows]


# Objects


OTHERS = "#868e96"  # what has no colour of its own
PAINTS = (*SERIES[:6], "#2b8a3e", "#f2b705", "#4dabf7", "#d6336c", "#a0622d", "#364fc7")  # as many as an eye tells apart on a map


@dataclass(frozen=True)
class Paint:
    """Which colour each layer, status or unit has, and what it is called; the ledgers' names."""

    by: Colouring
    colours: Mapping[str, str]
    words: Mapping[str, str]
    ledgers: Mapping[str, str]

    def colour(self, value: str | None) -> str:
        return self.colours.get(value or "", OTHERS)

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Words and colour of each; the rest share one."""
        shown = [(self.words.get(value, value), colour) for value, colour in self.colours.items()]
        rest = len(self.words) - len(self.colours)
        others = {Colouring.LAYER: None, Colouring.STATUS: "其他或未填", Colouring.UNIT: f"其他 {rest} 个单位" if rest else None}[self.by]
        return [*shown, *([(others, OTHERS)] if others else [])]


def paint(by: Colouring, ledgers: Sequence[tuple[str, str, str]], values: Sequence[tuple[str, str]]) -> Paint:
    """`ledgers`: code, name, colour of the layers shown; `values`: the statuses or units with their words, in their order."""
    names = {code: name for code, name, _ in ledgers}
    if by is Colouring.LAYER:
        return Paint(by, {code: colour for code, _, colour in ledgers}, names, names)
    return Paint(by, {value: colour for (value, _), colour in zip(values, PAINTS, strict=False)}, dict(values), names)


def object_features(view: View, look: Paint) -> dict[str, Any]:
    """Cells with their counts, objects with what finds them again."""
    size = SMALL if len(view.points) > 400 else BIG
    return {"type": "FeatureCollection", "features": [*(_cell(cell, look) for cell in view.cells), *(_thing(place, look, size) for place in view.points)]}


def _cell(cell: Cell, look: Paint) -> Feature:
    """Of several statuses or units in a cell the most frequent one colours it; the words name them all."""
    most = cell.ledger if look.by is Colouring.LAYER else max(cell.parts, key=lambda part: cell.parts[part])
    return _point(round(cell.lng, 6), round(cell.lat, 6), {"id": f"{cell.ledger}/{cell.x}/{cell.y}", "count": cell.n, "colour": look.colour(most),
                                       "name": look.ledgers.get(cell.ledger, cell.ledger), "note": f"{cell.n} 个（{_parts(cell.parts, look.words)}）"})


def _thing(place: Place, look: Paint, size: int) -> Feature:
    value = {Colouring.LAYER: place.ledger, Colouring.STATUS: place.status, Colouring.UNIT: place.unit}[look.by]
    owner = look.words.get(place.unit) if look.by is Colouring.UNIT else None
    note = "、".join(word for word in (place.kind, place.status, owner, "争议中" if place.disputed else None) if word)
    return _point(place.lng, place.lat, {"id": f"{place.ledger}/{place.unit}/{place.key}", "ledger": place.ledger, "unit": place.unit, "key": place.key,
                                         "colour": look.colour(value), "radius": size, "name": place.name or place.code or place.key, "note": note})


def _parts(parts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """The most frequent first."""
    return "、".join(f"{words.get(part, part) or '未填'} {n}" for part, n in sorted(parts.items(), key=lambda pair: -pair[1]))


def _point(lng: float, lat: float, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lng, lat]}, "properties": properties}
