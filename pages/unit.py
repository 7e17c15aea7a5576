"""单位: everything of one unit — figures, tasks and lights, orders, hand-ins, score."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.progress import legend
from data.access.roles import Permission


def layout(may, code=None, **_):
    place = ids.Unit
    return html.Div(
        [
            html.Div(page_head("单位"), id=place.TITLE),
            dcc.Store(id=place.CODE, data=code),
            html.Div(panel("得分", waiting(place.SCORE, 2), href="/assessment"), hidden=not may(Permission.VIEW_SCORES)),
            panel("指标", waiting(place.FIGURES, 8), note=legend()),
            dmc.Grid(
                [
                    _half(panel("牵头任务", waiting(place.TASKS, 6), href="/tasks"), may(Permission.VIEW_TASKS)),
                    _half(panel("督办单", waiting(place.ORDERS, 6), href="/supervision"), may(Permission.VIEW_ORDERS)),
                ],
                gutter="md",
            ),
            html.Div(panel("本月报送", waiting(place.SUBMISSIONS, 5), href="/submissions"), hidden=not may(Permission.VIEW_SUBMISSIONS)),
        ],
        className="stack",
    )


def _half(sheet, shown):
    return dmc.GridCol(sheet, span={"base": 12, "lg": 6}, display="block" if shown else "none")
