"""What a page hands in becomes a job: the bytes are kept, the row inserted, the id sent; the web never parses."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import uuid4

from sqlalchemy import select

from data.access.downloads import seen_submission
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import utc
from data.errors import GovernanceError
from data.intake.explain import note_words
from data.jobs.queue import Queue
from data.jobs.work import LIVE, MOST_ATTEMPTS, enqueue
from data.settings import Settings
from data.store import contents, rulebook
from data.store.engine import Store
from data.store.tables import Job
from data.vocabulary import JobState


@dataclass(frozen=True)
class Upload:
    """An uploaded file: the stream it is read from, its own name, for which unit, and what the sender says of it."""

    content: BinaryIO
    file_name: str
    unit: str
    ledger: str | None = None
    period: str | None = None


def enqueue_upload(store: Store, settings: Settings, actor: Actor, upload: Upload, now: datetime) -> int:
    """Keep the uploaded file, a piece at a time, and queue its import; the id of the job whose progress the page shows."""
    require(actor, Permission.UPLOAD)
    require_unit(actor, upload.unit)
    with store.read() as session:
        rulebook.newest_book(session).unit(upload.unit)
    payload = {"sha256": _kept(settings, upload), "file_name": upload.file_name, "unit": upload.unit, "ledger": upload.ledger,
               "period": upload.period, "on_behalf": actor.unit != upload.unit}
    return _queued(store, settings, actor, "import", payload, now)


def _kept(settings: Settings, upload: Upload) -> str:
    """The file under its hash; what cannot be kept whole is refused and leaves nothing behind."""
    if not upload.content.read(1):
        raise GovernanceError(f"“{upload.file_name}”是空文件，请重新选择")
    upload.content.seek(0)
    try:
        return contents.keep_stream(settings.originals, upload.content, settings.max_upload_mb * 2**20)[0]
    except contents.TooLarge:
        raise GovernanceError(f"文件超过 {settings.max_upload_mb} MB 的上限，请拆分后再报") from None
    except OSError as full:
        raise GovernanceError("服务器没能保存这份文件（存储空间可能不足），请稍后重试，或联系系统管理员") from full


def enqueue_explanation(store: Store, settings: Settings, actor: Actor, submission: int, words: dict[int, str], now: datetime) -> int:
    """Note the words beside the findings and queue the file to be judged again."""
    with store.write() as session:
        note_words(session, actor, submission, words, now)
    return _queued(store, settings, actor, "explain", {"submission": submission}, now)


def enqueue_report(store: Store, settings: Settings, actor: Actor, wanted: dict[str, str | None], now: datetime) -> int:
    """Queue a report: {"kind", "period", "unit"}, and "known" where it looks back to a day."""
    require(actor, Permission.MAKE_REPORT)
    return _queued(store, settings, actor, "report", dict(wanted), now)


def enqueue_copy(store: Store, settings: Settings, actor: Actor, submission: int, now: datetime) -> None:
    """Queue the making of a marked copy, unless that is under way; a refusal after it has failed too often."""
    with store.write() as session:
        seen_submission(session, actor, submission)
        tried = list(session.scalars(select(Job).where(Job.kind == "copy", Job.key.startswith(f"{submission}:")).order_by(Job.id)))
        if any(job.state in LIVE for job in tried):
            return
        if sum(job.state == JobState.FAILED for job in tried) >= MOST_ATTEMPTS:
            raise GovernanceError(f"标注后的文件没有生成：{tried[-1].note or '多次失败'}；可先下载原件，或联系系统管理员")
        job = enqueue(session, "copy", f"{submission}:{len(tried)}", {"submission": submission}, actor.name, now)
    assert job is not None
    Queue(settings).send(job)


def _queued(store: Store, settings: Settings, actor: Actor, kind: str, payload: dict[str, Any], now: datetime) -> int:  # noqa: PLR0913
    sender = {"actor": {**asdict(actor), "role": str(actor.role)}, "received_at": utc(now).isoformat() + "+00:00"}
    with store.write() as session:
        job = enqueue(session, kind, uuid4().hex, {**payload, **sender}, actor.name, now)
    assert job is not None
    Queue(settings).send(job)
    return job
