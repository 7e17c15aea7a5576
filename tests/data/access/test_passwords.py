"""The password policy, case by case."""

import pytest

from data.access.passwords import hash_password, matches, weaknesses

SHORT, KINDS, NAME, COMMON, OLD = "至少", "三类", "用户名", "常见", "最近"


@pytest.mark.parametrize(("password", "faults"), [
    ("Green-Tea-27", []),
    ("绿茶加柠檬Ab12!", []),
    ("xK9-mpQ2vt", []),
    ("xK9-mpQ2v", [SHORT]),
    ("", [SHORT, KINDS, COMMON]),
    ("greentealemon", [KINDS]),
    ("greentea2724", [KINDS]),
    ("GreenTea2724", []),
    ("wang-Green-27", [NAME]),
    ("My-ANG-Green-2", [NAME]),
    ("Password-2023", [COMMON]),
    ("P@ssw0rd1234", [COMMON]),
    ("Admin123456!", [COMMON]),
    ("Qwertyuiop-1", [COMMON]),
    ("Aa1111111111", [COMMON]),
    ("Abcdefgh-123", [COMMON]),
    ("小样市-Green-27", [COMMON]),
    ("Aa1-" + "x9Q" * 42, ["最多"]),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_password_is_held_against_the_policy(password, faults):
    found = weaknesses(password, "wang.li", ("小样市",))
    assert len(found) == len(faults) and all(fault in sentence for fault, sentence in zip(faults, found, strict=True))


def test_an_earlier_password_does_not_come_back():
    former = [hash_password("Green-Tea-27"), hash_password("Black-Tea-27")]
    assert [OLD in fault for fault in weaknesses("Black-Tea-27", "wang.li", (), former)] == [True]
    assert weaknesses("White-Tea-27", "wang.li", (), former) == []


def test_the_hash_is_argon2id_with_a_salt():
    one, two = hash_password("Green-Tea-27"), hash_password("Green-Tea-27")
    assert one.startswith("$argon2id$") and one != two
    assert matches(one, "Green-Tea-27") and not matches(one, "Green-Tea-28")


def test_no_hash_matches_nothing():
    assert not matches(None, "an account that does not exist takes as long to refuse as one that does")
    assert not matches("not a hash", "x")
