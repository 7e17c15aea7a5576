"""任务: every task of the work plan with its light, its reason and its next date."""

from dash import html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.tasks import LIGHT_CHOICES


def layout(may, **_):
    place = ids.Tasks
    return html.Div([
        page_head("任务", picker(place.PHASE, "阶段"), picker(place.PILLAR, "支柱"), picker(place.UNIT, "牵头单位"),
                  picker(place.LIGHT, "亮灯", LIGHT_CHOICES), lead=html.Div(id=place.STRIP)),
        panel("进度汇总", waiting(place.ROLLUPS, 3), note="按任务权重：申报与实证并列"),
        panel("任务清单", waiting(place.TABLE, 10), note="点开任务看依据、里程碑与督办"),
    ], className="stack")
