"""What is said of the underground first: modelled against due area, and how much of the tunnels is smart."""

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from components.addresses import indicator_page
from components.badges import light_badge
from components.cards import empty_state, number_card
from components.quick import quick
from components.wording import number, signed
from data.indicators.underground import Modelled, Segment


def underground_head(areas: Sequence[Modelled], segments: Sequence[Segment], period: str) -> Component:
    """Cards: the city's modelled area with plan and target, then length, smart length and devices of the tunnels the reader sees."""
    cards = [*_modelled(areas[:1], period), *_tunnels(segments)]
    if not cards:
        return empty_state("还没有地下空间的数据", "单位报送地质钻孔、综合管廊台账并通过校验后，这里给出结论。")
    return quick(html.Div(cards, className="number-cards is-many"))


def _modelled(areas: Sequence[Modelled], period: str) -> list[Component]:
    cards = []
    for city in areas:
        f = city.figure
        value = number(f.value, 2) if f.value is not None else f.state.label
        plan = f"应达 {number(f.planned, 2)}，目标 {number(f.target, 2)}，差 {signed(f.gap_points)} 点" if f.planned is not None else "未设计划"
        light = light_badge(f.light, why=f.reason) if f.light is not None else None
        unit = "平方公里" if f.value is not None else ""
        cards.append(number_card("地下三维已建模", value, unit, [light, html.Span(plan)], indicator_page(f.indicator, period)))
        if city.share is not None:
            cards.append(number_card("占全市面积", number(city.share, 2), "%", f"全市 {number(city.area, 0)} 平方公里"))
    return cards


def _tunnels(segments: Sequence[Segment]) -> list[Component]:
    """What a segment does not tell is not added as nothing: how many are silent is said."""
    if not segments:
        return []
    length = sum((s.length for s in segments), Decimal())
    smart, devices = [s.smart for s in segments if s.smart is not None], [s.devices for s in segments if s.devices is not None]
    silent = f"，{len(segments) - len(smart)} 段没有填" if len(smart) < len(segments) else ""
    share = f"占 {number(sum(smart, Decimal()) * 100 / length, 1)}%" if length else ""
    return [
        number_card("综合管廊", number(length, 2), "公里", f"{len(segments)} 段"),
        number_card("已智能化", number(sum(smart, Decimal()), 2), "公里", share + silent),
        number_card("智能设备", number(sum(devices), 0), "台", f"平均每公里 {number(sum(devices) / length, 0)} 台" if length else ""),
    ]
