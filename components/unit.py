"""Everything of one unit: its tasks, orders, hand-ins and score as short lists."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import level_badge, light_badge
from components.cards import empty_state, line_item, listing, number_card
from components.tables import small_table
from components.theme import GRADES
from components.wording import NONE, day, number
from data.assessment.tree import UnitScore
from data.intake.due import STATE_LABELS, Expected
from data.supervision.order_views import OrderRow
from data.supervision.views import TaskRow

STATE_COLOURS = {"accepted": "green", "late": "yellow", "awaiting": "orange", "rejected": "red", "missing": "gray", "overdue": "red",
                  "zero": "teal", "unchanged": "teal", "confirming": "orange"}


def unit_tasks(rows: Sequence[TaskRow], nothing: str = "没有牵头的任务", names_units: bool = False) -> Component:
    return listing(
        [
            line_item(
                row.name,
                [f"{row.unit_name} · " if names_units else "", f"{row.next_name}，{day(row.next_due)}前 · " if row.next_name else "", row.reason],
                [light_badge(row.light, why=row.reason), level_badge(row.level)],
                f"/tasks/{row.code}",
            )
            for row in rows
        ],
        empty_state(nothing),
    )


def unit_orders(rows: Sequence[OrderRow]) -> Component:
    return listing(
        [
            line_item(
                row.title,
                [f"{row.number or '未编号'} · {row.task_name} · 办结期限 {day(row.due_on)}"],
                [
                    dmc.Badge(row.state.label, color="red" if row.is_overdue else "blue", variant="light", radius="sm"),
                    level_badge(row.level),
                ],
                f"/supervision/{row.id}",
            )
            for row in rows
        ],
        empty_state("没有督办单"),
    )


def unit_submissions(cells: Sequence[Expected], names: dict[str, str], book: str | None) -> Component:
    rows = [
        (
            names.get(c.ledger, c.ledger),
            day(c.due),
            dmc.Badge(STATE_LABELS[c.state], color=STATE_COLOURS[c.state], variant="light", radius="sm"),
            f"{c.rejections} 次" if c.rejections else NONE,
            dcc.Link(c.receipt, href=f"/submissions/{c.submission}") if c.submission else NONE,
        )
        for c in cells
    ]
    return small_table(("台账", "截止", "状态", "退回", "回执"), rows, nothing="本单位没有应报的台账", book=book)


def unit_score(score: UnitScore | None, book: str | None) -> Component:
    """Total, rank and grade, then the items that cost points."""
    if score is None or score.total is None:
        return empty_state("本月还没有得分", "月度截止后由办公室试算，通报后定稿。")
    grade = dmc.Badge(score.grade.label, color=GRADES[score.grade], variant="light", radius="sm") if score.grade else None
    cards = [
        number_card("总分", number(score.total, 2), "分", grade),
        number_card("组内名次", str(score.rank) if score.rank else NONE, "", "参加排名" if score.ranked else "适用分值不足，不参加排名"),
        number_card("适用分值", number(score.applicable), "分", "不涉及的项不计入"),
    ]
    lost = sorted((i for i in score.items if i.earned is not None and i.earned < i.points), key=lambda i: (i.earned or 0) - i.points)
    rows = [(i.name, f"{number(i.earned, 2)} / {number(i.points)}", html.Span(i.reason, className="dim small")) for i in lost[:6]]
    return html.Div([html.Div(cards, className="number-cards"), small_table(("失分项", "得分", "原因"), rows, (1,), "没有失分项", book=book)])
