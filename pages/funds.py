"""资金: planned, arrived and paid by source, stage and unit, beside physical progress, and which projects meet the conditions of the next part."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel, waiting


def layout(**_):
    place = ids.Funds
    return html.Div(
        [
            page_head("资金", html.Div(id=place.STRIP)),
            panel("资金总账", waiting(place.HEAD, 5), note="单位：万元；数取自各单位已接收的建设资金台账"),
            dmc.Grid(
                [
                    dmc.GridCol(panel("支付与形象进度", waiting(place.QUADRANT, 10), note="一点一个项目，点越大计划投资越多"), span={"base": 12, "xl": 6}),
                    dmc.GridCol([panel("按资金来源", waiting(place.SOURCES, 4)), panel("按阶段", waiting(place.STAGES, 4))],
                                span={"base": 12, "xl": 6}, className="stack"),
                ],
                gutter="md",
            ),
            panel("按单位", waiting(place.UNITS, 3)),
            panel("项目与分段安排条件", waiting(place.PROJECTS, 8), note="条件未满足的在前；点列名排序"),
        ],
        className="stack",
    )
