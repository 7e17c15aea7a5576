"""统一社会信用代码: the check character finds what the eye does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.codes.credit_code import ALPHABET, check_character, problem

GOOD = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (GOOD, None),
        ("91350100M000100Y4A", "末位应为“3”，现为“A”"),
        ("91350100M00010OY43", "第 15 位是“O”，该代码只用数字和除 I、O、S、V、Z 外的大写字母（是否应为数字 0？）"),
        ("91350100M000100V43", "第 16 位是“V”"),
        (GOOD.lower(), "应为大写"),
        ("9135A100M000100Y43", "第 5 位是“A”，应为数字"),
        ("M000100Y4", "应为 18 位，现为 9 位，请对照原代码核对（可能填成了组织机构代码）"),
        ("350100100000001", "可能填成了旧工商注册号"),
        (GOOD[:17], "应为 18 位，现为 17 位"),
        (913501001000100043, "不是文本"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code)
    assert sentence is None if said is None else said in sentence


@given(st.text(ALPHABET, min_size=9, max_size=9), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_never_passes(subject, place, other):
    body = "11990101" + subject
    good = body + check_character(body)
    assert problem(good) is None
    wrong = good[:place] + other + good[place + 1 :]
    assert (problem(wrong) is None) is (wrong == good)
