"""督办: orders by state, overdue first; drafting and issuing by the office, answering by the unit."""

from dash import html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.orders import LEVEL_CHOICES, STATE_CHOICES


def layout(may, **_):
    place = ids.Supervision
    return html.Div([
        page_head("督办", picker(place.STATE, "状态", STATE_CHOICES), picker(place.LEVEL, "级别", LEVEL_CHOICES), picker(place.UNIT, "承办单位")),
        panel("办理情况", waiting(place.COUNTS, 2)),
        panel("督办单", waiting(place.TABLE, 8), note="提醒自动发出；督办单由办公室签发；通报与约谈须领导确认"),
        panel("近一个月的提醒", waiting(place.NOTICES, 3)),
    ], className="stack")
