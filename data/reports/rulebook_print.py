"""办法.xlsx — the rule book printed for signing: units, plan, ledgers with their columns, indicators, rubric, supervision."""

from datetime import datetime
from pathlib import Path

from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.catalogue.indicator import Aggregate, Indicator
from data.catalogue.ledger import Column as LedgerColumn
from data.catalogue.ledger import Ledger
from data.catalogue.system import Breakdown
from data.indicators.schedule import limits
from data.reports import look
from data.reports.paper import SIGNED, blank_book, frame, opened
from data.reports.table import Column, Table, Value
from data.reports.words import number
from data.reports.workbook import settled
from data.vocabulary import DueClass

PRINTED_AT = datetime(2000, 1, 1)  # the same rule book gives the same bytes
TYPES = {"text": "文字", "code": "编码", "number": "数值", "integer": "整数", "percent": "百分比", "date": "日期", "month": "月份", "choice": "选项",
         "switch": "是/否", "degrees": "度"}
AGGREGATES = {"count": "计数", "count_distinct": "去重计数", "sum": "求和", "statistic": "统计数"}


def print_rule_book(catalogue: Catalogue, path: Path) -> None:
    book = blank_book()
    for name, table in _tables(catalogue):
        page = opened(book, name, [c.width for c in table.columns])
        page.line(f"{catalogue.city.name}{table.title}", look.style_name("标题"), 42)
        page.down()
        page.line(f"编制单位：{catalogue.city.office}", look.style_name("表左"), 22)
        page.down()
        first = page.row
        page.table(table)
        page.down()
        page.line(SIGNED, look.style_name("表左"), 26)
        page.down()
        frame(page, f"办法校验值 {catalogue.sha256[:16]}", f"{catalogue.city.banner} {table.title}".strip(), first)
    path.write_bytes(settled(book, PRINTED_AT, catalogue.city.office))


def _tables(book: Catalogue) -> list[tuple[str, Table]]:
    asked = [("系统页", _systems(book))] if book.systems else []
    return [("成员单位", _units(book)), ("工作任务", _tasks(book)), ("指标", _indicators(book)), ("目标分解", _shares(book)), *asked,
            ("考评细则", _rubric(book)), ("督办办法", _supervision(book)), *((f"台账 {ledger.name}", _ledger(ledger)) for ledger in book.ledgers.values())]


def _units(book: Catalogue) -> Table:
    columns = [Column("code", "代码", "code", 8), Column("kind", "类别", "text", 12), Column("group", "分组", "text", 18), Column("full", "全称", "words", 46),
               Column("short", "简称", "text", 20), Column("owes", "应报台账", "words", 40)]
    rows: list[list[Value]] = [[u.code, u.kind.label, book.groups.get(u.group or ""), u.full_name, u.short_name,
                                _owed(book, u) or None] for u in book.units.values()]
    return Table("成员单位与议事机构", columns, rows)


def _owed(book: Catalogue, unit: Unit) -> str:
    """The ledgers, with the months of those that are not owed always."""
    return "、".join(book.ledgers[one.ledger].name + (f"（{one.span}）" if one.span else "") for one in unit.owing if one.ledger in book.ledgers)


def _tasks(book: Catalogue) -> Table:
    columns = [Column("code", "编号", "code", 8), Column("name", "任务", "words", 36), Column("phase", "阶段", "text", 11),
               Column("clause", "条款", "text", 11),
               Column("lead", "牵头单位", "text", 16), Column("assist", "配合单位", "words", 30), Column("start", "起始", "date", 12),
               Column("due", "期限", "date", 12), Column("weight", "权重", "number", 7), Column("source", "来源", "text", 11)]
    rows: list[list[Value]] = [[
        t.code, t.name, phase.name, t.clause, _unit(book, t.lead), "、".join(_unit(book, u) for u in t.assist) or None, t.start, t.due,
        t.weight, t.source]
        for phase in book.plan.phases for t in phase.tasks]
    return Table("工作任务清单", columns, rows)


def _indicators(book: Catalogue) -> Table:
    columns = [Column("code", "编号", "code", 7), Column("name", "指标", "words", 24), Column("unit", "单位", "text", 9),
               Column("system", "所属系统", "text", 14),
               Column("definition", "定义", "words", 40), Column("top", "分子", "words", 20), Column("below", "分母", "words", 20),
               Column("targets", "全市目标", "words", 30), Column("limits", "合理范围", "text", 14), Column("scored", "考评", "text", 8),
               Column("source", "来源", "text", 11)]
    rows: list[list[Value]] = [[i.code, i.name, i.unit, i.system, i.definition, _amount(book, i.numerator), _amount(book, i.denominator),
                                _targets(i), limits(i), "只跟踪" if not i.points else "试行" if i.pilot else "计分", i.clause or i.source]
                               for i in book.indicators.values()]
    return Table("指标与目标", columns, rows)


def _shares(book: Catalogue) -> Table:
    """What each unit is to reach by the end of each phase; where all have the same target, one line says so."""
    columns = [Column("code", "编号", "code", 7), Column("name", "指标", "words", 30), Column("unit", "单位", "text", 22),
               *(Column(phase.code, f"{phase.name} {phase.due:%Y-%m-%d}", "number", 18) for phase in book.plan.phases)]
    rows: list[list[Value]] = []
    for i in book.indicators.values():
        by_phase = {p.milestone: p for p in i.points if p.milestone}
        if any(p.all is not None for p in by_phase.values()):
            rows.append([i.code, i.name, "各单位相同", *(by_phase[p.code].all if p.code in by_phase else None for p in book.plan.phases)])
        for code in dict.fromkeys(code for p in by_phase.values() for code in p.units):
            rows.append([i.code, i.name, _unit(book, code), *(by_phase[p.code].units.get(code) if p.code in by_phase else None for p in book.plan.phases)])
    return Table("指标目标分解", columns, rows)


def _amount(book: Catalogue, a: Aggregate | None) -> str | None:
    if a is None:
        return None
    of = book.ledgers[a.ledger].name if a.ledger in book.ledgers else next((s.label for s in book.city.statistics if s.name == a.field), a.field or "")
    return f"{of}（{AGGREGATES[a.aggregate]}）"


def _targets(i: Indicator) -> str | None:
    due = [(p.on, p.city if p.city is not None else p.all) for p in i.points if p.milestone]
    return "\n".join(f"{on:%Y-%m-%d}：{number(worth)}{i.unit}" for on, worth in due if worth is not None) or None


def _systems(book: Catalogue) -> Table:
    """What the page of each system answers first."""
    columns = [Column("system", "系统", "text", 16), Column("ask", "先问", "words", 36), Column("by", "由什么回答", "words", 60)]
    rows: list[list[Value]] = []
    for system in book.systems:
        rows += [[system.name, lead.ask, f"指标 {lead.indicator} {book.indicator(lead.indicator).name}"] for lead in system.leads]
        rows += [[system.name, one.ask, _told_apart(book, one)] for one in system.breakdowns]
    return Table("系统页先问的话", columns, rows)


def _told_apart(book: Catalogue, one: Breakdown) -> str:
    ledger = book.ledger(one.ledger)
    how = f"，再按“{ledger.column(one.split).header}”" if one.split else f"，对“{'、'.join(ledger.column(f).header for f in one.sums)}”求和" if one.sums else ""
    return f"台账“{ledger.name}”按“{ledger.column(one.by).header}”分开{how}"


def _rubric(book: Catalogue) -> Table:
    columns = [Column("block", "类别", "text", 18), Column("code", "编号", "code", 8), Column("name", "考评项", "words", 26),
               Column("points", "分值", "number", 8), Column("rule", "计分规则", "words", 82)]
    rows: list[list[Value]] = [[block.name, i.code, i.name, i.points, i.rule] for block in book.rubric.blocks for i in block.items]
    rows += [["加分", i.code, i.name, i.points, i.rule] for i in book.rubric.bonus]
    rows += [["一票", v.code, v.name, None, v.rule] for v in book.rubric.vetoes]
    grades = "；".join(f"{g.grade.label} {number(g.at_least)} 分及以上" for g in book.rubric.grades)
    return Table("月度综合考评细则", columns, rows, "分", [f"等次：{grades}。适用分值低于 {number(book.rubric.minimum_applicable)} 分的不排名。"])


def _supervision(book: Catalogue) -> Table:
    s = book.supervision
    days = {"acknowledge": s.limits.acknowledge_working_days, "answer": s.limits.answer_working_days, "review": s.limits.review_working_days}
    rows: list[list[Value]] = [
        ["亮灯", "黄灯", f"进度差在 {number(s.lights.red_gap)} 至 {number(s.lights.yellow_gap)} 个百分点之间，或逾期 1—{s.lights.yellow_days} 日"],
        ["亮灯", "红灯", f"进度差低于 {number(s.lights.red_gap)} 个百分点，或逾期 {s.lights.yellow_days} 日以上，或连续 {s.lights.yellow_months} 个月黄灯之后"]]
    rows += [["督办阶梯", r.level.label, "；".join(filter(None, (
        f"逾期 {r.from_days} 日起" if r.from_days else f"到期前 {s.lights.remind_working_days} 个工作日",
        f"扣 {number(r.deduction)} 分" if r.deduction else "不扣分",
        f"由{r.confirmed_by.label}确认" if r.confirmed_by else "自动发出")))] for r in s.ladder]
    rows += [["办理时限", name, f"{days[key]} 个工作日"] for key, name in (("acknowledge", "签收"), ("answer", "反馈"), ("review", "核验"))]
    rows += [["办理时限", DueClass(key).label, f"自下发之日起 {n} 日"] for key, n in s.limits.due_days.items()]
    locked = s.limits.lock_working_days
    rows += [["报送", "锁定", f"截止后 {locked} 个工作日起不再接收，经办公室批准例外的除外" if locked else "不锁定"]]
    rows += [["报送", f"锁定（{one.name}）", f"截止后 {own} 个工作日起"] for one in book.ledgers.values() if (own := one.deadline.lock_working_days)]
    return Table("督办办法", [Column("part", "部分", "text", 18), Column("name", "名称", "text", 20), Column("rule", "规定", "words", 90)], rows)


def _ledger(ledger: Ledger) -> Table:
    columns = [Column("header", "列名", "text", 24), Column("type", "类型", "text", 10), Column("required", "必填", "text", 7),
               Column("limits", "取值", "words", 36), Column("aliases", "认得的别名", "words", 40), Column("note", "填报说明", "words", 34)]
    rows: list[list[Value]] = [[c.header, TYPES[c.type], "必填" if c.required else "选填", _limits(c), "、".join(c.aliases) or None, c.note or None]
                               for c in ledger.columns]
    notes = [f"{ledger.mode.label}；报送截止为次月 {ledger.deadline.day} 日，遇节假日顺延。{ledger.note}",
             f"系统：{ledger.system}（工作方案{ledger.clause or '没有写明'}）；其余：{ledger.source}",
             *(f"规则 {n}：{r.message}（{r.severity.label}·{r.quality.label}）" for n, r in enumerate(ledger.rules, 1))]
    return Table(f"{ledger.name}台账", columns, rows, "", notes)


def _limits(c: LedgerColumn) -> str | None:
    if c.choices:
        return "、".join(c.choices)
    if c.minimum is None and c.maximum is None:
        return None
    return f"{number(c.minimum)} 至 {number(c.maximum)}{c.unit}"


def _unit(book: Catalogue, code: str) -> str:
    return book.units[code].short_name if code in book.units else code
