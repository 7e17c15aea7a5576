"""The map's colours, features and words; no tile comes from elsewhere."""

from decimal import Decimal

import pytest

from components.map_features import OTHERS, PAINTS, band_words, bands, colour_of, district_features, dot_legend, map_legend, no_outlines, object_features, paint
from components.maps import Places, base_layers, city_map, viewport
from components.theme import SEQUENCE
from data.indicators.grid_view import Cell, Place, View
from data.indicators.map_narrowed import Colouring
from tests.components.test_charts import FIGURE
from tests.components.test_pieces import written

SHAPE = {"properties": {"code": "990101", "name": "东区"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}


@pytest.mark.parametrize("values", [(72, 177), (0, 100), (1, 2), (Decimal("60.3"), Decimal("97.1")), (-40, 3), (Decimal("0.001"), Decimal("0.0017")),
                                    (999, 1001), (0, 1_000_000)])
def test_bands_have_round_edges_cover_every_value_and_never_outnumber_the_colours(values):
    low, high = map(Decimal, values)
    found = bands([low, high])
    assert 1 < len(found) <= len(SEQUENCE) and found[0].low <= low and high < found[-1].high
    assert all(colour_of(value, found) for value in (low, high))
    assert len({band.high - band.low for band in found}) == 1


def test_equal_values_are_one_band_and_none_are_none():
    assert len(bands([Decimal(5), Decimal(5)])) == 1 and bands([]) == [] and colour_of(None, []) is None


def test_an_edge_belongs_to_the_darker_band():
    found = bands([Decimal(0), Decimal(50)])
    assert colour_of(found[1].low, found) == found[1].colour


def test_a_city_without_outlines_is_told_what_to_declare():
    bare, drawn = written(no_outlines()), written(map_legend("杆柱", "根", [Decimal(3)]))
    assert "没有区县边界" in bare and "boundaries" in bare
    assert "没有区县边界" not in drawn and "杆柱（根）" in drawn
    assert "智慧杆柱" in written(dot_legend([("智慧杆柱", "#123456")]))


def test_a_district_without_a_figure_has_no_fill_and_says_so():
    district = district_features([SHAPE], {})["features"][0]["properties"]
    assert (district["fill"], district["note"]) == (None, "—")
    assert district_features([SHAPE], {"990101": FIGURE})["features"][0]["properties"]["note"] == "3 根"


PLACE = Place("pole", "E", "k1", None, "杆", "新建", "已建成", 100.5, 30.5, True)
LAYERS = [("pole", "杆柱", "#123456")]


def drawn(by, parts, values=()):
    """A cell and an object, painted."""
    view = View("1m", [Cell("pole", 1, 2, 7, 100.5, 30.5, parts)], [PLACE])
    return [feature["properties"] for feature in object_features(view, paint(by, LAYERS, values))["features"]]


def test_cells_carry_counts_and_objects_what_finds_them_again():
    cell, thing = drawn(Colouring.LAYER, {"新建": 6, "": 1})
    assert (cell["count"], cell["colour"]) == (7, "#123456") and "新建 6、未填 1" in cell["note"]
    assert (thing["unit"], thing["key"], thing["colour"]) == ("E", "k1", "#123456") and "争议中" in thing["note"]


def test_a_cell_has_the_colour_of_its_most_frequent_status_and_names_them_all():
    cell, thing = drawn(Colouring.STATUS, {"在建": 5, "已建成": 2}, [("在建", "在建"), ("已建成", "已建成")])
    assert (cell["colour"], thing["colour"]) == (PAINTS[0], PAINTS[1]) and "在建 5、已建成 2" in cell["note"]


def test_units_are_named_in_words_and_what_has_no_colour_shares_one():
    cell, thing = drawn(Colouring.UNIT, {"E": 3, "X": 4}, [("E", "东区")])
    assert (cell["colour"], thing["colour"]) == (OTHERS, PAINTS[0]) and "X 4、东区 3" in cell["note"] and "东区" in thing["note"]


@pytest.mark.parametrize(("by", "values", "legend"), [
    (Colouring.LAYER, [], [("杆柱", "#123456")]),
    (Colouring.STATUS, [("在建", "在建")], [("在建", PAINTS[0]), ("其他或未填", OTHERS)]),
    (Colouring.UNIT, [("E", "东区")], [("东区", PAINTS[0])]),
    (Colouring.UNIT, [(str(n), f"单位{n}") for n in range(len(PAINTS) + 2)],
     [*((f"单位{n}", PAINTS[n]) for n in range(len(PAINTS))), ("其他 2 个单位", OTHERS)]),
])
def test_the_legend_says_what_each_colour_is_and_how_many_share_the_last(by, values, legend):
    assert paint(by, LAYERS, values).legend == legend


def test_only_base_maps_of_this_server_are_drawn():
    assert len(base_layers([("/tiles/图/{z}/{x}/{y}", 18), ("https://elsewhere.example/{z}/{x}/{y}", 18)])) == 1


def test_the_map_itself_brings_no_tiles_and_no_attribution():
    drawn = written(city_map(Places("m", "b", "a", "v", "d", "o", "p", "x", "l", "c", "e", "w")))
    assert "TileLayer" not in drawn and '"attributionControl": false' in drawn
    assert viewport((100, 30, 101, 31)) == {"bounds": [[30, 100], [31, 101]], "transition": "fitBounds", "options": {"animate": False}}


def test_a_band_is_written_with_its_edges():
    assert band_words(bands([Decimal(60), Decimal(90)])[0], "%").startswith("60.0")
