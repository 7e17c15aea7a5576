"""What spreadsheets and hands do to a code is said before the code's own rule."""

import numpy as np
import pytest

from data.codes.written import digits_problem, for_each, strangers, writing_problem


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (420102, "不是文本"),
        (None, "不是文本"),
        ("", "为空"),
        ("  ", "为空"),
        ("4.2E+5", "科学计数法"),
        ("4E5", "科学计数法"),
        ("42010 ", "空格"),
        ("420\n02", "空格"),
        ("４２０１０２", "全角"),
        ("42010", "应为 6 位，现为 5 位，如是前导 0 丢失"),
        ("4201021", "应为 6 位，现为 7 位，请对照"),
        ("42O10", "现为 5 位，请对照"),
    ],
)
def test_the_writing_is_asked_first(code, said):
    assert said in writing_problem(code, "代码", 6)


def test_a_code_of_the_right_length_is_left_to_its_own_rule():
    assert writing_problem("ABCDEF", "代码", 6) is None


@pytest.mark.parametrize(
    ("letter", "digit"),
    [("O", "0"), ("o", "0"), ("I", "1"), ("l", "1"), ("Z", "2"), ("S", "5"), ("B", "8")],
)
def test_a_letter_that_looks_like_a_digit_is_suggested_not_changed(letter, digit):
    assert (
        digits_problem(f"42{letter}102", "代码", 6)
        == f"代码第 3 位是“{letter}”，应为数字（是否应为数字 {digit}？），请对照原代码核对后改正"
    )


def test_other_strangers_are_named_by_place_and_counted_when_many():
    assert strangers("4A-X#2", "代码") == (
        "代码第 2 位是“A”，应为数字，第 3 位是“-”，应为数字，第 4 位是“X”，应为数字等共 4 处，请对照原代码核对后改正"
    )


@pytest.mark.parametrize(("start", "stop", "found"), [(0, 2, False), (2, 3, True), (3, None, False)])
def test_only_the_asked_places_are_looked_at(start, stop, found):
    assert bool(strangers("42A102", "代码", start, stop)) is found


def test_a_column_is_asked_once_per_distinct_value_and_empty_cells_are_left_alone():
    asked = []

    def problem(code):
        asked.append(code)
        return "错" if code == "b" else None

    assert for_each(np.array(["a", "b", None, "b", "a"], dtype=object), problem).tolist() == [None, "错", None, "错", None]
    assert sorted(asked) == ["a", "b"]
    assert for_each(np.array([], dtype=object), problem).tolist() == []
