"""Plots as plain dict figures: planned, evidenced and reported month by month; bars by unit or district."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from components.theme import EVIDENCED, LIGHTS, PLANNED, REPORTED, TARGET, plot_layout
from components.wording import figure_number
from data.calendar import last_day
from data.indicators.detail import Curve, PlanLine
from data.indicators.figure import Figure
from data.indicators.forecast import Forecast
from data.indicators.pace import LEVEL
from data.indicators.trajectory import Trajectory

Months = Sequence[tuple[date, Figure]]
BAND = "rgba(31, 95, 168, 0.16)"  # 核实, thinned
LAST = 1001  # every other name of the legend has plotly's own rank, 1000
FARTHEST = 1150  # days after the last month that are drawn: three years and a little
WILD = 1.5  # the interval may raise the axis by half
BAR_FILL = {None: EVIDENCED, **{light: look.colour for light, look in LIGHTS.items()}}


def curve_figure(curve: Curve, small: bool = False) -> dict[str, Any]:
    """Proven solid, reported pale, plan dashed, milestones as diamonds; the axis ends at the milestone next due."""
    ends = _reach(curve)
    return _curve([_plan(curve), _reported(curve.months, curve), _proven(curve.months, curve), _milestones(curve.milestones, curve.unit_word)],
                  ends, _heights(curve, ends), small)


def trajectory_figure(t: Trajectory) -> dict[str, Any]:
    """The curve with what lies ahead of it: the interval shaded, its middle dotted. Months that are not whole stand apart, hollow:
    joined to the line they would read as a fall."""
    curve, ahead = t.curve, t.outlook if isinstance(t.outlook, Forecast) else None
    whole = [(m.on, m.figure) for m in t.months if not m.passed_over]
    partial = [(m.on, m.figure) for m in t.months if m.passed_over]
    apart = [_hollow([(on, f.reported) for on, f in partial], "申报（不全）", REPORTED, curve.unit_word),
             _hollow([(on, f.value) for on, f in partial], "核实（不全）", EVIDENCED, curve.unit_word)]
    lines = [_plan(curve), _reported(whole, curve), _proven(whole, curve), *apart, _milestones(curve.milestones, curve.unit_word)]
    ends = _ahead_reach(t, ahead)
    return _curve([*(_ahead(ahead, curve.unit_word) if ahead else []), *lines], ends, _heights(curve, ends, ahead), small=False)


def _hollow(points: Sequence[tuple[date, Any]], name: str, colour: str, unit_word: str) -> dict[str, Any]:
    found = _line(points, name, {"color": colour, "width": 1.5}, unit_word, "markers", 8)
    return {**found, "marker": {**found["marker"], "symbol": "circle-open"}}


def _ahead_reach(t: Trajectory, ahead: Forecast | None) -> tuple[date, date]:
    """To the goal, or as far as is forecast beyond it."""
    first, last = _reach(t.curve)
    seen = [on for on, _ in t.curve.months]
    until = [*([t.goal.on] if t.goal else []), *([last_day(ahead.steps[-1].period)] if ahead else [])]
    if not until or not seen:
        return first, last
    end = max([seen[-1], *(day for day in until if (day - seen[-1]).days <= FARTHEST)])
    return first, date.fromordinal(end.toordinal() + max(6, (end - first).days // 40))


def _curve(traces: Sequence[dict[str, Any]], ends: tuple[date, date], heights: list[float], small: bool) -> dict[str, Any]:
    return {
        "data": [t for t in traces if t["x"]],
        "layout": plot_layout(
            xaxis={
                "type": "date",
                "range": [ends[0].isoformat(), ends[1].isoformat()],
                "tickformat": "%-m月" if small else "%Y年%-m月",
                "nticks": 6 if small else 10,
            },
            yaxis={"range": heights, "nticks": 4 if small else 7, "tickformat": ",~r"},
            showlegend=not small,
            legend={"traceorder": "normal", "font": {"size": 12}},  # a filled ground would turn it round
            hovermode="x unified",
            margin={"l": 8, "r": 10, "t": 8 if small else 36, "b": 8},
        ),
    }


def _plan(curve: Curve) -> dict[str, Any]:
    return _line([(on, float(worth)) for on, worth in curve.plan], "计划应达", {"color": PLANNED, "width": 1.5, "dash": "dash"}, curve.unit_word, "lines")


def _reported(months: Months, curve: Curve) -> dict[str, Any]:
    return _line([(on, f.reported) for on, f in months], "申报", {"color": REPORTED, "width": 1.5}, curve.unit_word, "lines+markers", 5)


def _proven(months: Months, curve: Curve) -> dict[str, Any]:
    return _line([(on, f.value) for on, f in months], "核实", {"color": EVIDENCED, "width": 2.5}, curve.unit_word, "lines+markers", 6)


def _ahead(f: Forecast, unit_word: str) -> list[dict[str, Any]]:
    """The interval as the ground between two lines, both beginning at the last accepted value; and its middle."""
    days = [last_day(f.origin), *(last_day(step.period) for step in f.steps)]
    middle, low, high = ([f.value, *(getattr(step, name) for step in f.steps)] for name in ("value", "low", "high"))
    edge = {"color": BAND, "width": 0}
    lines = [_line(list(zip(days, worths, strict=True)), name, line, unit_word, "lines") for worths, name, line in (
        (low, "区间下限", edge), (high, f"推算区间（{LEVEL}%）", edge), (middle, "推算", {"color": EVIDENCED, "width": 1.5, "dash": "dot"}))]
    for line in lines:
        line["legendrank"] = LAST  # drawn below the months, named after them
    lines[0] |= {"showlegend": False}
    lines[1] |= {"fill": "tonexty", "fillcolor": BAND, "hovertemplate": lines[1]["hovertemplate"].replace(f"推算区间（{LEVEL}%）", "区间上限")}
    return lines


def _line(points: Sequence[tuple[date, Any]], name: str, line: dict[str, Any], unit_word: str, mode: str, size: int = 0) -> dict[str, Any]:  # noqa: PLR0913
    known = [(on, float(worth)) for on, worth in points if worth is not None]
    return {
        "type": "scatter",
        "mode": mode,
        "name": name,
        "line": line,
        "marker": {"size": size, "color": line["color"]},
        "x": [on.isoformat() for on, _ in known],
        "y": [worth for _, worth in known],
        "hovertemplate": f"{name} %{{y:,.1f}} {unit_word}<extra></extra>"
        if unit_word == "%"
        else f"{name} %{{y:,}} {unit_word}<extra></extra>",
    }


def _milestones(points: PlanLine, unit_word: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "目标",
        "marker": {"symbol": "diamond", "size": 9, "color": TARGET},
        "x": [on.isoformat() for on, _ in points],
        "y": [float(worth) for _, worth in points],
        "hovertemplate": f"目标 %{{y:,}} {unit_word}<extra></extra>",
    }


def _reach(curve: Curve) -> tuple[date, date]:
    """From the first month or the plan's start to the milestone next due after the last month shown."""
    days = [on for on, _ in curve.months] or [on for on, _ in curve.plan] or [date.today()]
    first = min([days[0], *[on for on, _ in curve.plan[:1]]])
    last = next((on for on, _ in curve.milestones if on > days[-1]), days[-1])
    edge = max(6, (last - first).days // 40)
    return date.fromordinal(first.toordinal() - edge), date.fromordinal(last.toordinal() + edge)


def _heights(curve: Curve, ends: tuple[date, date], ahead: Forecast | None = None) -> list[float]:
    """What lies within the axis, from zero for amounts; far-off goals and a wild interval must not flatten this year."""
    seen = [float(v) for on, f in curve.months for v in (f.value, f.reported) if v is not None]
    seen += [float(v) for on, v in (*curve.plan, *curve.milestones) if ends[0] <= on <= ends[1]]
    seen += [float(step.value) for step in ahead.steps] if ahead else []
    top, bottom = max(seen, default=1.0), min(seen, default=0.0)
    if ahead:
        top = max(top, min(WILD * top, max(float(step.high) for step in ahead.steps)))
        bottom = min(bottom, max(float(step.low) for step in ahead.steps[:1]))
    low = 0.0 if bottom < top * 0.6 else bottom - (top - bottom) * 0.2
    return [low, top + (top - low) * 0.08 or 1.0]


def bars_figure(rows: Sequence[tuple[str, Figure]], unit_word: str) -> dict[str, Any]:
    """Horizontal bars, the first on top: proven in the colour of its light, reported as a mark, planned as a tick; no value says so."""
    shown = list(rows)[::-1]
    names = [name for name, _ in shown]
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": "核实",
        "y": names,
        "x": [float(f.value or 0) for _, f in shown],
        "marker": {"color": [BAR_FILL[f.light] for _, f in shown]},
        "text": [f.state.label if f.value is None else figure_number(f.value, unit_word) for _, f in shown],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": f"%{{y}} 核实 %{{text}} {unit_word}<extra></extra>",
    }
    marks = [
        _marks(shown, "reported", "申报", {"symbol": "circle-open", "size": 9, "color": REPORTED, "line": {"width": 2}}, unit_word),
        _marks(
            shown,
            "planned",
            "计划应达",
            {"symbol": "line-ns", "size": 14, "color": PLANNED, "line": {"width": 2, "color": PLANNED}},
            unit_word,
        ),
    ]
    return {
        "data": [bars, *[m for m in marks if m["x"]]],
        "layout": plot_layout(
            yaxis={"showgrid": False, "ticksuffix": "  "},
            xaxis={"visible": False, "rangemode": "tozero"},
            bargap=0.35,
            showlegend=False,
            margin={"l": 8, "r": 48, "t": 8, "b": 8},
        ),
    }


def _marks(shown: Sequence[tuple[str, Figure]], field: str, name: str, marker: dict[str, Any], unit_word: str) -> dict[str, Any]:
    known = [(unit, float(worth)) for unit, f in shown if (worth := getattr(f, field)) is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [unit for unit, _ in known],
        "x": [worth for _, worth in known],
        "marker": marker,
        "hovertemplate": f"%{{y}} {name} %{{x:,}} {unit_word}<extra></extra>",
    }
