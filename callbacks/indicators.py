"""建设进度: the board of indicators and the matrix of units."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.indicators import indicator_board, unit_matrix
from data.access.roles import Permission
from data.indicators.systems import system_names
from data.indicators.views import check_readable, city_lines, unit_standings
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Indicators


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.SYSTEM, "data"), Output(place.GROUP, "data"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_choices(period):
        period = chosen_period(period)
        with store().read() as session:
            check_readable(session, current_actor(), period)
            rules = book_for(session, period)
            strip = period_strip(stamped(session, period, business_day()))
        return strip, options((name, name) for name in system_names(rules)), options(rules.groups.items())

    @app.callback(Output(place.BOARD, "children"), PERIOD, Input(place.SYSTEM, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_board(period, system):
        period = chosen_period(period)
        with store().read() as session:
            lines = city_lines(session, current_actor(), period)
        shown = [line for line in lines if system in (None, line.system)]
        return indicator_board(shown, period, book=book("indicators", period, system=system))

    @app.callback(Output(place.MATRIX, "children"), PERIOD, Input(place.GROUP, "value"))
    @requires(Permission.VIEW_FIGURES)
    def show_units(period, group):
        period = chosen_period(period)
        with store().read() as session:
            units = unit_standings(session, current_actor(), period)
            names = [(i.code, i.name) for i in book_for(session, period).indicators.values()]
        shown = [u for u in units if group in (None, u.group)]
        return unit_matrix(shown, names, period, book=book("units", period, group=group))
