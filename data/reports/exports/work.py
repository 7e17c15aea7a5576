"""Tasks, their steps and extensions, orders and reminders for a workbook."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from data.calendar import last_day
from data.plan.kept import shown_states
from data.plan.weights import phases, pillars, whole_plan
from data.reports.exports.base import Ask, Exported
from data.store import rulebook
from data.supervision.extensions import extensions
from data.supervision.order_views import OrderFilters, order_detail, orders_view
from data.supervision.task_views import task_detail
from data.supervision.views import notices, tasks_view, wanted_tasks
from data.vocabulary import ExtensionState

REMINDED = timedelta(days=31)
TASKS = ("编号", "任务", "牵头单位", "配合单位", "亮灯", "级别", "申报（%）", "实证（%）", "下一节点", "节点时限", "完成时限", "原定时限", "权重",
         "原因", "解除条件", "下一步", "方案条款", "数值来源")
ORDERS = ("编号", "督办事项", "任务编号", "任务", "承办单位", "级别", "状态", "是否逾期", "来源", "拟办", "下发",
          "签收时限", "签收", "办理时限", "反馈", "办结", "退回次数")


def tasks(session: Session, ask: Ask) -> Exported:
    wanted = wanted_tasks(ask.words, ask.today)
    rows = [(r.code, r.name, r.unit_name, "、".join(r.assist), r.light_label, r.level.label, r.reported, r.evidenced, r.next_name, r.next_due, r.due_now,
             r.due, r.weight, r.reason, r.clears_when, r.next_step, r.clause, r.source) for r in tasks_view(session, ask.actor, _day(ask), wanted)]
    return Exported("任务", TASKS, rows)


def rollups(session: Session, ask: Ask) -> Exported:
    book = rulebook.book_for(session, ask.period)
    states = shown_states(session, book, ask.period)
    found = [whole_plan(book.plan, states), *phases(book.plan, states), *pillars(book.plan, states)]
    return Exported("任务汇总", ("范围", "任务数", "已完成", "未报", "申报进度（%）", "实证进度（%）"),
                    [(r.name, r.tasks, r.done, r.missing, r.reported, r.evidenced) for r in found])


def task_steps(session: Session, ask: Ask) -> Exported:
    """Dated steps, and the indicators that bear the task out."""
    d = task_detail(session, ask.actor, ask.subject, _day(ask))
    steps = [("里程碑", s.step.code, s.step.name, s.due, s.done_on, None, None, None,
              "逾期完成" if s.is_late else "已完成" if s.done_on else "未完成") for s in d.state.steps]
    proof = [("佐证指标", e.indicator, e.name, None, None, e.value, e.target, d.unit_words.get(e.indicator, ""), "达到" if e.is_met else "未达到")
             for e in d.state.evidence]
    return Exported(f"{d.row.code} {d.row.name}", ("类别", "编号", "名称", "应完成", "实际完成", "实证值", "须达到", "单位", "结论"), [*steps, *proof])


def task_extensions(session: Session, ask: Ask) -> Exported:
    rows = [(e.task, e.asked_on, e.new_due_on, e.reason, ExtensionState(e.state).label, e.decided_by, e.decided_on)
            for e in extensions(session, ask.actor, ask.subject)]
    return Exported("延期申请", ("任务编号", "申请日", "延至", "原因", "状态", "审批人", "审批日"), rows, is_of_month=False)


def orders(session: Session, ask: Ask) -> Exported:
    """The list of the desk, or the orders of one task."""
    named = OrderFilters(unit=ask.word("unit"), state=ask.word("state"), level=ask.word("level"), task=ask.subject)
    rows = [(r.number, r.title, r.task, r.task_name, r.unit_name, r.level.label, r.state.label, "是" if r.is_overdue else "否", r.source, r.drafted_on,
             r.issued_on, r.acknowledge_by, r.acknowledged_on, r.due_on, r.answered_on, r.closed_on, r.returned_times)
            for r in orders_view(session, ask.actor, ask.today, named)]
    return Exported("督办单", ORDERS, rows, is_of_month=False)


def order_events(session: Session, ask: Ask) -> Exported:
    d = order_detail(session, ask.actor, int(ask.subject) if ask.subject.isdigit() else 0, ask.today)
    rows = [(e.on, e.act.label, e.by, e.words, e.file_name) for e in d.events]
    return Exported(f"督办单办理记录 {d.row.number or '拟办稿'}", ("时间", "办理", "经办人", "内容", "附件"), rows, is_of_month=False)


def reminders(session: Session, ask: Ask) -> Exported:
    names = {u.code: u.short_name for u in rulebook.newest_book(session).units.values()}
    rows = [(n.on, names.get(n.unit, n.unit), n.task, n.due_on, n.words) for n in notices(session, ask.actor, ask.today - REMINDED)]
    return Exported("提醒", ("日期", "单位", "任务编号", "到期日", "提醒"), rows, is_of_month=False)


def _day(ask: Ask) -> date:
    """The day a month is looked at: today while it runs, else its last day."""
    return min(last_day(ask.period), ask.today)
