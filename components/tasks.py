"""Tasks as the reader sees them: rollups, the list, one task's steps, evidence and history."""

from collections.abc import Sequence
from decimal import Decimal

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import WORDS, level_badge, light_badge
from components.cards import INSIDE, empty_state, with_book
from components.plain_tables import pairs, plain_table
from components.wording import NONE, amount, day, month, number, person, short_day
from data.plan.progress import TaskProgress
from data.plan.weights import Rollup
from data.store.tables import Extension
from data.supervision.views import NEW_RED, SOON, SOON_DAYS, MonthLight, TaskRow
from data.vocabulary import ExtensionState, Light

LIGHT_CHOICES = ((NEW_RED, "本月新转红"), *((str(light), WORDS[light]) for light in Light))
DUE_CHOICES = ((SOON, f"{SOON_DAYS} 天内有节点到期"),)


def rollup_table(rows: Sequence[Rollup], book: str | None) -> Component:
    """Weighted progress; how many never reported stands beside it, for they count as nothing done."""
    return plain_table(
        ["范围", "任务数", "已完成", "未报", "申报进度", "实证进度", "申报差异"],
        [
            [
                row.name,
                figure(str(row.tasks)),
                figure(str(row.done)),
                figure(str(row.missing)),
                bar(row.reported),
                bar(row.evidenced, "没有数据"),
                figure(f"{number(row.reported - row.evidenced, 1)} 个百分点" if row.reported is not None and row.evidenced is not None else NONE),
            ]
            for row in rows
        ],
        "方案中还没有任务",
        760,
        book=book,
    )


def figure(words: str) -> Component:
    return html.Span(words, className="figure")


def bar(value: Decimal | None, nothing: str = "未报") -> Component:
    """A thin bar with its number; nothing reported is said, not drawn as zero."""
    if value is None:
        return html.Span(nothing, className="item-note")
    share = float(value)
    return html.Div(
        [dmc.Progress(value=max(0.0, min(100.0, share)), size="sm", radius="xs", style={"flex": 1, "minWidth": 60}), figure(f"{share:.1f}%")],
        className="thin-bar",
    )


def task_table(rows: Sequence[TaskRow], book: str | None) -> Component:
    return plain_table(
        ["灯", "任务", "牵头单位", "申报 / 实证", "下一节点", "完成时限", "原因"],
        [
            [
                html.Div([light_badge(r.light, r.light_label if "已补" in r.light_label else "", r.reason), level_badge(r.level)], className="light-cell"),
                html.Div(
                    [dcc.Link(f"{r.code} {r.name}", href=f"/tasks/{r.code}", className="door-link"), html.Div(r.clause or r.source, className="item-note")],
                    className="name-cell",
                ),
                html.Div([r.unit_name, html.Div(f"配合：{'、'.join(r.assist)}", className="item-note") if r.assist else None], className="unit-cell"),
                html.Div([bar(r.reported), bar(r.evidenced, "没有数据")]),
                html.Div([r.next_name, html.Div(short_day(r.next_due), className="item-note")]) if r.next_name else "全部完成",
                html.Div([day(r.due_now), html.Div(f"原定 {day(r.due)}", className="item-note") if r.due_now != r.due else None], className="nowrap"),
                html.Div([r.reason, html.Div(f"解除条件：{r.clears_when}", className="item-note") if r.clears_when != "—" else None], className="reason-cell"),
            ]
            for r in rows
        ],
        "没有符合条件的任务",
        1040,
        book=book,
    )


def task_head(row: TaskRow, quote: str) -> Component:
    return html.Section(
        [
            pairs(
                [
                    (
                        "亮灯",
                        html.Span(
                            [light_badge(row.light, row.light_label if "已补" in row.light_label else "", row.reason), level_badge(row.level)],
                            className="light-cell",
                        ),
                    ),
                    ("原因", row.reason),
                    ("解除条件", row.clears_when),
                    ("下一步", row.next_step),
                    ("自何日起", day(row.since)),
                    ("牵头与配合", row.unit_name + (f"；配合 {'、'.join(row.assist)}" if row.assist else "")),
                    ("方案条款", f"{row.clause}：{quote}" if row.clause else "方案没有对应条款"),
                    ("数值来源", row.source),
                    ("起止", f"{day(row.start)} 至 {day(row.due_now)}" + (f"（原定 {day(row.due)}）" if row.due_now != row.due else "")),
                    ("权重", number(row.weight)),
                ]
            )
        ],
        className="panel",
    )


def steps_view(state: TaskProgress, words: dict[str, str], book: str | None) -> Component:
    """Dated steps and the indicators that bear the task out."""
    steps = plain_table(
        ["里程碑", "应完成", "实际完成", "结论"],
        [[f"{s.step.code} {s.step.name}", day(s.due), day(s.done_on), "逾期完成" if s.is_late else "已完成" if s.done_on else "未完成"] for s in state.steps],
        "",
        520,
        book=INSIDE,
    )
    proof = plain_table(
        ["佐证指标", "实证值", "须达到", "结论"],
        [
            [
                dcc.Link(f"{e.indicator} {e.name}", href=f"/indicators/{e.indicator}", className="door-link"),
                amount(e.value, words.get(e.indicator, "")),
                amount(e.target, words.get(e.indicator, "")),
                "达到" if e.is_met else "未达到",
            ]
            for e in state.evidence
        ],
        "本任务没有可计数的佐证指标，以验收材料为准",
        520,
        book=INSIDE,
    )
    return with_book(html.Div([steps, proof]), book)


def history_strip(months: Sequence[MonthLight]) -> Component:
    if not months:
        return empty_state("还没有亮灯记录")
    return html.Div(
        [
            html.Div(
                [html.Div(month(m.period), className="item-note"), light_badge(m.light, m.label if "已补" in m.label else "", m.reason)],
                className="month-light",
            )
            for m in months
        ],
        className="month-lights",
    )


def extension_table(rows: Sequence[Extension], book: str | None) -> Component:
    return plain_table(
        ["申请日", "延至", "原因", "状态", "审批"],
        [
            [
                day(r.asked_on),
                day(r.new_due_on),
                r.reason,
                ExtensionState(r.state).label,
                f"{person(r.decided_by)} {short_day(r.decided_on)}" if r.decided_by else "—",
            ]
            for r in rows
        ],
        "没有延期申请；延期须在到期前申请，未经批准的逾期按原定日期计算",
        620,
        book=book,
    )
