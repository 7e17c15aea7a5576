"""The one plot: offline, Chinese, without a door to any other server. Nobody else makes a dcc.Graph."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from plotly import __file__ as plotly_here
from plotly.offline import get_plotlyjs_version

from components.cards import with_book

# Plotly with its plots in space, out of the package: the bundle of all other pages has none.
SPACE_LIBRARY = Path(plotly_here).parent / "package_data" / "plotly.min.js"
SPACE_ADDRESS = f"/library/plotly-space.js?v={get_plotlyjs_version()}"

CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "locale": "zh-CN",
    "displayModeBar": "hover",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "图表"},
}

Figure = dict[str, Any]


def settings_of(name: str, tools: Sequence[str] = ()) -> dict[str, Any]:
    """How every plot behaves; `tools` are buttons of the plot beside saving it, such as drawing a line."""
    return {**CONFIG, "modeBarButtonsToAdd": list(tools), "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": name}}


def graph(figure: Figure, name: str, book: str | None, height: int = 220, place: str | dict[str, str] | None = None,  # noqa: PLR0913, PLR0917
          tools: Sequence[str] = ()) -> Component:
    """A plot of a figure made as a plain dict; `name` is what a screen reader says and what a saved picture is called, `book` its workbook."""
    config = settings_of(name, tools)
    named = {"id": place} if place else {}
    plot = dcc.Graph(figure=figure, config=config, style={"height": height}, responsive=True, **named)
    return with_book(html.Div(plot, role="img", className="plot", **{"aria-label": name}), book, "下载数据")
