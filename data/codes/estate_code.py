"""不动产单元代码: 28 places, 12 of cadastral district, 7 of parcel, 9 of fixture."""

import re

from data.codes.written import strangers, writing_problem

NAME = "不动产单元代码"
LENGTH = 28

_WORDS = re.compile(r"[0-9]{12}[GJZ][A-Z][0-9]{5}[FLQW][0-9]{8}")


def problem(code: str) -> str | None:
    """What is wrong with the writing of a code, part by part from the left; no check digit."""
    wrong = writing_problem(code, NAME, LENGTH)
    if wrong or _WORDS.fullmatch(code):
        return wrong
    if code != code.upper():
        return f"{NAME}中的字母应为大写"
    return (
        strangers(code, NAME, 0, 12)
        or _letter(code, 13, "GJZ", "宗地所有权")
        or _letter(code, 14, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "宗地使用权")
        or strangers(code, NAME, 14, 19)
        or _letter(code, 20, "FLQW", "定着物类型")
        or strangers(code, NAME, 20, 28)
    )


def _letter(code: str, place: int, allowed: str, meaning: str) -> str | None:
    character = code[place - 1]
    if character in allowed:
        return None
    words = f" {'、'.join(allowed)} 之一" if len(allowed) < 26 else "大写字母"
    return f"{NAME}第 {place} 位（{meaning}）应为{words}，现为“{character}”，请对照权籍资料核对"
