"""总体情况 — phases and pillars of the plan: reported beside evidenced, against what is planned by the day."""

from data.plan.outlook import Outlook, Stage, kept_outlook, outlook
from data.reports.edition import View
from data.reports.table import Column, Table, Value
from data.reports.tables.indicators import shown

STAGES = (Column("name", "阶段 / 支柱", "words", 28), Column("due", "完成时限", "date", 14), Column("tasks", "任务\n（项）", "number", 11),
          Column("done", "已完成\n（项）", "number", 12), Column("reported", "申报进度\n（%）", "percent", 13),
          Column("evidenced", "实证进度\n（%）", "percent", 13), Column("planned", "序时进度\n（%）", "percent", 13),
          Column("gap", "进度差\n（百分点）", "percent", 13), Column("verdict", "研判", "text", 16))


def stages(view: View) -> Outlook:
    """As the publication told it; a trial tells it anew."""
    return kept_outlook(view.session, view.period, view.edition.version) or outlook(view.session, view.period, view.edition.seen_on, view.edition.pinned)


def stage_table(view: View, found: Outlook | None = None) -> Table:
    """The whole plan, its phases, its pillars."""
    o = found or stages(view)
    return Table("阶段与支柱推进情况", STAGES, [_row(s) for s in (*o.phases, *o.pillars, o.whole)], "%",
                 ["申报进度为牵头单位月报所报；实证进度为台账计数所证；序时进度按任务起止日期逐日折算，均按任务权重汇总。"])


def _row(s: Stage) -> list[Value]:
    name = "全部任务" if s.code == "plan" else s.name
    return [name, s.due, s.rollup.tasks, s.rollup.done, shown(s.rollup.reported), shown(s.rollup.evidenced), shown(s.planned), shown(s.gap), s.verdict.label]
