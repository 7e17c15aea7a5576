"""Pure: a filter of the rule book as a Chinese sentence, for rows that do not meet it."""

from data.catalogue.filters import Filter
from data.catalogue.ledger import Ledger

_TYPED = {"code_ok": "统一识别代码合规", "disputed": "争议中", "code": "统一识别代码", "status": "状态", "region": "行政区划代码",
          "on_date": "日期"}


CHECKED = {"updated_within_cycle": "到本月最后一天，距“最近更新日期”没有超过本资源的更新周期"}  # what a named function asks


def conjuncts(where: Filter) -> list[Filter]:
    """The parts that must all hold."""
    return [one for part in where.parts for one in conjuncts(part)] if where.op == "all" else [where]


def said(where: Filter, ledger: Ledger) -> str:
    """Why a row that fails the filter is not counted."""
    return f"不满足：{phrase(where, ledger)}"


def phrase(where: Filter, ledger: Ledger) -> str:
    """The filter in words."""
    if where.op == "not":
        return f"并非（{phrase(where.parts[0], ledger)}）"
    if where.parts:
        return ("且" if where.op == "all" else "或").join(phrase(part, ledger) for part in where.parts)
    name, values = f"“{header(where.field, ledger)}”", [_value(v, ledger) for v in where.values]
    match where.op:
        case "eq":
            return f"{name}为{values[0]}"
        case "ne":
            return f"{name}不为{values[0]}"
        case "in":
            return f"{name}为{'、'.join(values)}之一"
        case "between":
            return f"{name}在{values[0]}与{values[1]}之间"
        case "before":
            return f"{name}早于或小于{values[0]}"
        case "after":
            return f"{name}晚于或大于{values[0]}"
        case "linked":
            return f"{name}在台账 {where.values[0]} 中有对应的对象"
        case _:
            return f"{name}已填写"


def header(field: str, ledger: Ledger) -> str:
    field = (ledger.kind_field if field == "kind" else None) or field
    return next((c.header for c in ledger.columns if c.field == field), _TYPED.get(field, field))


def _value(text: str, ledger: Ledger) -> str:
    if text == "$period_end":
        return "本月最后一天"
    if text.startswith("$"):
        return f"“{header(text[1:], ledger)}”"
    return {"true": "是", "false": "否"}.get(text, f"“{text}”")
