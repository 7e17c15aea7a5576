"""Tables of the figure pages as workbooks: the same services, the same scope, one line in the audit log."""

from io import BytesIO

from flask import Flask, Response, request, send_file

from callbacks.context import current_actor, now, store
from callbacks.marks import requires
from callbacks.months import chosen_period
from data.access import audit
from data.access.downloads import XLSX
from data.access.roles import Permission
from data.reports.figure_tables import figure_table
from data.reports.plain_sheet import plain_workbook


def install(server: Flask) -> None:
    server.add_url_rule("/export/<name>", "export", export, methods=["GET"])


@requires(Permission.EXPORT)
def export(name: str) -> Response:
    """One table of one month; `subject` names the indicator or unit it is about."""
    period, subject, actor = chosen_period(request.args.get("period")), request.args.get("subject", ""), current_actor()
    with store().read() as session:
        found = figure_table(session, actor, name, period, subject)
    with store().write() as session:
        audit.record(session, actor, "export", f"{name}:{subject or '*'}:{period}", now(), unit=actor.unit, rows=len(found.rows))
    content = BytesIO(plain_workbook(found.title, found.notes, found.headers, found.rows))
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=f"{found.title}_{period}.xlsx", max_age=0)
