"""报送: shows the matrix and the history, follows uploads."""

from dash import Input, Output, State, no_update

from callbacks.context import business_day, current_actor, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.submissions import history_table, job_lines, matrix_table, upload_zone
from data.access.roles import Permission
from data.intake.views import matrix_view, submissions
from data.jobs.views import is_live, own_jobs
from data.store.rulebook import book_for, newest_book

S = ids.Submissions
NEWEST = 60  # files that the page lists


def register(app):
    _register_lists(app)
    _register_upload(app)


def _register_lists(app):
    @app.callback(Output(S.STRIP, "children"), Input(ids.Shell.PERIOD, "value"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_strip(period):
        with store().read() as session:
            return period_strip(stamped(session, chosen_period(period), business_day()))

    @app.callback(Output(S.MATRIX, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.WATCHED, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_matrix(period, _watched):
        month = chosen_period(period)
        with store().read() as session:
            rows = matrix_view(session, current_actor(), month, business_day())
            return matrix_table(rows, {code: ledger.name for code, ledger in book_for(session, month).ledgers.items()}, book("filing", month))

    @app.callback(Output(S.HISTORY, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.WATCHED, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_history(period, _watched):
        with store().read() as session:
            return history_table(submissions(session, current_actor(), chosen_period(period), limit=NEWEST), book("history", chosen_period(period)))


def _register_upload(app):
    @app.callback(Output(S.UNIT, "data"), Input(S.UNIT, "id"))
    @requires(Permission.UPLOAD)
    def show_units(_id):
        with store().read() as session:
            return options((u.code, u.short_name) for u in newest_book(session).members if current_actor().sees(u.code))

    @app.callback(Output(S.ZONE, "children"), Input(S.UNIT, "value"))
    @requires(Permission.UPLOAD)
    def show_zone(unit):
        return upload_zone(current_actor().unit or unit, settings().max_upload_mb)

    @app.callback(Output(S.JOBS, "children"), Output(S.TIMER, "disabled"), Output(S.WATCHED, "data"),
                  Input(S.RESULT, "data"), Input(S.TIMER, "n_intervals"), State(S.WATCHED, "data"), prevent_initial_call=True)
    @requires(Permission.UPLOAD)
    def follow_uploads(result, _turn, watched):
        numbers = [f["answer"].get("job") for f in (result or {}).get("files", []) if f.get("ok") and isinstance(f.get("answer"), dict)]
        with store().read() as session:
            jobs = own_jobs(session, current_actor(), numbers)
        running = [job.id for job in jobs if is_live(job)]
        done = {"done": [job.id for job in jobs if job.id not in running]}
        return job_lines(jobs), not running, no_update if done == watched else done
