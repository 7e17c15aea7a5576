"""不动产单元代码: letters where letters belong."""

import pytest

from data.codes.estate_code import problem

GOOD = "990101001002" + "GB" + "00017" + "F" + "00010001"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD, None),
        (GOOD.replace("GB", "JX").replace("F", "W"), None),
        (GOOD[:27], "应为 28 位，现为 27 位"),
        (GOOD.lower(), "应为大写"),
        ("O" + GOOD[1:], "第 1 位是“O”"),
        (GOOD[:12] + "A" + GOOD[13:], "第 13 位（宗地所有权）应为 G、J、Z 之一，现为“A”"),
        (GOOD[:13] + "8" + GOOD[14:], "第 14 位（宗地使用权）应为大写字母，现为“8”"),
        (GOOD[:14] + "I" + GOOD[15:], "第 15 位是“I”，应为数字（是否应为数字 1？）"),
        (GOOD[:19] + "A" + GOOD[20:], "第 20 位（定着物类型）应为 F、L、Q、W 之一，现为“A”"),
        (GOOD[:27] + "X", "第 28 位是“X”"),
        (None, "不是文本"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code)
    assert sentence is None if said is None else said in sentence
