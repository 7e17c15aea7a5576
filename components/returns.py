"""退回 on the page of a file: the desk of the office, what it is asked before, and what everybody reads afterwards."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.cards import panel
from components.plain_tables import pairs
from components.wording import NONE, month, person
from data.intake.views import SubmissionDetail
from data.intake.withdrawn import Linked, Returned, Returning


def return_desk() -> Component:
    """Hidden until the reader may send this file back; the reason stands ready before it asks."""
    place = ids.Submission
    words = dmc.Textarea(
        id=place.RETURN_WHY, label="退回的原因（必填，报送单位会看到）", withAsterisk=True, autosize=True, minRows=2, maxRows=6, mt="sm"
    )
    button = dmc.Button("退回这份报送", id=place.RETURN, color="red", variant="light", mt="sm")
    form = html.Div([words, button], id=place.RETURN_FORM)
    return html.Div(panel("退回", html.Div(id=place.RETURN_NOTE, className="item-note"), form), id=place.RETURN_DESK, hidden=True)


def return_dialogue() -> Component:
    place = ids.Submission
    buttons = [dmc.Button("取消", id=place.RETURN_KEEP, variant="default"), dmc.Button("确认退回", id=place.RETURN_SURE, color="red")]
    return dmc.Modal(
        [html.Div(id=place.RETURN_SAID), dmc.Group(buttons, justify="flex-end", mt="lg")],
        id=place.RETURN_ASK,
        title="确认退回这份报送？",
        centered=True,
        closeButtonProps={"aria-label": "关闭"},
    )


def desk_note(returning: Returning) -> str:
    return returning.refusal or "退回后这份报送不再计数，其他单位和已通报的月份不受影响；单位改正后重新报送即可。"


def what_follows(d: SubmissionDetail, previous: str | None, reason: str) -> Component:
    """What the office is asked: which file, what counts instead, and the reason as the unit will read it."""
    after = f"此前接收的 {previous} 恢复计数" if previous else f"{month(d.row.period)}没有其他已接收的版本，退回后按缺报处理"
    return pairs(
        [
            ("退回", html.B(d.row.receipt, className="figure")),
            ("单位与台账", f"{d.row.unit_name}　{d.row.ledger_name}　{month(d.row.period)}"),
            ("退回以后", after),
            ("原因", html.Span(reason, className="pre-line")),
        ]
    )


def returned_view(d: SubmissionDetail) -> Component | None:
    """Who sent back what, when and why, on the page of every file that has its state from it."""
    r = d.returned
    if r is None:
        return None
    rows: list[tuple[str, Any]] = [
        ("退回的报送", _door(r.file, d)),
        ("退回时间", html.Span(r.at.strftime("%Y-%m-%d %H:%M:%S"), className="figure")),
        ("退回人", person(r.by)),
        ("原因", html.Span(r.reason, className="pre-line")),
        ("现在计数的", _counting(r, d)),
    ]
    return panel("退回情况", pairs(rows), look="is-returned")


def _counting(r: Returned, d: SubmissionDetail) -> Any:
    return _door(r.counts, d) if r.counts else f"{NONE}（{month(d.row.period)}没有其他已接收的版本）"


def _door(file: Linked, d: SubmissionDetail) -> Component:
    if file.id == d.row.id:
        return html.Span([html.Span(file.receipt, className="figure"), "（本份）"])
    return dcc.Link(file.receipt, href=f"/submissions/{file.id}", className="door-link figure")
