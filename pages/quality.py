"""数据质量: how many findings for how many cells, which files passed at once, and how many cells somebody had to type."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import options
from data.access.roles import Permission
from data.vocabulary import Severity

place = ids.Quality


def layout(may, **words):
    return html.Div([
        page_head("数据质量", lead=html.Div(id=place.STRIP)),
        panel("看哪些文件", _choices(may, words), note="条件写在网址里，复制网址即可把这一页发给别人"),
        panel("这个月", waiting(place.HEAD, 4)),
        _pair(panel("每千个单元格的问题数", waiting(place.TREND, 6), note="强制与核实之和 ÷ 读到的非空单元格 × 1000"),
              panel("一次通过率", waiting(place.FIRST_PASS, 6), note="首份文件即接收的 ÷ 收到文件的（单位 × 台账）")),
        _pair(panel("六个质量特性", waiting(place.WORDS, 6), note="国家标准 36344 的六个词，按等级分"),
              panel("填报负担", waiting(place.BURDEN, 6), note="单元格：需填写 = 已接收文件中新增或有改动的行；模板预填且整行未改的不计")),
        panel("各单位", waiting(place.UNITS, 8), note="问题与填报量；点单位只看这一家"),
        panel("各规则", waiting(place.RULES, 8), note="点规则看是哪些文件"),
        panel("问题最多的文件", waiting(place.FILES, 6), note="只列有强制或核实问题的；点回执号看每一处"),
        dcc.Store(id=place.ASKED, data={name: str(word) for name, word in words.items() if name != "period"}), dcc.Store(id=place.KEPT),
    ], className="stack")


def _pair(left, right):
    return dmc.Grid([dmc.GridCol(left, span={"base": 12, "lg": 6}), dmc.GridCol(right, span={"base": 12, "lg": 6})], gutter="md")


def _choices(may, words):
    """Who sees one unit only is not asked for which."""
    severities = options((severity.value, severity.label) for severity in Severity)
    return html.Div([
        dmc.Select(id=place.UNIT, label="单位", placeholder="全部单位", clearable=True, searchable=True, value=words.get("unit"), size="sm",
                   nothingFoundMessage="没有符合的单位", display="none" if may(Permission.EXPLAIN) else "block"),
        dmc.Select(id=place.LEDGER, label="台账", placeholder="全部台账", clearable=True, searchable=True, value=words.get("ledger"), size="sm",
                   nothingFoundMessage="没有符合的台账"),
        dmc.Select(id=place.SEVERITY, label="问题等级", placeholder="全部等级", clearable=True, data=severities, value=words.get("severity"), size="sm"),
    ], className="ask-row")
