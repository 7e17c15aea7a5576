"""北斗网格位置码: the standard's own examples, exactness on the lines, and the pyramid."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.codes import beidou
from data.codes.arc_units import UNITS_PER_DEGREE


def dms(degrees: int, minutes: int, seconds: str) -> Decimal:
    """Enough digits that the floor is that of the exact value."""
    exact = degrees + Fraction(minutes, 60) + Fraction(seconds) / 3600
    return (Decimal(exact.numerator) / Decimal(exact.denominator)) + Decimal("1e-24")


ANNEX_B = (dms(116, 18, "45.37"), dms(39, 59, "35.38"))
STANDARD = [
    (0, "N"),
    (1, "N50J"),
    (2, "N50J47"),
    (3, "N50J475"),
    (4, "N50J47539"),
    (5, "N50J47539B8"),
    (6, "N50J47539B82"),
    (7, "N50J47539B8255"),
    (8, "N50J47539B825534"),
    (9, "N50J47539B82553461"),
    (10, "N50J47539B8255346152"),
]
PLACES = [
    ("114.3055", "30.5928", 8, "N50H051354837012"),
    ("114.3055", "30.5928", 10, "N50H0513548370124463"),
    ("111.2865", "30.6919", 8, "N49H653212735342"),
    ("112.1224", "32.0090", 8, "N49I800705802144"),
    ("120.637779", "31.272068", 10, "N51H1628644205061116"),
    ("114", "30", 8, "N50H040000000000"),
]

north_east = st.tuples(st.floats(0, 179.999999), st.floats(0, 87.999999))
anywhere = st.tuples(st.floats(-179.999999, 179.999999), st.floats(-87.999999, 87.999999))
levels = st.integers(0, 10)


@pytest.mark.parametrize(("level", "code"), STANDARD)
def test_the_example_of_annex_b_is_met_at_every_level(level, code):
    assert beidou.encode(*ANNEX_B, level) == code


def test_west_and_south_are_mirrored():
    lng, lat = ANNEX_B
    assert beidou.encode(-lng, -lat, 10) == "S11J47539B8255346152"


@pytest.mark.parametrize(
    ("lng", "lat", "code"),
    [
        (dms(116, 19, "14.3184"), dms(39, 59, "56.1444"), "N50J475493E"),
        (dms(116, 19, "5.9808"), dms(39, 59, "59.7012"), "N50J475491E"),
        (dms(116, 19, "9.3540"), dms(39, 59, "56.5260"), "N50J475492E"),
    ],
)
def test_the_examples_of_section_8_are_met(lng, lat, code):
    assert beidou.encode(lng, lat, 5) == code


@pytest.mark.parametrize(("lng", "lat", "level", "code"), PLACES)
def test_known_places_have_their_code_from_text_decimal_float_and_array(lng, lat, level, code):
    assert beidou.encode(lng, lat, level) == code
    assert beidou.encode(Decimal(lng), Decimal(lat), level) == code
    assert beidou.encode(float(lng), np.float64(lat), level) == code
    assert beidou.encode_many(np.array([float(lng)]), np.array([float(lat)]), level).tolist() == [code]


@pytest.mark.parametrize(("lng", "lat"), [(180, 0), (-180, 0), (0, 88), (0, -88), (114, 90), ("nan", 30), (30, "1e9")])
def test_what_is_no_place_of_the_grid_is_refused_alone_and_empty_in_an_array(lng, lat):
    with pytest.raises(ValueError):
        beidou.encode(lng, lat)
    assert beidou.encode_many(np.array([float(lng), 114.0]), np.array([float(lat), 30.0])).tolist() == [
        None,
        "N50H040000000000",
    ]


@pytest.mark.parametrize("level", [-1, 11])
def test_levels_are_0_to_10(level):
    with pytest.raises(ValueError, match="levels"):
        beidou.encode(114, 30, level)


def test_an_empty_array_has_no_codes():
    assert beidou.encode_many(np.array([]), np.array([])).tolist() == []


@given(anywhere, levels)
def test_the_array_says_what_the_single_point_says(point, level):
    lng, lat = point
    assert beidou.encode_many(np.array([lng]), np.array([lat]), level).tolist() == [beidou.encode(lng, lat, level)]


@given(st.integers(0, 179 * 60), st.integers(0, 87 * 60), levels)
def test_points_on_minute_lines_belong_to_the_cell_they_open(lng_minutes, lat_minutes, level):
    """A float just below the line is written below it, and the array must not lift it over."""
    lng, lat = lng_minutes / 60, lat_minutes / 60
    code = beidou.encode(lng, lat, level)
    assert beidou.encode_many(np.array([lng]), np.array([lat]), level).tolist() == [code]
    if lng_minutes % 3 == 0 and lat_minutes % 3 == 0:
        written = str(Decimal(lng_minutes) / 60), str(Decimal(lat_minutes) / 60)
        assert code == beidou.encode(*written, level)
        if level >= 4:
            cell = beidou.decode(code)
            assert (cell.west, cell.south) == (lng, lat)


@given(anywhere, levels)
def test_the_decoded_cell_contains_the_point_and_is_its_own_code(point, level):
    lng, lat = point
    code = beidou.encode(lng, lat, level)
    assert beidou.is_valid(code)
    cell = beidou.decode(code)
    assert cell.level == level
    assert cell.west - 1e-12 <= lng <= cell.east + 1e-12
    assert cell.south - 1e-12 <= lat <= cell.north + 1e-12
    centre = cell.west + cell.width / 2, cell.south + cell.height / 2
    assert level == 0 or beidou.encode(*centre, level) == code


@given(north_east, north_east, levels)
def test_codes_agree_as_deep_as_their_longest_common_ancestor(one, other, level):
    a, b = beidou.encode(*one, level), beidou.encode(*other, level)
    agreed = beidou.common_level(a, b)
    assert beidou.encode(*one, agreed) == beidou.encode(*other, agreed)
    assert agreed == level or beidou.encode(*one, agreed + 1) != beidou.encode(*other, agreed + 1)


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("N50J47539B825534", "N50J47539B825534", 8),
        ("N50J47539B825534", "N50J47539B825535", 7),
        ("N50J47539B825534", "N50J47539B82", 6),
        ("N50J47", "N50K47", 0),
        ("N50J", "S50J", -1),
        ("", "N50J", -1),
    ],
)
def test_common_level(a, b, level):
    assert beidou.common_level(a, b) == level


@pytest.mark.parametrize(
    "code",
    ["", "n50j47", "N50J4", "N50J47539", "N61J", "N00J", "N50W", "N50JC7", "N50J48", "N50J476", "N50J475F9", "N50J4753A"]
    + ["N50J47539BF", "N50J47539B84", "N50J47539B8285", "N50J47539B825", "N50J47\n", "N５0J", " N50J", "E50J", None, 50],
)
def test_only_whole_segments_in_range_are_valid(code):
    assert beidou.is_valid(code) is (code == "N50J47539")


def test_a_wrong_code_is_not_decoded():
    with pytest.raises(ValueError, match="not a grid code"):
        beidou.decode("N50J4")


@pytest.mark.parametrize(("code", "bounds"), [("N", (-180, 0, 180, 88)), ("S", (-180, -88, 180, 0)), ("S30A", (-6, -4, 0, 0))])
def test_the_hemisphere_and_its_first_cells(code, bounds):
    cell = beidou.decode(code)
    assert (cell.west, cell.south, cell.east, cell.north) == bounds


@given(north_east, st.sampled_from(beidou.PYRAMID))
def test_pyramid_cells_are_those_of_the_standard(point, level):
    lng, lat = (np.array([value]) for value in point)
    (x,), (y,) = beidou.cells(lng, lat, level.name)
    west, south, east, north = beidou.cell_bounds(level.name, int(x), int(y))
    # A float just below a line that no float meets exactly, a third of a degree say, may print as the line itself.
    assert west <= point[0] <= east and south <= point[1] <= north
    if level.beidou_level is not None:
        cell = beidou.decode(beidou.encode(*point, level.beidou_level))
        assert (cell.west, cell.south) == (west, south)


@given(anywhere)
def test_each_storey_of_the_pyramid_nests_in_the_one_above(point):
    lng, lat = (np.array([value]) for value in point)
    for above, below in zip(beidou.PYRAMID, beidou.PYRAMID[1:], strict=False):
        assert above.width % below.width == 0 and above.height % below.height == 0
        (x, y), (deep_x, deep_y) = beidou.cells(lng, lat, above.name), beidou.cells(lng, lat, below.name)
        assert deep_x[0] // (above.width // below.width) == x[0]
        assert deep_y[0] // (above.height // below.height) == y[0]


def test_the_pyramid_reaches_the_edges_of_the_world_and_marks_what_is_no_place():
    x, y = beidou.cells(np.array([-180, 180, 0, np.nan, 181]), np.array([-90, 90, 0, 30, 30]), "30m")
    assert x.tolist() == [0, 719, 360, -1, -1]
    assert y.tolist() == [0, 359, 180, -1, -1]


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("30m", 1800, 1800), ("15m", 900, 600), ("5m", 300, 300), ("1m", 60, 60), ("20s", 20, 20), ("4s", 4, 4)],
)
def test_pyramid_cells_have_their_seconds(name, width, height):
    (level,) = [level for level in beidou.PYRAMID if level.name == name]
    assert (level.width * 3600, level.height * 3600) == (width * UNITS_PER_DEGREE, height * UNITS_PER_DEGREE)
