"""一张图: districts coloured by an indicator, objects of the ledgers as layers; draws without any base map."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel
from components.filters import picker, several, tabs, ticks
from components.maps import Places, city_map, no_card
from data.access.roles import Permission
from data.indicators.map_narrowed import Colouring


def layout(may, **_):
    place = ids.Citymap
    return html.Div(
        [
            page_head("一张图", html.Div(id=place.STRIP)),
            html.Div(
                [picker(place.INDICATOR, "着色指标", value=""), _search(may), _choices(may)],
                className="map-tools",
            ),
            _narrowing(may),
            dmc.Grid(
                [
                    dmc.GridCol(
                        city_map(Places(place.MAP, place.BASES, place.DISTRICTS, place.OBJECTS, place.PICKED, place.LEGEND, place.WORDS)),
                        span={"base": 12, "lg": 9},
                    ),
                    dmc.GridCol(panel("点选内容", html.Div(no_card(), id=place.CARD)), span={"base": 12, "lg": 3}),
                ],
                gutter="md",
            ),
        ],
        className="stack",
    )


def _search(may):
    """Who sees objects may look for one; its answers hang below the field, over the map."""
    place = ids.Citymap
    field = dmc.TextInput(id=place.SEARCH, placeholder="查找代码、编号、名称或地址", debounce=400, size="xs", **{"aria-label": "查找对象"})
    return html.Div([field, html.Div(id=place.FOUND, className="map-found")], className="map-search", hidden=not may(Permission.VIEW_TRIAL))


def _narrowing(may):
    """Which of the objects, and what their colour says; for who sees none the places are there and ask for nothing."""
    place = ids.Citymap
    colours = tabs(place.COLOURING, [(str(one), one.label) for one in Colouring], str(Colouring.LAYER))
    tools = [picker(place.UNIT, "单位"), several(place.ONLY, "类型与状态（可多选）"), dmc.Group([html.Span("对象着色", className="dim"), colours], gap="xs")]
    return html.Div(tools, className="map-tools", id=place.NARROWING) if may(Permission.VIEW_TRIAL) else html.Div(tools, hidden=True)


def _choices(may):
    """Objects are chosen by who may see them; for others the place stays empty and asks for nothing."""
    place = ids.Citymap
    empty = ticks(place.LEDGERS, (), [])
    return html.Div(empty, id=place.CHOICES) if may(Permission.VIEW_TRIAL) else html.Div(empty, hidden=True)
