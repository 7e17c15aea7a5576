"""考评: the month's steps, the ranking by group, and the door to every score's tree."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.known import known_picker
from data.access.roles import Permission


def layout(may, known=None, **_):
    place = ids.Assessment
    return html.Div(
        [
            page_head("考评", known_picker(place.KNOWN, known), lead=html.Div(id=place.STRIP)),
            panel("月度进程", waiting(place.MONTH, 2), _moves(may), html.Div(id=place.ANSWER),
                  note=dcc.Link("更正清单：通报以后哪些数变了", href="/restatements", className="door-link")),
            html.Div(waiting(place.RANKING, 8)),
            dcc.Store(id=place.KEPT),
        ],
        className="stack",
    )


def _moves(may):
    """截止 → 征求意见 → 通报; 撤回 needs a reason. The month's state, told by the callback, hides the steps out of turn."""
    place = ids.Assessment
    buttons = dmc.Group(
        [
            dmc.Button("截止并试算", id=place.CLOSE, className="only-open"),
            dmc.Button("征求意见", id=place.COMMENT, variant="light", className="unless-open only-closed"),
            dmc.Button("通报", id=place.PUBLISH, color="green", className="unless-open before-published"),
            dmc.TextInput(id=place.REASON, placeholder="撤回须写明原因", w=260, className="unless-open"),
            dmc.Button("撤回，重新开放", id=place.REOPEN, variant="light", color="red", className="unless-open"),
        ],
        mt="sm",
        display="flex" if may(Permission.CLOSE_MONTH) else "none",
    )
    return html.Div(buttons, id=place.MOVES, className="month-moves")
