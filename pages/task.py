"""一项任务: its clause, dated steps, evidence, lights month by month, orders and extensions."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from data.access.roles import Permission


def layout(may, code=None, **_):
    place = ids.Task
    return html.Div(
        [
            page_head(html.Span(id=place.TITLE), dcc.Link("返回任务", href="/tasks", className="door-link")),
            waiting(place.HEAD, 6),
            panel("里程碑与佐证", waiting(place.STEPS, 4)),
            panel("逐月亮灯", waiting(place.HISTORY, 2)),
            panel("督办单", waiting(place.ORDERS, 2), href="/supervision"),
            panel("延期", waiting(place.EXTENSIONS, 2), _asking(may), _deciding(may), html.Div(id=place.ANSWER)),
            dcc.Store(id=place.CODE, data=str(code or "")),
        ],
        className="stack",
    )


def _asking(may):
    """Shown by the callback while the reader has something to ask for."""
    place = ids.Task
    fields = dmc.Group(
        [
            dmc.DatePickerInput(id=place.NEW_DUE, label="申请延至", valueFormat="YYYY-MM-DD", monthLabelFormat="YYYY年M月", yearLabelFormat="YYYY年", w=160),
            dmc.Textarea(id=place.REASON, label="延期原因与目前进展", autosize=True, minRows=1, style={"flex": 1, "minWidth": 240}),
            dmc.Button("申请延期", id=place.ASK),
        ],
        align="flex-end",
        mt="sm",
        display="flex" if may(Permission.ASK_EXTENSION) else "none",
    )
    return html.Div(fields, id=place.ASKING, hidden=True)


def _deciding(may):
    """Shown by the callback while a request waits."""
    buttons = dmc.Group(
        [dmc.Button("同意待审批的延期", id=ids.Task.APPROVE, variant="light"), dmc.Button("不同意", id=ids.Task.REFUSE, variant="light", color="red")],
        mt="sm",
        display="flex" if may(Permission.DECIDE_EXTENSION) else "none",
    )
    return html.Div(buttons, id=ids.Task.DECIDE)
