"""Reports as files: written where asked, or kept under their hash in the home; and verified."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.assessment.known import seen_as_known
from data.calendar import local, parse_period, utc
from data.errors import GovernanceError
from data.reports import brief, bulletin, forms, unit_sheet, weekly, workbook
from data.reports.edition import View, edition
from data.reports.paper import Paper
from data.reports.verify import chain, differences, opened
from data.settings import Settings
from data.store import contents
from data.store.engine import Store
from data.store.tables import ReportFile

Drawn = Callable[[View], Paper]
KINDS: dict[str, tuple[str, Drawn]] = {
    "bulletin": ("情况通报", bulletin.drawn), "brief": ("工作快报", brief.drawn), "weekly": ("专班周会清单", weekly.drawn),
    "unit": ("单位考评反馈单", unit_sheet.drawn), "order": ("督办单", forms.drawn)}
NEEDS_UNIT, OF_UNITS = frozenset({"unit"}), frozenset({"unit", "order"})


@dataclass(frozen=True)
class Made:
    name: str
    trial: bool
    month_version: int


def write_report(session: Session, kind: str, period: str, unit: str | None, path: Path, now: datetime, known_at: datetime | None = None) -> Made:  # noqa: PLR0913
    """Write a report of a month to a file. `known_at`: the session is one of `as_known`, at this moment."""
    if not path.absolute().parent.is_dir():
        raise GovernanceError(f"没有文件夹“{path.parent}”，请先建立或换一个位置")
    view = _view(session, kind, period, unit, now, known_at)
    path.write_bytes(workbook.content(KINDS[kind][1](view)))
    return _made(view)


def make_report(session: Session, settings: Settings, kind: str, period: str, unit: str | None, actor: Actor, now: datetime,  # noqa: PLR0913
                past: tuple[Session, datetime] | None = None) -> ReportFile:
    """Write a report and keep it in the home; recorded in the same transaction. `past`: a session of `as_known` it is drawn from, and its moment."""
    require(actor, Permission.MAKE_REPORT)
    source, known_at = past or (session, None)
    view = _view(source, kind, period, unit, now, known_at)
    made, content = _made(view), workbook.content(KINDS[kind][1](view))
    found = ReportFile(period=period, kind=kind, unit=view.edition.unit, name=made.name, sha256=contents.keep(settings.reports, content),
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
    if not actor.sees_all:
        wanted = wanted.where(ReportFile.unit == (actor.unit or "—"))
    for value, column in ((period, ReportFile.period), (kind, ReportFile.kind)):
        wanted = wanted.where(column == value) if value else wanted
    return list(session.scalars(wanted.limit(limit)))


def verify_report(session: Session, path: Path, store: Store | None = None) -> list[str]:
    """Chinese sentences on every cell that is not what the database says; empty when the paper holds. A paper that looks back is held
    against what was known at its moment, which only a `store` can tell."""
    book, made = opened(path, KINDS)
    links, draw = chain(session, made), KINDS[made.kind][1]
    if made.known_at is None:
        return [*links, *differences(session, book, made, draw)]
    assert store is not None
    with seen_as_known(store, local(made.known_at)) as past:
        return [*links, *differences(past, book, made, draw)]


def _view(session: Session, kind: str, period: str, unit: str | None, now: datetime, known_at: datetime | None = None) -> View:  # noqa: PLR0913
    """The edition asked for; the unit may be told by code or name."""
    if kind not in KINDS:
        raise GovernanceError(f"没有“{kind}”这种报表，可用：{'、'.join(KINDS)}")
    if kind in NEEDS_UNIT and not unit:
        raise GovernanceError(f"{KINDS[kind][0]}按单位编制，请写明单位")
    whole = View(session, edition(session, kind, parse_period(period), None, now, known_at))
    if not unit:
        return whole
    found = whole.book.find_unit(unit)
    if found is None:
        raise GovernanceError(f"没有名为“{unit}”的单位，请写单位代码或名称")
    return View(session, replace(whole.edition, unit=found.code if kind in OF_UNITS else ""))


def _made(view: View) -> Made:
    """示范市情况通报（2023年6月，试算稿）.xlsx"""
    e = view.edition
    unit = view.unit_name(e.unit) if e.unit else view.book.city.name
    more = [*(["试算稿"] if e.is_trial else [f"更正第{e.version}版"] if e.is_correction else []), *filter(None, [e.known_words.replace(":", "时")])]
    return Made(f"{unit}{KINDS[e.kind][0]}（{'，'.join([e.month, *more])}）.xlsx", e.is_trial, e.version)
