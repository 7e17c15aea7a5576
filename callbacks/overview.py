"""总览: fills the panels of the front page."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.overview import behind_list, change_list, due_list, headline_plots, red_list, silent_list
from components.stages import conclusion, light_row, pillar_rows, stage_cards
from data.access.roles import Permission
from data.indicators.detail import curve
from data.indicators.views import check_readable, city_lines, headline_codes, unit_standings
from data.intake.views import matrix_view
from data.plan.outlook import outlook
from data.store.rulebook import book_for
from data.supervision.board import light_board
from data.supervision.views import due_within
from data.vocabulary import Light

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Overview
SOON_DAYS = 14


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.STAGES, "children"), Output(place.PILLARS, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_stages(period):
        period, today = chosen_period(period), business_day()
        with store().read() as session:
            check_readable(session, current_actor(), period)
            found = outlook(session, period, today)
            return period_strip(stamped(session, period, today)), stage_cards(found, period), pillar_rows(found, period)

    @app.callback(Output(place.LIGHTS, "children"), Output(place.RED, "children"), Output(place.CONCLUSION, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_lights(period):
        period, today = chosen_period(period), business_day()
        with store().read() as session:
            check_readable(session, current_actor(), period)
            board = light_board(session, current_actor(), period, today)
            said = conclusion(outlook(session, period, today), board.counts.get(Light.RED, 0))
        return light_row(board.counts, period), red_list(board.turned_red, len(board.red), period, current_actor().unit is not None), said

    @app.callback(Output(place.BEHIND, "children"), Output(place.CHANGES, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_units(period):
        period = chosen_period(period)
        with store().read() as session:
            units, lines = unit_standings(session, current_actor(), period), city_lines(session, current_actor(), period)
        return behind_list(units, period), change_list(lines, period)

    @app.callback(Output(place.CURVES, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_curves(period):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            codes = headline_codes(book_for(session, period))
            curves = [curve(session, actor, code, None, period) for code in codes]
        return headline_plots(curves, period, {code: book("indicator", period, code) for code in codes})

    @app.callback(Output(place.DUE, "children"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_due(_period):
        with store().read() as session:
            return due_list(due_within(session, current_actor(), business_day(), SOON_DAYS))

    @app.callback(Output(place.SILENT, "children"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_silent(period):
        period = chosen_period(period)
        with store().read() as session:
            return silent_list(matrix_view(session, current_actor(), period, business_day()), period, current_actor().unit is not None)
