"""一张图: districts coloured by an indicator, objects of the ledgers as layers; draws without any base map."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel
from components.filters import picker, several, tabs, ticks
from components.map_box import box_panel, box_tools
from components.maps import Places, city_map, no_card
from data.access.roles import Permission
from data.indicators.map_areas import AreaLevel
from data.indicators.map_narrowed import Colouring, Ground

PLACES = Places(ids.Citymap.MAP, ids.Citymap.BASES, ids.Citymap.AREAS, ids.Citymap.COVERED, ids.Citymap.DISTRICTS, ids.Citymap.OBJECTS, ids.Citymap.PICKED,
                ids.Citymap.BOX_DRAWN, ids.Citymap.LEGEND, ids.Citymap.DOTS, ids.Citymap.COVER_LEGEND, ids.Citymap.WORDS)


def layout(may, **_):
    place = ids.Citymap
    return html.Div(
        [
            page_head("一张图", html.Div(id=place.STRIP)),
            html.Div([_ground(may), _search(may), _choices(may)], className="map-tools", id=place.TOOLS),
            _narrowing(may),
            dmc.Grid(
                [
                    dmc.GridCol(
                        city_map(PLACES, *box_tools(may), _said()),
                        span={"base": 12, "lg": 9},
                    ),
                    dmc.GridCol(_beside(may), span={"base": 12, "lg": 3}),
                ],
                gutter="md",
            ),
        ],
        className="stack",
    )


def _beside(may):
    """What the map was asked, in words."""
    return html.Div([box_panel(may), panel("点选内容", html.Div(no_card(), id=ids.Citymap.CARD)), _gaps(may)], className="stack")


def _said():
    """What a view does not draw or only counts, at the foot of the map."""
    return html.Div([html.Div(id=place, className="map-said") for place in (ids.Citymap.AREAS_SAID, ids.Citymap.COVER_SAID)], className="map-said-place",
                    role="status")


def _ground(may):
    """What colours the districts: an indicator, or who has not handed in; the latter for who sees what was handed in."""
    place, sees = ids.Citymap, may(Permission.VIEW_SUBMISSIONS)
    kinds = tabs(place.PAINT, [(str(one), one.label) for one in Ground], str(Ground.FIGURES))
    return html.Div([
        html.Div(["区划着色", kinds], className="map-ground", hidden=not sees),
        html.Div(picker(place.INDICATOR, "着色指标", value=""), className="only-figures"),
        html.Div(tabs(place.LEVEL, [(str(one), one.label) for one in AreaLevel], str(AreaLevel.DISTRICT)), className="only-figures"),
        html.Div(picker(place.GAP_LEDGER, "台账"), className="only-gaps"),
    ], className="map-ground")


def _gaps(may):
    """Units whose 报送 no district can show; for who sees none the place is there and asks for nothing."""
    place = ids.Citymap
    if not may(Permission.VIEW_SUBMISSIONS):
        return html.Div(id=place.GAPS_PANEL, hidden=True)
    return html.Div(panel("没有自有区划的单位", html.Div(id=place.GAPS), note="功能区、市直部门、国企与运营商"), id=place.GAPS_PANEL, hidden=True)


def _search(may):
    """Who sees objects may look for one; its answers hang below the field, over the map."""
    place = ids.Citymap
    field = dmc.TextInput(id=place.SEARCH, placeholder="查找代码、编号、名称或地址", debounce=400, size="xs", **{"aria-label": "查找对象"})
    return html.Div([field, html.Div(id=place.FOUND, className="map-found")], className="map-search", hidden=not may(Permission.VIEW_TRIAL))


def _narrowing(may):
    """Which of the objects, and what their colour says; for who sees none the places are there and ask for nothing."""
    place = ids.Citymap
    colours = tabs(place.COLOURING, [(str(one), one.label) for one in Colouring], str(Colouring.LAYER))
    tools = [picker(place.UNIT, "单位"), several(place.ONLY, "类型与状态（可多选）"), html.Div(["对象着色", colours], className="map-ground"),
             html.Div(["覆盖缺口", picker(place.COVER, "覆盖缺口", nothing="没有可看的覆盖")], className="map-ground")]
    return html.Div(tools, className="map-tools") if may(Permission.VIEW_TRIAL) else html.Div(tools, hidden=True)


def _choices(may):
    """Objects are chosen by who may see them; for others the place stays empty and asks for nothing."""
    place = ids.Citymap
    empty = ticks(place.LEDGERS, (), [])
    return html.Div(empty, id=place.CHOICES) if may(Permission.VIEW_TRIAL) else html.Div(empty, hidden=True)
