"""系统进度: one system of the work plan; a name the rule book does not know is said so."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.breakdowns import breakdown_panels
from components.cards import page_head, path, period_strip
from components.overview import headline_plots
from components.systems import districts_table, ledgers_table, system_head, units_table
from components.unit import unit_tasks
from data.access.roles import Permission
from data.calendar import last_day
from data.indicators.breakdowns import breakdowns
from data.indicators.detail import curve
from data.indicators.systems import followed_codes, system_view
from data.intake.views import matrix_view
from data.supervision.views import TaskFilters, tasks_view

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.System
NAME = Input(place.NAME, "data")


def register(app):
    _register_figures(app)
    _register_lists(app)


def _register_figures(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.HEAD, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_FIGURES)
    def show_head(period, name):
        period = chosen_period(period)
        with store().read() as session:
            found = system_view(session, current_actor(), str(name), period)
            strip = period_strip(stamped(session, period, business_day()))
        return page_head(found.name, strip, lead=path(("建设进度", f"/indicators?period={period}"), (found.name, None))), system_head(found, period)

    @app.callback(Output(place.CURVES, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_FIGURES)
    def show_curves(period, name):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            codes = followed_codes(system_view(session, actor, str(name), period).asked_first)
            curves = [curve(session, actor, code, None, period) for code in codes]
        return headline_plots(curves, period, {code: book("indicator", period, code) for code in codes})

    @app.callback(Output(place.BREAKDOWNS, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_FIGURES)
    def show_breakdowns(period, name):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            found = breakdowns(session, actor, str(name), period)
        workbook = book("breakdowns", period, name)
        return breakdown_panels(found, period, actor.may(Permission.VIEW_SUBMISSIONS), book=workbook)

    @app.callback(Output(place.DISTRICTS, "children"), Output(place.UNITS, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_FIGURES)
    def show_parts(period, name):
        period = chosen_period(period)
        with store().read() as session:
            found = system_view(session, current_actor(), str(name), period)
        workbook = book("system", period, found.name)
        return districts_table(found, period, book=workbook), units_table(found, period, book=workbook)


def _register_lists(app):
    @app.callback(Output(place.TASKS, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_TASKS)
    def show_tasks(period, name):
        period = chosen_period(period)
        day = min(last_day(period), business_day())
        with store().read() as session:
            found = system_view(session, current_actor(), str(name), period)
            rows = [row for row in tasks_view(session, current_actor(), day, TaskFilters()) if row.code in found.tasks]
        return unit_tasks(rows, "没有关联的任务", names_units=True)

    @app.callback(Output(place.LEDGERS, "children"), PERIOD, NAME)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_ledgers(period, name):
        period, actor = chosen_period(period), current_actor()
        with store().read() as session:
            found = system_view(session, actor, str(name), period)
            cells = [cell for row in matrix_view(session, actor, period, business_day()) for cell in row.cells]
        return ledgers_table(found.ledgers, cells, period, book=book("filing", period))
