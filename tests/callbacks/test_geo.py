"""The map's addresses: districts for who sees figures, objects for who sees trial figures, a unit's own only."""

import pytest

from components import ids
from tests.city import JUNE
from tests.web import sign_in, texts

BOX = "/geo/objects?ledgers=pole&box=100,30,101,31&zoom=16"
CARD = f"{ids.Citymap.CARD}.children"


@pytest.fixture
def enter(city):
    return lambda name: sign_in(city, name)[0]


def things(who, address=BOX):
    return [f["properties"] for f in who.get(address).get_json()["features"]]


def test_the_city_without_outlines_answers_an_empty_layer(enter):
    assert enter("leader").get(f"/geo/districts?period={JUNE}&indicator=P1").get_json()["features"] == []


def test_objects_in_sight_are_shown_one_by_one(enter):
    assert sorted(thing["name"] for thing in things(enter("leader"))) == ["东1号杆", "东2号杆", "东3号杆", "东4号杆"]


def test_a_unit_sees_its_own_objects_only(enter):
    assert len(things(enter("unit1"))) == 4 and things(enter("unit2")) == []


def test_nothing_ticked_asks_for_nothing(enter):
    assert things(enter("leader"), "/geo/objects") == []


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "101,30,100,31", "0,-91,1,0"])
def test_a_box_that_is_none_is_refused(enter, box):
    answer = enter("leader").get(f"/geo/objects?ledgers=pole&box={box}&zoom=9")
    assert answer.status_code == 400 and "地图范围" in answer.text


@pytest.mark.parametrize(("name", "status"), [("leader", 200), ("unit1", 200), ("evaluator", 403), ("screen", 403), ("sysadmin", 403)])
def test_trial_objects_are_not_for_everybody(enter, name, status):
    assert enter(name).get(BOX).status_code == status


def test_an_unpublished_month_is_not_coloured_for_who_reads_published_figures(enter):
    assert enter("evaluator").get(f"/geo/districts?period={JUNE}&indicator=P1").status_code == 403


def clicked(unit="E", key="k1"):
    return {"citymap_objects__clickData": {"properties": {"ledger": "pole", "unit": unit, "key": key}}, "shell_period__value": JUNE}


def test_a_clicked_object_shows_its_cells_and_where_they_stand(city, enter):
    said = texts(enter("leader").call(city, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **clicked()))
    assert all(word in said for word in ("东1号杆", "智慧杆柱", "台账!C2", "/submissions/1?cell="))


@pytest.mark.parametrize(("name", "key"), [("unit2", "k1"), ("leader", "no-such")])
def test_a_foreign_or_unknown_object_answers_as_if_there_were_none(city, enter, name, key):
    said = texts(enter(name).call(city, CARD, changed=(f"{ids.Citymap.OBJECTS}.clickData",), **clicked(key=key)))
    assert "没有找到" in said and "东1号杆" not in said
