"""建设进度: every indicator of the month by system, and every unit against its plan."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.progress import legend


def layout(**_):
    place = ids.Indicators
    return html.Div(
        [
            page_head("建设进度", html.Div(id=place.STRIP)),
            panel("全部指标", waiting(place.BOARD, 12), note=dmc.Group([legend(), picker(place.SYSTEM, "系统")], gap="md")),
            panel(
                "各单位进度差",
                waiting(place.MATRIX, 8),
                note=dmc.Group(["单位：百分点；颜色同该指标的亮灯，指向数字看原因；点列名排序", picker(place.GROUP, "分组")], gap="md"),
            ),
        ],
        className="stack",
    )
