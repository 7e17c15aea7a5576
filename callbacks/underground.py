"""地下空间: boreholes in space and in plan, a section along a line that is drawn or runs from hole to hole, what is modelled, the tunnels."""

from math import hypot

from dash import ClientsideFunction, Input, Output, State, ctx
from flask import Flask, Response, send_file

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import download, empty_state, period_strip
from components.filters import options
from components.graph import SPACE_ADDRESS, SPACE_LIBRARY, settings_of
from components.underground import (
    NOTHING,
    exaggeration_of,
    left_out,
    modelled_table,
    no_plan,
    plan_figure,
    section,
    space_figure,
    tunnel_bars,
    tunnel_table,
)
from components.underground_head import underground_head
from components.wording import number
from data.access.roles import Permission
from data.codes.section import SHORTEST, along, busiest
from data.indicators.underground import Underground, modelled, name_of, tunnel_segments, underground
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Underground
REGION = Input(place.REGION, "value")
YEAR = 31_536_000  # seconds
WITHIN = 2000  # metres beside a line that stand on it until the reader says otherwise
UNDECLARED = ("办法中没有地质钻孔台账", "在办法的 ledgers 中声明 borehole 台账后，这里显示地下三维。")


def install(server: Flask) -> None:
    server.add_url_rule("/library/plotly-space.js", "plotly_space", library, methods=["GET"])


@requires(Permission.SIGNED_IN)
def library() -> Response:
    """Plotly with its plots in space, out of the package: the bundle of all other pages has none."""
    return send_file(SPACE_LIBRARY, mimetype="text/javascript", max_age=YEAR, conditional=True)


def register(app):
    _register_space(app)
    _register_section(app)
    _register_lists(app)


def _register_space(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.REGION, "data"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_choices(period):
        period = chosen_period(period)
        with store().read() as session:
            return (period_strip(stamped(session, period, business_day())),
                    options((r.code, r.name) for r in book_for(session, period).city.districts))

    @app.callback(Output(place.FIGURE, "data"), Output(place.LEFT_OUT, "children"), PERIOD, REGION, Input(place.STRETCH, "value"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_space(period, region, stretch):
        view = _view(period, region)
        if view is None or not view.holes:
            return {"data": [], "layout": {}, "words": "；".join(NOTHING if view else UNDECLARED)}, left_out(view) if view else None
        chosen = int(stretch) if str(stretch).isdecimal() else None
        words = f"{len(view.holes)} 个钻孔；竖向夸张 {number(exaggeration_of(view, chosen), 0)} 倍。拖动旋转，滚轮缩放。"
        return {**space_figure(view, chosen), "words": words, "config": settings_of("钻孔三维"),
                "library": SPACE_ADDRESS}, left_out(view)

    app.clientside_callback(ClientsideFunction("underground", "draw"), Output(place.SPACE_WORDS, "children"), Input(place.FIGURE, "data"),
                            State(place.SPACE, "id"))


def _register_section(app):
    @app.callback(Output(place.FROM, "data"), Output(place.TO, "data"), Output(place.FROM, "value"), Output(place.TO, "value"), PERIOD, REGION,
                  State(place.WITHIN, "value"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_holes(period, region, within):
        """The section begins where most boreholes stand near one line."""
        view = _view(period, region)
        if view is None or len(view.holes) < 2:
            return [], [], None, None
        names = options((name_of(hole), f"{hole.number}（{hole.unit_name}）") for hole in view.holes)
        ends = busiest([hole.place for hole in view.holes], float(within or WITHIN))
        return names, names, *([name_of(view.holes[n]) for n in ends] if ends else [None, None])

    app.clientside_callback(ClientsideFunction("underground", "drawn"), Output(place.DRAWN, "data"), Input(place.PLAN, "relayoutData"))

    @app.callback(Output(place.LINE, "data"), PERIOD, REGION, Input(place.FROM, "value"), Input(place.TO, "value"), Input(place.DRAWN, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def keep_line(period, region, start, end, drawn):
        """The line drawn last, else the one from hole to hole."""
        if ctx.triggered_id == place.DRAWN and drawn:
            return drawn
        view = _view(period, region)
        ends = [view.hole(str(name)) for name in (start, end)] if view else []
        return [list(hole.place) for hole in ends] if len(ends) == 2 and all(ends) else None

    @app.callback(Output(place.PLAN, "figure"), Output(place.PLAN_FOOT, "children"), Output(place.SECTION, "children"), PERIOD, REGION,
                  Input(place.LINE, "data"), Input(place.WITHIN, "value"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_section(period, region, line, within):
        view = _view(period, region)
        if view is None or not view.holes:
            return no_plan(), None, empty_state(*(NOTHING if view else UNDECLARED))
        ends = _ends(line)
        on_line = along([hole.place for hole in view.holes], *ends, float(within)) if ends else []
        workbook = book("boreholes", chosen_period(period), region=region)
        return plan_figure(view, ends, on_line), download(workbook), section(view, on_line, ends, workbook)


def _register_lists(app):
    @app.callback(Output(place.HEAD, "children"), Output(place.MODELLED, "children"), Output(place.TUNNEL_BARS, "children"),
                  Output(place.TUNNELS, "children"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_lists(period):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            areas, segments = modelled(session, actor, period), tunnel_segments(session, actor, period)
        workbook = book("tunnels", period)
        return (underground_head(areas, segments, period), modelled_table(areas, book("modelled", period)), tunnel_bars(segments, workbook),
                tunnel_table(segments, period, workbook))


def _view(period: str, region: str | None) -> Underground | None:
    with store().read() as session:
        return underground(session, current_actor(), chosen_period(period), region or None)


def _ends(line: object) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """A line of some length, or none: a click that was meant as a line is none."""
    if not isinstance(line, list) or len(line) != 2:
        return None
    try:
        (a, b), (c, d) = ((float(x), float(y)) for x, y in line)
    except (TypeError, ValueError):
        return None
    return ((a, b), (c, d)) if hypot(c - a, d - b) >= SHORTEST else None
