"""更正清单: which published figures of the month later submissions changed."""

from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting


def layout(**_):
    place = ids.Restatements
    return html.Div([
        page_head("更正清单", dcc.Link("返回考评", href="/assessment", className="door-link"), lead=html.Div(id=place.STRIP)),
        panel("通报以后", waiting(place.HEAD, 2), note="按通报时的办法，用现在全部已接收的报送重新计数，与已通报的数逐个比较"),
        panel("变了的数", waiting(place.TABLE, 8), note="点指标看构成，点回执看那份报送"),
    ], className="stack")
