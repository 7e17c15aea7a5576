"""Meaning → colour, fonts, the Mantine theme and the ground of every plot."""

from dataclasses import dataclass
from typing import Any

from data.vocabulary import Grade, Level, Light, Outcome, Severity

FONT = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", sans-serif'


@dataclass(frozen=True)
class Look:
    """How a state is drawn: never by colour alone."""

    colour: str   # fills and lines
    ink: str      # the word on a white ground, contrast ≥ 4.5
    shape: str    # one sign, readable without colour
    mantine: str  # the kit's colour name


LIGHTS: dict[Light, Look] = {
    Light.GREEN: Look("#2f9e44", "#237032", "●", "green"),
    Light.YELLOW: Look("#f2b705", "#7a5b00", "▲", "yellow"),
    Light.RED: Look("#e03131", "#b81f1f", "■", "red"),
    Light.GREY: Look("#adb5bd", "#5c6670", "○", "gray"),
    Light.BLUE: Look("#1c7ed6", "#155fa3", "◆", "blue"),
    Light.DONE: Look("#0c8599", "#09626f", "✔", "teal"),
}
LEVELS: dict[Level, str] = {Level.NONE: "gray", Level.REMIND: "blue", Level.SUPERVISE: "yellow", Level.CIRCULATE: "orange",
                            Level.INTERVIEW: "red"}
SEVERITIES: dict[Severity, str] = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
OUTCOMES: dict[Outcome, str] = {Outcome.ACCEPTED: "green", Outcome.REJECTED: "red", Outcome.UNCHANGED: "gray", Outcome.DRY_RUN: "blue"}
GRADES: dict[Grade, str] = {Grade.EXCELLENT: "green", Grade.GOOD: "blue", Grade.PASS: "yellow", Grade.FAIL: "red"}

EVIDENCED, REPORTED, PLANNED, TARGET = "#1f5fa8", "#93b4d9", "#868e96", "#c2255c"  # 核实, 申报, 计划, 目标
SERIES = ("#1f5fa8", "#0c8599", "#e8890c", "#7048a8", "#5c940d", "#c2255c", "#868e96", "#a0622d")
SEQUENCE = ("#e7f0fa", "#c3daf2", "#93bce6", "#5c97d4", "#2f73bb", "#174f8f")  # low → high on the map

BRAND = ["#eaf2fb", "#d2e2f5", "#a3c4ea", "#71a4df", "#4889d5", "#2e77cf", "#1f5fa8", "#174f8f", "#104077", "#082f5c"]
DARK = ["#d3dae4", "#aab4c2", "#8592a5", "#5b6879", "#3a4657", "#2c3646", "#202938", "#1a222f", "#131a25", "#0c121b"]
MANTINE: dict[str, Any] = {
    "fontFamily": FONT, "headings": {"fontFamily": FONT, "fontWeight": "600"}, "colors": {"brand": BRAND, "dark": DARK},
    "primaryColor": "brand", "primaryShade": {"light": 6, "dark": 5}, "defaultRadius": "sm", "autoContrast": True, "luminanceThreshold": 0.35,
}

# Text and lines of plots follow the colour scheme in the style sheet; figures are plain dicts, never templates (13–28 ms each).
PLOT: dict[str, Any] = {
    "font": {"family": FONT, "size": 13, "color": "#495057"},
    "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "colorway": list(SERIES),
    "margin": {"l": 48, "r": 16, "t": 16, "b": 40}, "autosize": True, "hovermode": "closest", "dragmode": False,
    "hoverlabel": {"font": {"family": FONT, "size": 13}},
    "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    "xaxis": {"showgrid": False, "zeroline": False, "automargin": True, "linecolor": "#ced4da", "ticks": ""},
    "yaxis": {"gridcolor": "rgba(134,142,150,0.25)", "zeroline": False, "automargin": True},
}
MONTH_TICKS = "%Y年%-m月"


def plot_layout(**changes: Any) -> dict[str, Any]:
    """The common ground of a plot with this plot's own words; one level of nesting is merged."""
    layout = {name: dict(value) if isinstance(value, dict) else value for name, value in PLOT.items()}
    for name, value in changes.items():
        layout[name] = {**layout[name], **value} if isinstance(value, dict) and isinstance(layout.get(name), dict) else value
    return layout
