"""任务: every task of the work plan with its light, its reason and its next date."""

from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.known import known_picker
from components.tasks import DUE_CHOICES, LIGHT_CHOICES


def layout(may, **asked):
    place = ids.Tasks
    return html.Div([
        page_head("任务", picker(place.PHASE, "阶段", asked=asked.get("phase")), picker(place.PILLAR, "支柱", asked=asked.get("pillar")),
                  picker(place.UNIT, "牵头单位", asked=asked.get("unit")), picker(place.LIGHT, "亮灯", LIGHT_CHOICES, asked=asked.get("light")),
                  picker(place.DUE, "期限", DUE_CHOICES, asked=asked.get("due")), known_picker(place.KNOWN, asked.get("known")),
                  lead=html.Div(id=place.STRIP)),
        panel("任务清单", waiting(place.TABLE, 10), note=html.Div(id=place.COUNT, role="status")),
        panel("进度汇总", waiting(place.ROLLUPS, 3), note="按任务权重：申报与实证并列"),
        dcc.Store(id=place.KEPT),
    ], className="stack")
