"""行政区划代码: on the city's list or not."""

import pytest

from data.codes.region_code import problem

KNOWN = {"990100", "990101"}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("990101", None),
        ("990102", "“990102”不在本市区划代码表中"),
        ("99010", "应为 6 位，现为 5 位"),
        ("9901O1", "第 5 位是“O”"),
        (990101, "不是文本"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code, KNOWN)
    assert sentence is None if said is None else said in sentence
