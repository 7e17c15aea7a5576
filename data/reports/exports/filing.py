"""What is owed, what came in and what was found, for a workbook."""

from sqlalchemy.orm import Session

from data.calendar import local
from data.errors import NotFound
from data.intake.differences import all_differences
from data.intake.due import STATE_LABELS
from data.intake.lock import locked
from data.intake.views import asked_rows, matrix_view, submission_detail, submissions
from data.reports.exports.base import MOST, Ask, Exported, cut
from data.store import rulebook

MATRIX = ("单位", "分组", "台账", "截止", "状态", "迟报（工作日）", "退回次数", "回执号", "收到时间", "锁定")
HISTORY = ("回执号", "单位", "台账", "月份", "文件", "收到时间", "方式", "经手", "结果", "读取行", "接收行", "新增", "变更", "减少", "强制", "核实", "退回原因")
DIFFERENCES = ("变化", "对象", "名称", "列", "原值", "新值")
FINDINGS = ("序号", "等级", "质量特性", "工作表", "单元格", "列", "现值", "问题与处理", "说明", "对象")


def matrix(session: Session, ask: Ask) -> Exported:
    """All units the reader sees, or one."""
    book = rulebook.book_for(session, ask.period)
    names, shut = {ledger.code: ledger.name for ledger in book.ledgers.values()}, locked(session, book, ask.period, ask.today)
    rows = [(row.unit_name, row.group, names.get(c.ledger, c.ledger), c.due, STATE_LABELS[c.state], c.late_days, c.rejections, c.receipt,
             local(c.received_at) if c.received_at else None, "已锁定" if (c.unit, c.ledger) in shut else None)
            for row in asked_rows(matrix_view(session, ask.actor, ask.period, ask.today), ask.word("show")) for c in row.cells if ask.subject in ("", row.unit)]
    return Exported("应报台账", MATRIX, rows)


def history(session: Session, ask: Ask) -> Exported:
    found = submissions(session, ask.actor, ask.period, limit=MOST)
    rows = [(r.receipt, r.unit_name, r.ledger_name, r.period, r.file_name, r.received_at, r.door, r.by, r.outcome_label,
             *(r.rows.get(key) for key in ("read", "accepted", "added", "changed", "closed")), r.errors, r.warnings,
             r.return_reason) for r in found]
    return Exported("报送记录", HISTORY, rows, cut(found))


def differences(session: Session, ask: Ask) -> Exported:
    """What one accepted file changed, a line for each cell that differs."""
    if not ask.subject.isdigit() or len(ask.subject) > 15:
        raise NotFound("没有这份报送，或不属于本单位")
    d = submission_detail(session, ask.actor, int(ask.subject), 0)
    rows = [(row.kind.label, row.key, row.name, *field) for row in all_differences(session, ask.actor, d.row.id, MOST)
            for field in (row.fields or [(None, None, None)])]
    said = [f"{d.row.unit_name}　{d.row.ledger_name}　{d.row.period}　{d.row.file_name}", "与该月此前有效的版本相比"]
    return Exported(f"报送差异 {d.row.receipt}", DIFFERENCES, rows[:MOST], [*said, *cut(rows)], is_of_month=False)


def findings(session: Session, ask: Ask) -> Exported:
    """Every finding of one file, with its cell."""
    if not ask.subject.isdigit() or len(ask.subject) > 15:
        raise NotFound("没有这份报送，或不属于本单位")
    d = submission_detail(session, ask.actor, int(ask.subject), MOST)
    rows = [(f.number, f.severity.label, f.quality.label, f.sheet, f.cell, f.header, f.value, f.message, f.explanation, f.object_key) for f in d.findings]
    said = [f"{d.row.unit_name}　{d.row.ledger_name}　{d.row.period}　{d.row.file_name}"]
    return Exported(f"校验问题 {d.row.receipt}", FINDINGS, rows, [*said, *cut(rows)], is_of_month=False)
