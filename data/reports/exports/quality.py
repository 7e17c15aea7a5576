"""Data quality for a workbook: by month, unit, rule and file."""

from sqlalchemy.orm import Session

from data.intake import quality
from data.intake.quality import QualityAsked, Weighed
from data.reports.exports.base import MOST, Ask, Exported, cut
from data.store import rulebook
from data.vocabulary import Outcome, Severity

WEIGHED = ("文件", "退回", "首报即接收", "收到文件的单位台账", "强制", "核实", "提示", "读到单元格", "每千格问题", "已接收单元格",
           "需填写", "预填未改", "退回重报")
SAID = ("单元格：办法声明的列中非空的。需填写：已接收文件中新增或有改动的行。每千格问题：（强制＋核实）÷ 读到单元格 × 1000。",)


def _asked(ask: Ask) -> QualityAsked:
    return QualityAsked(ask.period, ask.word("unit"), ask.word("ledger"), ask.word("severity"), ask.word("rule"))


def _line(w: Weighed) -> tuple[object, ...]:
    found = [w.found.get(severity, 0) for severity in Severity]
    return (w.files, w.rejected, w.passed, w.firsts, *found, w.cells, w.rate, w.accepted, w.typed, w.accepted - w.typed, w.again)


def months(session: Session, ask: Ask) -> Exported:
    rows = [(period, *_line(weighed)) for period, weighed in quality.by_month(session, ask.actor, _asked(ask)).items()]
    return Exported("数据质量各月", ("月份", *WEIGHED), rows, SAID)


def units(session: Session, ask: Ask) -> Exported:
    names = {unit.code: unit.short_name for unit in rulebook.book_for(session, ask.period).units.values()}
    rows = [(names.get(unit, unit), *_line(weighed)) for unit, weighed in quality.by_unit(session, ask.actor, _asked(ask)).items()]
    return Exported("数据质量各单位", ("单位", *WEIGHED), rows, SAID)


def rules(session: Session, ask: Ask) -> Exported:
    rows = [(r.severity.label, r.quality.label, r.words, r.count, r.files, r.units) for r in quality.by_rule(session, ask.actor, _asked(ask))]
    return Exported("数据质量各规则", ("等级", "质量特性", "规则或问题举例", "处", "文件", "单位"), rows)


def files(session: Session, ask: Ask) -> Exported:
    book = rulebook.book_for(session, ask.period)
    names, ledgers = {u.code: u.short_name for u in book.units.values()}, {code: ledger.name for code, ledger in book.ledgers.items()}
    found = quality.worst_files(session, ask.actor, _asked(ask), MOST)
    rows = [(f.receipt, names.get(f.unit, f.unit), ledgers.get(f.ledger, "未能识别"), f.file_name, Outcome(f.outcome).label, f.errors, f.warnings,
             f.cells, f.typed) for f in found]
    return Exported("数据质量各文件", ("回执号", "单位", "台账", "文件", "结果", "强制", "核实", "读到单元格", "新增或有改动"), rows, cut(found))
