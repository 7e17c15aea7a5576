"""佐证: documents kept by their content below the home; told by their bytes, never by their names."""

import os
import zipfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import utc
from data.errors import GovernanceError, NotFound
from data.settings import Settings
from data.store.rulebook import newest_book
from data.store.tables import Attachment, Order

MAX_MB = 20
WANTED = "请上传 pdf、png、jpg、xlsx 或 docx 文件"
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
SAME = {"jpeg": "jpg"}


@dataclass(frozen=True)
class Document:
    """What somebody hands in: bytes, the name they give it, and what it belongs to (order:7, task:T1-02)."""

    content: bytes
    file_name: str
    subject: str


def keep(session: Session, settings: Settings, document: Document, actor: Actor, now: datetime) -> Attachment:
    """Store a document with its subject; the same content for the same subject again is the same attachment."""
    require(actor, Permission.ATTACH)
    unit = _unit_of(session, document.subject, actor)
    name = plain_file_name(document.file_name)
    kind = checked_kind(document.content, name)
    digest = sha256(document.content).hexdigest()
    known = session.scalar(select(Attachment).where(Attachment.subject == document.subject, Attachment.sha256 == digest))
    if known:
        return known
    _write(path_of(settings, digest), document.content)
    kept = Attachment(sha256=digest, file_name=name, media_type=MEDIA_TYPES[kind], size=len(document.content), unit=unit,
                      subject=document.subject, by=actor.name, at=utc(now))
    session.add(kept)
    session.flush()
    audit.record(session, actor, "attachment.add", f"attachment:{kept.id}", now, unit=unit, about=document.subject, sha256=digest,
                 file=name)
    return kept


def attachment(session: Session, reader: Actor, attachment_id: int) -> Attachment:
    """One attachment the reader may see."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise NotFound("没有找到这份佐证，或不在您的查看范围内")
    require_unit(reader, found.unit)
    return found


def attachments(session: Session, reader: Actor, subject: str) -> list[Attachment]:
    rows = session.scalars(select(Attachment).where(Attachment.subject == subject).order_by(Attachment.id))
    return [row for row in rows if reader.sees(row.unit)]


def content_of(settings: Settings, found: Attachment) -> bytes:
    """The bytes as they were handed in; anything else is refused."""
    path = path_of(settings, found.sha256)
    content = path.read_bytes() if path.is_file() else b""
    if sha256(content).hexdigest() != found.sha256:
        raise GovernanceError(f"佐证“{found.file_name}”的文件缺失或已损坏，请联系系统管理员从备份恢复")
    return content


def path_of(settings: Settings, digest: str) -> Path:
    return settings.attachments / digest[:2] / digest


def _unit_of(session: Session, subject: str, actor: Actor) -> str:
    kind, _, name = subject.partition(":")
    unit: str | None = None
    if kind == "order" and name.isascii() and name.isdigit():
        order = session.get(Order, int(name))
        unit = order.unit if order is not None and (actor.sees_all or order.issued_on) else None
    elif kind == "task":
        task = newest_book(session).tasks.get(name)
        unit = task.lead if task else None
    if unit is None:
        raise NotFound("没有找到要附佐证的督办单或任务，或不在您的查看范围内")
    require_unit(actor, unit)
    return unit


# Check

def plain_file_name(name: str) -> str:
    """The last part of a name, without control characters, short enough to store."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(c for c in last if c.isprintable()).strip()
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:200]}{dot}{ending[:10]}" if dot else clean[:200]


def checked_kind(content: bytes, name: str) -> str:
    """The kind the bytes are, when it is allowed and is what the name says."""
    if not content:
        raise GovernanceError(f"“{name}”是空文件，{WANTED}")
    if len(content) > MAX_MB * 1024 * 1024:
        raise GovernanceError(f"“{name}”超过{MAX_MB}MB，请压缩或拆分后再上传")
    kind, ending = _kind(content), name.rpartition(".")[2].lower()
    if kind is None:
        raise GovernanceError(f"“{name}”的内容不是可接收的类型，{WANTED}")
    if SAME.get(ending, ending) != kind:
        raise GovernanceError(f"“{name}”的内容是 {kind}，与扩展名不符，请改正文件名后再上传")
    return kind


def _kind(content: bytes) -> str | None:
    for kind, start in STARTS.items():
        if content.startswith(start):
            return kind
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    """A workbook or a document without macros, by the directory of the zip; nothing is unpacked."""
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names or any(n.lower().endswith("vbaproject.bin") for n in names):
        return None
    return next((kind for kind, part in PARTS.items() if part in names), None)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a file under its final name always has all its bytes."""
    if path.is_file() and sha256(path.read_bytes()).hexdigest() == path.name:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(half, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, path)
