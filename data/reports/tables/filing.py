"""数据报送与质量 — who handed in when, and which findings the files had, by unit and by column."""

from collections import Counter
from typing import Any

from sqlalchemy import func, select

from data.intake.due import STATE_LABELS, Expected, matrix
from data.reports.edition import View
from data.reports.table import Column, Table, Value
from data.store.tables import Finding, Submission
from data.vocabulary import Quality, Severity

SHOWN = 30  # columns with the most findings
FILING = (Column("unit", "单位", "text", 18), Column("owed", "应报", "number", 10), Column("on_time", "按时", "number", 9), Column("late", "迟报", "number", 9),
          Column("awaiting", "待说明", "number", 9), Column("rejected", "退回未补", "number", 10), Column("missing", "未报", "number", 9),
          Column("returns", "退回次数", "number", 10), Column("detail", "未齐台账", "words", 46))
BY_UNIT = (Column("unit", "单位", "text", 18), *(Column(q.value, q.label, "number", 10.5) for q in Quality), Column("errors", "强制", "number", 10),
           Column("warnings", "核实", "number", 10), Column("notes", "提示", "number", 10), Column("explained", "已说明", "number", 10))
BY_COLUMN = (Column("ledger", "台账", "text", 18), Column("header", "栏目", "text", 21), Column("quality", "质量特性", "text", 10.5),
             Column("severity", "级别", "text", 10.5), Column("count", "问题数", "number", 10.5), Column("units", "涉及单位", "number", 10.5),
             Column("example", "示例", "words", 50))


def expected(view: View) -> list[Expected]:
    """What is owed and how it stands, as known when the month was closed."""
    found = matrix(view.session, view.book, view.period, view.edition.seen_on, as_of=view.edition.pinned, until=view.edition.closed_at)
    return [c for c in found if view.actor.sees(c.unit)]


def completeness(cells: list[Expected]) -> tuple[int, int]:
    """Units that handed in all they owe, of all units that owe."""
    units = {c.unit for c in cells}
    return len(units - {c.unit for c in cells if not c.is_handed}), len(units)


def filing_table(view: View) -> Table:
    """One line a unit, in the rule book's order, and the sum."""
    cells = expected(view)
    units = [u.code for u in view.book.members if any(c.unit == u.code for c in cells)]
    rows = [_filing_row(view, view.unit_name(code), [c for c in cells if c.unit == code]) for code in units]
    total = _filing_row(view, "合计", cells)[:-1]
    return Table(f"{view.edition.month}数据报送情况表", FILING, [*rows, [*total, None]] if rows else [], "张")


def _filing_row(view: View, name: str, cells: list[Expected]) -> list[Value]:
    states = Counter(c.state for c in cells)
    wanting = [f"{view.book.ledgers[c.ledger].name}（{STATE_LABELS[c.state]}）" for c in cells if not c.is_handed]
    late = sum(c.is_late for c in cells)
    return [name, len(cells), sum(c.is_handed for c in cells) - late, late, states["awaiting"] + states["confirming"], states["rejected"],
            states["missing"] + states["overdue"], sum(c.rejections for c in cells), "、".join(wanting) or None]


def finding_table(view: View) -> Table:
    """Findings of all files of the month by unit: quality words, severities, how many were explained."""
    by_unit: dict[str, Counter[str]] = {}
    grouped = select(Submission.unit, Finding.quality, Finding.severity, func.count(), func.count(Finding.explanation)).join(
        Submission, Submission.id == Finding.submission).where(*_files(view)).group_by(Submission.unit, Finding.quality, Finding.severity)
    for unit, quality, severity, n, explained in view.session.execute(grouped):
        counter = by_unit.setdefault(unit, Counter())
        counter[quality] += n
        counter[severity] += n
        counter["explained"] += explained
    keys = [*(q.value for q in Quality), *(s.value for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)), "explained"]
    rows: list[list[Value]] = [[view.unit_name(u.code), *(by_unit[u.code][k] for k in keys)] for u in view.book.members
                               if u.code in by_unit and view.actor.sees(u.code)]
    if rows:
        rows.append(["合计", *(sum(row[n] for row in rows) for n in range(1, len(keys) + 1))])  # type: ignore[misc]
    return Table(f"{view.edition.month}数据质量问题统计表（按单位）", BY_UNIT, rows, "处")


def column_table(view: View) -> Table:
    """The columns with the most findings, each with one of its sentences."""
    grouped = select(Submission.ledger, Finding.header, Finding.rule, Finding.quality, Finding.severity, func.count().label("n"),
                     func.count(Submission.unit.distinct()).label("units"), func.min(Finding.id).label("first")).join(
        Submission, Submission.id == Finding.submission).where(*_files(view)).group_by(
        Submission.ledger, Finding.header, Finding.rule, Finding.quality, Finding.severity)
    found = sorted(view.session.execute(grouped), key=lambda r: (-r.n, r.ledger or "", r.header or "", r.rule))[:SHOWN]
    firsts = select(Finding.id, Finding.message).where(Finding.id.in_([r.first for r in found]))
    messages = {number: message for number, message in view.session.execute(firsts)}
    rows: list[list[Value]] = [[_ledger(view, r.ledger), r.header or "整份文件", Quality(r.quality).label, Severity(r.severity).label, r.n, r.units,
                                messages[r.first]] for r in found]
    return Table(f"数据质量问题分布（按栏目，前 {SHOWN} 项）", BY_COLUMN, rows, "处")


def _files(view: View) -> list[Any]:
    """Files of the month that came in before it was closed."""
    closed = view.edition.closed_at
    of_units = [] if view.actor.sees_all else [Submission.unit == view.actor.unit]
    return [Submission.period == view.period, *of_units, *([Submission.received_at <= closed] if closed else [])]


def _ledger(view: View, code: str | None) -> str:
    return view.book.ledgers[code].name if code in view.book.ledgers else "未能识别"
