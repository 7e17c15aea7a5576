"""The search of the map through the wire: answers in one's scope, and the step to the object with its layer, ring and card."""

import json

import pytest

from components import ids
from tests.city import JUNE
from tests.desk import Desk


@pytest.fixture
def seat(city, city_store, city_settings):
    return Desk(city, city_store, city_settings).enter


def ask(who, text):
    return who.fire("citymap.show_found", "citymap-search.value", citymap_search__value=text, shell_period__value=JUNE)


def pick(who, unit="E", key="k2", clicks=1, ticked=()):
    one = ids.Citymap.found("pole", unit, key)
    named = f"{json.dumps(one, sort_keys=True, separators=(',', ':'))}.n_clicks"
    return who.fire("citymap.pick_found", named, citymap_found_one__n_clicks=[(one, clicks)], citymap_ledgers__value=list(ticked),
                    shell_period__value=JUNE)


def test_answers_name_the_object_its_layer_and_unit(seat):
    said = ask(seat("office"), "东2")
    assert all(word in said for word in ("东2号杆", "智慧杆柱", "东区", '"key":"k2"')) and "东1号杆" not in said


def test_nothing_found_and_a_single_letter_say_what_to_do(seat):
    assert "没有找到。" in ask(seat("office"), "没有的杆") and "至少写 2 个字" in ask(seat("office"), "东")


def test_a_unit_finds_nothing_of_another(seat):
    assert "东2号杆" in ask(seat("unit1"), "东2") and "东2号杆" not in ask(seat("unit2"), "东2")


@pytest.mark.parametrize("name", ["evaluator", "screen", "sysadmin"])
def test_who_sees_no_objects_may_not_search(seat, name):
    assert ask(seat(name), "东2").status == 403 or ask(seat(name), "东2").is_refused


def test_an_answer_that_is_picked_moves_the_map_draws_a_ring_and_opens_the_card(seat):
    said = pick(seat("office"), ticked=["station"])
    assert '"center":[30.5,100.5]' in said and '"coordinates":[100.5,30.5]' in said and '"value":["station","pole"]' in said
    assert all(word in said for word in ("东2号杆", "台账!C3", f"/ledgers/pole?period={JUNE}&unit=E&key=k2"))


def test_a_list_that_is_drawn_picks_nothing(seat):
    said = pick(seat("office"), clicks=None)
    assert "东2号杆" not in said and "center" not in said


def test_a_foreign_or_unknown_object_is_not_shown(seat):
    for said in (pick(seat("unit2")), pick(seat("office"), key="gone")):
        assert said.is_refused and "center" not in said and "没有找到" in said
