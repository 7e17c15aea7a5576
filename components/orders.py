"""Supervision orders as the reader sees them: counts, the list, one order with its events and acts."""

import json
from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.badges import level_badge, light_badge
from components.cards import number_card
from components.plain_tables import pairs, plain_table
from components.wording import day, person, short_day
from data.supervision.order_views import EventRow, OrderDetail, OrderRow
from data.supervision.views import NoticeRow
from data.vocabulary import Level, OrderAct, OrderState

STATE_CHOICES = tuple((str(s), s.label) for s in OrderState)
LEVEL_CHOICES = tuple((str(level), level.label) for level in (Level.SUPERVISE, Level.CIRCULATE, Level.INTERVIEW))
COLOURS = {
    OrderState.DRAFT: "gray",
    OrderState.ISSUED: "blue",
    OrderState.ACKNOWLEDGED: "indigo",
    OrderState.ANSWERED: "violet",
    OrderState.RETURNED: "orange",
    OrderState.CLOSED: "green",
    OrderState.CANCELLED: "gray",
}
# act, words on the button, is it the main one, colour
ACTS = (
    (OrderAct.CONFIRM, "领导确认", True, "brand"),
    (OrderAct.ISSUE, "签发", True, "brand"),
    (OrderAct.ACKNOWLEDGE, "签收", True, "brand"),
    (OrderAct.ANSWER, "提交反馈", True, "brand"),
    (OrderAct.CLOSE, "核验通过，办结", True, "green"),
    (OrderAct.RETURN, "退回重办", False, "orange"),
    (OrderAct.CANCEL, "撤销", False, "red"),
)


def order_counts(rows: Sequence[OrderRow]) -> Component:
    """How many stand where, and how many are overdue."""
    cards = [number_card(state.label, str(sum(r.state == state for r in rows)), "件") for state in OrderState if state != OrderState.CANCELLED]
    overdue = sum(r.is_overdue for r in rows)
    return html.Div([number_card("逾期未反馈", str(overdue), "件"), *cards], className="number-row")


def order_table(rows: Sequence[OrderRow], book: str | None) -> Component:
    return plain_table(
        ["编号", "督办事项", "承办单位", "级别", "状态", "下发", "时限", "反馈", "办结"],
        [
            [
                dcc.Link(r.number or "未签发", href=f"/supervision/{r.id}", className="door-link figure"),
                html.Div([r.title, html.Div(f"{r.task} {r.task_name}", className="item-note")], className="name-cell"),
                r.unit_name,
                level_badge(r.level),
                state_badge(r),
                short_day(r.issued_on),
                html.Span(short_day(r.due_on), className="is-late" if r.is_overdue else None),
                short_day(r.answered_on),
                short_day(r.closed_on),
            ]
            for r in rows
        ],
        "没有督办单",
        980,
        book=book,
    )


def state_badge(row: OrderRow) -> Component:
    words = row.state.label + ("（逾期）" if row.is_overdue else "")
    return dmc.Badge(words, color="red" if row.is_overdue else COLOURS[row.state], variant="light", radius="sm")


def notice_table(rows: Sequence[NoticeRow], units: dict[str, str], book: str | None) -> Component:
    return plain_table(["日期", "单位", "提醒"], [[day(r.on), units.get(r.unit, r.unit), r.words] for r in rows], "没有提醒", 520, book=book)


def order_head(d: OrderDetail) -> Component:
    r = d.row
    waiting = f"{day(d.waiting_until)}前" if d.waiting_until else "—"
    leader = "已由领导确认" if d.is_confirmed else "须领导确认后签发" if d.needs_leader else "不需要"
    return html.Section(
        [
            pairs(
                [
                    ("编号", html.B(r.number or "拟办稿，尚未签发", className="figure")),
                    ("督办事项", r.title),
                    ("要求", html.Div(d.demand, className="pre-line")),
                    ("任务", dcc.Link(f"{r.task} {r.task_name}", href=f"/tasks/{r.task}", className="door-link")),
                    ("承办与协办", r.unit_name + (f"；协办 {'、'.join(d.assist)}" if d.assist else "")),
                    ("级别与灯", html.Span([level_badge(r.level), light_badge(r.light)], className="light-cell")),
                    ("状态", state_badge(r)),
                    ("来源", r.source),
                    ("办理时限", r.due_class.label + (f"，{day(r.due_on)}" if r.due_on else "，签发后起算")),
                    ("签收时限", day(r.acknowledge_by)),
                    ("下一步须于", waiting),
                    ("领导确认", leader),
                    ("拟办与签发", f"{person(d.drafted_by)} {day(r.drafted_on)}" + (f"；{person(d.issued_by)} {day(r.issued_on)}" if d.issued_by else "")),
                ]
            )
        ],
        className="panel",
    )


def event_list(events: Sequence[EventRow], book: str | None) -> Component:
    return plain_table(
        ["时间", "办理", "经办人", "内容", "附件"],
        [
            [
                html.Span(day(e.on), className="nowrap"),
                e.act.label,
                person(e.by),
                html.Div(e.words or "—", className="pre-line"),
                html.A(e.file_name, href=f"/files/attachment/{e.attachment}", className="door-link") if e.attachment else "—",
            ]
            for e in events
        ],
        "还没有办理记录",
        640,
        book=book,
    )


def attachment_zone(order: int) -> Component:
    """Where a document is dropped before the answer is sent."""
    marks = {
        "data-upload": "/attach",
        "data-upload-fields": json.dumps({"subject": f"order:{order}"}),
        "data-upload-accept": ".pdf,.png,.jpg,.jpeg,.xlsx,.docx",
        "data-upload-progress": ids.Order.PROGRESS,
        "data-upload-status": ids.Order.STATUS,
        "data-upload-result": ids.Order.UPLOADED,
    }
    return html.Div(
        html.Div("附佐证材料（pdf、图片、xlsx、docx），可拖到这里", className="upload-words"),
        className="upload-zone is-small",
        role="button",
        tabIndex=0,
        **marks,
        **{"aria-label": "选择佐证材料"},
    )
