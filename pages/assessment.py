"""考评: the month's steps, the ranking by group, and the door to every score's tree."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel, waiting
from data.access.roles import Permission


def layout(may, **_):
    place = ids.Assessment
    return html.Div([
        page_head("考评", lead=html.Div(id=place.STRIP)),
        panel("月度进程", waiting(place.MONTH, 2), _moves(may), html.Div(id=place.ANSWER)),
        html.Div(waiting(place.RANKING, 8)),
    ], className="stack")


def _moves(may):
    """截止 → 征求意见 → 通报; 撤回 needs a reason."""
    place = ids.Assessment
    shown = may(Permission.CLOSE_MONTH)
    return dmc.Group([
        dmc.Button("截止并试算", id=place.CLOSE), dmc.Button("征求意见", id=place.COMMENT, variant="light"),
        dmc.Button("通报", id=place.PUBLISH, color="green"), dmc.TextInput(id=place.REASON, placeholder="撤回须写明原因", w=260),
        dmc.Button("撤回，重新开放", id=place.REOPEN, variant="light", color="red"),
    ], mt="sm", display="flex" if shown else "none")
