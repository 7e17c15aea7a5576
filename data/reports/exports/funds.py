"""建设资金 for a workbook: every project with its conditions, below the sums of the whole."""

from typing import Any

from sqlalchemy.orm import Session

from data.errors import NotFound
from data.reports.exports.base import Ask, Exported
from data.supervision.funds import Money, Project, fund_view

MONEY = ("计划投资（万元）", "应到位（万元）", "累计到位（万元）", "累计支付（万元）", "到位率（%）", "支付率（占到位，%）", "支付占计划（%）")
HEADERS = ("范围", "名称", "单位", "项目编号", "来源", "对应任务", "状态", *MONEY, "形象进度（%）", "资金到位",
           "任务进度", "支付不超前", "分段条件", "存在问题")


def projects(session: Session, ask: Ask) -> Exported:
    view = fund_view(session, ask.actor, ask.period, ask.today)
    if view is None:
        raise NotFound("办法中没有建设资金台账")
    parts = (("合计", [("合计", view.whole)]), ("来源", view.sources), ("阶段", view.stages), ("单位", view.units))
    sums = [[kind, name, *[None] * 5, *_money(money), *[None] * 6] for kind, some in parts for name, money in some]
    return Exported("建设资金", HEADERS, [*sums, *map(_project, view.projects)])


def _project(p: Project) -> list[Any]:
    said = p.conditions
    return ["项目", p.name, p.unit_name, p.number, "、".join(p.sources), p.task_name, p.status, *_money(p.money), p.progress, said.arrived.label,
            said.on_plan.label, said.not_ahead.label, said.all.label, p.problems]


def _money(m: Money) -> list[Any]:
    return [m.planned, m.due, m.arrived, m.paid, m.arrival, m.payment, m.spent]
