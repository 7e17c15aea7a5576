"""一份报送: shows its findings, takes the explanations of its 核实 findings, and sends it back at the office's word."""

from dash import ALL, Input, Output, State, ctx, html, no_update, set_props

from callbacks.context import current_actor, moment, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.differences import difference_table
from components.notices import success
from components.owed import CONFIRM_WORDS, signed_view
from components.returns import desk_note, returned_view, what_follows
from components.submissions import findings_view, job_lines, submission_head
from data.access.roles import Permission
from data.errors import NotFound
from data.intake import withdraw
from data.intake.confirm import confirm
from data.intake.differences import differences
from data.intake.views import submission_detail
from data.jobs.uploads import enqueue_explanation
from data.jobs.views import is_live, own_jobs

S = ids.Submission


def register(app):
    _register_reading(app)
    _register_explaining(app)
    _register_returning(app)
    _register_confirming(app)
    _register_differences(app)


def _register_reading(app):
    @app.callback(Output(S.HEAD, "children"), Output(S.FINDINGS, "children"), Input(S.NUMBER, "data"), Input(S.RETURNED, "children"),
                  Input(S.CONFIRMED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_submission(asked, _returned, _confirmed):
        with store().read() as session:
            detail = submission_detail(session, current_actor(), number_of(asked))
        head = html.Div([submission_head(detail), signed_view(detail), returned_view(detail)], className="stack")
        return head, findings_view(detail, str(asked.get("cell", "")), book("findings", subject=detail.row.id))

    @app.callback(Output(S.RETURN_DESK, "hidden"), Output(S.RETURN_NOTE, "children"), Output(S.RETURN_FORM, "hidden"), Input(S.NUMBER, "data"),
                  Input(S.RETURNED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_returning(asked, _returned):
        with store().read() as session:
            returning = submission_detail(session, current_actor(), number_of(asked), shown=0).returning
        return not returning.is_offered, desk_note(returning), returning.refusal is not None


def _register_explaining(app):
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


def _register_returning(app):
    @app.callback(Output(S.RETURN_ASK, "opened"), Output(S.RETURN_SAID, "children"), Output(S.RETURNED, "children"),
                  Input(S.RETURN, "n_clicks"), Input(S.RETURN_KEEP, "n_clicks"), Input(S.RETURN_SURE, "n_clicks"), State(S.RETURN_WHY, "value"),
                  State(S.NUMBER, "data"), prevent_initial_call=True, running=[(Output(S.RETURN_SURE, "disabled"), True, False)])
    @requires(Permission.RETURN_SUBMISSION)
    def return_file(_ask, _keep, _sure, reason, asked):
        """First it is told what follows, then it is done."""
        set_props(ids.Shell.NOTICE, {"children": None})  # what was refused before is put right now, or refused anew
        if ctx.triggered_id == S.RETURN:
            return True, asked_back(number_of(asked), reason or ""), no_update
        if ctx.triggered_id != S.RETURN_SURE:
            return False, no_update, no_update
        with store().write() as session:
            again = withdraw.withdraw(session, current_actor(), number_of(asked), reason or "", moment())
            counts = f"{again.receipt} 恢复计数" if again.withdrawn_at is None else "本月没有其他已接收的版本"
        return False, no_update, success(f"已退回；{counts}")


def _register_confirming(app):
    @app.callback(Output(S.CONFIRM_DESK, "hidden"), Output(S.CONFIRM_NOTE, "children"), Input(S.NUMBER, "data"), Input(S.CONFIRMED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_confirming(asked, _confirmed):
        with store().read() as session:
            on_behalf = submission_detail(session, current_actor(), number_of(asked), shown=0).on_behalf
        return on_behalf is None or not on_behalf.may_confirm, CONFIRM_WORDS

    @app.callback(Output(S.CONFIRMED, "children"), Input(S.CONFIRM, "n_clicks"), State(S.NUMBER, "data"), prevent_initial_call=True,
                  running=[(Output(S.CONFIRM, "disabled"), True, False)])
    @requires(Permission.CONFIRM_SUBMISSION)
    def confirm_file(clicks, asked):
        if not clicks:
            return no_update
        with store().write() as session:
            entry = confirm(session, current_actor(), number_of(asked), moment())
            return success(f"已确认，{entry.receipt} 计入本单位成绩")


def _register_differences(app):
    @app.callback(Output(S.DIFFERENCES, "children"), Output(S.DIFFERENCES_FROM, "data"), Output(S.DIFFERENCES_MORE, "disabled"),
                  Output(S.DIFFERENCES_FIRST, "disabled"), Input(S.NUMBER, "data"), Input(S.DIFFERENCES_MORE, "n_clicks"),
                  Input(S.DIFFERENCES_FIRST, "n_clicks"), State(S.DIFFERENCES_FROM, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_differences(asked, _more, _first, following):
        number = number_of(asked)
        after = str(following or "") if ctx.triggered_id == S.DIFFERENCES_MORE else ""
        with store().read() as session:
            page = differences(session, current_actor(), number, after)
        return difference_table(page, book("differences", subject=number)), page.following, page.following is None, not after


def asked_back(number: int, reason: str):
    with store().read() as session:
        previous = withdraw.consequence(session, current_actor(), number, reason)
        return what_follows(submission_detail(session, current_actor(), number, shown=0), previous.receipt if previous else None, reason.strip())


def number_of(asked) -> int:
    text = str((asked or {}).get("number", ""))
    if not text.isdigit() or len(text) > 15:
        raise NotFound("没有这份报送，或不属于本单位")
    return int(text)
