"""设备编码: both editions of GB/T 28181 pass."""

import pytest

from data.codes.device_code import problem

CENTRE = "99010100"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CENTRE + "08" + "132" + "6" + "000001", None),
        (CENTRE + "11" + "131" + "0000001", None),
        (CENTRE + "40" + "111" + "0000001", None),
        (CENTRE + "00" + "999" + "0000001", None),
        (CENTRE + "00" + "110" + "0000001", "设备类型）为“110”"),
        (CENTRE + "00" + "000" + "0000001", "设备类型）为“000”"),
        (CENTRE + "08" + "132" + "000001", "应为 20 位，现为 19 位"),
        (CENTRE + "08" + "l32" + "0000001", "第 11 位是“l”"),
        ("9.9010100081326E+19", "科学计数法"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(code, said):
    sentence = problem(code)
    assert sentence is None if said is None else said in sentence
