"""一份报送: shows its findings and takes the explanations of its 核实 findings."""

from dash import ALL, Input, Output, State, no_update

from callbacks.context import current_actor, moment, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.submissions import findings_view, job_lines, submission_head
from data.access.roles import Permission
from data.errors import NotFound
from data.intake.views import submission_detail
from data.jobs.uploads import enqueue_explanation
from data.jobs.views import is_live, own_jobs

S = ids.Submission


def register(app):
    @app.callback(Output(S.HEAD, "children"), Output(S.FINDINGS, "children"), Input(S.NUMBER, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_submission(asked):
        with store().read() as session:
            detail = submission_detail(session, current_actor(), number_of(asked))
        return submission_head(detail), findings_view(detail, str(asked.get("cell", "")), book("findings", subject=detail.row.id))

    @app.callback(Output(S.JOB, "data"), Input(S.SEND, "n_clicks"), State(S.words(ALL), "value"), State(S.words(ALL), "id"),
                  State(S.NUMBER, "data"), prevent_initial_call=True)
    @requires(Permission.EXPLAIN)
    def explain_findings(clicks, words, places, asked):
        if not clicks:
            return no_update
        given = {int(place["number"]): text for place, text in zip(places, words, strict=True) if text and text.strip()}
        return enqueue_explanation(store(), settings(), current_actor(), number_of(asked), given, moment())

    @app.callback(Output(S.ANSWER, "children"), Output(S.TIMER, "disabled"), Input(S.JOB, "data"), Input(S.TIMER, "n_intervals"),
                  prevent_initial_call=True)
    @requires(Permission.EXPLAIN)
    def follow_explanation(job, _turn):
        with store().read() as session:
            jobs = own_jobs(session, current_actor(), [job])
        return job_lines(jobs), not any(map(is_live, jobs))


def number_of(asked) -> int:
    text = str((asked or {}).get("number", ""))
    if not text.isdigit() or len(text) > 15:
        raise NotFound("没有这份报送，或不属于本单位")
    return int(text)
