"""统一识别代码 (CJ/T 553-2024): 21 = 6 region + 6 class + 9 of the unit's own; no check digit."""

import re
from dataclasses import dataclass
from functools import partial

import numpy as np

from data.codes.written import for_each, strangers, writing_problem

NAME = "统一识别代码"
LENGTH = 21

_DIGITS = re.compile(r"[0-9]{21}")
_WITH_LETTERS = re.compile(r"[0-9]{12}[0-9A-Z]{9}")


@dataclass(frozen=True, slots=True)
class EntityCode:
    """Its three parts; whether region and class exist is for those who hold the tables."""

    region: str
    class_code: str
    serial: str


def parse(code: str, letters_in_serial: bool = False) -> EntityCode:
    """The parts of a well-formed code; ValueError, in the words of problem(), for any other."""
    wrong = problem(code, letters_in_serial)
    if wrong:
        raise ValueError(wrong)
    return EntityCode(code[:6], code[6:12], code[12:])


def problem(code: str, letters_in_serial: bool = False) -> str | None:
    """What is wrong with the writing of a code; some cities allow capital letters in the last nine places."""
    allowed = _WITH_LETTERS if letters_in_serial else _DIGITS
    if isinstance(code, str) and allowed.fullmatch(code):
        return None
    wrong = writing_problem(code, NAME, LENGTH)
    if wrong or not letters_in_serial:
        return wrong or strangers(code, NAME)
    return strangers(code, NAME, 0, 12) or f"{NAME}的后 9 位应为数字或大写字母，请对照原代码核对"


def problems(codes: np.ndarray, letters_in_serial: bool = False) -> np.ndarray:
    """problem() of every code of a column; None where nothing is wrong or nothing is written."""
    return for_each(codes, partial(problem, letters_in_serial=letters_in_serial))
