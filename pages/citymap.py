"""一张图: districts coloured by an indicator, objects of the ledgers as layers; draws without any base map."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel
from components.filters import picker, ticks
from components.maps import Places, city_map, no_card


def layout(**_):
    place = ids.Citymap
    return html.Div(
        [
            page_head("一张图", html.Div(id=place.STRIP)),
            html.Div(
                [picker(place.INDICATOR, "着色指标", value=""), html.Div(ticks(place.LEDGERS, (), []), id=place.CHOICES)],
                className="map-tools",
            ),
            dmc.Grid(
                [
                    dmc.GridCol(
                        city_map(Places(place.MAP, place.BASES, place.DISTRICTS, place.OBJECTS, place.LEGEND, place.WORDS)),
                        span={"base": 12, "lg": 9},
                    ),
                    dmc.GridCol(panel("点选内容", html.Div(no_card(), id=place.CARD)), span={"base": 12, "lg": 3}),
                ],
                gutter="md",
            ),
        ],
        className="stack",
    )
