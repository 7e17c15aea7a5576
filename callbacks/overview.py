"""总览: fills the panels of the front page."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.answer import behind_tile, conclusion, due_tile, red_tiles, silent_tile, turned_tile
from components.cards import period_strip
from components.overview import behind_list, change_list, due_list, headline_plots, red_list, silent_list
from components.stages import light_row, pillar_rows, stage_cards
from data.access.roles import Permission
from data.calendar import shift
from data.indicators.detail import curve
from data.indicators.views import check_readable, city_lines, headline_codes, unit_standings
from data.intake.views import matrix_view
from data.plan.outlook import outlook
from data.store.rulebook import book_for
from data.supervision.board import light_board
from data.supervision.views import SOON_DAYS, due_within
from data.vocabulary import Light

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Overview


def register(app):
    _register_answer(app)
    _register_lists(app)


def _register_answer(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.STAGES, "children"), Output(place.PILLARS, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_stages(period):
        period, today = chosen_period(period), business_day()
        with store().read() as session:
            check_readable(session, current_actor(), period)
            found, before = outlook(session, period, today), outlook(session, shift(period, -1), today)
            strip = period_strip(stamped(session, period, today))
        return strip, stage_cards(found, period, before), pillar_rows(found, period, before)

    @app.callback(Output(place.CONCLUSION, "children"), Output(place.RED_TILES, "children"), Output(place.UNIT_TILES, "children"),
                  Output(place.LIGHTS, "children"), Output(place.RED, "children"), Output(place.BEHIND, "children"), Output(place.CHANGES, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_answer(period):
        period, today, actor = chosen_period(period), business_day(), current_actor()
        own, opens = actor.unit is not None, actor.unit is not None or actor.sees_all
        with store().read() as session:
            check_readable(session, actor, period)
            board, units, lines = light_board(session, actor, period, today), unit_standings(session, actor, period), city_lines(session, actor, period)
            found, before = outlook(session, period, today), outlook(session, shift(period, -1), today)
        worst = units[0] if units and not own else None
        said = conclusion(found, before, board.counts.get(Light.RED, 0), len(board.turned_red) if opens else None, worst)
        return (said, red_tiles(board, period, "本单位" if own else "", opens), [*([behind_tile(units, period)] if opens and not own else []),
                turned_tile(lines, period)], light_row(board.counts, period, opens),
                red_list(board.turned_red, len(board.red), period, own), behind_list(units, period), change_list(lines, period))


def _register_lists(app):
    @app.callback(Output(place.CURVES, "children"), PERIOD)
    @requires(Permission.VIEW_FIGURES)
    def show_curves(period):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            codes = headline_codes(book_for(session, period))
            curves = [curve(session, actor, code, None, period) for code in codes]
        return headline_plots(curves, period, {code: book("indicator", period, code) for code in codes})

    @app.callback(Output(place.DUE, "children"), Output(place.DUE_TILE, "children"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_due(period):
        period = chosen_period(period)
        with store().read() as session:
            found = due_within(session, current_actor(), business_day(), SOON_DAYS)
        return due_list(found, period), due_tile(found, period)

    @app.callback(Output(place.SILENT, "children"), Output(place.SILENT_TILE, "children"), PERIOD)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_silent(period):
        period, own = chosen_period(period), current_actor().unit is not None
        with store().read() as session:
            rows = matrix_view(session, current_actor(), period, business_day())
        return silent_list(rows, period, own), silent_tile(rows, period, own)
