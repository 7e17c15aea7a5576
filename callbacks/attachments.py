"""佐证 in: one document at a time, kept with the order or task it belongs to."""

from flask import Flask, request

from callbacks.context import context, current_actor, now
from callbacks.errors import status_of
from callbacks.files import plain_file_name
from callbacks.marks import requires
from data.access.roles import Permission
from data.errors import GovernanceError
from data.supervision.attachments import MAX_MB, Document, keep

ATTACH = "/attach"


def install(server: Flask) -> None:
    server.add_url_rule(ATTACH, "attach", attach, methods=["POST"])


@requires(Permission.ATTACH)
def attach():
    """The answer names the attachment, or says why it was not taken."""
    request.max_content_length = (MAX_MB + 1) * 2**20
    file, here = request.files.get("file"), context()
    try:
        if file is None or not file.filename:
            raise GovernanceError("没有收到文件，请重新选择")
        document = Document(file.stream.read(), plain_file_name(file.filename), request.form.get("subject", ""))
        with here.store.write() as session:
            kept = keep(session, here.settings, document, current_actor(), now())
            return {"attachment": kept.id, "message": f"已附上 {kept.file_name}"}, 201
    except GovernanceError as refusal:
        return {"message": refusal.sentence}, status_of(refusal)
