"""指标详情: how one figure is defined, how it ran, whose it is, and the cells it was counted from."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker, tabs
from data.access.roles import Permission


def layout(may, code=None, unit=None, **_):
    place = ids.Indicator
    return html.Div(
        [
            html.Div(page_head("指标详情"), id=place.TITLE),
            dcc.Store(id=place.CODE, data=code),
            dcc.Store(id=place.ROWS_UNIT, data=unit),
            panel("怎么算、算到多少", waiting(place.HEAD, 7)),
            panel("各阶段目标与分解", waiting(place.GOALS, 4)),
            dmc.Grid(
                [
                    dmc.GridCol(panel("计划与实际", waiting(place.CURVE, 8), note=_scope(unit)), span={"base": 12, "lg": 8}),
                    dmc.GridCol(panel("能否达到", waiting(place.OUTLOOK, 8)), span={"base": 12, "lg": 4}),
                ],
                gutter="md",
            ),
            dmc.Grid(
                [
                    dmc.GridCol(panel("逐月申报与核实", waiting(place.MONTHS, 8)), span={"base": 12, "lg": 8}),
                    dmc.GridCol(panel("各区", waiting(place.DISTRICTS, 8)), span={"base": 12, "lg": 4}),
                ],
                gutter="md",
            ),
            panel("各单位", waiting(place.UNITS, 6)),
            panel("各单位逐月可信度", waiting(place.CREDIBILITY, 6), note="核实 ÷ 申报，最高 100%；点数字看计入和未计入的行，点列名排序"),
            _rows() if may(Permission.VIEW_SUBMISSIONS) else None,
        ],
        className="stack",
    )


def _scope(unit):
    """全市 until a unit is chosen; its own choices come with the month."""
    return picker(ids.Indicator.SCOPE, "范围", (("", "全市"),), unit or "")


def _rows():
    """Only drawn for who may see rows: a hidden place would still ask for them."""
    place = ids.Indicator
    kinds = tabs(place.ROWS_KIND, (("no", "未计入"), ("yes", "已计入"), ("below", "分母的行")), "no")
    return html.Div([panel("数从哪些行来", waiting(place.ROWS, 8), _steps(), note=kinds), dcc.Store(id=place.CURSOR)])


def _steps():
    place = ids.Indicator
    return dmc.Group(
        [
            dmc.Button("从头看", id=place.FIRST, variant="default", size="xs"),
            dmc.Button("下一页", id=place.MORE, variant="default", size="xs"),
        ],
        justify="flex-end",
        mt="sm",
        gap="xs",
    )
