"""部署节点图 on the map: cells and places that are covered, partly covered or not, the rule in words, and what the view holds of each."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.wording import number
from data.catalogue.ledger import Coverage
from data.codes.arc_units import UNITS_PER_DEGREE
from data.indicators.coverage import READ, CoverPlace, CoverView

# State → colour, pattern of map.js, words.
GAP, PARTLY, MET = ("#e03131", "cross", "缺口"), ("#e8890c", "rising", "部分缺口"), ("#2f9e44", "", "已覆盖")
SIZES = {"30m": "30′ 格", "15m": "15′ 格", "5m": "5′ 格（约 8 公里）", "1m": "1′ 格（约 1.5 公里）", "20s": "20″ 格（约 0.5 公里）"}


def cover_answer(view: CoverView, names: Mapping[str, str]) -> dict[str, Any]:
    """Places as features; cells by their numbers alone, of which the browser draws the squares: a view of thousands stays small."""
    labels = [names.get(code, code) for code in view.ledgers]
    grid = {"width": view.level.width / UNITS_PER_DEGREE, "height": view.level.height / UNITS_PER_DEGREE, "labels": labels, "whole": view.is_of_cells,
            "name": view.coverage.name, "looks": [GAP[:2], PARTLY[:2], MET[:2]], "cells": [[cell.x, cell.y, cell.met, *cell.held] for cell in view.cells]}
    return {"type": "FeatureCollection", "features": [_place(place, view.coverage) for place in view.places], "grid": grid, "words": _said(view)}


def _place(place: CoverPlace, coverage: Coverage) -> dict[str, Any]:
    colour, _, words = MET if place.is_met else GAP
    note = "，".join(word for word in (place.kind, f"{coverage.name}：{words}") if word)
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [place.lng, place.lat]},
            "properties": {"name": place.name, "note": note, "colour": colour, "radius": 5 if place.is_met else 7, "gap": int(not place.is_met)}}


def _said(view: CoverView) -> str:
    name, size = view.coverage.name, SIZES[view.level.name]
    if view.too_many:
        return f"视野内约有 {number(view.too_many, 0)} 个{name}，放大到 {READ} 个以内再看缺口。"
    if not view.asked:
        return f"视野内没有要看{name}覆盖的对象。"
    of = f"有对象的 {size}" if view.is_of_cells else "场所 "
    return f"视野内{of}{number(view.asked, 0)} 个，其中 {number(view.gaps, 0)} 个没有{name}。"


def cover_legend(coverage: Coverage) -> list[Component]:
    """The rule in words, as the ledger declares it, and the three states."""
    states = (GAP, MET) if coverage.of else (GAP, PARTLY, MET)
    rows = [html.Div([html.Span(className=f"map-swatch map-pattern-{pattern or 'plain'}", style={"backgroundColor": colour}), words],
                     className="map-legend-row") for colour, pattern, words in states]
    return [html.Div(f"覆盖缺口：{coverage.name}", className="map-legend-title"), *rows, html.Div(f"规则：{coverage.words}。", className="map-legend-words")]
