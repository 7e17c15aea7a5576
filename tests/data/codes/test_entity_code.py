"""统一识别代码: three parts of digits, nothing guessed."""

import numpy as np
import pytest

from data.codes.entity_code import EntityCode, parse, problem, problems

GOOD = "990101" + "030201" + "000000017"


def test_a_code_opens_into_region_class_and_serial():
    assert parse(GOOD) == EntityCode("990101", "030201", "000000017")


def test_a_wrong_code_does_not_open():
    with pytest.raises(ValueError, match="应为 21 位，现为 20 位"):
        parse(GOOD[1:])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD, None),
        ("0" * 21, None),
        (GOOD[:20], "应为 21 位，现为 20 位"),
        (GOOD + "1", "应为 21 位，现为 22 位"),
        ("9.90101030201E+20", "科学计数法"),
        (990101030201000000017, "不是文本"),
        ("99O" + GOOD[3:], "第 3 位是“O”，应为数字（是否应为数字 0？）"),
        (GOOD[:20] + "l", "第 21 位是“l”，应为数字（是否应为数字 1？）"),
        (GOOD[:12] + "A" + GOOD[13:], "第 13 位是“A”，应为数字"),
        (GOOD + "\n", "空格或换行"),
        ("９" + GOOD[1:], "全角"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code)
    assert sentence is None if said is None else said in sentence


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD, None),
        (GOOD[:12] + "A0000001Z", None),
        (GOOD[:12] + "a00000010", "后 9 位应为数字或大写字母"),
        (GOOD[:11] + "A" + GOOD[12:], "第 12 位是“A”"),
    ],
)
def test_a_city_may_allow_capitals_in_the_last_nine(code, said):
    sentence = problem(code, letters_in_serial=True)
    assert sentence is None if said is None else said in sentence


def test_a_column_has_a_sentence_for_each_wrong_cell_only():
    found = problems(np.array([GOOD, None, GOOD[:20], GOOD], dtype=object))
    assert [bool(sentence) for sentence in found] == [False, False, True, False]
    letters = np.array([GOOD[:12] + "A00000010"], dtype=object)
    assert problems(letters)[0] and problems(letters, letters_in_serial=True)[0] is None
