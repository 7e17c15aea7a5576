"""未报送 on the map: districts by how their units stand, and in words beside them the units that have no district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import unit_submissions
from components.cards import good_state
from components.map_features import Feature
from components.maps import fact_card
from components.wording import month, short_day
from data.intake.gap_map import GapState, UnitGap, by_district, pressing

OUT_OF_SIGHT = "不在您的查看范围，或没有对应的单位"
AS_OF = "按现在已收到的报送；没有报送不等于零，零报告和无变化算已报"


@dataclass(frozen=True)
class GapLook:
    """Never by colour alone: a fill, a pattern drawn over it, a sign."""

    fill: str
    pattern: str  # of map.js and map.css; '' is plain
    sign: str


LOOKS: dict[GapState, GapLook] = {
    GapState.OVERDUE: GapLook("#e03131", "cross", "！"),
    GapState.RETURNED: GapLook("#e8890c", "rising", "✕"),
    GapState.DUE: GapLook("#f2d06b", "dots", "○"),
    GapState.CONFIRMING: GapLook("#a58bd0", "falling", "…"),
    GapState.HANDED: GapLook("#2f9e44", "", "✔"),
    GapState.NOT_OWED: GapLook("#ced4da", "level", "·"),
}


def gap_features(shapes: Sequence[Feature], gaps: Iterable[UnitGap]) -> dict[str, Any]:
    """District outlines by the unit in them that presses most, with the owed ledgers of each in words."""
    found = by_district(gaps)
    return {"type": "FeatureCollection", "features": [_district(shape, found.get(shape["properties"]["code"], [])) for shape in shapes]}


def _district(shape: Feature, gaps: Sequence[UnitGap]) -> Feature:
    look = LOOKS[gaps[0].state] if gaps else None
    said = {"code": shape["properties"]["code"], "name": shape["properties"]["name"], "gap": 1, "fill": look.fill if look else None,
            "pattern": look.pattern if look else "", "note": "；".join(map(gap_words, gaps)) or OUT_OF_SIGHT}
    return {"type": "Feature", "geometry": shape["geometry"], "properties": said}


def gap_words(gap: UnitGap) -> str:
    """东区 逾期未报，已报 1/3，未报：智慧杆柱、指标月报."""
    if gap.state == GapState.NOT_OWED:
        return f"{gap.unit_name} {gap.state.label}"
    waiting = f"，未报：{'、'.join(one.ledger_name for one in gap.waiting)}" if gap.waiting else ""
    return f"{gap.unit_name} {gap.state.label}，已报 {gap.handed}/{gap.owed}{waiting}"


def gap_legend(title: str) -> list[Component]:
    """Word, colour and pattern of every state; what the map does not tell stands below."""
    rows = [html.Div([swatch(state), state.label], className="map-legend-row") for state in GapState]
    unknown = html.Div([html.Span(className="map-swatch map-swatch-none"), "无单位或不可见"], className="map-legend-row")
    words = html.Div(AS_OF, className="map-legend-words")
    return [html.Div(f"未报送：{title}", className="map-legend-title"), *rows, unknown, words]


def swatch(state: GapState) -> Component:
    look = LOOKS[state]
    return html.Span(look.sign, className=f"map-swatch map-gap map-pattern-{look.pattern or 'plain'}", style={"backgroundColor": look.fill},
                     **{"aria-hidden": "true"})


def gaps_beside(gaps: Sequence[UnitGap], period: str) -> Component:
    """Units without a district of their own, what presses most first; those that miss nothing are counted."""
    away = pressing(gap for gap in gaps if not gap.regions)
    lines = [_line(gap, period) for gap in away if gap.state.is_gap]
    rest = {state: sum(gap.state == state for gap in away) for state in (GapState.HANDED, GapState.NOT_OWED)}
    said = "；".join(f"{state.label} {n} 个" for state, n in rest.items() if n)
    nothing = good_state("没有自有区划的单位都没有欠报") if away else html.P("没有可见的单位。", className="dim small")
    return html.Div([html.Div(lines, className="map-gaps") if lines else nothing, html.P(f"另有{said}。", className="dim small") if lines and said else None])


def _line(gap: UnitGap, period: str) -> Component:
    words = f"{gap.state.label}，已报 {gap.handed}/{gap.owed}，未报：{'、'.join(one.ledger_name for one in gap.waiting)}"
    face = [swatch(gap.state), html.Span([html.B(gap.unit_name), html.Span(words, className="map-gap-words")])]
    return dcc.Link(face, href=unit_submissions(gap.unit, period), className="map-gap-line is-door")


def gap_card(name: str, gaps: Sequence[UnitGap], period: str) -> Component:
    """What was clicked: every unit of the district with what it has not handed in and until when, and the door to its 报送."""
    facts: list[tuple[str, Any]] = []
    for gap in gaps:
        facts.append((gap.unit_name, html.Span([swatch(gap.state), f" {gap.state.label}，已报 {gap.handed}/{gap.owed}"])))
        facts += [(one.ledger_name, f"{one.state_label}，截止{short_day(one.due)}") for one in gap.waiting]
    doors = [(f"看{gap.unit_name}的报送", unit_submissions(gap.unit, period)) for gap in gaps]
    return fact_card(name, facts or [(month(period), OUT_OF_SIGHT)], None, doors)
