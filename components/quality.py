"""Data quality as numbers, four plots and three tables; every one says what it divides by what."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import empty_state, number_card
from components.plain_tables import plain_table
from components.quick import quick
from components.theme import EVIDENCED, PLANNED, REPORTED, SEVERITIES, TARGET, plot_layout
from components.wording import NONE, month, number
from data.calendar import label, shift
from data.intake.quality import MONTHS, FileLine, QualityAsked, RuleLine, Weighed
from data.vocabulary import Outcome, Quality, Severity

FILLS = {Severity.ERROR: "#e03131", Severity.WARNING: "#d9a406", Severity.INFO: "#74a9dc"}
OUTCOME_COLOURS = {Outcome.ACCEPTED: "green", Outcome.REJECTED: "red", Outcome.UNCHANGED: "gray"}
NO_CELLS = empty_state("没有可画的月份", "收到文件以后，这里按月显示。")


def address(asked: QualityAsked, **changes: str) -> str:
    """The same page with other words."""
    said = {"period": asked.period, "unit": asked.unit, "ledger": asked.ledger, "severity": asked.severity, "rule": asked.rule, **changes}
    return "/quality?" + urlencode({name: word for name, word in said.items() if word})


def month_cards(now: Weighed | None, before: Weighed | None, asked: QualityAsked) -> Component:
    """The month in five numbers, each with what it is made of and the month before."""
    if now is None:
        return empty_state("这个月还没有收到文件", "换一个月份，或等各单位报送。")
    cards = [
        number_card("每千单元格问题", number(now.rate, 2), "处", f"强制加核实 {now.wrong:,} 处 ÷ {now.cells:,} 格{_was(before and before.rate, 2)}"),
        number_card("一次通过率", number(now.first_pass, 1), "%" if now.first_pass is not None else "",
                    f"{now.passed}/{now.firsts} 份首报即接收{_was(before and before.first_pass, 1, '%')}"),
        number_card("收到文件", f"{now.files:,}", "份", f"退回 {now.rejected} 份{_was(before and before.files, 0, ' 份')}"),
        number_card("需填写单元格", f"{now.typed:,}", "格", f"已接收文件共 {now.accepted:,} 格，其余为预填未改{_was(before and before.typed, 0)}"),
        number_card("退回重报", f"{now.again:,}", "格", f"退回的文件里填写的单元格{_was(before and before.again, 0)}"),
    ]
    return html.Div([html.Div(cards, className="number-cards"), _chosen_rule(asked)])


def _was(value: Any, places: int, unit_word: str = "") -> str:
    return "" if value is None else f"；上月 {number(value, places)}{unit_word}"


def _chosen_rule(asked: QualityAsked) -> Component | None:
    if not asked.rule:
        return None
    return html.P(["只看一条规则的问题。", dcc.Link("看全部规则", href=address(asked, rule=""), className="door-link")], className="dim small")


# Plots: always the whole window of months, so that one without files is seen to be missing.


def _months(until: str) -> dict[str, Any]:
    """An axis of months, the chosen one at its end."""
    window = [shift(until, n - MONTHS + 1) for n in range(MONTHS)]
    words = [f"{int(period[5:])}月" + (f"<br>{period[:4]}年" if n == 0 or period.endswith("-01") else "") for n, period in enumerate(window)]
    return {"type": "category", "categoryorder": "array", "categoryarray": window, "range": [-0.6, MONTHS - 0.4], "tickvals": window, "ticktext": words,
            "tickangle": 0, "tickfont": {"size": 12}}



def rate_figure(months: Mapping[str, Weighed], until: str) -> dict[str, Any] | None:
    """Findings for each thousand cells, month by month; months whose cells were not counted are left out."""
    shown = {period: weighed for period, weighed in months.items() if weighed.rate is not None}
    if not shown:
        return None
    marks = [f"{label(period)}<br>每千格 {weighed.rate} 处<br>{weighed.wrong:,} 处 ÷ {weighed.cells:,} 格" for period, weighed in shown.items()]
    line = {"type": "scatter", "mode": "lines+markers+text", "x": list(shown), "y": [float(w.rate or 0) for w in shown.values()],
            "text": [str(w.rate) for w in shown.values()], "textposition": "top center", "hovertext": marks, "hoverinfo": "text", "cliponaxis": False,
            "line": {"color": TARGET, "width": 2.5}, "marker": {"size": 8, "color": TARGET}}
    return {"data": [line], "layout": plot_layout(showlegend=False, yaxis={"rangemode": "tozero"}, xaxis=_months(until),
                                                  margin={"l": 8, "r": 16, "t": 24, "b": 8})}


def pass_figure(months: Mapping[str, Weighed], until: str) -> dict[str, Any] | None:
    shown = {period: weighed for period, weighed in months.items() if weighed.first_pass is not None}
    if not shown:
        return None
    bars = {"type": "bar", "x": list(shown), "y": [float(w.first_pass or 0) for w in shown.values()],
            "text": [f"{w.first_pass}%" for w in shown.values()], "textposition": "outside", "constraintext": "none", "textfont": {"size": 12},
            "marker": {"color": EVIDENCED}, "cliponaxis": False,
            "hovertext": [f"{label(p)}　首报即接收 {w.passed}/{w.firsts}" for p, w in shown.items()], "hoverinfo": "text", "width": [0.6] * len(shown)}
    height = {"range": [0, 120], "tickvals": [0, 25, 50, 75, 100], "ticksuffix": "%"}
    return {"data": [bars], "layout": plot_layout(showlegend=False, yaxis=height, xaxis=_months(until),
                                                  margin={"l": 8, "r": 16, "t": 16, "b": 8})}


def words_figure(words: Mapping[Quality, Mapping[Severity, int]]) -> dict[str, Any]:
    """The six words, each in its own line, coloured by severity; a word without findings stands at nought."""
    names = [word.label for word in words][::-1]
    bars = [{"type": "bar", "orientation": "h", "name": severity.label, "y": names, "x": [found.get(severity, 0) for found in words.values()][::-1],
             "marker": {"color": FILLS[severity]}, "hovertemplate": f"%{{y}}　{severity.label} %{{x:,}} 处<extra></extra>"} for severity in Severity]
    totals = [sum(found.values()) for found in words.values()][::-1]
    sums = {"type": "scatter", "mode": "text", "y": names, "x": totals, "text": [f" {n:,}" for n in totals], "textposition": "middle right",
            "showlegend": False, "hoverinfo": "skip", "cliponaxis": False}
    return {"data": [*bars, sums], "layout": plot_layout(barmode="stack", bargap=0.35, xaxis={"visible": False, "rangemode": "tozero"},
                                                         yaxis={"showgrid": False, "ticksuffix": "  "}, margin={"l": 8, "r": 56, "t": 32, "b": 8})}


def burden_figure(months: Mapping[str, Weighed], until: str) -> dict[str, Any] | None:
    """Cells of accepted files, typed and pre-filled, and the typed ones of rejected files."""
    shown = {period: weighed for period, weighed in months.items() if weighed.cells}
    if not shown:
        return None
    kinds = (("需填写", EVIDENCED, [w.typed for w in shown.values()]), ("预填未改", REPORTED, [w.accepted - w.typed for w in shown.values()]),
             ("退回重报", PLANNED, [w.again for w in shown.values()]))
    bars = [{"type": "bar", "name": name, "x": list(shown), "y": counts, "marker": {"color": colour}, "width": [0.6] * len(shown),
             "hovertext": [f"{label(p)}　{name} {n:,} 格" for p, n in zip(shown, counts, strict=True)], "hoverinfo": "text"} for name, colour, counts in kinds]
    return {"data": bars, "layout": plot_layout(barmode="stack", xaxis=_months(until), yaxis={"tickformat": ",~r"},
                                                margin={"l": 8, "r": 16, "t": 32, "b": 8})}


# Tables


def unit_table(units: Mapping[str, Weighed], names: Mapping[str, str], asked: QualityAsked, book: str | None) -> Component:
    headers = ("单位", "文件", "退回", "一次通过", "强制", "核实", "每千格问题", "读到单元格", "需填写", "预填未改", "退回重报")
    lines = [[html.Div(dcc.Link(names.get(unit, unit), href=address(asked, unit=unit), className="door-link"), className="nowrap"),
              *map(_count, (w.files, w.rejected)), _figure(f"{w.passed}/{w.firsts}"),
              *map(_count, (w.found.get(Severity.ERROR, 0), w.found.get(Severity.WARNING, 0))), _figure(number(w.rate, 2)),
              *map(_count, (w.cells, w.typed, w.accepted - w.typed, w.again))] for unit, w in units.items()]
    return plain_table(headers, lines, "这个月还没有收到文件；换一个月份，或等各单位报送。", 980, book=book)


def rule_table(rules: Sequence[RuleLine], asked: QualityAsked, book: str | None) -> Component:
    lines = [[_severity(line.severity), html.Span(line.quality.label, className="nowrap"),
              html.Div(dcc.Link(line.words, href=address(asked, rule=line.rule), className="door-link two-lines"), title=line.words),
              _count(line.count), _count(line.files), _count(line.units)] for line in rules]
    return plain_table(("等级", "质量特性", "规则或问题举例", "处", "文件", "单位"), lines, "没有问题；所选范围内的文件都没有被指出问题。", 760, book=book)


def file_table(files: Sequence[FileLine], names: Mapping[str, str], ledgers: Mapping[str, str], asked: QualityAsked, book: str | None) -> Component:
    lines = [[dcc.Link(f.receipt, href=f"/submissions/{f.submission}", className="source"), html.Span(names.get(f.unit, f.unit), className="nowrap"),
              html.Span(ledgers.get(f.ledger, "未能识别"), className="nowrap"), html.Div(f.file_name, className="file-name", title=f.file_name),
              dmc.Badge(Outcome(f.outcome).label, color=OUTCOME_COLOURS.get(Outcome(f.outcome), "gray"), variant="light", radius="sm"),
              _count(f.errors), _count(f.warnings), _count(f.cells), _count(f.typed)] for f in files]
    none = f"{month(asked.period)}没有这样的文件；放宽条件，或换一个月份。"
    return plain_table(("回执号", "单位", "台账", "文件", "结果", "强制", "核实", "读到单元格", "新增或有改动"), lines, none, 980, book=book)


def _severity(severity: Severity) -> Component:
    return dmc.Badge(severity.label, color=SEVERITIES[severity], variant="light", radius="sm")


def _count(value: int) -> Component:
    return _figure(f"{value:,}" if value else NONE if value is None else "0")


def _figure(text: str) -> Component:
    return html.Span(text, className="figure")


def counted_note() -> Component:
    """What a cell is, once on the page."""
    return quick(html.P("单元格只数办法声明的列中非空的；本功能启用前收到的文件没有数过，按 0 格计，不进入每千格的计算。", className="dim small"))
