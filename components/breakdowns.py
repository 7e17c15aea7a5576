"""分布: rows of a ledger by a declared column as stacked or grouped bars, with the rows behind each bar one press away."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.cards import INSIDE, empty_state, panel, with_book
from components.graph import graph
from components.tables import small_table
from components.theme import SERIES, plot_layout
from components.wording import number
from data.indicators.breakdowns import UNSAID, Bar, BreakdownView
from data.intake.ledger_asked import OWN

LEFT_OUT = "未计入"
GREY = "#adb5bd"
# Paler ones let the ground through, so that numbers on them are read in both colour schemes.
GOOD, DONE, BAD, OPEN, AMBER, HALF = ("#1f5fa8", "rgba(47,158,68,0.75)", "rgba(134,142,150,0.4)", "rgba(217,180,74,0.45)", "rgba(232,137,12,0.6)",
                                      "rgba(47,115,187,0.5)")
SHADES = (("rgba(47,115,187,0.3)", GOOD), ("rgba(47,115,187,0.25)", HALF, GOOD))  # of two sums, of three: the last is what is reached
# How far a thing is, in the words of the ledgers: begun is pale, in work amber, done blue and green, out of use grey. Other words take the series.
STEPS = {
    **dict.fromkeys(("规划", "谋划", "立项", "未建", "待入库", "在装"), BAD), **dict.fromkeys(("在建", "建设中", "起草"), AMBER),
    **dict.fromkeys(("征求意见", "试运行", "报批"), HALF), **dict.fromkeys(("已建成", "已验证", "已赋码"), GOOD),
    **dict.fromkeys(("已投用", "已开通", "已上线", "已印发", "已入库", "已核验", "在用", "现用", "在运"), DONE),
    **dict.fromkeys(("停用", "作废", "已注销", "废止", "历史"), BAD), "故障": "#c23b3b",
    **dict.fromkeys(("是", "已挂接"), GOOD), **dict.fromkeys(("否", "未挂接"), BAD), UNSAID: OPEN}
ANSWERS = ("是", "否")


def breakdown_panels(views: Sequence[BreakdownView], period: str, opens: bool, *, book: str | None) -> Component | None:
    """Beside each other where there are two; none where the rule book declares none. `opens`: the reader may look at rows."""
    if not views:
        return None
    span = {"base": 12, "lg": 12 if len(views) == 1 else 6}
    return dmc.Grid([dmc.GridCol(_panel(view, period, opens, book), span=span) for view in views], gutter="md")


def _panel(view: BreakdownView, period: str, opens: bool, book: str | None) -> Component:
    note = f"{view.ledger.name}台账，{view.counted:,} 行计入" + (f"，{view.left_out:,} 行未计入" if view.left_out else "")
    if view.refused:
        return panel(view.declared.ask, empty_state("这里没有图", view.refused))
    if not view.counted and not view.left_out:
        return panel(view.declared.ask, empty_state("台账里没有行", f"{view.ledger.name}台账本月没有一行。"), note=note)
    shown = [bar for bar in view.bars if bar.counted or bar.left_out]
    height = max(150, 76 + 30 * len(shown) * (len(view.names) if view.declared.sums else 1) * (0.6 if view.declared.sums else 1))
    drawn = html.Div([graph(breakdown_figure(view, shown), view.declared.ask, INSIDE, int(height)), _doors(view, period, opens)])
    return panel(view.declared.ask, with_book(drawn, book, "下载数据"), note=note)


def breakdown_figure(view: BreakdownView, bars: Sequence[Bar]) -> dict[str, Any]:
    """Lying bars, the first choice on top: parts beside each other that add up, or sums one below the other."""
    values = [bar.value for bar in bars][::-1]
    used = [name for name in view.names if any(bar.parts.get(name) for bar in bars)]
    sums = dict(zip(used, SHADES[len(used) - 2], strict=True)) if view.declared.sums and len(used) > 1 else {}
    amounts = {name: [float(bar.parts.get(name, 0)) for bar in bars][::-1] for name in used}
    traces = [_trace(_said(view, name), sums.get(name) or _colour(name, n), values, amounts[name], view.unit) for n, name in enumerate(used)]
    if not view.declared.sums and view.left_out:
        traces.append(_trace(LEFT_OUT, GREY, values, [float(bar.left_out) for bar in bars][::-1], view.unit, opacity=0.45))
    if view.declared.sums:
        traces.reverse()  # the first sum on top of its group
    return {"data": traces, "layout": plot_layout(
        barmode="group" if view.declared.sums else "stack", bargap=0.35, xaxis={"showgrid": False, "visible": False, "rangemode": "tozero"},
        yaxis={"showgrid": False, "ticksuffix": "  "}, margin={"l": 8, "r": 40, "t": 30, "b": 6},
        legend={"traceorder": "reversed" if view.declared.sums else "normal"})}


def _said(view: BreakdownView, name: str) -> str:
    """是 and 否 with what they answer."""
    split = view.declared.split
    return f"{view.ledger.column(split).header}：{name}" if split and name in ANSWERS else name


def _colour(name: str, n: int) -> str:
    return STEPS.get(name, SERIES[n % len(SERIES)])


def _trace(name: str, colour: str, y: list[str], x: list[float], unit: str, opacity: float = 0.8) -> dict[str, Any]:  # noqa: PLR0913, PLR0917
    return {"type": "bar", "orientation": "h", "name": name, "y": y, "x": x, "marker": {"color": colour, "opacity": opacity},
            "text": [number(worth) if worth else "" for worth in x], "textposition": "auto", "textangle": 0, "insidetextanchor": "middle", "cliponaxis": False,
            "hovertemplate": f"%{{y}}　{name} %{{x:,}} {unit}<extra></extra>"}


def _doors(view: BreakdownView, period: str, opens: bool) -> Component:
    """Every bar in figures; the choice opens its rows on 台账, counted and not."""
    names = view.names if view.declared.sums else []
    rows = [(dcc.Link(bar.value, href=_address(view, bar, period)) if opens and _word(view) else bar.value,
             *(number(bar.parts.get(name, 0)) for name in names), f"{bar.counted:,}", f"{bar.left_out:,}") for bar in view.bars]
    headers = (view.ledger.column(view.declared.by).header, *(f"{name}（{view.unit}）" for name in names), "计入行", LEFT_OUT)
    return html.Details([html.Summary("数字与台账行"), small_table(headers, rows, range(1, len(headers)), book=INSIDE)], className="behind-plot")


def _word(view: BreakdownView) -> str:
    """The filter of 台账 for the column; '' where its rows cannot be asked for by it."""
    ledger, by = view.ledger, view.declared.by
    if by in ("region", "status"):
        return by
    return f"{OWN}{by}" if ledger.column(by).filterable else "kind" if by == ledger.kind_field else ""


def _address(view: BreakdownView, bar: Bar, period: str) -> str:
    return f"/ledgers?{urlencode({'period': period, 'ledger': view.ledger.code, _word(view): bar.value})}"
