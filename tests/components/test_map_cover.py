"""部署节点图 in colour, pattern and words; cells travel by their numbers alone."""

import pytest

from components.map_cover import GAP, MET, PARTLY, cover_answer, cover_legend
from data.catalogue.filters import Filter
from data.catalogue.ledger import Coverage
from data.codes.beidou import PYRAMID
from data.indicators.coverage import READ, CoverCell, CoverPlace, CoverView
from tests.components.test_pieces import written

DEVICE = Coverage(code="online", name="感知设备", met=Filter("present", "code"), of=["pole"], words="有对象而没有设备的格为缺口")
NETWORK = Coverage(code="five", name="5G", met=Filter("present", "code"), words="没有覆盖的场所为缺口")
LEVEL = PYRAMID[-2]


def test_cells_are_numbers_and_the_browser_draws_them():
    found = cover_answer(CoverView(DEVICE, LEVEL, ("pole",), [CoverCell(1, 2, (3,), 3), CoverCell(4, 5, (6,), 0)]), {"pole": "智慧杆柱"})
    assert found["grid"]["cells"] == [[1, 2, 3, 3], [4, 5, 0, 6]] and found["grid"]["labels"] == ["智慧杆柱"] and found["features"] == []
    assert found["words"] == "视野内有对象的 20″ 格（约 0.5 公里）2 个，其中 1 个没有感知设备。"


def test_a_place_that_is_not_covered_is_larger_and_says_so():
    places = [CoverPlace(100, 30, "一号场所", "高校", False), CoverPlace(100, 30, "二号场所", None, True)]
    found = cover_answer(CoverView(NETWORK, LEVEL, ("scene",), places=places), {})
    said = [feature["properties"] for feature in found["features"]]
    assert [(p["colour"], p["gap"], p["note"]) for p in said] == [(GAP[0], 1, "高校，5G：缺口"), (MET[0], 0, "5G：已覆盖")]
    assert said[0]["radius"] > said[1]["radius"] and found["words"] == "视野内场所 2 个，其中 1 个没有5G。"


@pytest.mark.parametrize(("view", "words"), [(CoverView(DEVICE, LEVEL, (), too_many=70_000), f"视野内约有 70,000 个感知设备，放大到 {READ} 个以内"),
                                             (CoverView(NETWORK, LEVEL, ()), "视野内没有要看5G覆盖的对象")])
def test_what_cannot_be_told_is_said(view, words):
    assert words in cover_answer(view, {})["words"]


def test_the_legend_states_the_rule_in_words_and_the_states_that_there_are():
    device, network = written(cover_legend(DEVICE)), written(cover_legend(NETWORK))
    assert "规则：有对象而没有设备的格为缺口。" in device and PARTLY[2] not in device and PARTLY[2] in network and GAP[2] in device
