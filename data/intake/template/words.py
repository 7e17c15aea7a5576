"""What a template tells a unit about a column, in plain Chinese."""

from collections.abc import Iterator

from data.catalogue.ledger import Column, Ledger
from data.intake.headings import Headings
from data.rounding import plain

STAR = "＊"
SHOWN_CHOICES = 12
ALIKE = 3  # characters
CODES = {
    "entity_code": "21 位统一识别代码",
    "class_code": "6 位分类代码",
    "region_code": "6 位行政区划代码，见“填报说明”",
    "beidou": "北斗网格位置码；可不填，由系统按坐标计算",
    "credit_code": "18 位统一社会信用代码",
    "device_code": "20 位设备编码（GB/T 28181）",
    "estate_code": "28 位不动产单元代码",
    "component_code": "城市部件代码",
    "unit": "单位的规范简称或全称",
    "task": "任务编号，以系统预填的为准",
    "indicator": "指标编号，以系统预填的为准",
    "free": "编号，按文本填写，前面的 0 不要丢",
}
FORMS = {
    "number": "数字",
    "integer": "整数",
    "percent": "百分数，如 86.5%",
    "date": "日期，如 2023-06-30",
    "month": "月份，如 2023-06",
    "switch": "填“是”或“否”",
    "degrees": "十进制度，如 102.345678",
}


def shown_header(ledger: Ledger, headings: Headings, column: Column) -> str:
    """The header with its measurement unit and the star of what must be filled, as far as it is still read as this column."""
    star = STAR if column.required else ""
    if column.unit:
        found = headings.meaning(worded := f"{star}{column.header}（{column.unit}）")
        if found is not None and found.field == column.field and found.foreign_unit is None:
            return worded
    return f"{star}{column.header}"


def how_to_fill(ledger: Ledger, column: Column) -> list[str]:
    """Sentences without a full stop: the form, the limits, what the declaration says."""
    form = [line for line in _form(column) if not _says(column.note, line)]
    return [*form, *_limits(column), *_memory(ledger, column), *([column.note] if column.note else [])]


def _says(note: str, form: str) -> bool:
    """Does the declared note begin with what the form would say?"""
    return note[:ALIKE] == form[:ALIKE]


def note_of(ledger: Ledger, column: Column) -> str:
    """The note on the header cell."""
    return "\n".join([f"【{'必填' if column.required else '选填'}】{column.header}", *(f"· {line}" for line in how_to_fill(ledger, column))])


def _form(column: Column) -> Iterator[str]:
    if column.type == "choice":
        more = f" 等 {len(column.choices)} 项" if len(column.choices) > SHOWN_CHOICES else ""
        yield f"从下拉列表选：{'、'.join(column.choices[:SHOWN_CHOICES])}{more}"
    elif column.type == "code":
        yield CODES[column.code or "free"]
    elif column.type == "text":
        yield f"文字，不超过 {column.max_length} 字"
    else:
        yield FORMS[column.type] + (f"，单位：{column.unit}" if column.unit and column.type in ("number", "integer") else "")


def _limits(column: Column) -> Iterator[str]:
    if column.type == "percent":
        return
    low, high = (None if one is None else plain(one) for one in (column.minimum, column.maximum))
    if low is not None and high is not None:
        yield f"在 {low} 至 {high} 之间"
    elif low is not None:
        yield f"不小于 {low}"
    elif high is not None:
        yield f"不大于 {high}"


def _memory(ledger: Ledger, column: Column) -> Iterator[str]:
    if column.field in ledger.key:
        yield "系统凭它认出同一个对象，报送以后不要改"
    if column.cumulative:
        yield "累计数，比上月减少时须写明核减原因"
