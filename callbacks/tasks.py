"""任务: shows rollups and the list of tasks for the chosen month."""

from dash import Input, Output

from callbacks.context import business_day, current_actor, store
from callbacks.marks import requires
from callbacks.months import chosen_period, day_of, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.tasks import rollup_table, task_table
from data.access.roles import Permission
from data.plan.progress import task_states
from data.plan.weights import phases, pillars, whole_plan
from data.store.rulebook import book_for
from data.supervision.views import TaskFilters, tasks_view

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Tasks


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.PHASE, "data"), Output(place.PILLAR, "data"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_choices(period):
        period = chosen_period(period)
        with store().read() as session:
            plan = book_for(session, period).plan
            strip = period_strip(stamped(session, period, business_day()))
        return strip, options((p.code, p.name) for p in plan.phases), options((p.code, p.name) for p in plan.pillars)

    @app.callback(Output(place.UNIT, "data"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_units(period):
        with store().read() as session:
            book = book_for(session, chosen_period(period))
        leads = dict.fromkeys(task.lead for task in book.plan.tasks if current_actor().sees(task.lead))
        return options((code, book.unit(code).short_name) for code in leads)

    @app.callback(Output(place.ROLLUPS, "children"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_rollups(period):
        period = chosen_period(period)
        with store().read() as session:
            book = book_for(session, period)
            states = task_states(session, book, period)
        return rollup_table([whole_plan(book.plan, states), *phases(book.plan, states), *pillars(book.plan, states)])

    @app.callback(Output(place.TABLE, "children"), PERIOD, Input(place.PHASE, "value"), Input(place.PILLAR, "value"), Input(place.UNIT, "value"),
                  Input(place.LIGHT, "value"))
    @requires(Permission.VIEW_TASKS)
    def show_tasks(period, phase, pillar, unit, light):
        wanted = TaskFilters(unit or "", phase or "", pillar or "", light or "")
        with store().read() as session:
            return task_table(tasks_view(session, current_actor(), day_of(chosen_period(period), business_day()), wanted))
