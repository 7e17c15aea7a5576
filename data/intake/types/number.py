"""Numbers: full-width digits, thousands separators, units and 万 written into the cell."""

import re
from math import isfinite

from data.catalogue.ledger import Column
from data.intake.grid import Percent, Raw, plain_text
from data.intake.typed import Noted, Parsed, note, wrong
from data.intake.types.plain import NOTHING, narrowed, short
from data.intake.types.units import same_unit

_WRITTEN = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?)\s*(百万|千万|万|亿|千)?\s*([^\d\s,.+-]{0,8})")
_TIMES = {None: 1, "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    return [value if type(value) is float and (column.type != "integer" or value.is_integer()) else _one(column, value) for value in values]


def _one(column: Column, value: Raw) -> Parsed | Noted:
    if isinstance(value, Percent):
        said = f"“{plain_text(value)}”是百分比格式，该列应填数字，请改为常规格式后核对"
        return value.value * 100 if column.unit == "%" else wrong("number_form", said)
    found = value if isinstance(value, float) else _from_text(column, value)
    if not isinstance(found, float):
        return found
    if column.type == "integer" and not found.is_integer():
        return wrong("integer_form", f"“{short(plain_text(value))}”不是整数，该列按个数填写整数")
    return found


def _from_text(column: Column, value: Raw) -> Parsed | Noted:
    if not isinstance(value, str):
        return wrong("number_form", f"“{short(plain_text(value))}”不是数字，可能被表格软件自动改成了日期或逻辑值；请把单元格设为常规格式后重填")
    text = narrowed(value)
    if not text:
        return None
    if text in NOTHING:
        return Noted(None, note("nothing_written", f"“{short(text)}”按空白处理；没有数的单元格请直接留空，为零的请填 0"))
    match = _WRITTEN.fullmatch(text)
    if not match:
        return wrong("number_form", f"“{short(text)}”不是数字，请只填数字，文字说明写到备注列")
    number, times, unit = float(match[1].replace(",", "")), match[2] or "", match[3]
    if times and column.unit.startswith(times) and not (unit and same_unit(unit, column.unit)):
        unit, times = times + unit, ""  # 万元 is a unit of its own
    if unit and not same_unit(unit, column.unit):
        said = f"该列的单位是“{column.unit}”" if column.unit else "该列只填数字"
        return wrong("number_unit", f"“{short(text)}”带有单位“{unit}”，{said}，请换算后只填数字")
    scaled = number * _TIMES[times]
    if not isfinite(scaled):
        return wrong("number_form", f"“{short(text)}”大得不合理，请核对")
    return float(f"{scaled:.15g}")
