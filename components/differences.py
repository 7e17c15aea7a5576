"""与上一版本的差异 on the page of a file: counts, then row by row what was added, changed and closed."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.cards import panel, waiting
from components.plain_tables import plain_table
from components.wording import NONE
from data.intake.differences import Difference, DifferenceKind, Differences

COLOURS = {DifferenceKind.ADDED: "green", DifferenceKind.CHANGED: "blue", DifferenceKind.CLOSED: "red"}


def differences_panel() -> Component:
    place = ids.Submission
    buttons = [dmc.Button("回到第一页", id=place.DIFFERENCES_FIRST, size="xs", variant="default", disabled=True),
               dmc.Button("下一页", id=place.DIFFERENCES_MORE, size="xs", variant="default", disabled=True)]
    return panel("与上一版本的差异", waiting(place.DIFFERENCES, 3), html.Div(buttons, className="button-row pager"), dcc.Store(id=place.DIFFERENCES_FROM),
                 note="与该月此前有效的版本相比；没有变化的行不列")


def difference_table(page: Differences, book: str | None) -> Component:
    if not any(page.counts.values()):
        return html.Div("没有变化：这份报送没有新增、变更或减少任何一行。", className="item-note")
    counted = "　".join(f"{kind.label} {n:,} 行" for kind, n in page.counts.items() if n)
    lines = [[dmc.Badge(row.kind.label, color=COLOURS[row.kind], variant="light", radius="sm"), html.Span(row.key, className="key-cell"), row.name or NONE,
              _fields(row)] for row in page.rows]
    return html.Div([html.Div(counted, className="list-lead"), plain_table(["变化", "对象", "名称", "原值 → 新值"], lines, "", 640, book=book)])


def _fields(row: Difference) -> Component:
    if row.kind != DifferenceKind.CHANGED:
        return html.Span("整行" + row.kind.label)
    if not row.fields:
        return html.Span("只有不在此显示的内容变化")
    return html.Div([html.Div([html.B(f"{header}："), html.Del(old or "（空）"), " → ", html.Ins(new or "（空）")]) for header, old, new in row.fields])
