"""Codes: text in and out; what a spreadsheet turned into a number is refused, never padded."""

import re
from collections.abc import Callable

from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column
from data.codes import beidou, component_code, credit_code, device_code, entity_code, estate_code, region_code
from data.codes.written import digits_problem
from data.intake.grid import Percent, Raw, plain_text
from data.intake.typed import Noted, Parsed, doubtful, note, wrong
from data.intake.types.plain import INVISIBLE, NOTHING, narrowed, short, trimmed
from data.vocabulary import Quality

SAFE = 1e15  # from here on a spreadsheet number has lost digits
_E_NOTATION = re.compile(r"[0-9]+(?:\.[0-9]+)?[Ee]\+?[0-9]+")
# The common writing of a code, which needs no second look.
_QUICK = {"entity_code": re.compile(r"[0-9]{21}"),
          "free": re.compile(r"(?=[^0-9]*[0-9])(?![0-9]+(?:\.[0-9]+)?[Ee])[0-9A-Za-z_#./-]{1,60}")}
DAMAGED = "“{}”已被表格软件改成数字，后面的位数已丢失，无法恢复；请把该列设为文本格式后，从原始资料重填"
_UNSEEN = re.compile(rf"[\t-\r\x1c-\x1f\x85\u2028\u2029{INVISIBLE}]")
CLASS_LENGTH, ENTITY_LENGTH = 6, 21
_NAMED = ("unit", "task", "indicator")
Problem = Callable[[str], str | None]


def read(column: Column, values: list[Raw], book: Catalogue) -> list[Parsed | Noted]:
    problem = problem_of(column, book)
    pattern = _QUICK.get(column.code or "free") if column.max_length >= 60 else None
    if column.code == "entity_code" and _all_digits(values, ENTITY_LENGTH):
        return list(values)
    if pattern is None:
        return [_one(column, value, problem, book) for value in values]
    quick = pattern.fullmatch
    return [value if type(value) is str and quick(value) else _one(column, value, problem, book) for value in values]


def _all_digits(values: list[Raw], length: int) -> bool:
    """All of them ASCII digits of one length: asked of the whole column at once."""
    if set(map(type, values)) != {str} or set(map(len, values)) != {length}:  # type: ignore[arg-type]
        return False
    joined = "".join(values)  # type: ignore[arg-type]
    return joined.isascii() and joined.isdigit()


def _one(column: Column, value: Raw, problem: Problem, book: Catalogue) -> Parsed | Noted:
    written = _written(column, value)
    if not isinstance(written, str) or not written:
        return written or None
    if written in NOTHING:
        return Noted(None, note("nothing_written", f"“{short(written)}”按空白处理；没有内容的单元格请直接留空"))
    if column.code in _NAMED:
        return _named(column, written, book)
    said = problem(written)
    if said is None:
        return written
    if column.code == "estate_code":
        return Noted(written, doubtful(f"{column.code}_form", said, Quality.CONFORMITY))
    return wrong(f"{column.code}_form", said)


def _written(column: Column, value: Raw) -> Parsed:
    """The code as text, or why it is none."""
    if isinstance(value, float):
        if abs(value) >= SAFE or not value.is_integer():
            return wrong("code_is_text", DAMAGED.format(short(plain_text(value))))
        return str(int(value))
    if not isinstance(value, str):
        shown = plain_text(value)
        if isinstance(value, bool | Percent) or column.code != "free":
            return wrong("code_is_text", f"“{short(shown)}”不是代码，可能被表格软件自动改成了日期或逻辑值；请把该列设为文本格式后重填")
        return wrong("code_is_text", f"“{short(shown)}”已被表格软件改成日期，原来的写法已丢失；请把该列设为文本格式后重填")
    if column.code == "free":
        text = narrowed(value) if not trimmed(value).isascii() else trimmed(value)
        return wrong("code_is_text", DAMAGED.format(short(text))) if _lost(text) else text
    text = narrowed(value)
    text = text if column.code in _NAMED else text.upper()
    return wrong("code_is_text", DAMAGED.format(short(text))) if _E_NOTATION.fullmatch(text) else text


def _lost(text: str) -> bool:
    """E-notation of a long number; 1E5 may well be somebody's own number."""
    return bool(_E_NOTATION.fullmatch(text)) and "+" in text


def _named(column: Column, word: str, book: Catalogue) -> Parsed:
    if column.code == "unit":
        unit = book.find_unit(word)
        return unit.code if unit else wrong("unit_known", f"单位“{short(word)}”不在成员单位名录中，请填写全称、规范简称或单位代码", Quality.ACCURACY)
    known = book.tasks if column.code == "task" else book.indicators
    for candidate in (word, word.upper(), word.lower()):
        if candidate in known:
            return candidate
    by_name = [code for code, one in known.items() if one.name == word]
    label = "任务" if column.code == "task" else "指标"
    if len(by_name) == 1:
        return by_name[0]
    return wrong(f"{column.code}_known", f"没有编号为“{short(word)}”的{label}，请按办法中的{label}编号填写", Quality.ACCURACY)


def problem_of(column: Column, book: Catalogue) -> Problem:
    """What says of a text whether it can be a code of this kind."""
    regions = {region.code for region in book.city.regions}
    kinds: dict[str, Problem] = {
        "entity_code": entity_code.problem,
        "class_code": lambda code: digits_problem(code, "分类代码", CLASS_LENGTH),
        "region_code": lambda code: region_code.problem(code, regions),
        "beidou": lambda code: None if beidou.is_valid(code) else "不是有效的北斗网格位置码（GB/T 39409-2020），请核对；也可留空，由系统按坐标计算",
        "credit_code": credit_code.problem,
        "device_code": device_code.problem,
        "estate_code": estate_code.problem,
        "component_code": component_code.problem,
    }
    return kinds.get(column.code or "free", lambda code: _free_problem(column, code))


def _free_problem(column: Column, code: str) -> str | None:
    if _UNSEEN.search(code):
        return f"“{column.header}”里有换行、制表符或看不见的字符，会被当成另一个编号；请删去后重填"
    limit = min(column.max_length, 120)
    if len(code) > limit:
        return f"“{column.header}”有 {len(code)} 个字符，超过 {limit} 个的上限，请核对"
    return None
