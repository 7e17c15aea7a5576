"""One system of the work plan: its conclusion, its cards, and its districts and units with every figure."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import indicator_page
from components.badges import WORDS, light_badge, state_badge
from components.cards import empty_state, number_card
from components.progress import progress_line
from components.quick import quick
from components.tables import Heading, Worth, small_table, sorted_table
from components.wording import NONE, figure_number, plan_number, signed
from data.catalogue.indicator import Indicator
from data.catalogue.ledger import Ledger
from data.indicators.figure import Figure
from data.indicators.systems import Standing, SystemView
from data.intake.due import Expected
from data.vocabulary import FigureState, Light

CELL_LOOKS = {Light.RED: "gap-red", Light.YELLOW: "gap-yellow"}
SILENT_SHOWN = 8
SHOWN = (Light.RED, Light.YELLOW, Light.GREEN, Light.DONE, Light.GREY, Light.BLUE)


def system_head(view: SystemView, period: str) -> Component:
    """What leaders ask first, each answered by its figure; sentences; then a card for every other indicator. All are doors."""
    figures = {line.figure.indicator: line.figure for line in view.lines}
    asked = [(lead.ask, figures[lead.indicator]) for lead in view.leads if lead.indicator in figures]
    rest = [f for code, f in figures.items() if code not in {lead.indicator for lead in view.leads}]
    first = html.Div([_answer(ask, f, period) for ask, f in asked], className="lead-cards") if asked else None
    others = html.Div([_card(f, period) for f in rest], className="number-cards is-many") if rest else None
    return quick(html.Div([first, html.Ul(_sentences(view), className="system-said"), others]))


def _answer(ask: str, f: Figure, period: str) -> Component:
    """The question, its figure, how far it is to the target, and the light with what is planned."""
    value = [html.B(figure_number(f.value, f.unit_word), className="figure"), html.Span(f.unit_word, className="number-unit")]
    face = [
        html.Div(ask, className="lead-ask"),
        html.Div([f.name, light_badge(f.light, why=f.reason) if f.light is not None else None], className="lead-name"),
        html.Div(value if f.state == FigureState.OK else state_badge(f.state), className="lead-value"),
        _to_target(f),
        html.Div(_against(f), className="number-note"),
    ]
    return dcc.Link(face, href=indicator_page(f.indicator, period), className=f"lead-card is-door edge-{f.light or 'none'}")


def _to_target(f: Figure) -> Component | None:
    """All in percent of the target; what falls, or has no target, has no line."""
    if not f.target or f.completion is None:
        return None
    reported, planned = (None if part is None else part * 100 / f.target for part in (f.reported, f.planned))
    return progress_line(f.completion * 100, reported, planned, str(f.light or ""))


def _against(f: Figure) -> list[Component]:
    if f.planned is None:
        return [html.Span("未设计划，只跟踪")]
    is_count = f.denominator is None
    return [html.Span(f"计划应达 {plan_number(f.planned, f.unit_word, is_count)}"), html.Span(f"目标 {figure_number(f.target, f.unit_word)}"),
            html.Span(f"差 {signed(f.gap_points)} 点")]


def _sentences(view: SystemView) -> list[Component]:
    planned = sum(view.lights.values())
    lights = [light_badge(light, f"{WORDS[light]} {view.lights[light]}") for light in SHOWN if light in view.lights]
    said = [[f"{len(view.lines)} 项指标，{planned} 项设有计划：", *lights] if planned
            else [f"{len(view.lines)} 项指标，办法没有设计划，只跟踪不亮灯。"]]
    if view.behind:
        said.append([f"落后于计划：{'；'.join(f'{f.name} {signed(f.gap_points)} 个百分点' for f in view.behind)}。"])
    late = [(u, u.worst) for u in view.units if u.worst is not None and u.worst.light in CELL_LOOKS]
    if late:
        unit, worst = late[0]
        said.append([f"{len(late)} 个单位有黄灯或红灯，最落后的是{unit.name}（{worst.name} {signed(worst.gap_points)} 个百分点）。"])
    silent = [u.name for u in view.units if u.is_silent]
    if silent:
        more = f"等 {len(silent)} 个单位" if len(silent) > SILENT_SHOWN else ""
        said.append([f"本月没有数据：{'、'.join(silent[:SILENT_SHOWN])}{more}。"])
    return [html.Li(parts) for parts in said]


def _card(f: Figure, period: str) -> Component:
    is_known = f.state == FigureState.OK
    plan = f"计划 {plan_number(f.planned, f.unit_word, f.denominator is None)}　差 {signed(f.gap_points)} 点" if f.planned is not None else "未设计划"
    note = [light_badge(f.light, why=f.reason), html.Span(plan)] if f.light is not None else html.Span(plan)
    return number_card(f.name, figure_number(f.value, f.unit_word) if is_known else f.state.label, f.unit_word if is_known else "", note,
                       indicator_page(f.indicator, period))


def districts_table(view: SystemView, period: str, *, book: str | None) -> Component:
    if not view.is_by_region:
        return empty_state("不按区统计", "这个系统的台账没有行政区划一列，只有全市和各单位的数。")
    return _standings(view.districts, view.indicators, "区", period, book=book)


def units_table(view: SystemView, period: str, *, book: str | None) -> Component:
    return _standings(view.units, view.indicators, "单位", period, book=book)


def _standings(rows: Sequence[Standing], indicators: Sequence[Indicator], head: str, period: str, *, book: str | None) -> Component:
    """Units or districts down, the indicators of the system across; a cell says its value, or why there is none."""
    is_units = head == "单位"
    headings = [Heading(head), *(Heading(f"{i.name}（{i.unit}）", i.definition, is_figure=True) for i in indicators)]
    shown = [
        [
            Worth(dcc.Link(row.name, href=f"/units/{row.code}?period={period}") if is_units else row.name, row.name),
            *(_cell(row.figures.get(i.code), period, row.code if is_units else None) for i in indicators),
        ]
        for row in rows
    ]
    return sorted_table(headings, shown, f"本月没有按{head}的数据", book=book)


def _cell(f: Figure | None, period: str, unit: str | None) -> Worth:
    if f is None:
        return Worth(html.Span(NONE, className="dim", title="不适用"), None)
    if f.state != FigureState.OK:
        return Worth(html.Span(state_badge(f.state), title=f.reason), None)
    why = "　".join(part for part in (f.light.label if f.light else "", f.reason) if part) or None
    words = figure_number(f.value, f.unit_word)
    shown = dcc.Link(words, href=indicator_page(f.indicator, period, unit), title=why, className="gap-door") if unit else html.Span(words, title=why)
    return Worth(shown, None if f.value is None else float(f.value), CELL_LOOKS.get(f.light, ""))


def ledgers_table(ledgers: Sequence[Ledger], cells: Sequence[Expected], period: str, *, book: str | None) -> Component:
    """Each ledger with how many of its units handed in, and the door to its rows."""
    rows = []
    for ledger in ledgers:
        owed = [c for c in cells if c.ledger == ledger.code]
        handed = sum(c.is_handed for c in owed)
        rows.append((ledger.name, f"{handed}/{len(owed)}" if owed else "本月不报", dcc.Link("看行 ›", href=f"/ledgers?ledger={ledger.code}&period={period}")))
    return small_table(("台账", "已报 / 应报", "往下看"), rows, (1,), "没有台账", book=book)
