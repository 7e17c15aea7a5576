"""督办: shows the orders and reminders the reader may see."""

from datetime import timedelta

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.filters import options
from components.orders import notice_table, order_counts, order_table
from data.access.roles import Permission
from data.store.rulebook import newest_book
from data.supervision.order_views import OrderFilters, orders_view
from data.supervision.views import notices

place = ids.Supervision
REMINDED = timedelta(days=31)


def register(app):
    @app.callback(Output(place.UNIT, "data"), Output(place.NOTICES, "children"), Input(place.UNIT, "id"))
    @requires(Permission.VIEW_ORDERS)
    def show_notices(_id):
        with store().read() as session:
            names = {u.code: u.short_name for u in newest_book(session).units.values() if current_actor().sees(u.code)}
            return options(names.items()), notice_table(notices(session, current_actor(), business_day() - REMINDED), names, book("reminders"))

    @app.callback(Output(place.COUNTS, "children"), Output(place.TABLE, "children"), Input(place.STATE, "value"), Input(place.LEVEL, "value"),
                  Input(place.UNIT, "value"))
    @requires(Permission.VIEW_ORDERS)
    def show_orders(state, level, unit):
        with store().read() as session:
            every = orders_view(session, current_actor(), business_day())
            chosen = orders_view(session, current_actor(), business_day(), OrderFilters(unit=unit or "", state=state or "", level=level or ""))
        return order_counts(every), order_table(chosen, book("orders", state=state, level=level, unit=unit))
