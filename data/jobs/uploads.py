"""An uploaded file becomes an import job: bytes kept under their hash, the row inserted, the id sent."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import utc
from data.errors import GovernanceError
from data.jobs.queue import Queue
from data.jobs.work import enqueue
from data.settings import Settings
from data.store import contents, rulebook
from data.store.engine import Store


def enqueue_upload(store: Store, settings: Settings, actor: Actor, path: Path, file_name: str, unit: str, ledger: str | None, period: str | None,
                   now: datetime) -> int:
    """Keep the uploaded file and queue its import; the id of the job whose progress the page shows."""
    require(actor, Permission.UPLOAD)
    require_unit(actor, unit)
    content = path.read_bytes()
    if not content:
        raise GovernanceError(f"“{file_name}”是空文件，请重新选择")
    digest = contents.keep(settings.originals, content)
    payload = {"sha256": digest, "file_name": file_name, "unit": unit, "ledger": ledger or None, "period": period or None, "actor": actor.name,
               "role": str(actor.role), "actor_unit": actor.unit, "address": actor.address, "received_at": utc(now).isoformat() + "+00:00",
               "on_behalf": actor.unit != unit}
    with store.write() as session:
        rulebook.newest_book(session).unit(unit)
        job = enqueue(session, "import", uuid4().hex, payload, actor.name, now)
    assert job is not None
    Queue(settings).send(job)
    return job
