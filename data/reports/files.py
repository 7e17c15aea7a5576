"""Reports as files: written where asked, or kept under their hash in the home; and verified."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import label, utc
from data.errors import GovernanceError
from data.reports import brief, bulletin, forms, unit_sheet, weekly, workbook
from data.reports.edition import Edition, View, edition
from data.reports.paper import Paper
from data.reports.verify import differences
from data.settings import Settings
from data.store import contents
from data.store.tables import ReportFile

Drawn = Callable[[View], Paper]
KINDS: dict[str, tuple[str, Drawn]] = {
    "bulletin": ("情况通报", bulletin.drawn), "brief": ("工作快报", brief.drawn), "weekly": ("专班周会清单", weekly.drawn),
    "unit": ("单位考评反馈单", unit_sheet.drawn), "order": ("督办单", forms.drawn)}
NEEDS_UNIT = frozenset({"unit"})


@dataclass(frozen=True)
class Made:
    name: str
    trial: bool
    month_version: int


def write_report(session: Session, kind: str, period: str, unit: str | None, path: Path, now: datetime) -> Made:  # noqa: PLR0913
    """Write a report of a month to a file."""
    made, content = _report(session, kind, period, unit, now)
    if not path.absolute().parent.is_dir():
        raise GovernanceError(f"没有文件夹“{path.parent}”，请先建立或换一个位置")
    path.write_bytes(content)
    return made


def make_report(session: Session, settings: Settings, kind: str, period: str, unit: str | None, actor: Actor, now: datetime) -> ReportFile:  # noqa: PLR0913
    """Write a report and keep it in the home; recorded in the same transaction."""
    require(actor, Permission.MAKE_REPORT)
    made, content = _report(session, kind, period, unit, now)
    found = ReportFile(period=period, kind=kind, unit=_unit_code(session, unit, period, now), name=made.name, sha256=contents.keep(settings.reports, content),
                       trial=made.trial, month_version=made.month_version, made_at=utc(now), made_by=actor.name)
    session.add(found)
    session.flush()
    audit.record(session, actor, "report.make", f"report:{found.id}", now, unit=found.unit or None, kind=kind, period=period, trial=made.trial,
                 version=made.month_version, sha256=found.sha256)
    return found


def report_files(session: Session, actor: Actor, period: str | None = None, kind: str | None = None, limit: int = 200) -> list[ReportFile]:
    """Kept reports, the newest first; a unit sees its own sheets only."""
    require(actor, Permission.VIEW_REPORTS)
    wanted = select(ReportFile).order_by(ReportFile.id.desc())
    for value, column in ((period, ReportFile.period), (kind, ReportFile.kind), (None if actor.sees_all else actor.unit or "—", ReportFile.unit)):
        wanted = wanted.where(column == value) if value else wanted
    return list(session.scalars(wanted.limit(limit)))


def verify_report(session: Session, path: Path) -> list[str]:
    """Chinese sentences on every cell that is not what the database says; empty when the paper holds."""
    return differences(session, path, {kind: draw for kind, (_, draw) in KINDS.items()})


def _report(session: Session, kind: str, period: str, unit: str | None, now: datetime) -> tuple[Made, bytes]:
    if kind not in KINDS:
        raise GovernanceError(f"没有“{kind}”这种报表，可用：{'、'.join(KINDS)}")
    view = View(session, edition(session, kind, period, _unit_code(session, unit, period, now) or None, now))
    if kind in NEEDS_UNIT and not unit:
        raise GovernanceError(f"{KINDS[kind][0]}按单位编制，请写明单位")
    return Made(_name(view), view.edition.is_trial, view.edition.version), workbook.content(KINDS[kind][1](view))


def _unit_code(session: Session, unit: str | None, period: str, now: datetime) -> str:
    """The code of a unit told by code or name; '' for the whole city."""
    if not unit:
        return ""
    found = View(session, edition(session, "", period, None, now)).book.find_unit(unit)
    if found is None:
        raise GovernanceError(f"没有名为“{unit}”的单位，请写单位代码或名称")
    return found.code


def _name(view: View) -> str:
    """示范市情况通报（2023年6月，试算稿）.xlsx"""
    e: Edition = view.edition
    unit = view.unit_name(e.unit) if e.unit else view.book.city.name
    more = ["试算稿"] if e.is_trial else [f"更正第{e.version}次"] if e.is_correction else []
    return f"{unit}{KINDS[e.kind][0]}（{'，'.join([label(e.period), *more])}）.xlsx"

