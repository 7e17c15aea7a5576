"""Choices from a declared list, with aliases; switches in all the ways people tick a box."""

from difflib import get_close_matches

from data.catalogue.ledger import Column
from data.intake.grid import Raw, plain_text
from data.intake.typed import Noted, Parsed, note, wrong
from data.intake.types.plain import NOTHING, short, squeezed

_YES = {"是", "有", "√", "✓", "✔", "☑", "1", "Y", "YES", "TRUE", "T", "对", "已"}
_NO = {"否", "无", "没有", "×", "✗", "✘", "✕", "X", "0", "N", "NO", "FALSE", "F", "错", "未"}
_TICKS = str.maketrans({"✓": "√", "✔": "√"})


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    if column.type == "switch":
        return [_switch(value) for value in values]
    known = {squeezed(word): word for word in column.choices}
    known |= {squeezed(alias): word for alias, word in column.choice_aliases.items()}
    ticked = set(column.choices) == {"是", "否"}
    return [_choice(column, value, known, ticked) for value in values]


def _choice(column: Column, value: Raw, known: dict[str, str], ticked: bool) -> Parsed | Noted:
    word = squeezed(plain_text(value))
    if not word:
        return None
    if word in known:
        return known[word]
    if ticked and (answer := yes_or_no(word)) is not None:
        return "是" if answer else "否"
    if word in NOTHING:
        return Noted(None, note("nothing_written", f"“{short(word)}”按空白处理；没有内容的单元格请直接留空"))
    close = get_close_matches(word, known, 1)
    hint = f"（是否为“{known[close[0]]}”？）" if close else ""
    return wrong("choice_known", f"“{short(plain_text(value).strip())}”不在可选项内{hint}，请从“{'、'.join(column.choices)}”中选填")


def _switch(value: Raw) -> Parsed:
    word = squeezed(plain_text(value))
    if not word:
        return None
    answer = yes_or_no(word)
    return wrong("switch_form", f"“{short(plain_text(value).strip())}”看不出是或否，请填“是”或“否”") if answer is None else answer


def yes_or_no(word: str) -> bool | None:
    upper = word.translate(_TICKS).upper()
    return True if upper in _YES else False if upper in _NO else None
