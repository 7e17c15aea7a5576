"""Outlines in sight: of the level asked for, as fine as the view's pixels, of a bounded number and size."""

import numpy as np
import orjson
import pytest
import shapely

from data.catalogue import area_shapes
from data.catalogue.area_shapes import area_path, level_regions, shapes_in_sight
from data.catalogue.book import load_folder
from data.settings import RULE_BOOK
from tests.catalogue_builder import CITY, small_catalogue
from tests.map_city import LEVELS, OUTLINED, outlines

BOOK = small_catalogue(city=OUTLINED)
EVERYWHERE = (90.0, 20.0, 110.0, 40.0)


@pytest.fixture
def folder(tmp_path):
    for level in LEVELS:
        (tmp_path / f"{level}.geojson").write_text(outlines(level), "utf-8")
    return tmp_path


def codes(folder, level, box, zoom=12):
    return [shape["properties"]["code"] for shape in shapes_in_sight(folder, BOOK.city, level, box, zoom).shapes]


@pytest.mark.parametrize(("level", "box", "found"), [
    ("street", EVERYWHERE, ["990101001", "990101002"]), ("street", (100.1, 30.1, 100.2, 30.2), ["990101001"]),
    ("street", (100.6, 30.0, 100.7, 30.1), ["990101001"]), ("street", (100.61, 30.0, 100.7, 30.1), []),  # what touches the view is in it
    ("grid", (100.5005, 30.4995, 100.5006, 30.4996), ["990101001001001"]), ("community", EVERYWHERE, ["990101001001"])])
def test_the_outlines_that_meet_the_view_are_drawn(folder, level, box, found):
    assert codes(folder, level, box, 18) == found


def test_a_level_nobody_declared_is_none(folder):
    assert shapes_in_sight(folder, small_catalogue(city=CITY).city, "street", EVERYWHERE, 9) is None


@pytest.mark.parametrize(("most", "drawn"), [(2, 2), (1, 0)])
def test_too_many_are_counted_and_not_drawn(folder, monkeypatch, most, drawn):
    monkeypatch.setattr(area_shapes, "MOST", most)
    seen = shapes_in_sight(folder, BOOK.city, "street", EVERYWHERE, 9)
    assert (len(seen.shapes), seen.in_all, seen.are_too_many) == (drawn, 2, drawn == 0)


def test_the_names_from_the_district_down(folder):
    assert area_path(folder, BOOK.city, "990101001001") == ["东区", "湖街道", "柳社区"] and area_path(folder, BOOK.city, "x") == []


# The demo city's own files: nested exactly, 2 260 grid cells


@pytest.fixture(scope="module")
def demo():
    return load_folder(RULE_BOOK).city


@pytest.mark.parametrize("level", ["street", "community", "grid"])
@pytest.mark.parametrize("zoom", [9, 11, 13, 15, 18])
def test_a_view_of_any_zoom_stays_small(demo, level, zoom):
    """1920 × 1080 pixels around the middle of the city."""
    wide, high = 1920 * 360 / (256 * 2**zoom), 1080 * 360 / (256 * 2**zoom) * 0.77
    seen = shapes_in_sight(RULE_BOOK, demo, level, (102.5 - wide / 2, 40 - high / 2, 102.5 + wide / 2, 40 + high / 2), zoom)
    assert len(orjson.dumps(seen.shapes)) <= 180_000 and (seen.shapes or seen.are_too_many)


def outline(shape):
    return shapely.from_geojson(orjson.dumps(shape["geometry"]).decode())


def test_farther_away_outlines_are_thinner_and_still_neighbours(demo):
    far, near = (shapes_in_sight(RULE_BOOK, demo, "street", (102.48, 40.0, 102.52, 40.03), zoom).shapes for zoom in (8, 16))
    points = [sum(shapely.get_num_coordinates(outline(shape)) for shape in some) for some in (far, near)]
    assert {shape["properties"]["code"] for shape in far} >= {shape["properties"]["code"] for shape in near} and points[0] < 0.6 * points[1]
    assert shapely.union_all([outline(shape).buffer(1e-4) for shape in far]).geom_type == "Polygon"  # no gaps between them


def test_the_outlines_that_places_are_told_by_are_the_files_own(demo):
    regions = level_regions(RULE_BOOK, demo, "grid")
    assert len(regions.codes) > 2000 and np.isclose(regions.bounds(regions.codes[0])[0], 102.489, atol=0.01)
