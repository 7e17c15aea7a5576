"""报表: papers of the month, made on demand or after publishing, and what was made before."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.known import known_picker
from data.access.roles import Permission


def layout(may, known=None, **_):
    place = ids.Reports
    return html.Div(
        [
            page_head("报表", known_picker(place.KNOWN, known), lead=html.Div(id=place.STRIP)),
            html.Div(
                panel(
                    "编制报表",
                    dmc.Group([picker(place.KIND, "种类"), picker(place.UNIT, "单位"), dmc.Button("编制", id=place.MAKE, size="xs")], align="flex-end"),
                    html.Div(id=place.ANSWER),
                    note="通报以后自动编制情况通报；通报以前编制的都盖“试算稿”；上方选了日期的按当日所知编制",
                ),
                style=None if may(Permission.MAKE_REPORT) else {"display": "none"},
            ),
            panel("已编制的报表", waiting(place.FILES, 6), note="与屏幕同一组数据；每份都可核验"),
            dcc.Store(id=place.WATCHED),
            dcc.Store(id=place.KEPT),
            dcc.Interval(id=place.TIMER, interval=1500, disabled=True),
        ],
        className="stack",
    )
