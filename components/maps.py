"""The one map: districts and objects over a plain ground; a base map only where one is configured, through this server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_leaflet as dl
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import stamp
from components.cards import empty_state
from components.wording import NONE, day, month

NOTHING: dict[str, Any] = {"type": "FeatureCollection", "features": []}


@dataclass(frozen=True)
class Places:
    """The ids of a map, what lies on it and what is written over it."""

    map: str
    bases: str
    areas: str
    covered: str
    districts: str
    objects: str
    picked: str
    boxed: str
    legend: str  # of the ground
    dots: str    # of the objects
    cover: str   # of what is covered
    words: str


def city_map(places: Places, *over: Component) -> Component:
    """No tile layer unless base_layers() puts one in; the words in the corner are the city's own, nobody else's."""
    drawn = dl.Map(
        [
            dl.LayerGroup(id=places.bases),
            _layer(places.areas, style=_drawn("area")),
            _layer(places.covered, style=_drawn("covered"), pointToLayer=_drawn("coveredPlace")),
            _layer(places.districts, style=_drawn("district"), hideout={}),
            _layer(places.objects, pointToLayer=_drawn("thing")),
            _layer(places.picked, pointToLayer=_drawn("ring")),
            _layer(places.boxed, style=_drawn("box")),
            dl.ScaleControl(imperial=False, position="topright"),
        ],
        id=places.map,
        center=[35, 105],  # until the city's box is known
        zoom=5,
        minZoom=4,
        maxZoom=18,
        zoomSnap=0.5,
        attributionControl=False,
        trackViewport=True,
    )
    unreachable = html.Div("底图暂时无法取得，区划与对象照常显示", className="map-without-base", role="status")
    waiting = html.Div("正在取图上的数据，请稍候", className="map-waiting", role="status")
    lost = html.Div("图上有数据没有取到；移动地图会再取", className="map-lost", role="alert")
    legend = html.Div([html.Div(id=places.legend), html.Div(id=places.dots), html.Div(id=places.cover)], className="map-legend")
    return html.Div([drawn, *over, unreachable, waiting, lost, legend, html.Div(id=places.words, className="map-words")], className="map-frame is-waiting")


def viewport(box: tuple[float, float, float, float]) -> dict[str, Any]:
    """A look at the whole of west, south, east, north."""
    west, south, east, north = box
    # At once: leaving the page while the view is still flying is an error in the library.
    return {"bounds": [[south, west], [north, east]], "transition": "fitBounds", "options": {"animate": False}}


def look_at(lng: float, lat: float, zoom: int) -> dict[str, Any]:
    """A look at one place."""
    return {"center": [lat, lng], "zoom": zoom, "transition": "setView", "options": {"animate": False}}


def ring(lng: float, lat: float, name: str) -> dict[str, Any]:
    """A ring around the place that was searched for."""
    place = {"type": "Point", "coordinates": [lng, lat]}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": place, "properties": {"name": name}}]}


def base_layers(layers: Sequence[tuple[str, int]]) -> list[Component]:
    """Address and nearest zoom of each base map: they come through this server or not at all."""
    return [dl.TileLayer(url=address, maxNativeZoom=nearest, className="base-map") for address, nearest in layers if address.startswith("/tiles/")]


def _layer(place: str, **drawing: Any) -> Component:
    """Empty until the browser hands it what the view needs."""
    return dl.GeoJSON(id=place, data=NOTHING, onEachFeature=_drawn("named"), **drawing)


def _drawn(name: str) -> dict[str, str]:
    """A drawing function of map.js, by name."""
    return {"variable": f"chengji.map.{name}"}


def objects_strip(period: str, published_on: date | None, version: int) -> Component:
    """Which day's objects lie on the map: those of the publication, or today's."""
    if version:
        said = f"图上对象为{month(period)}第 {version} 次通报（{day(published_on)}）时的台账"
        return html.Div([stamp("以发布时为准", "green"), said], className="map-objects")
    return html.Div([stamp("现时台账", "orange"), f"{month(period)}尚未通报，图上对象为当前台账，不是该月末的状态"], className="map-objects")


# Cards beside the map


def no_card() -> Component:
    return empty_state("点一点地图", "点区划看指标，点圆点看对象和来源；圆圈里的数字是格内对象数，点它放大。")


def fact_card(name: str, facts: Sequence[tuple[str, Any]], beside: Any = None, links: Sequence[tuple[str, str]] = ()) -> Component:
    pairs = [part for header, words in facts for part in (html.Dt(header), html.Dd(words if words not in (None, "") else NONE))]
    doors = [dcc.Link(words, href=href, className="more", style={"marginRight": "16px"}) for words, href in links]
    return html.Div(
        [html.Div([html.Span(name, className="card-name"), beside], className="card-head"), html.Dl(pairs, className="card-facts"), *doors]
    )
