"""部署节点图 on 一张图: what coverage may be asked about, and its legend."""

from dash import ClientsideFunction, Input, Output, State

from callbacks.context import current_actor, store
from callbacks.marks import requires
from components import ids
from components.filters import options
from components.map_cover import cover_legend
from data.access.roles import Permission
from data.indicators.coverage import coverages

place = ids.Citymap


def register(app):
    app.clientside_callback(
        ClientsideFunction("citymap", "cover"), Output(place.COVERED, "data"), Output(place.COVER_SAID, "children"), Input(place.MAP, "bounds"),
        Input(place.COVER, "value"), Input(ids.Shell.PERIOD, "value"), State(place.MAP, "zoom"))

    @app.callback(Output(place.COVER, "data"), Input(place.MAP, "id"))
    @requires(Permission.VIEW_FIGURES)
    def show_coverages(_id):
        """Nothing for who sees no objects."""
        with store().read() as session:
            return options((word, f"{coverage.name}（{ledger.name}）") for word, ledger, coverage in coverages(session, current_actor()))

    @app.callback(Output(place.COVER_LEGEND, "children"), Input(place.COVER, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_cover_legend(word):
        with store().read() as session:
            asked = [coverage for known, _, coverage in coverages(session, current_actor()) if known == word]
        return cover_legend(asked[0]) if asked else []
