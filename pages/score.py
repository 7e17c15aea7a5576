"""一个单位一个月的得分: opened into items, inputs and source cells."""

from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting


def layout(may, unit=None, item=None, **_):
    place = ids.Score
    return html.Div([
        page_head(html.Span(id=place.TITLE), dcc.Link("返回考评", href="/assessment", className="door-link"), lead=html.Div(id=place.STRIP)),
        waiting(place.HEAD, 3),
        panel("得分构成", waiting(place.TREE, 10), note="每一分都有规则、依据和来源；点来源可看原文件的单元格"),
        panel("历月得分", waiting(place.TREND, 4), note="已通报的月份"),
        dcc.Store(id=place.UNIT, data=str(unit or "")), dcc.Store(id=place.ITEM, data=str(item or "")),
    ], className="stack")
