"""Coordinate systems: published points, exact ways back, refusals, and suspicions that are only said when clear."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.codes.coordinates import bd09_from_gcj02, gcj02_from_wgs84, suspect, to_cgcs2000
from data.errors import GovernanceError

in_the_shifted_land = st.tuples(st.floats(73.5, 134.5), st.floats(3.5, 53.0))


def at(lng, lat):
    return np.array([float(lng)]), np.array([float(lat)])


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
        ((113.912316, 22.543847), (113.9171765808363, 22.540796131694766)),
    ],
)
def test_published_gcj02_points_are_met_there_and_back(wgs, gcj):
    assert np.allclose(gcj02_from_wgs84(*at(*wgs)), at(*gcj), rtol=0, atol=1e-6)
    assert np.allclose(to_cgcs2000(*at(*gcj), "gcj02"), at(*wgs), rtol=0, atol=1e-6)


def test_the_published_bd09_point_is_met():
    assert np.allclose(bd09_from_gcj02(*at(128.543, 37.065)), at(128.54944656269413, 37.07113427883019), rtol=0, atol=1e-9)


def test_a_place_known_in_three_systems_is_met_within_a_metre():
    """From a map service itself, whose live answer stands 0.7 m beside the public formula."""
    wgs, gcj, bd = at(114.0164322, 33.0133556), at(114.022306, 33.0115324), at(114.0287781, 33.0176697)
    assert np.allclose(bd09_from_gcj02(*gcj), bd, rtol=0, atol=2e-7)
    assert np.allclose(to_cgcs2000(*gcj, "gcj02"), wgs, rtol=0, atol=1e-5)
    assert np.allclose(to_cgcs2000(*bd, "bd09"), wgs, rtol=0, atol=1e-5)


def test_the_loose_public_bd09_pair_is_met_to_ten_metres():
    assert np.allclose(to_cgcs2000(*at(120.019809, 29.199786), "bd09"), at(120.00877901149691, 29.196131605295484), rtol=0, atol=1e-4)


@given(in_the_shifted_land)
def test_both_shifts_are_undone_to_a_millionth_of_a_degree(point):
    wgs = at(*point)
    gcj = gcj02_from_wgs84(*wgs)
    assert np.allclose(to_cgcs2000(*gcj, "gcj02"), wgs, rtol=0, atol=1e-9)
    assert np.allclose(to_cgcs2000(*bd09_from_gcj02(*gcj), "bd09"), wgs, rtol=0, atol=1e-9)


@pytest.mark.parametrize("crs", ["cgcs2000", "wgs84", "EPSG:4490", "EPSG:4326"])
def test_degrees_of_both_exact_datums_stay_as_they_are(crs):
    assert np.allclose(to_cgcs2000(*at(102.5, 40.0), crs), at(102.5, 40.0), rtol=0, atol=1e-12)


def test_outside_the_rectangle_nothing_is_shifted():
    assert np.array_equal(gcj02_from_wgs84(*at(2.35, 48.85)), at(2.35, 48.85))


@pytest.mark.parametrize(
    ("crs", "easting", "northing"),
    [("EPSG:4547", 530_329.753, 3_384_564.101), ("EPSG:4526", 38_530_329.753, 3_384_564.101)],
)
def test_zones_of_three_degrees_are_read_with_and_without_their_prefix(crs, easting, northing):
    assert np.allclose(to_cgcs2000(*at(easting, northing), crs), at(114.3162, 30.581), rtol=0, atol=1e-8)


def test_what_has_no_answer_is_nan_and_harms_no_neighbour():
    lng, lat = to_cgcs2000(np.array([530_329.753, np.nan, 1e30]), np.array([3_384_564.101, 3e6, 1e30]), "EPSG:4547")
    assert np.isnan(lng).tolist() == np.isnan(lat).tolist() == [False, True, True]
    assert np.isnan(to_cgcs2000(np.array([np.nan]), np.array([30.0]), "gcj02")[0]).all()


@pytest.mark.parametrize(
    ("crs", "said"),
    [
        ("西安80", "不认识坐标系“西安80”"),
        ("EPSG:4547 ", "不认识坐标系"),
        ("EPSG:99999", "不存在"),
        ("EPSG:2334", "没有公开的精确转换参数"),
        ("EPSG:2414", "没有公开的精确转换参数"),
        ("EPSG:4214", "没有公开的精确转换参数"),
    ],
)
def test_systems_without_an_exact_way_are_refused(crs, said):
    with pytest.raises(GovernanceError, match=said):
        to_cgcs2000(*at(102.5, 40.0), crs)


# A street of two kilometres in a city far from anywhere: inside is "where the row says".
WEST, SOUTH, EAST, NORTH = 102.50, 40.00, 102.525, 40.018


def in_the_street(lng, lat):
    return (lng >= WEST) & (lng <= EAST) & (lat >= SOUTH) & (lat <= NORTH)


def street_points(count=200):
    steps = np.random.default_rng(7)
    return steps.uniform(WEST, EAST, count), steps.uniform(SOUTH, NORTH, count)


def shifted(name):
    lng, lat = street_points()
    gcj = gcj02_from_wgs84(lng, lat)
    columns = {
        "right": (lng, lat),
        "swapped": (lat, lng),
        "gcj02": gcj,
        "bd09": bd09_from_gcj02(*gcj),
        "projected": (lng * 5e3, lat * 8e4),
        "zero": (lng * 0, lat * 0),
        "elsewhere": (lng + 1, lat + 1),
    }
    return columns[name]


@pytest.mark.parametrize("wrong", ["swapped", "gcj02", "bd09", "projected", "zero"])
def test_a_whole_file_in_another_system_is_suspected_by_name(wrong):
    assert suspect(*shifted(wrong), in_the_street) == wrong


@pytest.mark.parametrize("name", ["right", "elsewhere"])
def test_nothing_is_suspected_where_no_reading_is_better(name):
    assert suspect(*shifted(name), in_the_street) is None


@pytest.mark.parametrize(("wrong_share", "found"), [(0.79, None), (0.8, None), (0.81, "swapped")])
@pytest.mark.parametrize("empty", [0, 50])
def test_more_than_four_fifths_of_the_written_points_must_agree(wrong_share, found, empty):
    lng, lat = street_points(100)
    cut = round(wrong_share * 100)
    x, y = np.append(lat[:cut], lng[cut:]), np.append(lng[:cut], lat[cut:])
    x[cut:], y[cut:] = 10.0, 10.0
    nothing = np.full(empty, np.nan)
    assert suspect(np.append(x, nothing), np.append(y, nothing), in_the_street) == found


@pytest.mark.parametrize(("strayed", "found"), [(4, None), (5, "gcj02")])
def test_a_few_strayed_points_accuse_nobody(strayed, found):
    """Points deep inside under every reading say nothing; the strayed ones come home only under gcj02."""
    home = np.zeros(100, dtype=bool)
    home[strayed:] = True
    lng, lat = street_points(100)
    gcj = to_cgcs2000(lng, lat, "gcj02")

    def inside(x, y):
        return home | np.array_equal(x, gcj[0])

    assert suspect(lng, lat, inside) == found


@pytest.mark.parametrize(("lost", "found"), [(10, None), (6, "gcj02")])
def test_a_reading_that_loses_points_too_must_win_four_fifths_of_those_it_moves(lost, found):
    """25 points come home under gcj02, and some that were home leave it."""
    lng, lat = street_points(100)
    gcj = to_cgcs2000(lng, lat, "gcj02")
    row = np.arange(100)

    def inside(x, y):
        return row >= lost if np.array_equal(x, gcj[0]) else row < 75

    assert suspect(lng, lat, inside) == found


def test_two_readings_that_fit_alike_accuse_nobody():
    lng, lat = street_points()

    def inside(x, y):
        return ~np.isclose(x, lng, rtol=0, atol=1e-9) & (x > 100)

    assert suspect(lng, lat, inside) is None


def test_no_points_no_suspicion():
    assert suspect(np.array([np.nan]), np.array([np.nan]), in_the_street) is None
    assert suspect(np.array([]), np.array([]), in_the_street) is None
