"""Streets, communities and grid cells through the wire: counted for who sees objects, outlines for others, a card and a legend that say which."""

import pytest

from components import ids
from tests.city import JUNE
from tests.desk import Desk
from tests.web import sign_in

AREAS = f"/geo/areas?level=street&box=100,30,101,31&zoom=10&period={JUNE}&indicator=P1&ledgers=pole,station"


@pytest.fixture
def seat(outlined):
    return Desk(outlined, None, None).enter


def notes(outlined, name, address=AREAS):
    answer = sign_in(outlined, name)[0].get(address).get_json()
    return {f["properties"]["code"]: f["properties"]["note"] for f in answer["features"]}, answer["words"]


def test_streets_are_told_by_the_objects_in_them(outlined):
    assert notes(outlined, "leader") == ({"990101001": "5 个（智慧杆柱 4、5G站点 1）", "990101002": "0 个"}, "视野内 2 个街道。")


def test_a_unit_counts_its_own_and_is_told_what_is_rounded(outlined):
    assert notes(outlined, "unit2") == ({"990101001": "1 个（5G站点 1）", "990101002": "0 个"}, "视野内 2 个街道。5G站点 按 20″ 格的中心归入。")


def test_the_layers_filters_hold(outlined):
    assert notes(outlined, "leader", f"{AREAS}&only=pole/status/在建&unit=E")[0]["990101001"] == "1 个（智慧杆柱 1）"


@pytest.mark.parametrize(("name", "address", "status"), [("evaluator", AREAS, 403), ("screen", AREAS, 403), ("leader", AREAS.replace("101,31", "x"), 400),
                                                        ("leader", AREAS.replace(JUNE, "june"), 400), ("unit2", f"{AREAS}&unit=E", 404)])
def test_what_is_not_for_the_reader_or_makes_no_sense_is_refused(outlined, name, address, status):
    assert sign_in(outlined, name)[0].get(address).status_code == status


def test_above_smaller_areas_districts_are_lines(outlined):
    features = sign_in(outlined, "leader")[0].get("/geo/districts?outline=1").get_json()["features"]
    assert [f["properties"] for f in features] == [{"code": "990101", "outline": 1}, {"code": "990102", "outline": 1}]


def test_the_legend_says_that_objects_are_counted(seat):
    asked = {"citymap_paint__value": "figures", "citymap_indicator__value": "P1", "citymap_level__value": "street", "shell_period__value": JUNE}
    assert "“建成杆柱”没有街道一级的数，按对象数着色" in seat("office").fire("map_legend.show_ground_legend", citymap_ledgers__value=["pole"], **asked)
    assert "选一个图层" in seat("office").fire("map_legend.show_ground_legend", citymap_ledgers__value=[], **asked)


def test_a_clicked_area_opens_with_where_it_belongs(seat):
    clicked = {"properties": {"code": "990101001001", "name": "柳社区", "parent": "990101001", "area": 1, "note": "5 个"}}
    said = seat("office").fire("citymap.show_card", f"{ids.Citymap.AREAS}.clickData", citymap_areas__clickData=clicked, shell_period__value=JUNE)
    assert "东区 › 湖街道" in said and "5 个" in said
