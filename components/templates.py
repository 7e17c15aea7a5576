"""Templates on the page 报送: what a unit owes, each with its pre-filled workbook."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from components.addresses import template
from components.cards import empty_state
from components.plain_tables import plain_table
from components.submissions import STATES
from components.wording import short_day
from data.intake.due import STATE_LABELS
from data.intake.template.service import Owed


def template_list(unit: str | None, period: str, owed: Sequence[Owed], book: str | None) -> Component:
    """A line and a button for each ledger, one button for all."""
    if unit is None:
        return empty_state("请先选择单位", "选定后列出该单位本月应报的台账，模板按最近一次接收的内容预填")
    if not owed:
        return empty_state("本月没有应报的台账")
    lines = [
        [
            html.B(one.name),
            html.Span(one.note or "—", className="item-note"),
            html.Span(short_day(one.expected.due), className="figure"),
            _state(one.expected.state),
            html.A("下载模板", href=template(period, unit, one.ledger), className="button-link is-quiet", **{"aria-label": f"下载{one.name}模板"}),
        ]
        for one in owed
    ]
    every = html.A(f"全部下载（{len(owed)} 份，zip）", href=template(period, unit), className="button-link")
    table = html.Div(plain_table(["台账", "填报范围", "截止", "状态", "模板"], lines, "", 720, book=book), className="template-table")
    return html.Div([table, html.Div(every, className="button-row")])


def _state(state: str) -> Component:
    colour, sign = STATES[state]
    return dmc.Badge(f"{sign} {STATE_LABELS[state]}", color=colour, variant="light", radius="sm")
