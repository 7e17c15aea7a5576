"""更正清单: one reading of the month for words and table."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, moment, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.restated import restated_head, restated_table
from data.access.roles import Permission
from data.assessment.restated import restatements

place = ids.Restatements


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.HEAD, "children"), Output(place.TABLE, "children"), Input(ids.Shell.PERIOD, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_restatements(period):
        period = chosen_period(period)
        with store().read() as session:
            strip = period_strip(stamped(session, period, business_day()))
            found = restatements(session, current_actor(), period, moment())
        return strip, restated_head(found, period), restated_table(found, period, book("restatements", period))
