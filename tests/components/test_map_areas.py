"""Areas of the map: which of figure and count colours them is said, none is a number, and what is not drawn has its sentence."""

from collections import Counter

import pytest

from components.map_areas import COUNTS, area_card, area_features, area_legend, count_colour
from data.catalogue.area_shapes import MOST, InSight
from data.indicators.map_areas import AreaCounts, AreaLevel
from tests.components.test_charts import FIGURE
from tests.components.test_pieces import written

SHAPE = {"properties": {"code": "990101001", "name": "湖街道", "parent": "990101"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
NAMES = {"pole": "智慧杆柱"}
SEEN = InSight([SHAPE], 1)


def drawn(figures=None, counts=None, seen=SEEN):
    found = area_features(AreaLevel.STREET, seen, figures or {}, counts, NAMES)
    return found["features"][0]["properties"] if found["features"] else None, found["words"]


@pytest.mark.parametrize(("n", "words"), [(0, "0"), (1, "1 – 9"), (9, "1 – 9"), (10, "10 – 99"), (99, "10 – 99"), (100, "100 – 999"), (9999, "1000 – 9999"),
                                          (10_000, "1 万以上")])
def test_counts_have_colours_of_tens(n, words):
    assert count_colour(n) == {label: colour for _, colour, label in COUNTS}[words]


def test_objects_are_counted_by_layer_and_none_is_a_number():
    held, _ = drawn(counts=AreaCounts({"990101001": Counter(pole=12)}))
    assert (held["note"], held["fill"], held["area"], held["parent"]) == ("12 个（智慧杆柱 12）", count_colour(12), 1, "990101")
    assert drawn(counts=AreaCounts({"990101001": Counter()}))[0]["note"] == "0 个"


def test_without_a_layer_there_is_an_outline_and_no_number():
    assert (drawn()[0]["fill"], drawn()[0]["note"]) == (None, "")


def test_a_figure_of_the_level_comes_before_the_count():
    assert drawn({"990101001": FIGURE}, AreaCounts({"990101001": Counter(pole=12)}))[0]["note"] == "3 根"


@pytest.mark.parametrize(("seen", "counts", "words"), [
    (None, None, "没有街道边界"), (InSight([], MOST + 1), None, f"视野内有 {MOST + 1} 个街道，放大到"), (SEEN, None, "视野内 1 个街道。"),
    (SEEN, AreaCounts(is_by_cells=True), "按地图的格汇总"), (SEEN, AreaCounts(rounded=("pole",)), "智慧杆柱 按 20″ 格的中心归入")])
def test_what_is_not_drawn_or_not_exact_is_said(seen, counts, words):
    assert words in drawn(counts=counts, seen=seen)[1]


def test_the_legend_says_what_colours():
    assert "“建成杆柱”没有街道一级的数，按对象数着色" in written(area_legend(AreaLevel.STREET, "建成杆柱", True))
    assert "选一个图层" in written(area_legend(AreaLevel.GRID, "建成杆柱", False))


def test_the_card_names_where_the_area_belongs():
    said = written(area_card({"name": "柳社区", "code": "1", "note": "5 个"}, ["东区", "湖街道"]))
    assert "东区 › 湖街道" in said and "5 个" in said
