"""城市部件标识码: sixteen digits."""

import pytest

from data.codes.component_code import problem


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("9901010103000017", None),
        ("990101010300001", "应为 16 位，现为 15 位"),
        ("99010101030000017", "应为 16 位，现为 17 位"),
        ("99010101O3000017", "第 9 位是“O”"),
        (9901010103000017, "不是文本"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code)
    assert sentence is None if said is None else said in sentence
