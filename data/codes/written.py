"""How a code was written: what a spreadsheet or a hand does to any code before its own rule is asked."""

import re
from collections.abc import Callable

import numpy as np

# What people type for a digit; the reader is told, the code is never changed for him.
LOOKALIKES = {"O": "0", "o": "0", "Q": "0", "I": "1", "l": "1", "i": "1", "L": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8"}

_E_NOTATION = re.compile(r"[0-9]+(?:\.[0-9]+)?[Ee]\+?[0-9]+")
_ASCII_DIGITS = frozenset("0123456789")


def writing_problem(code: object, name: str, length: int) -> str | None:
    """Wrong before any rule of the code: not text, empty, precision lost, blanks, full-width, wrong length."""
    if not isinstance(code, str):
        return f"{name}不是文本，数字格式的代码可能已丢失精度或前导 0，请从原系统重新导出，并把该列设为文本格式"
    if not code.strip():
        return f"{name}为空，请填写 {length} 位代码"
    if _E_NOTATION.fullmatch(code):
        return f"{name}“{code}”已被表格软件改成科学计数法，丢失精度，请从原系统重新导出，并把该列设为文本格式"
    if any(character.isspace() for character in code):
        return f"{name}中有空格或换行，请去掉"
    if not code.isascii():
        return f"{name}中有全角或非英文数字字符，请改为半角"
    if len(code) != length:
        return f"{name}应为 {length} 位，现为 {len(code)} 位{_why_shorter(code, length)}"
    return None


def digits_problem(code: object, name: str, length: int) -> str | None:
    """The whole answer for a code of digits alone."""
    return writing_problem(code, name, length) or strangers(code, name)


def strangers(code: str, name: str, start: int = 0, stop: int | None = None) -> str | None:
    """Characters that are no digits between two places, each with the digit it may stand for."""
    found = [(start + place, character) for place, character in enumerate(code[start:stop], 1) if character not in _ASCII_DIGITS]
    if not found:
        return None
    said = "，".join(_stranger(place, character) for place, character in found[:3])
    more = f"等共 {len(found)} 处" if len(found) > 3 else ""
    return f"{name}{said}{more}，请对照原代码核对后改正"


def for_each(codes: np.ndarray, problem: Callable[[str], str | None]) -> np.ndarray:
    """problem() of every code, asked once per distinct value; an empty cell (None) has none, being absent is another finding."""
    distinct: dict[object, str | None] = {code: problem(code) for code in set(codes.tolist()) - {None}}
    found = np.full(len(codes), None, dtype=object)
    if any(distinct.values()):
        found[:] = [distinct.get(code) for code in codes.tolist()]
    return found


def _stranger(place: int, character: str) -> str:
    meant = LOOKALIKES.get(character)
    hint = f"（是否应为数字 {meant}？）" if meant else ""
    return f"第 {place} 位是“{character}”，应为数字{hint}"


def _why_shorter(code: str, length: int) -> str:
    if len(code) < length and code.isdigit():
        return "，如是前导 0 丢失，请把该列设为文本格式后重新填写"
    return "，请对照原代码核对"
