"""审计: shows the log page by page and verifies the chain."""

from datetime import date, timedelta

from dash import Input, Output, State, ctx

from callbacks.context import current_actor, now, settings, store
from callbacks.marks import requires
from components import ids
from components.audit import audit_table, verdict
from data.access import accounts, audit
from data.access.acts import label_of
from data.access.audit import AuditQuery
from data.access.roles import Permission
from data.calendar import at, utc

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
        below = cursor if ctx.triggered_id == ids.Audit.OLDER and isinstance(cursor, int) else None
        with store().read() as session:
            found = audit.entries(session, current_actor(), query(actor, act, outcome, days), below, PER_PAGE)
        return audit_table(found), found[-1].seq if found else None, len(found) < PER_PAGE

    @app.callback(Output(ids.Audit.VERDICT, "children"), Input(ids.Audit.VERIFY, "n_clicks"), prevent_initial_call=True,
                  running=[(Output(ids.Audit.VERIFY, "loading"), True, False)])
    @requires(Permission.VERIFY_AUDIT)
    def verify_chain(_clicks):
        anchor = audit.anchor_path(settings().home)
        with store().write() as session:
            problems = audit.verify(session, anchor)
            audit.record(session, current_actor(), "audit.verify", "audit", now(), problems=len(problems))
        return verdict(problems)


def query(actor, act, outcome, days) -> AuditQuery:
    """The filters as they come from the browser; what is no date does not filter."""
    since, until = (_day(day) for day in (days if isinstance(days, list) and len(days) == 2 else (None, None)))
    return AuditQuery(
        actor=accounts.plain_name(str(actor or "")), act=str(act or ""), outcome=str(outcome or ""),
        since=utc(at(since, 0)) if since else None, before=utc(at(until + timedelta(days=1), 0)) if until else None)


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
