"""报送: shows what is to be done, the matrix and the history, follows uploads, takes what is signed instead of a file."""

from datetime import date

from dash import ALL, ClientsideFunction, Input, Output, State, ctx, no_update, set_props

from callbacks.context import business_day, current_actor, moment, now, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from callbacks.months import chosen_period, stamped
from components import ids
from components.cards import period_strip
from components.filters import options
from components.locks import exception_table
from components.notices import success
from components.owed import declare_question, one_unit_only, review_words, todo_chips, todo_list
from components.submissions import history_table, job_lines, matrix_table, upload_zone
from data.access.roles import Permission
from data.calendar import parse_period
from data.errors import GovernanceError
from data.intake.declare import Statement, declare, sentence
from data.intake.lock import Request, exceptions, locked, unlock
from data.intake.todo import todo_counts, todos
from data.intake.views import asked_rows, matrix_view, submissions
from data.jobs.views import is_live, own_jobs
from data.jobs.work import cancel
from data.store.rulebook import book_for, newest_book
from data.supervision.review_time import review_times
from data.vocabulary import Declaration, Door

S = ids.Submissions
NEWEST = 60  # files that the page lists
UNSIGNED = "请填写签署人的姓名和职务"


def register(app):
    _register_lists(app)
    _register_upload(app)
    _register_declaring(app)
    _register_unlocking(app)


def _register_lists(app):
    @app.callback(Output(S.STRIP, "children"), Input(ids.Shell.PERIOD, "value"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_strip(period):
        with store().read() as session:
            return period_strip(stamped(session, chosen_period(period), business_day()))

    app.clientside_callback(ClientsideFunction("address", "keepPicked"), Output(S.KEPT, "data"), Input(ids.Shell.PERIOD, "value"),
                            Input(S.SHOW, "value"), Input(S.ONLY, "data"))

    @app.callback(Output(S.ONLY_WORDS, "children"), Input(ids.Shell.PERIOD, "value"), State(S.ONLY, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_which_unit(period, only):
        """Whose 报送 alone the address asks for."""
        if not only:
            return None
        with store().read() as session:
            units = [u for u in book_for(session, chosen_period(period)).members if u.code == only and current_actor().sees(u.code)]
        return one_unit_only(units[0].short_name if units else None, chosen_period(period))

    @app.callback(Output(S.MATRIX, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.WATCHED, "data"),
                  Input(S.DECLARED, "children"), Input(S.SHOW, "value"), State(S.ONLY, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_matrix(period, _watched, _declared, show, only):
        month = chosen_period(period)
        with store().read() as session:
            rows = asked_rows(matrix_view(session, current_actor(), month, business_day(), str(only or "")), show)
            rules = book_for(session, month)
            shut = locked(session, rules, month, business_day())
            return matrix_table(rows, {code: ledger.name for code, ledger in rules.ledgers.items()}, shut, book("filing", month, show=show))

    @app.callback(Output(S.HISTORY, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.WATCHED, "data"),
                  Input(S.DECLARED, "children"), State(S.ONLY, "data"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_history(period, _watched, _declared, only):
        with store().read() as session:
            files = submissions(session, current_actor(), chosen_period(period), str(only or "") or None, NEWEST)
            return history_table(files, book("history", chosen_period(period)))


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


    @app.callback(Output(S.CANCELLED, "children"), Input(S.cancel(ALL), "n_clicks"), prevent_initial_call=True)
    @requires(Permission.UPLOAD)
    def cancel_upload(_clicks):
        if not isinstance(ctx.triggered_id, dict) or not ctx.triggered[0]["value"]:
            return no_update
        with store().write() as session:
            cancel(session, current_actor(), int(ctx.triggered_id["job"]), now())
        return success("已取消，没有写入任何数据")


def _register_declaring(app):
    @app.callback(Output(S.TO_DO, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.UNIT, "value"), Input(S.WATCHED, "data"),
                  Input(S.DECLARED, "children"))
    @requires(Permission.UPLOAD)
    def show_todo(period, chosen, _watched, _declared):
        unit, month = current_actor().unit or chosen, chosen_period(period)
        with store().read() as session:
            if not unit:
                return todo_chips(todo_counts(session, current_actor(), month, business_day()), month)
            return todo_list(todos(session, current_actor(), unit, month, moment()))

    @app.callback(Output(S.REVIEW, "children"), Input(ids.Shell.PERIOD, "value"))
    @requires(Permission.REVIEW_ORDER)
    def show_review_times(period):
        with store().read() as session:
            return review_words(review_times(session, current_actor(), chosen_period(period), business_day()))

    @app.callback(Output(S.DECLARE_ASK, "opened"), Output(S.DECLARE_SAID, "children"), Output(S.DECLARE_WHAT, "data"), Output(S.DECLARE_NAME, "value"),
                  Output(S.DECLARE_POST, "error"), Output(S.DECLARED, "children"), Input(S.declare(ALL, ALL, ALL), "n_clicks"),
                  Input(S.DECLARE_KEEP, "n_clicks"), Input(S.DECLARE_SURE, "n_clicks"), State(S.DECLARE_WHAT, "data"),
                  State(S.DECLARE_NAME, "value"), State(S.DECLARE_POST, "value"), State(S.UNIT, "value"), prevent_initial_call=True,
                  running=[(Output(S.DECLARE_SURE, "disabled"), True, False)])
    @requires(Permission.UPLOAD)
    def declare_month(_buttons, _keep, _sure, what, name, post, chosen):  # noqa: PLR0913 - an argument for each part of the dialogue
        """First the sentence is read, then it is signed."""
        set_props(ids.Shell.NOTICE, {"children": None})
        asked, unit = ctx.triggered_id, current_actor().unit or chosen or ""
        if isinstance(asked, dict) and ctx.triggered[0]["value"]:
            return True, asked_to_sign(statement_of(asked, unit, "署名", "职务")), asked, current_actor().shown_name or current_actor().name, None, no_update
        if asked != S.DECLARE_SURE:
            return (no_update if isinstance(asked, dict) else False), *[no_update] * 5
        if not (name or "").strip() or not (post or "").strip():
            return *[no_update] * 4, UNSIGNED, no_update  # said inside the dialogue, which hides the page's own notices
        statement = statement_of(what, unit, name or "", post or "")
        with store().write() as session:
            entry = declare(session, settings().originals, current_actor(), statement, Door.PAGE, moment())
            done = success(f"{statement.kind.label}已接收，回执号 {entry.receipt}" + ("；代报，待单位确认" if entry.on_behalf else ""))
        return False, no_update, no_update, no_update, None, done


def _register_unlocking(app):
    @app.callback(Output(S.EXCEPTIONS, "children"), Output(S.EXCEPTIONS_PANEL, "hidden"), Input(S.EXCEPTIONS, "id"), Input(S.UNLOCKED, "children"))
    @requires(Permission.VIEW_SUBMISSIONS)
    def show_exceptions(_id, _unlocked):
        """Who grants none sees the panel only when there is something in it."""
        with store().read() as session:
            rows = exceptions(session, current_actor(), business_day())
        return exception_table(rows), not rows and not current_actor().may(Permission.UNLOCK)

    @app.callback(Output(S.UNLOCK_UNIT, "data"), Output(S.UNLOCK_LEDGER, "data"), Input(S.UNLOCK_UNIT, "id"))
    @requires(Permission.UNLOCK)
    def show_what_may_be_unlocked(_id):
        with store().read() as session:
            rules = newest_book(session)
        owed = {code for unit in rules.members for code in unit.owes}
        return options((u.code, u.short_name) for u in rules.members if u.owes), options((c, x.name) for c, x in rules.ledgers.items() if c in owed)

    @app.callback(Output(S.UNLOCKED, "children"), Input(S.UNLOCK, "n_clicks"), State(S.UNLOCK_UNIT, "value"), State(S.UNLOCK_LEDGER, "value"),
                  State(S.UNLOCK_MONTH, "value"), State(S.UNLOCK_UNTIL, "value"), State(S.UNLOCK_WHY, "value"), prevent_initial_call=True,
                  running=[(Output(S.UNLOCK, "disabled"), True, False)])
    @requires(Permission.UNLOCK)
    def unlock_month(clicks, unit, ledger, month, until, reason):  # noqa: PLR0913 - an argument for each field
        if not clicks:
            return no_update
        if not unit or not ledger:
            raise GovernanceError("请先选择单位和台账")
        request = Request(unit, ledger, parse_period(str(month or "").strip()), day_given(until), str(reason or ""))
        with store().write() as session:
            granted = unlock(session, current_actor(), request, moment())
            return success(f"已批准，可报送至 {granted.until.isoformat()}，到期自动失效")


def day_given(text) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise GovernanceError("请选择例外的有效期") from None


def statement_of(what, unit: str, name: str, post: str) -> Statement:
    kind, ledger, period = (str((what or {}).get(part, "")) for part in ("kind", "ledger", "period"))
    if kind not in set(Declaration):
        raise GovernanceError("请从待办里选择要申报的台账")
    return Statement(Declaration(kind), unit, ledger, period, name, post)


def asked_to_sign(statement: Statement):
    with store().read() as session:
        words = sentence(session, current_actor(), statement, moment())
    return declare_question(statement.kind, words, current_actor().unit != statement.unit)
