"""Scores as the reader sees them: the month's steps, rankings, the tree of one unit."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import score_item
from components.cards import INSIDE, empty_state, number_card, panel, with_book
from components.graph import graph
from components.plain_tables import plain_table
from components.quick import quick
from components.theme import EVIDENCED, GRADES, MONTH_TICKS, plot_layout
from components.wording import NONE, number
from data.assessment.tree import ItemScore, UnitScore
from data.assessment.views import MonthFacts, Ranking, ScoreDetail
from data.catalogue.rules import Block
from data.vocabulary import Grade, MonthState

STEPS = (MonthState.OPEN, MonthState.CLOSED, MonthState.COMMENT, MonthState.PUBLISHED)


def month_steps(m: MonthFacts) -> Component:
    """Where the month stands on its way."""
    at = STEPS.index(m.state)
    times = {MonthState.CLOSED: m.closed_at, MonthState.COMMENT: m.comment_at, MonthState.PUBLISHED: m.published_at}
    steps = [
        html.Li(
            [
                html.Span(step.label, className="step-name"),
                html.Span(times[step].strftime("%m-%d %H:%M") if n <= at and times.get(step) else "", className="item-note"),
            ],
            className="step is-done" if n < at else "step is-here" if n == at else "step",
        )
        for n, step in enumerate(STEPS)
    ]
    said = [
        f"第 {m.version} 次通报" if m.version else "",
        f"原因：{m.reason}" if m.reason else "",
    ]
    seal = html.Span(f"　通报校验值 {m.snapshot_sha[:16]}…", className="sha") if m.snapshot_sha else None
    return html.Div([html.Ol(steps, className="month-steps"), html.Div(["　".join(filter(None, said)), seal], className="item-note")])


def ranking_panels(found: Sequence[Ranking], period: str, names: Mapping[str, str], books: Mapping[str, str | None]) -> Component:
    if not found:
        return panel("排名", empty_state("这个月还没有得分", "月度截止后自动试算；通报后各单位可见排名"))
    return html.Div([panel(r.name, _ranking(r, period, names, books.get(r.group)), note=f"{len(r.scores)} 个单位，组内排名") for r in found], className="stack")


def _ranking(r: Ranking, period: str, names: Mapping[str, str], book: str | None) -> Component:
    codes = [i.item for i in r.scores[0].items]
    items = {i.item: i.name for i in r.scores[0].items}
    rows = [
        [
            html.B(str(s.rank) if s.rank else "不排名", className="figure"),
            _unit(names.get(s.unit, s.unit), f"/assessment/{s.unit}?period={period}" if s.unit in r.opens else None),
            total_cell(s),
            grade_badge(s.grade),
            *(points(i, score_item(s.unit, period, i.item) if s.unit in r.opens else None) for i in s.items),
        ]
        for s in r.scores
    ]
    return plain_table(
        ["名次", "单位", "得分", "等次", *(html.Span(items[code], title=code, className="score-head") for code in codes)],
        rows,
        "没有单位",
        560 + 74 * len(codes),
        book=book,
    )


def _unit(name: str, address: str | None) -> Component:
    return dcc.Link(name, href=address, className="door-link") if address else html.Span(name)


def total_cell(s: UnitScore) -> Component:
    note = None if s.applicable == 100 else html.Div(f"适用 {number(s.applicable)} 分", className="item-note")
    return html.Span([html.B(number(s.total, 2) if s.total is not None else NONE), note], className="figure")


def grade_badge(grade: Grade | None) -> Component:
    return dmc.Badge(grade.label, color=GRADES[grade], variant="light", radius="sm") if grade else html.Span(NONE)


def points(item: ItemScore, address: str | None) -> Component:
    """Earned of points, a door to what they rest on; 不涉及 is a dash with its reason. Without an address nothing but the points is told."""
    shown = NONE if item.earned is None else number(item.earned, 2)
    look = "figure item-note" if item.earned is None else "figure" if item.earned == item.points else "figure is-less"
    if address is None:
        return html.Span(shown, title=item.name, className=look)
    reason = item.reason if item.earned is None else f"{item.name}：{item.reason}"
    return html.Span(dcc.Link(shown, href=address, className="grid-door"), title=reason, className=look)


def score_head(d: ScoreDetail) -> Component:
    s = d.score
    return html.Div(
        [
            number_card("得分", number(s.total, 2) if s.total is not None else NONE, "分", "已通报" if d.is_final else "试算"),
            number_card("组内名次", str(s.rank) if s.rank else "不排名", "", d.group_name),
            number_card("等次", s.grade.label if s.grade else NONE),
            number_card("适用分值", number(s.applicable), "分", "不涉及的项目不给满分，按适用分值折算"),
        ],
        className="number-row",
    )


def score_tree(d: ScoreDetail, period: str, book: str | None, wanted: str = "") -> Component:
    """Blocks, their items, and under each item its inputs and sources; the wanted item stands open."""
    items = {i.item: i for i in d.score.items}
    blocks = [_block(block, [items[i.code] for i in block.items if i.code in items], period, wanted) for block in d.blocks]
    return quick(with_book(html.Div(blocks), book))


def _block(block: Block, items: Sequence[ItemScore], period: str, wanted: str) -> Component:
    earned = sum((i.earned for i in items if i.earned is not None), Decimal(0))
    due = sum((i.points for i in items if i.applicable), Decimal(0))
    head = html.H3([block.name, html.Span(f"{number(earned, 2)} / {number(due)}" if due else "不涉及", className="figure")], className="sub-title score-block")
    return html.Div([head, *(_item(i, period, i.item == wanted) for i in items)])


def _item(item: ItemScore, period: str, is_wanted: bool) -> Component:
    """One line that opens into rule, inputs and sources."""
    shown = f"{number(item.earned, 2)} / {number(item.points)}" if item.earned is not None else "不涉及"
    face = html.Summary(
        [
            html.Div([html.B(f"{item.item} {item.name}"), html.Div(item.reason, className="item-note")], className="item-words"),
            html.Span(shown, className="figure" if item.earned in (None, item.points) else "figure is-less"),
        ],
        className="score-item",
    )
    lines = [[i["name"], _value(i["value"]), i["note"] or NONE] for i in item.inputs]
    inputs = plain_table(["依据", "数值", "说明"], lines, "", 420, book=INSIDE) if lines else None
    sources = [_source(s, period) for s in item.sources]
    body = [html.Div(f"规则：{item.rule}", className="item-note"), inputs, html.Div(sources, className="source-row") if sources else None]
    shown_first = {"open": True, "data-wanted": "1"} if is_wanted else {}
    return html.Details([face, html.Div(body, className="score-body")], className="score-line is-wanted" if is_wanted else "score-line", **shown_first)


def _value(value: Any) -> Component:
    return html.Span(number(Decimal(str(value)), None) if isinstance(value, (int, float)) else value if value is not None else NONE, className="figure")


ADDRESSES = {"submission": "/submissions/{id}", "task": "/tasks/{id}", "order": "/supervision/{id}", "indicator": "/indicators/{id}"}


def _source(source: dict[str, Any], period: str) -> Component:
    """A door to what the points rest on, down to the cell."""
    place = f"　{source['sheet']}!{source['cell']}" if source.get("cell") else ""
    href = ADDRESSES[source["kind"]].format(id=source["id"]) + (f"?cell={source['cell']}" if source.get("cell") else f"?period={period}")
    return dcc.Link(f"{source['label']}{place}", href=href, className="source-link")


def score_trend_view(trend: Sequence[tuple[str, float | None]], book: str | None) -> Component:
    """Published totals as one line; a month without a total is a gap."""
    if not trend:
        return empty_state("还没有已通报的月份")
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [f"{p}-01" for p, _ in trend],
        "y": [t for _, t in trend],
        "text": [f"{t:.2f}" if t is not None else "" for _, t in trend],
        "textposition": "top center",
        "line": {"color": EVIDENCED, "width": 2},
        "hovertemplate": "%{x|%Y年%-m月}　%{y:.2f} 分<extra></extra>",
    }
    layout = plot_layout(xaxis={"type": "date", "tickformat": MONTH_TICKS, "dtick": "M1"}, yaxis={"range": [0, 105]}, showlegend=False)
    return graph({"data": [line], "layout": layout}, "历月得分", book, 260)
