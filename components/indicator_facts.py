"""How an indicator is declared: definition, formula, where it is counted, limits, reference values, and its targets by phase and unit."""

from dash import html
from dash.development.base_component import Component

from components.cards import empty_state
from components.tables import small_table
from components.wording import amount, day, figure_number
from data.indicators.detail import IndicatorDetail


def facts(d: IndicatorDetail, book: str | None) -> Component:
    i = d.indicator
    rows = [
        ("口径", i.definition),
        ("计算式", d.formula),
        ("方向", i.direction.label),
        ("所属系统", i.system),
        ("依据", f"工作方案 {i.clause}" if i.clause else i.source),
        *d.declared.facts,
        *([] if i.reference else [("参照值", "没有可引用的公开数")]),
    ]
    listed = html.Dl([part for name, words in rows for part in (html.Dt(name), html.Dd(words))], className="facts")
    if not i.reference:
        return listed
    return html.Div(
        [listed, small_table(("参照值", "说明", "出处"), [(amount(r.value, i.unit), r.label, r.source) for r in i.reference], (0,), book=book)]
    )


def goals_table(d: IndicatorDetail, book: str | None) -> Component:
    """目标分解: the city first, then every unit of which something is asked; what the plan does not ask is a dash."""
    i = d.indicator
    if not d.declared.phases:
        return empty_state("没有目标", "这个指标未设计划，只跟踪，不亮灯。")
    start = [f"起点 {day(i.start.on)}"] if i.start else []
    headers = ("范围", *start, *(f"{name} {day(on)}" for name, on in d.declared.phases))
    rows = [
        (
            html.Span(g.name, className="nowrap"),
            *([figure_number(g.baseline, i.unit)] if start else []),
            *(figure_number(worth, i.unit) for worth in g.targets),
        )
        for g in d.declared.goals
    ]
    return small_table(headers, rows, tuple(range(1, len(headers))), "没有目标", book=book)
