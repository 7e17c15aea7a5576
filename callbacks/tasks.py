"""任务: shows rollups and the list of tasks for the chosen month; what is picked stands in the address."""

from dash import ClientsideFunction, Input, Output

from callbacks.context import current_actor, store
from callbacks.exports import book
from callbacks.looking import day_known, looking
from callbacks.marks import requires
from callbacks.months import chosen_period, day_of, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.tasks import rollup_table, task_table
from data.access.roles import Permission
from data.plan.kept import shown_states
from data.plan.weights import phases, pillars, whole_plan
from data.store.rulebook import book_for
from data.supervision.views import tasks_view, wanted_tasks

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Tasks
PICKED = {name: Input(where, "value") for name, where in (
    ("phase", place.PHASE), ("pillar", place.PILLAR), ("unit", place.UNIT), ("light", place.LIGHT), ("due", place.DUE), ("known", place.KNOWN))}
KNOWN = PICKED["known"]


def register(app):
    @app.callback(Output(place.STRIP, "children"), Output(place.PHASE, "data"), Output(place.PILLAR, "data"), PERIOD, KNOWN)
    @requires(Permission.VIEW_TASKS)
    def show_choices(period, known):
        period = chosen_period(period)
        with looking(known) as (session, today):
            plan = book_for(session, period).plan
            strip = period_strip(stamped(session, period, today, day_known(known)))
        return strip, options((p.code, p.name) for p in plan.phases), options((p.code, p.name) for p in plan.pillars)

    @app.callback(Output(place.UNIT, "data"), PERIOD)
    @requires(Permission.VIEW_TASKS)
    def show_units(period):
        with store().read() as session:
            rules = book_for(session, chosen_period(period))
        leads = dict.fromkeys(task.lead for task in rules.plan.tasks if current_actor().sees(task.lead))
        return options((code, rules.unit(code).short_name) for code in leads)

    @app.callback(Output(place.ROLLUPS, "children"), PERIOD, KNOWN)
    @requires(Permission.VIEW_TASKS)
    def show_rollups(period, known):
        period = chosen_period(period)
        with looking(known) as (session, _):
            rules = book_for(session, period)
            states = shown_states(session, rules, period)
        found = [whole_plan(rules.plan, states), *phases(rules.plan, states), *pillars(rules.plan, states)]
        return rollup_table(found, book("rollups", period, known=known))

    @app.callback(Output(place.TABLE, "children"), Output(place.COUNT, "children"), PERIOD, *PICKED.values())
    @requires(Permission.VIEW_TASKS)
    def show_tasks(period, *picked):
        period, asked = chosen_period(period), dict(zip(PICKED, picked, strict=True))
        with looking(asked["known"]) as (session, today):
            found = tasks_view(session, current_actor(), day_of(period, today), wanted_tasks(asked, today))
        return task_table(found, book("tasks", period, **asked)), f"{len(found)} 项；点开任务看依据、里程碑与督办"

    app.clientside_callback(ClientsideFunction("address", "keepPicked"), Output(place.KEPT, "data"), PERIOD, *PICKED.values())
