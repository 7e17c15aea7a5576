"""未报送 on 一张图: the choice of a ledger, the units without a district in words, and the card of a clicked district."""

from dash import ClientsideFunction, Input, Output, State, no_update

from callbacks.context import business_day, current_actor, store
from callbacks.marks import requires
from callbacks.months import chosen_period
from components import ids
from components.filters import options
from components.map_gaps import gap_card, gaps_beside
from data.access.roles import Permission
from data.indicators.map_narrowed import Ground
from data.intake.gap_map import by_district, owed_ledgers, unit_gaps

place = ids.Citymap
PERIOD = Input(ids.Shell.PERIOD, "value")


def register(app):
    app.clientside_callback(ClientsideFunction("citymap", "grounded"), Output(place.TOOLS, "className"), Output(place.GAPS_PANEL, "hidden"),
                            Input(place.PAINT, "value"))

    @app.callback(Output(place.GAP_LEDGER, "data"), Output(place.GAP_LEDGER, "value"), PERIOD, State(place.GAP_LEDGER, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_gap_ledgers(period, chosen):
        """The ledgers owed for the month; what was chosen stays if it is still owed. Nothing for who does not see what is handed in."""
        if not current_actor().may(Permission.VIEW_SUBMISSIONS):
            return [], None
        with store().read() as session:
            owed = owed_ledgers(session, chosen_period(period))
        return options(owed), chosen if chosen in dict(owed) else None

    @app.callback(Output(place.GAPS, "children"), PERIOD, Input(place.PAINT, "value"), Input(place.GAP_LEDGER, "value"), prevent_initial_call=True)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_gaps(period, paint, ledger):
        if paint != Ground.GAPS:
            return no_update
        period = chosen_period(period)
        with store().read() as session:
            return gaps_beside(unit_gaps(session, current_actor(), period, business_day(), ledger or ""), period)


def district_gaps(session, properties, period, ledger):
    """The card of the district that was clicked."""
    found = by_district(unit_gaps(session, current_actor(), period, business_day(), ledger or ""))
    return gap_card(str(properties.get("name", "")), found.get(str(properties.get("code")), []), period)
