"""The lists of the overview: who is behind, what turned red, what falls due, who is silent, what moved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import level_badge, light_badge, light_counts, light_shape
from components.cards import empty_state, good_state, line_item, listing
from components.charts import curve_figure
from components.graph import graph
from components.progress import gap_line
from components.quick import quick
from components.wording import amount, figure_number, plan_number, short_day, signed
from data.indicators.detail import Curve
from data.indicators.figure import Figure
from data.indicators.views import BETTER, WORSE, IndicatorLine, UnitStanding
from data.intake.views import MatrixRow
from data.supervision.board import TaskLine
from data.supervision.views import NEW_RED, SOON, SOON_DAYS, DueRow

BEHIND_SHOWN, LINES_SHOWN = 9, 6


def behind_list(units: Sequence[UnitStanding], period: str) -> Component:
    """Furthest behind first, each with the indicator that holds it back."""
    rows = [
        dcc.Link(
            [
                html.Span(u.unit_name, className="behind-name"),
                light_counts(u.lights),
                html.Span(u.worst.name if u.worst else "本月没有数据", className="behind-why"),
                gap_line(u.gap),
                html.Span(signed(u.gap), className="behind-gap figure"),
            ],
            href=f"/units/{u.unit}?period={period}",
            className="behind-row is-door",
        )
        for u in units[:BEHIND_SHOWN]
    ]
    return quick(listing(rows, empty_state("没有可比较的单位", "单位报送台账并通过校验后，这里按进度差排列。")))


def red_list(lines: Sequence[TaskLine], red: int, period: str, own: bool) -> Component:
    """`red`: how many red ones the reader sees in all; `own`: the reader is a unit and sees its own."""
    rows = [
        line_item(
            line.name,
            [line.unit_name, " · ", line.reason],
            [light_badge(line.light), level_badge(line.level)],
            f"/tasks/{line.task}?period={period}",
        )
        for line in lines[:LINES_SHOWN]
    ]
    whose = "本单位" if own else ""
    nothing = f"{whose}本月没有新转红的任务（在办红灯 {red} 项）。" if red else f"{whose}没有红灯任务。"
    more = _more(len(lines), f"/tasks?light={NEW_RED}&period={period}")
    return quick(html.Div([listing(rows, good_state(nothing)), more]))


def due_list(found: Sequence[DueRow], period: str) -> Component:
    rows = [
        line_item(
            d.step if d.step != "任务完成" else d.task_name,
            [d.unit_name, " · ", d.task_name if d.step != "任务完成" else "任务到期"],
            [
                html.Span("今天" if d.days_left == 0 else f"{d.days_left} 天后", className="soon" if d.days_left <= 3 else ""),
                html.Div(short_day(d.due), className="dim"),
            ],
            f"/tasks/{d.task}?period={period}",
        )
        for d in found[:LINES_SHOWN]
    ]
    more = _more(len(found), f"/tasks?due={SOON}&period={period}", "个节点")
    return quick(html.Div([listing(rows, good_state(f"{SOON_DAYS} 天内没有到期的里程碑。")), more]))


def _more(count: int, href: str, what: str = "项") -> Component | None:
    return dcc.Link(f"全部 {count} {what} ›", href=href, className="more") if count > LINES_SHOWN else None


def silent_list(rows: Sequence[MatrixRow], period: str, own: bool) -> Component:
    """Units that still owe something, with what it is."""
    owing = sorted([(row, row.owing) for row in rows if row.owing], key=lambda pair: -len(pair[1]))
    if not owing:
        return good_state("本单位已报齐。" if own else "应报单位已全部报齐。")
    chips = [
        dcc.Link(
            [row.unit_name, html.Span(str(len(cells)), className="chip-count")],
            href=f"/units/{row.unit}?period={period}",
            className="chip is-door",
            title=f"还差 {len(cells)} 份",
        )
        for row, cells in owing
    ]
    overdue = sum(c.state == "overdue" for _, cells in owing for c in cells)
    return quick(html.Div(
        [
            html.P(f"{len(owing)} 个单位还差 {sum(len(c) for _, c in owing)} 份，其中逾期 {overdue} 份。", className="list-lead"),
            html.Div(chips, className="chips"),
        ]
    ))


def change_list(lines: Sequence[IndicatorLine], period: str) -> Component:
    """What moved since last month: lights that turned worse, then those that lost most on their plan, then those that turned better."""
    known = [line for line in lines if line.gap_change is not None]
    if not known:
        return empty_state("没有可比较的上月数据", "连续两个月有数据后，这里显示变化。")
    ranks = {WORSE: 0, "": 1, BETTER: 2}
    moved = sorted(known, key=lambda line: (ranks[line.turn], line.gap_change or 0))
    better = [line for line in moved if line.turn == BETTER][: BEHIND_SHOWN // 3]
    shown = [*[line for line in moved if line.turn != BETTER][: BEHIND_SHOWN - len(better)], *better]
    counts = {turn: sum(line.turn == turn for line in known) for turn in ranks}
    words = f"{len(known)} 项有计划的指标中，亮灯变差 {counts[WORSE]} 项、变好 {counts[BETTER]} 项。右列为进度差的变化（百分点）。"
    lead = html.P(words, className="list-lead")
    return quick(html.Div([lead, html.Div([_changed(line, period) for line in shown], className="listing")]))


def _changed(line: IndicatorLine, period: str) -> Component:
    f, was = line.figure, line.before
    turned = [light_shape(was.light), html.Span("→", className="dim")] if line.turn and was else []
    return dcc.Link(
        [
            html.Span(f.name, className="change-name"),
            html.Span([html.Span(f"{figure_number(was.value if was else None, f.unit_word)} → ", className="dim"), amount(f.value, f.unit_word)],
                      className="figure", title=f"较上月 {change_words(line)}"),
            html.Span(signed(line.gap_change), className=f"figure strong {_direction(line.gap_change)}", title="进度差较上月的变化，百分点"),
            html.Span([*turned, light_badge(f.light, why=f.reason)], className="change-light"),
        ],
        href=f"/indicators/{f.indicator}?period={period}",
        className="change-row is-door",
    )


def change_words(line: IndicatorLine) -> str:
    """Whole objects whole, shares with their decimals."""
    if line.figure.unit_word == "%":
        return signed(line.change)
    return signed(line.change, 2 if line.figure.denominator is not None else 0)


def _direction(moved: Decimal | None) -> str:
    return "rising" if (moved or 0) > 0 else "falling" if (moved or 0) < 0 else "dim"


def headline_plots(curves: Sequence[Curve], period: str, books: Mapping[str, str | None]) -> Component:
    """Small multiples of the same plot; each title is a door to its indicator."""
    if not curves:
        return empty_state("还没有设计划的指标")
    return dmc.SimpleGrid([_headline(curve, period, books.get(curve.indicator)) for curve in curves], cols={"base": 1, "sm": 2, "xl": 4}, spacing="md")


def _headline(curve: Curve, period: str, book: str | None) -> Component:
    figure = curve.months[-1][1] if curve.months else None
    head = dcc.Link(
        [html.Span(curve.name, className="headline-name"), light_badge(figure.light, why=figure.reason) if figure else None],
        href=f"/indicators/{curve.indicator}?period={period}",
        className="headline-head is-door",
    )
    if figure is None:
        return html.Div([head, empty_state("还没有数据")], className="headline")
    said = html.Div(
        [
            html.B(amount(figure.value, figure.unit_word), className="figure"),
            html.Span(_against_plan(figure), className="dim"),
        ],
        className="headline-said",
    )
    return html.Div([quick(head, said), graph(curve_figure(curve, small=True), f"{curve.name}：计划、核实与申报", book, 150)], className="headline")


def _against_plan(figure: Figure) -> str:
    if figure.planned is None:
        return "未设计划"
    return f"计划 {plan_number(figure.planned, figure.unit_word, figure.denominator is None)} · 差 {signed(figure.gap_points)} 个百分点"
