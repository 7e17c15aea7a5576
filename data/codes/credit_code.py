"""统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check."""

import re

from data.codes.written import LOOKALIKES, strangers, writing_problem

NAME = "统一社会信用代码"
LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_WORDS = re.compile(f"[{ALPHABET}]{{18}}")
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# Codes that the credit code replaced and that still stand in old lists.
_PREDECESSORS = {9: "组织机构代码", 10: "组织机构代码", 15: "旧工商注册号或税务登记号"}


def problem(code: str) -> str | None:
    """What is wrong with a credit code; the check character catches one wrong or two swapped characters."""
    wrong = writing_problem(code, NAME, LENGTH)
    if wrong:
        former = _PREDECESSORS.get(len(code)) if isinstance(code, str) and code.isascii() and code.isalnum() else None
        return f"{wrong}（可能填成了{former}）" if former else wrong
    if code != code.upper():
        return f"{NAME}中的字母应为大写"
    if not _WORDS.fullmatch(code):
        return _outside_alphabet(code)
    wrong = strangers(code, NAME, 2, 8)
    if wrong:
        return wrong
    check = check_character(code[:17])
    if code[17] != check:
        return f"{NAME}校验不符：按前 17 位，末位应为“{check}”，现为“{code[17]}”，请对照证照核对是否抄错"
    return None


def check_character(body: str) -> str:
    """The eighteenth character for the first seventeen."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def _outside_alphabet(code: str) -> str:
    place, character = next((place, character) for place, character in enumerate(code, 1) if character not in ALPHABET)
    meant = LOOKALIKES.get(character)
    hint = f"（是否应为数字 {meant}？）" if meant else ""
    return f"{NAME}第 {place} 位是“{character}”，该代码只用数字和除 I、O、S、V、Z 外的大写字母{hint}，请对照证照核对"
