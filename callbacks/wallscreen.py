"""大屏: a timer asks, and each answer is the next system; what does not answer is said so by the browser."""

from dash import ClientsideFunction, Input, Output

from callbacks.context import business_day, current_actor, now, settings, store
from callbacks.marks import requires
from callbacks.months import stamped
from components import ids
from components.wallscreen import NOTHING, heading, lights, map_figure, map_title, regions, stages, system_cards, trend_figure, trend_title
from data.access.roles import Permission
from data.catalogue.shapes import district_shapes
from data.indicators.wall import wall_view
from data.store.rulebook import newest_book

place = ids.WallScreen
PARTS = (Output(place.HEAD, "children"), Output(place.STAGES, "children"), Output(place.LIGHTS, "children"), Output(place.SYSTEM, "children"),
         Output(place.MAP_TITLE, "children"), Output(place.MAP, "figure"), Output(place.TREND_TITLE, "children"), Output(place.TREND, "figure"),
         Output(place.REGIONS, "children"), Output(place.STAMP, "data"))


def register(app):
    @app.callback(Output(place.TURN, "interval"), Output(place.WALL, "data-turn"), Input(place.WALL, "id"))
    @requires(Permission.VIEW_WALL)
    def set_pace(_wall):
        return settings().wall_seconds * 1000, settings().wall_seconds

    @app.callback(*PARTS, Input(place.TURN, "n_intervals"))
    @requires(Permission.VIEW_WALL)
    def show_turn(turn):
        today = business_day()
        with store().read() as session:
            view = wall_view(session, current_actor(), today, turn if isinstance(turn, int) else 0)
            city = newest_book(session).city
            shapes = district_shapes(settings().catalogue, city)
            strip = stamped(session, view.period, today) if view else None
        head, stamp = heading(strip, city.name, city.banner or "", view), now().isoformat()
        if view is None:
            return head, NOTHING, None, None, None, map_figure(shapes, {}), None, {"data": [], "layout": {}}, None, stamp
        system = view.system
        return (head, stages(view), lights(view), system_cards(system), map_title(system), map_figure(shapes, system.districts), trend_title(system),
                trend_figure(system), regions({r.code: r.name for r in city.regions}, system.districts), stamp)

    app.clientside_callback(ClientsideFunction("wall", "heard"), Output(place.STALE, "children"), Input(place.STAMP, "data"))
