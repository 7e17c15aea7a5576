"""大屏: for a wall of 1920 × 1080, dark, refreshing itself, one system of the work plan after the other."""

from dash import dcc, html

from components import ids
from components.cards import INSIDE
from components.graph import graph

SECONDS = 15  # of a turn, until the server says how many
EMPTY = {"data": [], "layout": {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "xaxis": {"visible": False}, "yaxis": {"visible": False}}}


def layout(**_):
    place = ids.WallScreen
    return html.Div(
        [
            dcc.Interval(id=place.TURN, interval=SECONDS * 1000),
            dcc.Store(id=place.STAMP),
            html.Div(
                [
                    html.Div(id=place.HEAD),
                    html.Div(
                        [
                            html.Section(html.Div(id=place.STAGES), className="wall-panel"),
                            html.Section([html.Div(id=place.MAP_TITLE), _map()], className="wall-panel"),
                            html.Section([html.Div(id=place.LIGHTS), html.Div(id=place.TREND_TITLE), graph(EMPTY, "逐月", INSIDE, 280, place.TREND)],
                                         className="wall-panel"),
                        ],
                        className="wall-body",
                    ),
                    html.Section(html.Div(id=place.SYSTEM), className="wall-panel wall-foot"),
                    html.Div(id=place.STALE, className="wall-stale", role="status"),
                ],
                className="wall-stage",
            ),
            dcc.Link("返回", href="/", className="wall-exit"),
        ],
        className="wall",
        id=place.WALL,
        **{"data-turn": SECONDS},
    )


def _map():
    """Drawn once; every turn fills it anew."""
    return html.Div([graph(EMPTY, "各区", INSIDE, 590, ids.WallScreen.MAP), html.Div(id=ids.WallScreen.REGIONS)], className="wall-map")
