"""Templates: the list of what a unit owes, and the pre-filled workbooks themselves."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, BinaryIO

from dash import Input, Output
from flask import Flask, Response, send_file

from callbacks.context import business_day, context, current_actor, now, store
from callbacks.exports import book
from callbacks.files import uploads_folder
from callbacks.marks import requires
from callbacks.months import chosen_period
from components import ids
from components.filters import options
from components.templates import template_list
from data.access import audit
from data.access.downloads import XLSX
from data.access.roles import Permission
from data.intake.template.service import Wanted, owed_templates, write_all, write_template, zip_name
from data.store.rulebook import newest_book

S = ids.Submissions
ZIP = "application/zip"
Write = Callable[[Any, BinaryIO], str]  # (session, target) → the file's name


def install(server: Flask) -> None:
    server.add_url_rule("/templates/<period>/<unit>", "template_all", send_all, methods=["GET"])
    server.add_url_rule("/templates/<period>/<unit>/<ledger>", "template", send_one, methods=["GET"])


@requires(Permission.UPLOAD)
def send_one(period: str, unit: str, ledger: str) -> Response:
    """One workbook."""
    def write(session: Any, target: BinaryIO) -> str:
        return write_template(session, current_actor(), Wanted(ledger, unit, period), target).name
    return _sent(write, XLSX, unit)


@requires(Permission.UPLOAD)
def send_all(period: str, unit: str) -> Response:
    """All that a unit owes, as one zip."""
    def write(session: Any, target: BinaryIO) -> str:
        write_all(session, current_actor(), unit, period, target)
        return zip_name(session, unit, period)
    return _sent(write, ZIP, unit)


def _sent(write: Write, media_type: str, unit: str) -> Response:
    """Written to a file without a name in the home, however many rows; gone with the answer."""
    with ExitStack() as until_sent:
        file = until_sent.enter_context(tempfile.TemporaryFile(dir=uploads_folder(context().settings.home)))
        with store().read() as session:
            name = write(session, file)
        with store().write() as session:
            audit.record(session, current_actor(), "download", f"template:{name}", now(), unit=unit)
        until_sent.pop_all()  # the answer closes it
    file.seek(0)
    return send_file(file, mimetype=media_type, as_attachment=True, download_name=name, max_age=0)


def register(app):
    @app.callback(Output(S.TEMPLATE_UNIT, "data"), Input(S.TEMPLATE_UNIT, "id"))
    @requires(Permission.UPLOAD)
    def show_template_units(_id):
        with store().read() as session:
            return options((u.code, u.short_name) for u in newest_book(session).members if current_actor().sees(u.code) and u.owes)

    @app.callback(Output(S.TEMPLATES, "children"), Input(ids.Shell.PERIOD, "value"), Input(S.TEMPLATE_UNIT, "value"), Input(S.WATCHED, "data"))
    @requires(Permission.UPLOAD)
    def show_templates(period, chosen, _watched):
        unit, month = current_actor().unit or chosen, chosen_period(period)
        with store().read() as session:
            owed = owed_templates(session, current_actor(), unit, month, business_day()) if unit else []
        return template_list(unit, month, owed, book("filing", month, unit or ""))
