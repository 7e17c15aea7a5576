"""审计: who did what, when and with what outcome; the chain can be verified."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from data.access.roles import Permission


def layout(may, **_):
    return dmc.Stack([
        dmc.Group([dmc.Title("审计记录", order=2), _verify(may)], justify="space-between"),
        html.Div(id=ids.Audit.VERDICT),
        dmc.Paper(_filters(), withBorder=True, p="md"),
        dmc.Paper([html.Div(id=ids.Audit.TABLE), _steps()],
                  withBorder=True, p="md"),
        dcc.Store(id=ids.Audit.CURSOR),
    ])


def _verify(may):
    return dmc.Button("校验审计链", id=ids.Audit.VERIFY, variant="outline", display="block" if may(Permission.VERIFY_AUDIT) else "none")


def _filters():
    return dmc.SimpleGrid([
        dmc.TextInput(id=ids.Audit.ACTOR, label="操作人", placeholder="账号名，留空为全部", debounce=400),
        dmc.Select(id=ids.Audit.ACT, label="操作", placeholder="全部", clearable=True, searchable=True, nothingFoundMessage="没有这种操作"),
        dmc.Select(id=ids.Audit.OUTCOME, label="结果", placeholder="全部", clearable=True,
                   data=[{"value": "ok", "label": "成功"}, {"value": "denied", "label": "被拒绝"}]),
        dmc.DatePickerInput(id=ids.Audit.DAYS, label="日期", type="range", placeholder="起止日期", clearable=True, valueFormat="YYYY-MM-DD",
                            allowSingleDateInRange=True, monthLabelFormat="YYYY年M月", yearLabelFormat="YYYY年"),
    ], cols={"base": 1, "xs": 2, "lg": 4})


def _steps():
    return dmc.Group([dmc.Button("最新", id=ids.Audit.NEWEST, variant="default", size="xs"),
                      dmc.Button("更早", id=ids.Audit.OLDER, variant="default", size="xs")], justify="flex-end", mt="sm")
