"""Degrees: decimal, degrees-minutes-seconds, with 东经 or °E around them."""

import re

from data.catalogue.ledger import Column
from data.intake.grid import Percent, Raw, plain_text
from data.intake.typed import Noted, Parsed, note, wrong
from data.intake.types.plain import NOTHING, narrowed, short

_AROUND = re.compile(r"^(?:东经|北纬|经度|纬度|西经|南纬)?[:：]?\s*([EWNS]?)\s*(.*?)\s*°?\s*([EWNS]?)$", re.IGNORECASE)
_DECIMAL = re.compile(r"-?\d{1,8}(?:\.\d*)?")
_DMS = re.compile(r"(-?\d{1,3})\s*[°度]\s*(\d{1,2}(?:\.\d+)?)\s*(?:['′分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|′′|秒)?)?)?")


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    return [value if type(value) is float else _one(column, value) for value in values]


def _one(column: Column, value: Raw) -> Parsed | Noted:
    if isinstance(value, Percent) or not isinstance(value, str):
        return wrong("degrees_form", f"“{short(plain_text(value))}”不是坐标，请填十进制度，如 102.345678")
    text = narrowed(value).replace("’", "'").replace("”", '"').replace("“", '"').replace("‘", "'")
    if not text:
        return None
    if text in NOTHING:
        return Noted(None, note("nothing_written", f"“{short(text)}”按空白处理；没有坐标的单元格请直接留空"))
    sign = -1.0 if text.startswith(("西经", "南纬")) else 1.0
    match = _AROUND.fullmatch(text)
    inner = match[2] if match else text
    if match and (match[1] + match[3]).upper() in ("W", "S"):
        sign = -1.0
    if _DECIMAL.fullmatch(inner):
        return sign * float(inner)
    return _from_dms(text, inner, sign)


def _from_dms(text: str, inner: str, sign: float) -> Parsed:
    match = _DMS.fullmatch(inner)
    if not match:
        return wrong("degrees_form", f"“{short(text)}”不是坐标，请填十进制度，如 102.345678")
    degrees, minutes, seconds = abs(float(match[1])), float(match[2]), float(match[3] or 0)
    if minutes >= 60 or seconds >= 60:
        return wrong("degrees_form", f"“{short(text)}”的分或秒不小于 60，请核对")
    value = degrees + minutes / 60 + seconds / 3600
    return round(sign * (-value if match[1].startswith("-") else value), 9)
