"""部署节点图 through the wire: what may be asked, by whom, and its rule in words."""

import pytest

from tests.city import JUNE
from tests.data.indicators.test_coverage import furnished
from tests.desk import Desk
from tests.map_city import ground
from tests.web import sign_in

COVER = f"/geo/cover?of=station/air&box=100.49,30.49,100.53,30.52&zoom=15&period={JUNE}"


def both(store):
    """The ground with the people of the city, and the ledgers that declare what they cover."""
    ground(store)
    furnished(store)


@pytest.fixture
def ground_fill():
    return both


@pytest.fixture
def seat(outlined):
    return Desk(outlined, None, None).enter


def test_cells_in_sight_are_answered_with_their_sentence(outlined):
    said = sign_in(outlined, "leader")[0].get(COVER).get_json()
    assert "其中 1 个没有在网站点" in said["words"] and len(said["grid"]["cells"]) == 2


@pytest.mark.parametrize(("name", "address", "status"), [
    ("evaluator", COVER, 403), ("screen", COVER, 403), ("unit1", COVER, 404), ("leader", COVER.replace("/air", "/x"), 404),
    ("leader", COVER.replace("100.49", "x"), 400), ("unit1", COVER.replace("station/air", "pole/lit"), 200)])
def test_who_may_ask_what(outlined, name, address, status):
    assert sign_in(outlined, name)[0].get(address).status_code == status


@pytest.mark.parametrize(("name", "offered"), [("office", (True, True)), ("unit1", (False, True)), ("evaluator", (False, False))])
def test_coverages_are_offered_to_who_may_ask(seat, name, offered):
    said = seat(name).fire("map_cover.show_coverages", citymap_map__id="citymap-map")
    assert ("在网站点（5G站点）" in said, "亮灯（智慧杆柱）" in said) == offered


def test_the_rule_stands_in_words_beside_the_map(seat):
    assert "规则：建成而不亮灯的杆柱为缺口" in seat("office").fire("map_cover.show_cover_legend", citymap_cover__value="pole/lit")
    assert "规则" not in seat("unit1").fire("map_cover.show_cover_legend", citymap_cover__value="station/air")
