"""台账: rows of any ledger in a month, as known now or on an earlier day, found by filters or by how they begin."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from data.access.roles import Permission

place = ids.Ledgers


def layout(may, **words):
    return html.Div([
        page_head("台账", lead=html.Div(id=place.STRIP)),
        panel("查什么", _choices(may, words), html.Div(id=place.FILTERS, className="ask-row"),
              note="条件写在网址里，复制网址即可把这一页发给别人"),
        panel("符合条件的行", waiting(place.TABLE, 10), _steps(), note="点名称看全部列、各版本与来源单元格"),
        dcc.Store(id=place.ASKED, data={name: str(word) for name, word in words.items() if name != "period"}),
        dcc.Store(id=place.CURSOR), dcc.Store(id=place.KEPT),
    ], className="stack")


def _choices(may, words):
    """Who sees one unit only is not asked for which."""
    unit = dmc.Select(id=place.UNIT, label="单位", placeholder="全部单位", clearable=True, searchable=True, value=words.get("unit"),
                      size="sm", nothingFoundMessage="没有符合的单位", display="block" if not may(Permission.EXPLAIN) else "none")
    return html.Div([
        dmc.Select(id=place.LEDGER, label="台账", allowDeselect=False, searchable=True, size="sm", nothingFoundMessage="没有符合的台账"),
        unit,
        dmc.TextInput(id=place.SEARCH, label="识别代码、自有编号或名称", placeholder="输入开头几位或全部", value=words.get("q"), debounce=500, size="sm"),
        dmc.DatePickerInput(id=place.KNOWN, label="按哪天已知的内容", placeholder="现在", value=words.get("known"), clearable=True, size="sm",
                            valueFormat="YYYY-MM-DD", monthLabelFormat="YYYY年M月", yearLabelFormat="YYYY年"),
    ], className="ask-row")


def _steps():
    return dmc.Group([dmc.Button("从头看", id=place.FIRST, variant="default", size="xs"),
                      dmc.Button("下一页", id=place.MORE, variant="default", size="xs")], justify="flex-end", mt="sm", gap="xs")
