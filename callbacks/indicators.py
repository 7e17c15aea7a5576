"""建设进度: the board of indicators and the matrix of units; what is picked stands in the address."""

from dash import ClientsideFunction, Input, Output

from callbacks.context import current_actor
from callbacks.exports import book
from callbacks.looking import day_known, looking
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.indicators import indicator_board, unit_matrix
from data.access.roles import Permission
from data.indicators.systems import system_names
from data.indicators.views import asked_lines, asked_standings, check_readable, city_lines, unit_standings
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Indicators
PICKED = {name: Input(where, "value") for name, where in (
    ("system", place.SYSTEM), ("light", place.LIGHT), ("turn", place.TURN), ("group", place.GROUP), ("known", place.KNOWN))}


def picked(*names):
    return [PICKED[name] for name in names]


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.SYSTEM, "data"), Output(place.GROUP, "data"), PERIOD, *picked("known"))
    @requires(Permission.VIEW_FIGURES)
    def show_choices(period, known):
        period = chosen_period(period)
        with looking(known) as (session, today):
            check_readable(session, current_actor(), period)
            rules = book_for(session, period)
            strip = period_strip(stamped(session, period, today, day_known(known)))
        return strip, options((name, name) for name in system_names(rules)), options(rules.groups.items())

    @app.callback(Output(place.BOARD, "children"), PERIOD, *picked("system", "light", "turn", "known"))
    @requires(Permission.VIEW_FIGURES)
    def show_board(period, system, light, turn, known):
        period, asked = chosen_period(period), {"system": system, "light": light, "turn": turn, "known": known}
        with looking(known) as (session, _):
            lines = city_lines(session, current_actor(), period)
        return indicator_board(asked_lines(lines, asked), period, book=book("indicators", period, **asked))

    @app.callback(Output(place.MATRIX, "children"), PERIOD, *picked("group", "light", "known"))
    @requires(Permission.VIEW_FIGURES)
    def show_units(period, group, light, known):
        period, asked = chosen_period(period), {"group": group, "light": light, "known": known}
        with looking(known) as (session, _):
            units = unit_standings(session, current_actor(), period)
            names = [(i.code, i.name) for i in book_for(session, period).indicators.values()]
        return unit_matrix(asked_standings(units, asked), names, period, book=book("units", period, **asked))

    app.clientside_callback(ClientsideFunction("address", "keepPicked"), Output(place.KEPT, "data"), PERIOD, *PICKED.values())
