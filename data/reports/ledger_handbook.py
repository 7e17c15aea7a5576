"""docs/ledgers.md — every ledger of the rule book in words: how it is handed in, its columns, its rules."""

from collections.abc import Iterable, Iterator

from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column, Ledger, Rule
from data.indicators.wording import phrase
from data.reports.rulebook_print import TYPES
from data.reports.words import number

PREFACE = """# 台账

本文由 `python app.py catalogue ledgers -o docs/ledgers.md` 从 `data/catalogue/ledgers/` 生成，不要手工修改；改台账请改声明，再重新生成。

全量台账每次报本单位的全部对象，没有列出的视为核减；当月报表只属于当月。“级别”为强制的必须改正，核实的须说明原因，提示的不影响接收；
“质量”为 GB/T 36344—2018 的六个词。条款指工作方案写明该系统的位置；工作方案没有写明的列、取值、限值与截止日均为示范设定。
"""
CODES = {"entity_code": "统一识别代码，21 位", "class_code": "分类代码，6 位", "region_code": "行政区划代码，6 位", "beidou": "北斗网格位置码",
         "credit_code": "统一社会信用代码，18 位", "device_code": "设备编码，20 位", "estate_code": "不动产单元代码，28 位",
         "component_code": "城市部件标识码，16 位", "unit": "单位全称、简称或代码", "task": "任务编号", "indicator": "指标编号", "free": "编号"}
_MONTHS = {0: "当月", 1: "次月"}
WITHIN, ACROSS_LEDGERS, ACROSS_MONTHS = "本表", "跨台账", "跨月"


def handbook(book: Catalogue) -> str:
    """The same rule book gives the same text."""
    parts = [PREFACE, *_table(("台账", "代码", "系统", "条款", "报送方式", "列", "规则"), (
        (f"[{one.name}](#{one.code})", f"`{one.code}`", one.system, one.clause or "—", one.mode.label, str(len(one.columns)), str(len(one.rules)))
        for one in book.ledgers.values()))]
    for ledger in book.ledgers.values():
        parts += ["", f'<a id="{ledger.code}"></a>', "", f"## {ledger.name}", "", f"{ledger.note}。", "", *_facts(ledger), "",
                  *_table(("列", "字段", "类型", "必填", "取值", "认得的别名", "填报说明"), map(_column, ledger.columns))]
        if ledger.rules:
            parts += ["", *_table(("规则", "标注的列", "范围", "级别", "质量", "说明"), (_rule(ledger, rule) for rule in ledger.rules))]
    return "\n".join(parts) + "\n"


def _facts(ledger: Ledger) -> Iterator[str]:
    named, later = "、".join(ledger.column(field).header for field in ledger.key), ledger.deadline.months_after
    yield f"- 系统：{ledger.system}（工作方案{ledger.clause or '没有写明'}）；其余：{ledger.source}"
    yield f"- {ledger.mode.label}，每行以“{named}”识别；报送截止为{_MONTHS.get(later, f'{later} 个月后的')} {ledger.deadline.day} 日，遇节假日顺延"
    if ledger.placed:
        yield f"- 落格上图；没有写坐标系的按 {ledger.crs.upper()}" + ("；精确位置只给有权限的人看" if ledger.sensitive else "")
    if ledger.same_place_within is not None:
        yield f"- 两个单位的对象相距 {ledger.same_place_within} 米以内的，列为疑似同一物，由双方协商；协商前照常计数"
    if ledger.counted is not None:
        yield f"- 计入的条件：{phrase(ledger.counted, ledger)}"
    if ledger.carried is not None:
        yield f"- 下月模板整行带出的条件：{phrase(ledger.carried, ledger)}"


def _column(column: Column) -> tuple[str, ...]:
    return (column.header, f"`{column.field}`", CODES[column.code] if column.code else TYPES[column.type], "必填" if column.required else "",
            "；".join(_limits(column)), "、".join(column.aliases), column.note)


def _limits(column: Column) -> Iterator[str]:
    if column.choices:
        yield "、".join(_choice(column, word) for word in column.choices)
    if column.minimum is not None or column.maximum is not None:
        bounds = [number(one) for one in (column.minimum, column.maximum) if one is not None]
        said = " 至 ".join(bounds) if len(bounds) > 1 else f"不小于 {bounds[0]}" if column.maximum is None else f"不大于 {bounds[0]}"
        yield f"{said} {column.unit}".strip()
    elif column.unit:
        yield column.unit
    if column.cumulative:
        yield "累计，减少须写核减原因（强制·一致性）"
    if column.jump_percent is not None:
        yield f"比上月增加超过 {number(column.jump_percent)}% 且超过 {number(column.jump_floor)} 的须说明（核实·准确性）"


def _choice(column: Column, word: str) -> str:
    others = [alias for alias, meant in column.choice_aliases.items() if meant == word]
    return f"{word}（{'、'.join(others)}）" if others else word


def _rule(ledger: Ledger, rule: Rule) -> tuple[str, ...]:
    return (f"`{rule.id}`", ledger.column(rule.field).header, _scope(rule), rule.severity.label, rule.quality.label, rule.message)


def _scope(rule: Rule) -> str:
    if rule.check == "opening_equals_last_closing":
        return ACROSS_MONTHS
    return ACROSS_LEDGERS if rule.linked or (rule.require is not None and rule.require.op == "linked") else WITHIN


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield "|" + " --- |" * len(head)
    yield from map(_line, rows)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
