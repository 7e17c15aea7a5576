"""审计: shows the log page by page and verifies the chain."""

from dash import Input, Output, State, ctx

from callbacks.context import current_actor, now, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.audit import audit_table, verdict
from data.access import audit
from data.access.acts import label_of
from data.access.roles import Permission
from data.reports.exports.records import audit_query

PER_PAGE = 50


def register(app):
    @app.callback(Output(ids.Audit.ACT, "data"), Input(ids.Audit.ACT, "id"))
    @requires(Permission.VIEW_AUDIT)
    def show_acts(_id):
        with store().read() as session:
            return [{"value": act, "label": label_of(act)} for act in audit.acts(session, current_actor())]

    @app.callback(
        Output(ids.Audit.TABLE, "children"), Output(ids.Audit.CURSOR, "data"), Output(ids.Audit.OLDER, "disabled"),
        Input(ids.Audit.ACTOR, "value"), Input(ids.Audit.ACT, "value"), Input(ids.Audit.OUTCOME, "value"), Input(ids.Audit.DAYS, "value"),
        Input(ids.Audit.OLDER, "n_clicks"), Input(ids.Audit.NEWEST, "n_clicks"), State(ids.Audit.CURSOR, "data"))
    @requires(Permission.VIEW_AUDIT)
    def show_entries(actor, act, outcome, days, _older, _newest, cursor):
        words = words_of(actor, act, outcome, days)
        below = cursor if ctx.triggered_id == ids.Audit.OLDER and isinstance(cursor, int) else None
        with store().read() as session:
            found = audit.entries(session, current_actor(), audit_query(words), below, PER_PAGE)
        return audit_table(found, book("audit", **words)), found[-1].seq if found else None, len(found) < PER_PAGE

    @app.callback(Output(ids.Audit.VERDICT, "children"), Input(ids.Audit.VERIFY, "n_clicks"), prevent_initial_call=True,
                  running=[(Output(ids.Audit.VERIFY, "loading"), True, False)])
    @requires(Permission.VERIFY_AUDIT)
    def verify_chain(_clicks):
        anchor = audit.anchor_path(settings().home)
        with store().write() as session:
            problems = audit.verify(session, anchor)
            audit.record(session, current_actor(), "audit.verify", "audit", now(), problems=len(problems))
        return verdict(problems)


def words_of(actor, act, outcome, days) -> dict[str, str]:
    """The filters as they come from the browser, as plain words."""
    since, until = days if isinstance(days, list) and len(days) == 2 else ("", "")
    return {name: str(word or "") for name, word in (("actor", actor), ("act", act), ("outcome", outcome), ("since", since), ("until", until))}
