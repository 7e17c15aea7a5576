"""Files that may be fetched: found by database id and row scope, never by a path."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.errors import NotFound
from data.settings import Settings
from data.store.contents import path_of
from data.store.tables import Attachment, ReportFile, Submission

MISSING = "没有找到这个文件，或不在您的查看范围内"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    path: Path
    name: str
    media_type: str
    unit: str | None
    subject: str


def original(session: Session, settings: Settings, actor: Actor, number: int) -> Download:
    """The file as it came in."""
    found = seen_submission(session, actor, number)
    return _existing(Download(path_of(settings.originals, found.sha256), found.file_name, "application/octet-stream", found.unit,
                              f"submission:{number}"))


def returned(session: Session, settings: Settings, actor: Actor, number: int) -> Download | None:
    """The unit's own workbook with its wrong cells marked; None until a worker has made it."""
    found = seen_submission(session, actor, number)
    path = path_of(settings.returned, found.returned_sha) if found.returned_sha else None
    if path is None or not path.is_file():
        return None
    return Download(path, f"{found.receipt}_{Path(found.file_name).stem}_校验结果.xlsx", XLSX, found.unit, f"submission:{number}")


def report(session: Session, settings: Settings, actor: Actor, number: int) -> Download:
    """A written report; a unit's account gets only its own sheets."""
    require(actor, Permission.VIEW_REPORTS)
    found = session.get(ReportFile, number)
    if found is None or not (actor.sees_all or (found.unit and actor.sees(found.unit))):
        raise NotFound(MISSING)
    return _existing(Download(path_of(settings.reports, found.sha256), found.name, XLSX, found.unit or None, f"report:{number}"))


def attachment(session: Session, settings: Settings, actor: Actor, number: int) -> Download:
    """佐证; without a unit it belongs to the office's own papers."""
    require(actor, Permission.VIEW_ORDERS)
    found = session.get(Attachment, number)
    if found is None or not (actor.sees_all or (found.unit and actor.sees(found.unit))):
        raise NotFound(MISSING)
    return _existing(Download(path_of(settings.attachments, found.sha256), found.file_name, "application/octet-stream", found.unit,
                              f"attachment:{number}"))


def seen_submission(session: Session, actor: Actor, number: int) -> Submission:
    """The submission, if it is the actor's to see."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    found = session.get(Submission, number)
    if found is None or not actor.sees(found.unit):
        raise NotFound(MISSING)
    return found


def _existing(download: Download) -> Download:
    if not download.path.is_file():
        raise NotFound("文件不在数据目录中，请联系系统管理员从备份恢复")
    return download
