"""The indicators of a month: by system, by unit, and one of them opened up."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import system_page
from components.badges import WORDS, doubt_badge, light_badge, light_counts, state_badge
from components.cards import empty_state, number_card, with_book
from components.charts import bars_figure
from components.credibility import credibility_words, difference
from components.graph import graph
from components.indicator_facts import facts
from components.overview import change_words
from components.progress import progress_line
from components.quick import quick
from components.tables import Heading, Worth, small_table, sorted_table
from components.wording import NONE, amount, day, figure_number, number, plan_number, signed
from data.indicators.counted import CountedRow
from data.indicators.credibility import credibility
from data.indicators.detail import Curve, IndicatorDetail
from data.indicators.figure import Figure
from data.indicators.views import BETTER, WORSE, IndicatorLine, UnitStanding
from data.vocabulary import Direction, FigureState, Light

LIGHT_CHOICES = tuple((str(light), WORDS[light]) for light in Light)
TURN_CHOICES = ((WORSE, "亮灯变差"), (BETTER, "亮灯变好"))
GAP_LOOKS = {Light.RED: "gap-red", Light.YELLOW: "gap-yellow"}
HEADERS = ("指标", "核实", "申报", "申报差异", "计划应达", "目标", "完成目标", "进度差", "较上月", "亮灯", "各单位")


def indicator_board(lines: Sequence[IndicatorLine], period: str, with_units: bool = True, *, book: str | None) -> Component:
    """One table a system, all with the same columns."""
    if not lines:
        return empty_state("没有符合条件的指标", "请放宽上方的系统、亮灯或较上月条件。")
    head = html.Thead(
        html.Tr(
            [
                html.Th(h, className="" if n == 0 else "right" if 0 < n < 6 or n in (7, 8) else "")
                for n, h in enumerate(HEADERS if with_units else HEADERS[:-1])
            ]
        )
    )
    bodies = [
        html.Tbody([_system(system, len(HEADERS) - (not with_units), period), *(_row(line, period, with_units) for line in some)])
        for system, some in groupby(lines, key=lambda line: line.system)
    ]
    return quick(with_book(html.Div(html.Table([head, *bodies], className="board"), className="scroll-x"), book))


def _system(name: str, columns: int, period: str) -> Component:
    door = dcc.Link([name, html.Span("›", className="door", **{"aria-hidden": "true"})], href=system_page(name, period))
    return html.Tr(html.Th(door, colSpan=columns, className="board-system"))


def _row(line: IndicatorLine, period: str, with_units: bool) -> Component:
    f = line.figure
    cells: list[Any] = [
        html.Td(_name(f, period), className="board-name"),
        html.Td(_value(f), className="figure right strong"),
        html.Td(figure_number(f.reported, f.unit_word), className="figure right"),
        html.Td(difference(f), className="figure right"),
        html.Td(plan_number(f.planned, f.unit_word, f.denominator is None), className="figure right dim"),
        html.Td(figure_number(f.target, f.unit_word), className="figure right dim"),
        html.Td(_line(f), className="board-line"),
        html.Td(signed(f.gap_points), className=f"figure right {_depth(f)}"),
        html.Td(change_words(line), className="figure right dim"),
        html.Td(light_badge(f.light, why=f.reason), className="board-light"),
    ]
    return html.Tr([*cells, html.Td(light_counts(line.lights))] if with_units else cells)


def _name(f: Figure, period: str) -> Component:
    unit = f"&unit={f.unit}" if f.unit else ""
    return dcc.Link([f.name, html.Span(f.unit_word, className="unit-word")], href=f"/indicators/{f.indicator}?period={period}{unit}")


def _value(f: Figure) -> Any:
    words = figure_number(f.value, f.unit_word) if f.state == FigureState.OK else state_badge(f.state)
    return html.Span([words, doubt_badge(f.doubt)]) if f.doubt else words


def _line(f: Figure) -> Any:
    """All in percent of the target; falling indicators and those without a target have no line."""
    if not f.target or f.completion is None:
        return html.Span("未设目标" if f.target is None else "", className="dim small")
    share = [None if part is None else part * 100 / f.target for part in (f.reported, f.planned)]
    return progress_line(f.completion * 100, share[0], share[1], str(f.light or ""))


def _depth(f: Figure) -> str:
    return "" if f.gap_points is None else "falling strong" if f.gap_points < -10 else ""


def unit_matrix(units: Sequence[UnitStanding], names: Sequence[tuple[str, str]], period: str, *, book: str | None) -> Component:
    """Units down, planned indicators across, the gap in each cell; every cell is a door to the rows behind it."""
    used = [(code, name) for code, name in names if any(_has_gap(u.figures.get(code)) for u in units)]
    headings = [Heading("单位"), Heading("分组"), Heading("最落后", is_figure=True), *(Heading(name, name, is_figure=True) for _, name in used)]
    rows = [
        [
            Worth(dcc.Link(u.unit_name, href=f"/units/{u.unit}?period={period}"), u.unit_name),
            Worth(html.Span(u.group_name), u.group_name),
            *(_gap_cell(f, u.unit, period) for f in (u.worst, *(u.figures.get(code) for code, _ in used))),
        ]
        for u in units
    ]
    return sorted_table(headings, rows, "本月没有符合条件、可比较的单位数据", book=book)


def _has_gap(f: Figure | None) -> bool:
    return f is not None and f.gap_points is not None


def _gap_cell(f: Figure | None, unit: str, period: str) -> Worth:
    """The colour is that of the figure's own light; its word and reason are told with it."""
    if f is None or f.gap_points is None:
        return Worth(html.Span(NONE, className="dim"), None)
    why = f"{f.name}　{f.light.label}：{f.reason}" if f.light else f.name
    door = dcc.Link(number(f.gap_points, 1), href=f"/indicators/{f.indicator}?period={period}&unit={unit}", title=why, className="gap-door")
    return Worth(door, float(f.gap_points), GAP_LOOKS.get(f.light, ""))


# One indicator


def detail_head(d: IndicatorDetail, book: str | None) -> Component:
    f = d.figure
    cards = [
        number_card(
            "核实",
            figure_number(f.value, f.unit_word) if f.state == FigureState.OK else f.state.label,
            f.unit_word if f.state == FigureState.OK else "",
            light_badge(f.light),
        ),
        number_card(
            "申报",
            figure_number(f.reported, f.unit_word),
            f.unit_word if f.reported is not None else "",
            f"申报差异 {signed(f.discrepancy)}" if f.discrepancy is not None else "没有申报数" if f.reported is None else "没有核实数可比",
        ),
        number_card(
            "计划应达",
            plan_number(f.planned, f.unit_word, f.denominator is None),
            f.unit_word if f.planned is not None else "",
            f"进度差 {signed(f.gap_points)} 个百分点" if f.gap_points is not None else "",
        ),
        number_card(
            "目标",
            figure_number(f.target, f.unit_word),
            f.unit_word if f.target is not None else "",
            f"完成目标的 {number(f.completion * 100, 1)}%" if f.completion is not None else "未设目标" if f.target is None else "",
        ),
    ]
    return html.Div(
        [html.Div(cards, className="number-cards"), html.P(f.reason, className="reason") if f.reason else None, _doubt(f), _parts(f), facts(d, book)]
    )


def _doubt(f: Figure) -> Component | None:
    return html.P(f.doubt, className="doubt-words") if f.doubt else None


def _parts(f: Figure) -> Component | None:
    """The two numbers a percentage is made of."""
    if f.denominator is None or f.numerator is None:
        return None
    return html.P(
        f"分子 {number(f.numerator)} ÷ 分母 {number(f.denominator)}　规则版本第 {f.rule_version} 版　依据 {len(f.submissions)} 份报送",
        className="dim small",
    )


def district_bars(d: IndicatorDetail, book: str | None) -> Component:
    if not d.districts and d.figure.state == FigureState.MISSING:
        return empty_state("还没有各区的数", "本月没有核实数，有单位报送并通过校验后显示。")
    if not d.districts:
        return empty_state("不按区统计", "这个指标的台账没有行政区划一列，只有全市和各单位的数。")
    return graph(bars_figure(d.districts, d.indicator.unit), f"{d.indicator.name}各区", book, 320)


def units_table(rows: Iterable[tuple[str, Figure]], period: str, direction: Direction, *, book: str | None) -> Component:
    """The units of one indicator, reported beside evidenced; a number is the door to the rows behind it."""
    shown = [
        (
            dcc.Link(name, href=f"/units/{f.unit}?period={period}", className="nowrap"),
            _rows_door(f, period),
            figure_number(f.reported, f.unit_word),
            difference(f),
            credibility_words(credibility(direction, [(f.value, f.reported)])),
            plan_number(f.planned, f.unit_word, f.denominator is None),
            signed(f.gap_points),
            light_badge(f.light, why=f.reason),
            html.Div(f.reason, className="dim small reason-cell"),
        )
        for name, f in rows
    ]
    headers = ("单位", "核实", "申报", "申报差异", "可信度", "计划应达", "进度差", "亮灯", "说明")
    return small_table(headers, shown, (1, 2, 3, 4, 5, 6), "没有按单位的数据", book=book)


def _rows_door(f: Figure, period: str) -> Component:
    """From a unit's figure to the rows it was counted from."""
    return dcc.Link(_value(f), href=f"/indicators/{f.indicator}?period={period}&unit={f.unit}", className="figure door-link")


def rows_table(rows: Sequence[CountedRow], names: dict[str, str], counted: bool, is_sum: bool, has_more: bool = False, *, book: str | None) -> Component:
    """The rows behind a figure, each with the cell it came from."""
    headers = ("单位", "名称", "识别代码或编号", "状态", *(("计入值",) if counted else ("不计入的原因",)), "来源")
    shown = [
        (
            html.Span(names.get(r.unit, r.unit), className="nowrap"),
            html.Div(r.name or NONE, className="name-cell"),
            html.Span(r.code or r.key, className="figure"),
            html.Span(r.status or NONE, className="nowrap"),
            _counted_as(r, is_sum) if counted else html.Div(r.why, className="small reason-cell"),
            _source(r),
        )
        for r in rows
    ]
    none = "没有计入的行" if counted else "没有未计入的行"
    return small_table(headers, shown, (4,) if counted else (), f"看过的行里{none}，请看下一页" if has_more else none, book=book)


def _counted_as(r: CountedRow, is_sum: bool) -> str:
    """A row that a sum takes and that says no number adds nothing, and is said so."""
    if r.value is None:
        return "没有填数，计 0" if is_sum else "1"
    return number(Decimal(r.value)) if is_sum else r.value


def _source(r: CountedRow) -> Any:
    if r.submission is None:
        return NONE
    where = f"{r.sheet}!{r.cell or r.row}"
    return dcc.Link(f"{r.receipt} · {where}", href=f"/submissions/{r.submission}?cell={where}", title=r.file_name, className="source nowrap")


def milestone_words(curve: Curve) -> Component:
    return dmc.Group([html.Span(f"{day(on)} {amount(worth, curve.unit_word)}", className="dim small") for on, worth in curve.milestones], gap="md")
