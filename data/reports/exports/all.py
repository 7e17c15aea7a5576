"""The list of workbooks: which right each asks for, and who fills it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import require
from data.calendar import label
from data.errors import NotFound
from data.intake.standing import month_standing
from data.reports.exports import conflicts, figures, filing, funds, ledgers, map_box, quality, records, restated, scores, underground, work
from data.reports.exports.base import Ask, Exported

Fill = Callable[[Session, Ask], Exported]


class Export(NamedTuple):
    """A workbook by name; the services inside ask for their own rights as the page's do."""

    permission: Permission
    fill: Fill


EXPORTS: dict[str, Export] = {
    **{name: Export(Permission.EXPORT, fill) for name, fill in (
        ("indicators", figures.board), ("unit", figures.unit_board), ("units", figures.units), ("system", figures.system), ("breakdowns", figures.system_rows),
        ("indicator", figures.indicator), ("credibility", figures.credible), ("goals", figures.goals), ("rows", figures.counted),
        ("tasks", work.tasks), ("rollups", work.rollups), ("task", work.task_steps), ("extensions", work.task_extensions), ("orders", work.orders),
        ("order", work.order_events), ("reminders", work.reminders), ("filing", filing.matrix), ("history", filing.history),
        ("findings", filing.findings), ("differences", filing.differences),
        ("ranking", scores.ranking), ("score", scores.tree), ("lost", scores.lost), ("score-months", scores.months),
        ("reports", records.reports), ("restatements", restated.listed), ("funds", funds.projects), ("boreholes", underground.boreholes),
        ("modelled", underground.modelled_area), ("tunnels", underground.tunnels), ("ledger", ledgers.rows), ("versions", ledgers.versions),
        ("quality-months", quality.months), ("quality-units", quality.units), ("quality-rules", quality.rules), ("quality-files", quality.files),
        ("conflicts", conflicts.pairs), ("conflict-ledgers", conflicts.ledgers), ("conflict-units", conflicts.units),
        ("map-box", map_box.objects))},
    "users": Export(Permission.VIEW_USERS, records.users),
    "audit": Export(Permission.VIEW_AUDIT, records.entries),
}


def exported(session: Session, books: Mapping[str, Export], name: str, ask: Ask) -> Exported:
    """The table of that name with the lines every workbook carries."""
    found = books.get(name)
    if found is None:
        raise NotFound("没有这张表")
    require(ask.actor, found.permission)
    table = found.fill(session, ask)
    return replace(table, notes=[*head(session, ask, table.is_of_month), *table.notes])


def head(session: Session, ask: Ask, is_of_month: bool) -> list[str]:
    """Month, units n/N, data cut-off and whether it is final; else the day it was taken."""
    back = [f"按 {ask.today.isoformat()} 所知：此后的报送、退回、更正、督办和办法都不在内"] if ask.looks_back else []
    if not is_of_month:
        return [*back, f"取数日期：{ask.today.isoformat()}"]
    s = month_standing(session, ask.period, ask.today)
    final = f"已通报（第 {s.version} 次）" if s.is_final else "试算稿，尚未通报"
    short = "" if s.handed == s.due else "　未齐"
    return [*back, f"统计月份：{label(ask.period)}　{final}{short}", f"单位已报齐 {s.handed}/{s.due}　数据截止 {s.cut_off or '—'}"]
