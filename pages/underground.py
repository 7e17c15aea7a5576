"""地下空间: boreholes in space, a section along a line, what is modelled, and the tunnels."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import INSIDE, page_head, panel, waiting
from components.filters import picker, tabs
from components.graph import graph
from components.underground import no_plan

STRETCHES = (("auto", "自动"), ("1", "1 倍"), ("10", "10 倍"), ("50", "50 倍"), ("200", "200 倍"))
DISTANCES = (("100", "100 米"), ("500", "500 米"), ("2000", "2 公里"), ("10000", "10 公里"))


def layout(**_):
    place = ids.Underground
    return html.Div(
        [
            page_head("地下空间", html.Div(id=place.STRIP)),
            panel("先看结论", waiting(place.HEAD, 3)),
            panel("钻孔三维", html.Div(id=place.SPACE, className="space"), html.Div(id=place.SPACE_WORDS, className="dim small", role="status"),
                  html.Div(id=place.LEFT_OUT), dcc.Store(id=place.FIGURE),
                  note=dmc.Group([picker(place.REGION, "区"), html.Span("竖向夸张", className="dim"), tabs(place.STRETCH, STRETCHES, "auto")], gap="sm")),
            dmc.Grid(
                [
                    dmc.GridCol(panel("钻孔平面", _plan(), note="按住拖动可画剖面线"), span={"base": 12, "xl": 5}),
                    dmc.GridCol(panel("剖面", waiting(place.SECTION, 8), note=_line()), span={"base": 12, "xl": 7}),
                ],
                gutter="md",
            ),
            dcc.Store(id=place.DRAWN),
            dcc.Store(id=place.LINE),
            panel("建模面积", waiting(place.MODELLED, 5), note="应建面积为办法中全市的计划与目标；各区没有分解，以辖区面积作参照"),
            panel("综合管廊各段", waiting(place.TUNNEL_BARS, 8)),
            panel("综合管廊台账", waiting(place.TUNNELS, 6), note="点列名排序"),
        ],
        className="stack",
    )


def _line():
    place = ids.Underground
    ends = [picker(place.FROM, "起点孔"), picker(place.TO, "终点孔")]
    return dmc.Group([*ends, html.Span("离线", className="dim"), tabs(place.WITHIN, DISTANCES, "2000")], gap="sm")


def _plan():
    """Always there, so that a line can be drawn on it; its callback fills it."""
    plot = graph(no_plan(), "钻孔平面", INSIDE, 430, ids.Underground.PLAN, tools=("drawline", "eraseshape"))
    return html.Div([plot, html.Div(id=ids.Underground.PLAN_FOOT, className="table-foot")], className="with-book")
