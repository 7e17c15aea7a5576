"""Settling through the wire: a claimant speaks, the other finds it among its things to do, the office decides, everybody reads it."""

import pytest

from data.intake.conflict_talks import mark_of
from tests.callbacks.test_conflicts import claimed
from tests.city import JUNE
from tests.desk import Desk

PAIR = {"ledger": "pole", "pair": mark_of("pole", ("W", "w1"), ("E", "k1"))}
CLICKS = {"conflicts_ours__n_clicks": 1, "conflicts_theirs__n_clicks": 1, "conflicts_apart__n_clicks": 1}


@pytest.fixture
def city_fill():
    return claimed


@pytest.fixture
def seat(city, city_store, city_settings):
    return Desk(city, city_store, city_settings).enter


def fire(who, function, changed="", words=PAIR, **values):
    return who.fire(f"conflicts.{function}", changed, shell_period__value=JUNE, conflicts_asked__data=words, **values)


def decide(who, owner, why):
    return fire(who, "decide_pair", conflicts_decide__n_clicks=1, conflicts_owner__value=owner, conflicts_why__value=why)


def test_the_table_leads_to_the_desk_and_the_desk_shows_both_rows(seat):
    assert f"/conflicts?period={JUNE}&ledger=pole&pair={PAIR['pair']}" in fire(seat("office"), "show_conflicts", words={})
    said = fire(seat("office"), "show_desk")
    assert all(word in said for word in ('"hidden":false', "东1号杆", "西1号杆", "归东区", "归西区", "不是同一物", "尚未协商"))
    assert '"hidden":true' in fire(seat("office"), "show_desk", words={"ledger": "pole"})


def test_a_word_is_kept_and_both_see_it(seat):
    assert "等对方表态" in fire(seat("unit1"), "say_word", "conflicts-theirs.n_clicks", **CLICKS)
    assert "东区说“归对方”，西区未表态" in fire(seat("office"), "show_desk") and "待协商" in fire(seat("office"), "show_conflicts")
    said = seat("office").fire("submissions.show_todo", shell_period__value=JUNE, submissions_unit__value="W")
    assert "东区说“归对方”" in said and f"pair={PAIR['pair']}" in said and "去协商" in said


def test_the_office_decides_and_says_why(seat):
    assert decide(seat("office"), None, "核实").is_refused and decide(seat("office"), "E", "").is_refused
    assert "已裁定" in decide(seat("office"), "E", "现场核实")
    said = fire(seat("unit1"), "show_desk")
    assert all(word in said for word in ("已约定：归东区", "现场核实", "请西区在下期台账中改正")) and "unit=W&key" not in said
    assert "已裁定" in decide(seat("office"), "-", "两根杆") and "已约定：不是同一物" in fire(seat("office"), "show_conflicts", words={})


def test_a_foreign_or_unknown_pair_is_not_opened(seat):
    assert fire(seat("unit2"), "show_desk").is_refused and fire(seat("office"), "show_desk", words={"ledger": "pole", "pair": "0" * 32}).is_refused
    assert fire(seat("unit2"), "say_word", "conflicts-ours.n_clicks", **CLICKS).is_refused


@pytest.mark.parametrize(("name", "function"), [("office", "say_word"), ("leader", "say_word"), ("unit1", "decide_pair"), ("leader", "decide_pair")])
def test_who_may_not_act_is_denied(seat, name, function):
    assert fire(seat(name), function, "conflicts-ours.n_clicks", **CLICKS, conflicts_decide__n_clicks=1).status == 403
