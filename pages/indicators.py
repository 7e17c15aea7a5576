"""建设进度: every indicator of the month by system, and every unit against its plan."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.indicators import LIGHT_CHOICES, TURN_CHOICES
from components.known import known_picker
from components.progress import legend


def layout(**asked):
    place = ids.Indicators
    pickers = [picker(place.SYSTEM, "系统", asked=asked.get("system")), picker(place.LIGHT, "亮灯", LIGHT_CHOICES, asked=asked.get("light")),
               picker(place.TURN, "较上月", TURN_CHOICES, asked=asked.get("turn"))]
    return html.Div(
        [
            page_head("建设进度", *pickers, known_picker(place.KNOWN, asked.get("known")), lead=html.Div(id=place.STRIP)),
            panel("全部指标", waiting(place.BOARD, 12), note=legend()),
            panel(
                "各单位进度差",
                waiting(place.MATRIX, 8),
                note=dmc.Group(["单位：百分点；颜色同该指标的亮灯，指向数字看原因；选了亮灯只列有这种灯的单位",
                                picker(place.GROUP, "分组", asked=asked.get("group"))], gap="md"),
            ),
            dcc.Store(id=place.KEPT),
        ],
        className="stack",
    )
