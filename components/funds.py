"""Money of a month: the account, the parts by source, stage and unit, the plot against physical progress, the projects."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import ledger_row
from components.cards import empty_state, number_card
from components.graph import graph
from components.quick import quick
from components.tables import Heading, Worth, small_table, sorted_table
from components.theme import LIGHTS, PLANNED, plot_layout
from components.wording import NONE, number, signed
from data.supervision.funds import Conditions, FundView, Met, Money, Project
from data.vocabulary import Light

NOTHING = ("本月没有资金数据", "承担项目的单位报送建设资金台账并通过校验后，这里显示计划、到位和支付。")
SHOWN = 300  # projects of a plot or table; the workbook has them all
LOOKS = {Met.YES: (LIGHTS[Light.GREEN], "分段条件满足"), Met.NO: (LIGHTS[Light.RED], "有条件未满足"), Met.UNTOLD: (LIGHTS[Light.GREY], "不能判断")}
SYMBOLS = {Met.YES: "circle", Met.NO: "square", Met.UNTOLD: "circle-open"}
CONDITIONS = (("arrived", "到位"), ("on_plan", "进度"), ("not_ahead", "支付"))
MEANINGS = {"arrived": "累计到位不少于按进度应到位", "on_plan": "对应任务按计划（绿灯或完成）", "not_ahead": "累计支付占计划投资不超过形象进度加规定的差距"}


def account(view: FundView) -> Component:
    """The account in cards, then what needs a look in sentences."""
    if not view.projects:
        return empty_state(*NOTHING)
    whole = view.whole
    cards = [
        number_card("计划投资", _money(whole.planned), "万元", f"{whole.projects} 个项目"),
        number_card("按进度应到位", _money(whole.due), "万元" if whole.due is not None else "",
                    f"{view.without_due} 行没有填" if view.without_due else "按进度要求分段安排的累计数"),
        number_card("累计到位", _money(whole.arrived), "万元", f"占计划 {_share(whole.arrival)}" + _short(whole)),
        number_card("累计支付", _money(whole.paid), "万元", f"占到位 {_share(whole.payment)}，占计划 {_share(whole.spent)}"),
        number_card("分段条件未满足", str(sum(p.conditions.all == Met.NO for p in view.projects)), "个项目", f"共 {whole.projects} 个项目"),
    ]
    return quick(html.Div([html.P(_said(view), className="conclusion is-first"), html.Div(cards, className="number-cards is-many")]))


def _said(view: FundView) -> list[Any]:
    """One sentence: is the money there, is it used, and how many projects may get their next part."""
    whole = view.whole
    failed = {words: sum(getattr(p.conditions, name) == Met.NO for p in view.projects) for name, words in CONDITIONS}
    short = [name for name, money in view.sources if money.short is not None and money.short > 0]
    there = [f"应到位 {_money(whole.due)} 万元，" if whole.due is not None else "", f"已到位 {_money(whole.arrived)} 万元（占计划 {_share(whole.arrival)}）"]
    missing = ["，", html.B(f"缺 {_money(whole.short)} 万元", className="ink-red"), f"，缺口在{'、'.join(short)}" if short else ""]
    count = sum(p.conditions.all == Met.NO for p in view.projects)
    why = "、".join(f"{words} {n} 个" for words, n in failed.items() if n)
    left = [html.B(f"{count} 个项目", className="ink-red"), f"分段条件未满足（{why}）。"] if count else ["没有项目的分段条件未满足。"]
    paid = f"；已支付 {_money(whole.paid)} 万元；共 {whole.projects} 个项目，"
    return [*there, *(missing if whole.short is not None and whole.short > 0 else []), paid, *left]


def _short(money: Money) -> str:
    if money.short is None:
        return ""
    return f"，比应到位少 {_money(money.short)} 万元" if money.short > 0 else "，不少于应到位"


def _money(amount: Any) -> str:
    """万元 with the two places of the ledger."""
    return number(amount, 2)


def _share(percent: Any) -> str:
    return NONE if percent is None else f"{number(percent, 1)}%"


def money_table(head: str, rows: Sequence[tuple[str, Money]], *, book: str | None) -> Component:
    """Parts of the account; the rates are those of the sums."""
    headers = (head, "项目", "计划投资", "应到位", "累计到位", "到位率", "累计支付", "支付率")
    shown = [(html.Span(name, className="nowrap"), str(m.projects), _money(m.planned), _money(m.due), _arrived(m), _share(m.arrival), _money(m.paid),
              _share(m.payment)) for name, m in rows]
    return small_table(headers, shown, (1, 2, 3, 4, 5, 6, 7), NOTHING[0], book=book)


def _arrived(money: Money) -> Any:
    if money.short is None or money.short <= 0:
        return _money(money.arrived)
    return html.B(_money(money.arrived), className="falling", title=f"比按进度应到位少 {_money(money.short)} 万元")


def quadrant(view: FundView, *, book: str | None) -> Component:
    if not view.projects:
        return empty_state(*NOTHING)
    return html.Div([graph(quadrant_figure(view), "各项目累计支付占计划投资的比例与形象进度", book, 430), _left_out(view)])


def _left_out(view: FundView) -> Component | None:
    """What the plot does not hold is said below it."""
    untold = sum(p.progress is None or p.money.spent is None for p in view.projects)
    more = max(0, len(view.projects) - SHOWN)
    said = [f"{untold} 个项目没有形象进度，不在图上" if untold else "", f"图上只画前 {SHOWN} 个项目，另有 {more} 个在下载的表里" if more else ""]
    words = "；".join(part for part in said if part)
    return html.P(f"{words}。", className="dim small") if words else None


def quadrant_figure(view: FundView) -> dict[str, Any]:
    """Physical progress to the right, payment upwards; above the upper line payment is too far ahead of the building."""
    shown = [p for p in view.projects[:SHOWN] if p.progress is not None and p.money.spent is not None]
    largest = max((p.money.planned for p in shown), default=1) or 1
    traces = [_line(0, "支付与进度相同", "dot")]
    if view.margin is not None:
        traces.append(_line(view.margin, f"支付超前 {view.margin} 个百分点", "dash"))
    traces += [_dots([p for p in shown if p.conditions.all == met], met, float(largest)) for met in LOOKS]
    return {"data": [t for t in traces if t["x"]],
            "layout": plot_layout(xaxis={"range": [0, 104], "title": {"text": "形象进度（%）"}, "showgrid": True, "gridcolor": "rgba(134,142,150,0.25)"},
                                  yaxis={"range": [0, 104], "title": {"text": "累计支付占计划投资（%）"}}, margin={"l": 56, "r": 12, "t": 40, "b": 48})}


def _line(above: int, name: str, dash: str) -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "name": name, "x": [0, 100 - above], "y": [above, 100], "hoverinfo": "skip",
            "line": {"color": PLANNED, "width": 1.5, "dash": dash}}


def _dots(projects: Sequence[Project], met: Met, largest: float) -> dict[str, Any]:
    look, name = LOOKS[met]
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": [float(p.progress or 0) for p in projects],
        "y": [float(p.money.spent or 0) for p in projects],
        "marker": {"color": look.colour, "symbol": SYMBOLS[met], "size": [10 + 18 * (float(p.money.planned) / largest) ** 0.5 for p in projects],
                   "opacity": 0.85, "line": {"width": 1, "color": look.ink}},
        "text": [f"{p.unit_name} · {p.name}<br>计划 {_money(p.money.planned)} 万元，到位率 {_share(p.money.arrival)}" for p in projects],
        "hovertemplate": "%{text}<br>形象进度 %{x:.1f}%，支付占计划 %{y:.1f}%<extra></extra>",
    }


def projects_table(view: FundView, period: str, *, book: str | None) -> Component:
    headings = [Heading("项目"), Heading("单位"), Heading("来源"), Heading("对应任务"), Heading("状态"), Heading("分段条件", "；".join(MEANINGS.values())),
                Heading("计划投资", is_figure=True), Heading("应到位", is_figure=True), Heading("累计到位", is_figure=True),
                Heading("累计支付", is_figure=True), Heading("形象进度", "百分比", is_figure=True),
                Heading("支付超前", "累计支付占计划投资减形象进度，百分点", is_figure=True), Heading("存在问题")]
    table = sorted_table(headings, [_project(p, period) for p in view.projects[:SHOWN]], NOTHING[0], book=book)
    more = len(view.projects) - SHOWN
    return html.Div([table, html.P(f"另有 {more} 个项目，在下载的表里。", className="dim small")]) if more > 0 else table


def _project(p: Project, period: str) -> list[Worth]:
    m = p.money
    progress = html.Span(_share(p.progress), title="各来源填的形象进度不一致，取最低的" if p.differs else None, className="falling" if p.differs else None)
    return [
        Worth(dcc.Link(p.name, href=ledger_row("fund", p.unit, p.key, period), title=p.number), p.name),
        Worth(p.unit_name, p.unit_name),
        Worth("、".join(p.sources), "、".join(p.sources)),
        Worth(dcc.Link(p.task_name, href=f"/tasks/{p.task}?period={period}") if p.task_name else html.Span("未对应", className="dim"), p.task_name),
        Worth(p.status or NONE, p.status),
        Worth(_conditions(p.conditions), str([Met.NO, Met.UNTOLD, Met.YES].index(p.conditions.all))),
        *(Worth(_money(amount), None if amount is None else float(amount)) for amount in (m.planned, m.due)),
        Worth(_arrived(m), float(m.arrived)),
        Worth(_money(m.paid), float(m.paid)),
        Worth(progress, None if p.progress is None else float(p.progress)),
        Worth(signed(p.ahead), None if p.ahead is None else float(p.ahead), "gap-red" if p.conditions.not_ahead == Met.NO else ""),
        Worth(html.Span(p.problems or NONE, className="small"), p.problems or None),
    ]


def _conditions(c: Conditions) -> Component:
    """Each condition with a sign and its word, so that colour is not needed."""
    signs = {Met.YES: "✔", Met.NO: "✘", Met.UNTOLD: "—"}
    return html.Span(
        [html.Span(f"{signs[met]}{word} ", className=f"condition condition-{met}", title=f"{MEANINGS[name]}：{met.label}")
         for name, word in CONDITIONS for met in (getattr(c, name),)], className="conditions")
