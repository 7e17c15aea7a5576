"""The house's own line: solid what was proven, pale what was only reported, a tick where the plan stands."""

from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from components.wording import NONE, number


def progress_line(
    evidenced: Decimal | float | None, reported: Decimal | float | None = None, planned: Decimal | float | None = None, look: str = ""
) -> Component:
    """All three in percent of the target; more than 100 fills the line. `look`: a light's name colours the proven part."""
    parts = []
    if reported is not None:
        parts.append(html.Span(className="line-reported", style={"width": f"{_share(reported)}%"}))
    if evidenced is not None:
        parts.append(html.Span(className=f"line-evidenced {f'line-{look}' if look else ''}", style={"width": f"{_share(evidenced)}%"}))
    if planned is not None:
        parts.append(html.Span(className="line-planned", style={"left": f"{_share(planned)}%"}))
    return html.Span(parts, className="line", role="img", **{"aria-label": _words(evidenced, reported, planned)})


def gap_line(gap: Decimal | float | None, scale: float = 60) -> Component:
    """A gap in points, from the middle: behind to the left, ahead to the right; `scale` points fill one side."""
    if gap is None:
        return html.Span(className="gap-line")
    width = min(50.0, abs(float(gap)) / scale * 50)
    side = {"right": "50%"} if gap < 0 else {"left": "50%"}
    depth = "deep" if gap < -30 else "mild" if gap <= -10 else "none"
    return html.Span(
        [html.Span(className=f"gap-bar gap-{depth}", style={"width": f"{width:.1f}%", **side}), html.Span(className="gap-zero")],
        className="gap-line",
        **{"aria-hidden": "true"},
    )


def legend() -> Component:
    """What the marks of the line mean; once per page."""
    return html.Div(
        [
            html.Span([html.Span(className="key key-evidenced"), "核实"]),
            html.Span([html.Span(className="key key-reported"), "申报"]),
            html.Span([html.Span(className="key key-planned"), "计划应达"]),
        ],
        className="line-legend",
    )


def _share(percent: Decimal | float) -> str:
    return f"{max(0.0, min(100.0, float(percent))):.1f}"


def _words(evidenced: Decimal | float | None, reported: Decimal | float | None, planned: Decimal | float | None) -> str:
    said = {"核实": evidenced, "申报": reported, "计划应达": planned}
    return "，".join(f"{name}{number(value, 1)}%" for name, value in said.items() if value is not None) or NONE
