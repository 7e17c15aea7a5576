"""Files in and out: uploads stream to the home and are queued, downloads go by database id only."""

import tempfile
from pathlib import Path

from flask import Flask, Response, current_app, request, send_file
from flask.wrappers import Request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from callbacks.context import KEY, context, current_actor, moment, now
from callbacks.errors import status_of
from callbacks.marks import requires
from components.plain_pages import coming_page
from data.access import audit, downloads
from data.access.roles import Permission
from data.errors import GovernanceError
from data.jobs.uploads import Upload, enqueue_copy, enqueue_upload
from data.store.rulebook import newest_book

UPLOAD = "/upload"
STREAMS = "chengji.streams"
KINDS = {"original": (downloads.original, Permission.VIEW_SUBMISSIONS),
         "report": (downloads.report, Permission.VIEW_REPORTS), "attachment": (downloads.attachment, Permission.VIEW_ORDERS)}


class HomeRequest(Request):
    """Uploads go to a private folder of the home as they arrive, not through memory or a shared temporary folder."""

    def _get_file_stream(self, total_content_length, content_type, filename=None, content_length=None):
        folder = uploads_folder(current_app.config[KEY].settings.home)
        stream = tempfile.TemporaryFile("rb+", dir=folder)  # noqa: SIM115 — closed with the request; without a name it outlives no process
        self.environ.setdefault(STREAMS, []).append(stream)
        return stream

    def close(self) -> None:
        """Every file goes with its request, also one that was refused half-way."""
        for stream in self.environ.get(STREAMS, []):
            stream.close()
        super().close()


def uploads_folder(home: Path) -> Path:
    folder = home / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def install(server: Flask) -> None:
    server.add_url_rule(UPLOAD, "upload", upload, methods=["POST"])
    server.add_url_rule("/files/returned/<int:number>", "file_returned", send_returned, methods=["GET"])
    for kind, (find, permission) in KINDS.items():
        server.add_url_rule(f"/files/{kind}/<int:number>", f"file_{kind}", _view(find, permission), methods=["GET"])


@requires(Permission.UPLOAD)
def upload() -> Response:
    """One file; the answer names the job that takes it in, or says why not."""
    request.max_content_length = context().settings.max_upload_mb * 2**20
    try:
        return {"job": _queued(request.files.get("file")), "message": "已送达，等待校验。"}, 202
    except RequestEntityTooLarge:
        return {"message": f"文件超过 {context().settings.max_upload_mb} MB 的上限，请拆分后再报。"}, 413
    except GovernanceError as refusal:
        return {"message": refusal.sentence}, status_of(refusal)
    except OSError:  # the disk is full, or the sender went away half-way
        return {"message": "文件没有收完（存储空间可能不足），请稍后重试，或联系系统管理员。"}, 507


def _queued(file: FileStorage | None) -> int:
    """Hand the file over as it lies; the queue copies what it keeps, the temporary file goes when the request ends."""
    if file is None or not file.filename:
        raise GovernanceError("没有收到文件，请重新选择")
    here, form = context(), request.form
    unit = form.get("unit") or current_actor().unit
    if not unit:
        raise GovernanceError("请先选择为哪个单位代报")
    sent = Upload(file.stream, plain_file_name(file.filename), unit, form.get("ledger") or None, form.get("period") or None)
    return enqueue_upload(here.store, here.settings, current_actor(), sent, moment())


def plain_file_name(name: str) -> str:
    """The last part of what the browser said, without control characters: shown to people, never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-200:] or "未命名"


@requires(Permission.VIEW_SUBMISSIONS)
def send_returned(number: int) -> Response:
    """The unit's own workbook with its wrong cells marked: bytes a worker made. Until they are there, a page that asks again."""
    here, actor = context(), current_actor()
    with here.store.write() as session:
        found = downloads.returned(session, here.settings, actor, number)
        if found is not None:
            audit.record(session, actor, "download", found.subject, now(), unit=found.unit, file="returned")
    if found is None:
        return _coming(number)
    return send_file(found.path, mimetype=found.media_type, as_attachment=True, download_name=found.name, conditional=False, max_age=0)


def _coming(number: int) -> Response:
    here = context()
    enqueue_copy(here.store, here.settings, current_actor(), number, now())
    with here.store.read() as session:
        return Response(coming_page(newest_book(session).city.name, f"/submissions/{number}"), 202)


def _view(find, permission):
    @requires(permission)
    def send(number: int) -> Response:
        here, actor = context(), current_actor()
        with here.store.write() as session:
            found = find(session, here.settings, actor, number)
            audit.record(session, actor, "download", found.subject, now(), unit=found.unit, file=found.name)
        return send_file(found.path, mimetype=found.media_type, as_attachment=True, download_name=found.name, conditional=False, max_age=0)
    return send
