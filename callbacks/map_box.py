"""框选 on 一张图: the rectangle is drawn in the browser; what lies in it is counted here."""

from dash import ClientsideFunction, Input, Output, State

from callbacks.context import current_actor, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period
from components import ids
from components.map_box import box_found, no_layers
from data.access.roles import Permission
from data.indicators.map_box import count_in_box
from data.indicators.map_narrowed import Narrowed
from data.indicators.map_views import parse_box
from data.store.rulebook import newest_book

place = ids.Citymap


def register(app):
    app.clientside_callback(ClientsideFunction("citymap", "draw"), Output(place.BOX_STEP, "data"), Input(place.BOX_DRAW, "n_clicks"),
                            State(place.BOX, "id"), State(place.BOX_DRAW, "id"), prevent_initial_call=True)
    app.clientside_callback(ClientsideFunction("citymap", "boxView"), Output(place.BOX, "data"), Input(place.BOX_VIEW, "n_clicks"),
                            Input(place.BOX_CLEAR, "n_clicks"), State(place.MAP, "bounds"), prevent_initial_call=True)
    app.clientside_callback(ClientsideFunction("citymap", "boxed"), Output(place.BOX_DRAWN, "data"), Output(place.BOX_PANEL, "hidden"),
                            Input(place.BOX, "data"))

    @app.callback(Output(place.BOX_FOUND, "children"), Input(place.BOX, "data"), Input(ids.Shell.PERIOD, "value"), Input(place.LEDGERS, "value"),
                  Input(place.UNIT, "value"), Input(place.ONLY, "value"), prevent_initial_call=True)
    @requires(Permission.VIEW_TRIAL)
    def show_box(box, period, ticked, unit, only):
        """Counted anew whenever what the map shows is another."""
        if not box:
            return None
        if not ticked:
            return no_layers()
        period, limit = chosen_period(period), settings().export_rows
        narrowed = Narrowed(tuple(map(str, ticked)), str(unit or ""), tuple(map(str, only or ())))
        with store().read() as session:
            found = count_in_box(session, current_actor(), narrowed, parse_box(str(box)), period, limit)
            rules = newest_book(session)
        names = {code: ledger.name for code, ledger in rules.ledgers.items()}, {u.code: u.short_name for u in rules.members}
        return box_found(found, *names, book("map-box", period, box, ledgers=",".join(narrowed.ledgers), unit=narrowed.unit,
                                             only=",".join(narrowed.only)), limit)
