"""单位: fills the page of one unit; a foreign unit answers as if there were none."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import page_head, path, period_strip
from components.indicators import indicator_board
from components.unit import unit_orders, unit_score, unit_submissions, unit_tasks
from data.access.roles import Permission
from data.access.scope import require_unit
from data.assessment.one_unit import find_unit_score
from data.calendar import last_day
from data.indicators.views import unit_lines
from data.intake.views import matrix_view
from data.store.rulebook import book_for
from data.supervision.order_views import OrderFilters, orders_view
from data.supervision.views import TaskFilters, tasks_view

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Unit
CODE = Input(place.CODE, "data")


def register(app):
    _register_figures(app)
    _register_lists(app)


def _register_figures(app):
    @app.callback(Output(place.TITLE, "children"), Output(place.FIGURES, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_FIGURES)
    def show_figures(period, code):
        period = chosen_period(period)
        with store().read() as session:
            lines = unit_lines(session, current_actor(), str(code), period)
            unit = book_for(session, period).unit(str(code))
            strip = period_strip(stamped(session, period, business_day()))
        title = page_head(unit.short_name, strip, lead=path(("建设进度", f"/indicators?period={period}"), (unit.full_name, None)))
        return title, indicator_board(lines, period, with_units=False, book=book("unit", period, code))

    @app.callback(Output(place.SCORE, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_SCORES)
    def show_score(period, code):
        period = chosen_period(period)
        with store().read() as session:
            return unit_score(find_unit_score(session, current_actor(), str(code), period), book("lost", period, code))


def _register_lists(app):
    @app.callback(Output(place.TASKS, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_TASKS)
    def show_tasks(period, code):
        day = min(last_day(chosen_period(period)), business_day())
        with store().read() as session:
            require_unit(current_actor(), str(code))
            return unit_tasks(tasks_view(session, current_actor(), day, TaskFilters(unit=str(code))))

    @app.callback(Output(place.ORDERS, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_ORDERS)
    def show_orders(_period, code):
        with store().read() as session:
            require_unit(current_actor(), str(code))
            return unit_orders(orders_view(session, current_actor(), business_day(), OrderFilters(unit=str(code))))

    @app.callback(Output(place.SUBMISSIONS, "children"), PERIOD, CODE)
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_submissions(period, code):
        period = chosen_period(period)
        with store().read() as session:
            require_unit(current_actor(), str(code))
            rows = matrix_view(session, current_actor(), period, business_day())
            names = {ledger.code: ledger.name for ledger in book_for(session, period).ledgers.values()}
        return unit_submissions([c for row in rows if row.unit == code for c in row.cells], names, book("filing", period, code))
