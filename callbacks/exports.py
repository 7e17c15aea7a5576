"""Tables and plots as workbooks: the same services, the same scope, one line in the audit log."""

import tempfile
from contextlib import ExitStack
from typing import IO

from flask import Flask, Response, request, send_file

from callbacks.admin_facts import setting_rows
from callbacks.context import business_day, current_actor, now, settings, store
from callbacks.files import uploads_folder
from callbacks.looking import looking
from callbacks.marks import requires
from components.addresses import workbook
from data.access import audit
from data.access.downloads import XLSX
from data.access.roles import Permission
from data.calendar import parse_period, period_of
from data.jobs.exports import jobs
from data.reports.exports.all import EXPORTS, Export, exported
from data.reports.exports.base import Ask, Exported
from data.reports.long_sheet import write_long
from data.reports.plain_sheet import plain_workbook


def _settings(_session, _ask):
    return Exported("系统设置", ("名称", "变量", "值", "说明"), setting_rows(settings()), is_of_month=False)


BOOKS = {**EXPORTS, "jobs": Export(Permission.VIEW_JOBS, jobs), "settings": Export(Permission.VIEW_SYSTEM, _settings)}


OWN_KNOWN = frozenset({"ledger", "versions"})  # which read earlier rows by themselves


def install(server: Flask) -> None:
    server.add_url_rule("/export/<name>", "export", export, methods=["GET"])


@requires(Permission.SIGNED_IN)
def export(name: str) -> Response:
    """One table; `subject` names what it is about, other words are the filters of the page. Each table asks for its own right."""
    actor, words, today = current_actor(), request.args.to_dict(), business_day()
    period, subject = parse_period(words.pop("period", "") or period_of(today)), words.pop("subject", "")
    known = "" if name in OWN_KNOWN else words.pop("known", "")
    with ExitStack() as open_files:
        content = open_files.enter_context(tempfile.TemporaryFile("rb+", dir=uploads_folder(settings().home)))
        with looking(known) as (session, day):
            table = exported(session, BOOKS, name, Ask(actor, period, subject, day, words, settings().export_rows, bool(known)))
            count = written(content, table)
        with store().write() as session:
            what = " ".join(filter(None, (table.title, subject or "全部", period, known and f"按{known}所知")))
            audit.record(session, actor, "export", f"table:{what}", now(), unit=actor.unit, rows=count)
        content.seek(0)
        open_files.pop_all()  # the answer closes it when it has been sent
    dated = f"{period if table.is_of_month else today.isoformat()}{f'_按{day}所知' if known else ''}"
    return send_file(content, mimetype=XLSX, as_attachment=True, download_name=f"{table.title}_{dated}.xlsx", max_age=0)


def written(target: IO[bytes], table: Exported) -> int:
    """Write the table and count its rows; a long one is read while it is written."""
    if table.is_long:
        return write_long(target, table.title, table.notes, table.headers, table.rows)
    rows = list(table.rows)
    target.write(plain_workbook(table.title, table.notes, table.headers, rows))
    return len(rows)


def book(name: str, period: str = "", subject: object = "", **filters: object) -> str | None:
    """Where the workbook of a table is fetched, for who may; None draws no link."""
    return workbook(name, period, subject, filters) if current_actor().may(BOOKS[name].permission) else None
