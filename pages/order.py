"""一张督办单: the matter, its demand, every act on it, and what one may do now."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.orders import ACTS


def layout(may, number=None, **_):
    place = ids.Order
    return html.Div([
        page_head("督办单", dcc.Link("返回督办", href="/supervision", className="door-link")),
        waiting(place.HEAD, 6),
        html.Div(panel("办理", dmc.Textarea(id=place.WORDS, label="办理情况、意见或理由", autosize=True, minRows=2), _attachment(), _acts()),
                 id=place.DESK, hidden=True),
        html.Div(id=place.ANSWER),
        panel("办理过程", waiting(place.EVENTS, 4)),
        dcc.Store(id=place.NUMBER, data=str(number or "")), dcc.Store(id=place.UPLOADED),
    ], className="stack")


def _attachment():
    place = ids.Order
    return html.Div([html.Div(id=place.ZONE), dmc.Progress(id=place.PROGRESS, value=0, size="sm", mt=6, **{"aria-label": "上传进度"}),
                     html.Div(id=place.STATUS, className="upload-status")], id=place.ATTACH, style={"display": "none"})


def _acts():
    """A button for each act; the callback shows those that are open to this reader now."""
    return dmc.Group([dmc.Button(words, id=ids.Order.act(act), variant="filled" if main else "light", color=colour, display="none")
                      for act, words, main, colour in ACTS], mt="sm")
