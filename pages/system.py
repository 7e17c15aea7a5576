"""系统进度: one system of the work plan — what is asked first, then districts and units, then the ledgers and their rows."""

from urllib.parse import unquote

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.progress import legend
from data.access.roles import Permission


def layout(may, name="", **_):
    place = ids.System
    return html.Div(
        [
            html.Div(page_head("系统进度"), id=place.TITLE),
            dcc.Store(id=place.NAME, data=unquote(name)),
            panel("先看结论", waiting(place.HEAD, 6), note=legend()),
            html.Div(id=place.BREAKDOWNS),
            panel("逐月进展", waiting(place.CURVES, 6)),
            panel("各区", waiting(place.DISTRICTS, 6), note="本月全市核实数按所在区；颜色同亮灯，指向数字看原因；点列名排序"),
            panel("各单位", waiting(place.UNITS, 6), note="最落后的在前；点数字看这个单位的行"),
            dmc.Grid([dmc.GridCol(sheet, span={"base": 12, "lg": 6}) for sheet in _lists(may)], gutter="md"),
        ],
        className="stack",
    )


def _lists(may):
    """Only drawn for who may see them: a hidden place would still ask."""
    place = ids.System
    if may(Permission.VIEW_TASKS):
        yield panel("关联任务", waiting(place.TASKS, 5), href="/tasks")
    if may(Permission.VIEW_SUBMISSIONS):
        yield panel("台账与行", waiting(place.LEDGERS, 5), href="/ledgers")
