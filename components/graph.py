"""The one plot: offline, Chinese, without a door to any other server. Nobody else makes a dcc.Graph."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import with_book

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


def graph(figure: Figure, name: str, book: str | None, height: int = 220, place: str | dict[str, str] | None = None) -> Component:
    """A plot of a figure made as a plain dict; `name` is what a screen reader says and what a saved picture is called, `book` its workbook."""
    config = {**CONFIG, "toImageButtonOptions": {**CONFIG["toImageButtonOptions"], "filename": name}}
    named = {"id": place} if place else {}
    plot = dcc.Graph(figure=figure, config=config, style={"height": height}, responsive=True, **named)
    return with_book(html.Div(plot, role="img", className="plot", **{"aria-label": name}), book, "下载数据")
