"""Days and months as units write them: serials, 2023.6.1, 2023年6月1日, 20230601, and months where days are wanted."""

import re
from datetime import date, datetime, time, timedelta

from data.catalogue.ledger import Column
from data.intake.grid import Raw, from_serial, plain_text
from data.intake.typed import Noted, Parsed, doubtful, note, wrong
from data.intake.types.plain import NOTHING, narrowed, short

PLACEHOLDERS = {"1990-01-01", "2000-01-01", "1900-01-00", "1900-01-01", "1899-12-30", "1899-12-31"}
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:年(\d{1,2})月?份?|[-/.](\d{1,2}))")
_PACKED_MONTH = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_SERIALS = (15000, 80000)  # 1941 to 2119
_WANTED = "请写成 2023-06-01 的形式"


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    return [_month(value) for value in values] if column.type == "month" else [_day(value) for value in values]


def _day(value: Raw) -> Parsed | Noted:
    found = as_day(value)
    if isinstance(found, str) and found in PLACEHOLDERS:
        said = f"“{short(found)}”像是占位日期，请核对；确实不详的请留空"
        return Noted(found if found != "1900-01-00" else None, doubtful("date_placeholder", said))
    return found


def as_day(value: Raw) -> Parsed | Noted:
    """ISO text of a day, None for a blank, else what is wrong with it."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d") if value.year >= 1000 else _unreadable(value)
    if isinstance(value, float):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(narrowed(value))
    if isinstance(value, time | timedelta):
        return "1900-01-00" if value in (time(), timedelta()) else _unreadable(value)
    return _unreadable(value)


def _from_number(value: float) -> Parsed | Noted:
    if value == 0:
        return "1900-01-00"
    if _SERIALS[0] <= value < _SERIALS[1]:
        moment = from_serial(value, False)
        return moment.date().isoformat() if isinstance(moment, datetime) else _unreadable(value)
    text = plain_text(value)
    if "." in text and re.fullmatch(r"(19|20)\d{2}\.\d{1,2}", text):
        said = f"“{short(text)}”是数字，分不清 2023.1 是 1 月还是 10 月，也没有写到日；{_WANTED}"
        return wrong("date_form", said)
    return _from_text(text)


def _from_text(text: str) -> Parsed | Noted:
    if not text:
        return None
    if text in NOTHING:
        return Noted(None, note("nothing_written", f"“{short(text)}”按空白处理；没有日期的单元格请直接留空"))
    if text in ("1900-01-00", "1900/1/0", "1900-1-0"):
        return "1900-01-00"
    match = _DAY.fullmatch(text) or _PACKED.fullmatch(text)
    if match:
        return _calendar_day(text, int(match[1]), int(match[2]), int(match[3]))
    if re.fullmatch(r"\d{5}", text):
        return _from_number(float(text))
    month = as_month(text)
    if month:
        said = f"“{short(text)}”只写到月，按 {month}-01 读取，请核对并写明到日"
        return Noted(f"{month}-01", doubtful("date_to_day", said))
    return _unreadable(text)


def _calendar_day(text: str, year: int, month: int, day: int) -> Parsed:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return wrong("date_form", f"“{short(text)}”在日历上不存在，{_WANTED}")


def _unreadable(value: Raw) -> Parsed:
    return wrong("date_form", f"“{short(plain_text(value))}”不是完整的日期，{_WANTED}")


def as_month(text: str) -> str | None:
    """'YYYY-MM' of a text that means exactly one month."""
    match = _MONTH.fullmatch(text)
    packed = _PACKED_MONTH.fullmatch(text)
    if match:
        year, month = int(match[1]), int(match[2] or match[3])
    elif packed:
        year, month = int(packed[1]), int(packed[2])
    else:
        return None
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and 1900 <= year <= 2199 else None


def _month(value: Raw) -> Parsed | Noted:
    if isinstance(value, str | float):
        text = narrowed(plain_text(value))
        if not text or text in NOTHING:
            return None
        month = as_month(text) if "." not in text or isinstance(value, str) else None
        if month:
            return month
    found = as_day(value)
    return found[:7] if isinstance(found, str) else wrong("month_form", f"“{short(plain_text(value))}”不是月份，请写成 2023-06 的形式")
