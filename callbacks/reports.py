"""报表: shows what was made, makes another."""

from dash import Input, Output, State

from callbacks.context import current_actor, moment, settings, store
from callbacks.exports import book
from callbacks.looking import day_known, keep_known, looking
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.reports import making, report_table
from data.access.roles import Permission
from data.errors import GovernanceError
from data.jobs.uploads import enqueue_report
from data.jobs.views import is_live, own_jobs
from data.reports.files import KINDS, report_files
from data.store.rulebook import book_for

PERIOD = Input(ids.Shell.PERIOD, "value")
place = ids.Reports
KNOWN = Input(place.KNOWN, "value")
LABELS = {kind: label for kind, (label, _) in KINDS.items()}


def register(app):
    keep_known(app, place)

    @app.callback(Output(place.STRIP, "children"), Output(place.KIND, "data"), Output(place.UNIT, "data"), PERIOD, KNOWN)
    @requires(Permission.VIEW_REPORTS)
    def show_choices(period, known):
        period = chosen_period(period)
        with looking(known) as (session, today):
            units = [(u.code, u.short_name) for u in book_for(session, period).members if current_actor().sees(u.code)]
            return period_strip(stamped(session, period, today, day_known(known))), options(LABELS.items()), options(units)

    @app.callback(Output(place.FILES, "children"), PERIOD, Input(place.WATCHED, "data"), Input(place.TIMER, "disabled"), KNOWN)
    @requires(Permission.VIEW_REPORTS)
    def show_files(period, _watched, _idle, known):
        with looking(known) as (session, _):
            names = {u.code: u.short_name for u in book_for(session, chosen_period(period)).members}
            return report_table(report_files(session, current_actor()), LABELS, names, book("reports", known=known))

    @app.callback(Output(place.WATCHED, "data"), Input(place.MAKE, "n_clicks"), State(place.KIND, "value"), State(place.UNIT, "value"),
                  State(ids.Shell.PERIOD, "value"), State(place.KNOWN, "value"), prevent_initial_call=True)
    @requires(Permission.MAKE_REPORT)
    def make(_clicks, kind, unit, period, known):
        if kind not in KINDS:
            raise GovernanceError("请先选择报表种类")
        day = day_known(known)
        wanted = {"kind": kind, "period": chosen_period(period), "unit": unit, "known": day.isoformat() if day else None}
        return enqueue_report(store(), settings(), current_actor(), wanted, moment())

    @app.callback(Output(place.ANSWER, "children"), Output(place.TIMER, "disabled"), Input(place.WATCHED, "data"), Input(place.TIMER, "n_intervals"),
                  prevent_initial_call=True)
    @requires(Permission.MAKE_REPORT)
    def follow(job, _turn):
        with store().read() as session:
            jobs = own_jobs(session, current_actor(), [job])
        return making(jobs), not any(map(is_live, jobs))
