"""Boundaries: inside, where, and how far outside."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from data.codes.region_shapes import RegionShapes
from data.errors import GovernanceError


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(code, coordinates, parent=None, kind="Polygon"):
    return {"type": "Feature", "properties": {"code": code, "parent": parent}, "geometry": {"type": kind, "coordinates": coordinates}}


def shapes(*features):
    return RegionShapes({"type": "FeatureCollection", "features": list(features)})


WEST_SIDE, EAST_SIDE = square(102.0, 40.0, 102.5, 40.5), square(102.5, 40.0, 103.0, 40.5)
STREET = square(102.0, 40.0, 102.1, 40.1)
CITY = shapes(
    feature("990100", square(102.0, 40.0, 103.0, 41.0)),
    feature("990101", WEST_SIDE, "990100"),
    feature("990102", EAST_SIDE, "990100"),
    feature("990101001", STREET, "990101"),
)


def columns(*points):
    return np.array([float(lng) for lng, _ in points]), np.array([float(lat) for _, lat in points])


def test_inside_border_outside_and_nowhere():
    points = columns((102.2, 40.2), (102.5, 40.2), (102.0, 40.0), (102.6, 40.2), (102.2, 39.9), (np.nan, 40.2))
    assert CITY.contains("990101", *points).tolist() == [True, True, True, False, False, False]


def test_the_deepest_region_is_found_and_a_common_border_is_the_first_ones():
    points = columns((102.05, 40.05), (102.3, 40.2), (102.7, 40.2), (102.5, 40.2), (102.5, 40.8), (101.0, 40.0), (np.nan, np.nan))
    assert CITY.locate(*points).tolist() == ["990101001", "990101", "990102", "990101", "990100", None, None]


@pytest.mark.parametrize(
    ("lng", "lat", "metres"),
    [
        (102.2, 40.2, 0.0),
        (102.5, 40.2, 0.0),
        (102.2, 39.99, 1110.35),
        (101.99, 40.25, 851.13),
        (101.99, 39.99, 1401.0),
    ],
)
def test_metres_outside_are_those_of_the_ellipsoid(lng, lat, metres):
    assert CITY.distance_m("990101", *columns((lng, lat)))[0] == pytest.approx(metres, abs=1.5)


def test_distance_to_no_place_is_no_number():
    found = CITY.distance_m("990101", *columns((np.nan, 40.0), (102.2, 40.2), (0, 0)))
    assert np.isnan(found[0]) and found[1] == 0.0 and found[2] > 5e6


@given(st.floats(101.0, 104.0), st.floats(39.0, 42.0))
def test_a_point_is_outside_exactly_when_it_is_some_way_off(lng, lat):
    point = columns((lng, lat))
    metres = CITY.distance_m("990102", *point)[0]
    assert (metres == 0) >= CITY.contains("990102", *point)[0]
    corner = Geod(ellps="GRS80").inv(lng, lat, min(max(lng, 102.5), 103.0), min(max(lat, 40.0), 40.5))[2]
    assert metres == pytest.approx(corner, rel=1e-3, abs=1e-3)


def test_bounds_codes_and_membership():
    assert CITY.bounds("990102") == (102.5, 40.0, 103.0, 40.5)
    assert CITY.codes == ("990100", "990101", "990102", "990101001")
    assert "990101" in CITY and "990199" not in CITY
    assert CITY.region("990101").parent == "990100"


def test_a_hole_and_a_second_part_are_respected():
    ring, hole = square(102.0, 40.0, 103.0, 41.0)[0], square(102.4, 40.4, 102.6, 40.6)[0]
    land = shapes(feature("990101", [[ring, hole], square(104.0, 40.0, 104.1, 40.1)], kind="MultiPolygon"))
    assert land.contains("990101", *columns((102.1, 40.1), (102.5, 40.5), (104.05, 40.05))).tolist() == [True, False, True]
    assert land.distance_m("990101", *columns((102.5, 40.5)))[0] == pytest.approx(8482, abs=10)


def test_an_outline_that_crosses_itself_is_untangled_and_named():
    bow = [[[102.0, 40.0], [103.0, 41.0], [103.0, 40.0], [102.0, 41.0], [102.0, 40.0]]]
    tangled = shapes(feature("990101", bow), feature("990102", square(104, 40, 105, 41)))
    assert tangled.repaired == ("990101",) and shapely.is_valid(tangled.region("990101").boundary)
    assert tangled.contains("990101", *columns((102.1, 40.5), (102.5, 40.1))).tolist() == [True, False]


def test_regions_that_name_each_other_as_parent_do_not_hang():
    ring = shapes(feature("990101", WEST_SIDE, "990102"), feature("990102", EAST_SIDE, "990101"))
    assert ring.locate(*columns((102.7, 40.2))).tolist() == ["990102"]


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "没有任何区域"),
        ([feature(None, WEST_SIDE)], "第 1 个要素缺少"),
        ([feature(990101, WEST_SIDE)], "第 1 个要素缺少"),
        ([feature("990101", [102, 40], kind="Point")], "“990101”不是面"),
        ([feature("990101", [])], "“990101”不是面"),
        ([{"properties": {"code": "990101"}, "geometry": None}], "“990101”不是面"),
        ([feature("990101", WEST_SIDE), feature("990101", EAST_SIDE)], "“990101”出现了两次"),
        ([feature("990101", square(530000, 3380000, 540000, 3390000))], "“990101”的坐标不是经纬度"),
    ],
)
def test_a_file_that_is_no_boundary_file_is_refused(features, said):
    with pytest.raises(GovernanceError, match=said):
        shapes(*features)
