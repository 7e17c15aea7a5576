"""The generated city: what is shipped is what the seed gives, and its levels nest without a gap."""

import json
from collections import defaultdict

import numpy as np
import pytest
import shapely
from pyproj import Geod

from data.demo.geography.borders import edges_of, roughened
from data.demo.geography.cells import Cells, bordering, largest_body
from data.demo.geography.files import FOLDER, read_boundaries, write_files
from data.demo.geography.growth import balanced, grow
from data.demo.geography.levels import SEATS, URBAN, allot
from data.demo.geography.names import community_suffix, invented_names, road_names, street_suffix
from data.demo.geography.regions import CITY_CODE, CODE_LENGTHS

LEVELS = tuple(CODE_LENGTHS)
STEPS = list(zip(LEVELS, LEVELS[1:], strict=False))


@pytest.fixture(scope="module")
def city():
    return {level: read_boundaries(level) for level in LEVELS}


def outlines(regions):
    return np.array([region.outline for region in regions])


def children(regions):
    families = defaultdict(list)
    for region in regions:
        families[region.parent].append(region)
    return families


def test_the_shipped_files_are_what_the_seed_gives(tmp_path):
    for rebuilt in write_files(tmp_path):
        assert rebuilt.read_bytes() == (FOLDER / rebuilt.name).read_bytes(), rebuilt.name


@pytest.mark.parametrize(
    ("name", "kilobytes"),
    [("district.geojson", 80), ("street.geojson", 260), ("community.geojson", 500), ("grid.geojson", 1100), ("statistics.json", 20)],
)
def test_the_shipped_files_stay_small(name, kilobytes):
    assert (FOLDER / name).stat().st_size <= kilobytes * 1000


@pytest.mark.parametrize(("level", "count"), [("district", 9), ("street", 120), ("community", 475), ("grid", 2260)])
def test_there_are_as_many_regions_as_a_city_has(city, level, count):
    assert len(city[level]) == count


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_share_their_border_corner_by_corner(city, level):
    assert shapely.coverage_is_valid(outlines(city[level]))


@pytest.mark.parametrize("level", LEVELS)
def test_no_land_is_left_out_between_the_regions(city, level):
    united = shapely.coverage_union_all(outlines(city[level]))
    assert united.geom_type == "Polygon" and not united.interiors


@pytest.mark.parametrize("level", LEVELS)
def test_every_region_is_one_piece_without_a_hole(city, level):
    for region in city[level]:
        assert region.outline.geom_type == "Polygon" and region.outline.is_valid and not region.outline.interiors, region.code
        assert region.outline.exterior.is_ccw, region.code


@pytest.mark.parametrize(("upper", "lower"), STEPS)
def test_every_region_is_exactly_the_union_of_its_parts(city, upper, lower):
    families = children(city[lower])
    assert families.keys() == {region.code for region in city[upper]}
    for region in city[upper]:
        united = shapely.coverage_union_all(outlines(families[region.code]))
        assert shapely.normalize(united) == shapely.normalize(region.outline), region.code


@pytest.mark.parametrize(("upper", "lower"), STEPS)
def test_every_area_is_the_sum_of_its_parts(city, upper, lower):
    families = children(city[lower])
    for region in city[upper]:
        assert round(sum(part.area_km2 for part in families[region.code]), 4) == region.area_km2, region.code


def test_the_written_area_is_the_area_on_the_ellipsoid(city):
    for district in city["district"]:
        area, _ = Geod(ellps="GRS80").geometry_area_perimeter(district.outline)
        assert area / 1e6 == pytest.approx(district.area_km2, abs=0.05)


@pytest.mark.parametrize("level", LEVELS)
def test_a_code_continues_its_parents_code(city, level):
    length, above = CODE_LENGTHS[level]
    codes = [region.code for region in city[level]]
    assert codes == sorted(set(codes))
    for region in city[level]:
        assert region.code.isdecimal() and len(region.code) == length
        assert region.parent == (region.code[:above] or CITY_CODE)


def test_district_codes_and_names_are_those_of_the_seats(city):
    assert [(region.code, region.name) for region in city["district"]] == [(seat.code, seat.name) for seat in SEATS]
    assert len({region.name for region in city["district"]}) == 9


@pytest.mark.parametrize("level", ["street", "community", "grid"])
def test_no_name_occurs_twice_in_the_city(city, level):
    assert len({region.name for region in city[level]}) == len(city[level])


def test_names_say_what_kind_of_place_it_is(city):
    for street in city["street"]:
        assert street.name.endswith(("街道",) if street.code[:6] in URBAN else ("街道", "镇", "乡")), street
    for community in city["community"]:
        assert community.name.endswith(("社区",) if community.code[:6] in URBAN else ("社区", "村")), community
    assert {grid.name[-4:-2].isdecimal() for grid in city["grid"]} == {True}


def test_the_city_lies_where_no_city_is_and_its_core_is_small(city):
    west, south, east, north = shapely.total_bounds(outlines(city["district"]))
    assert (west, south, east, north) == pytest.approx((102.50, 40.00, 102.50, 40.00), abs=0.6)
    areas = {True: [], False: []}
    for district in city["district"]:
        areas[district.code in URBAN].append(district.area_km2)
    assert len(areas[True]) == 5 and max(areas[True]) < 150
    assert len(areas[False]) == 4 and min(areas[False]) > 500


def test_statistics_add_up_from_street_to_city(city):
    rows = json.loads((FOLDER / "statistics.json").read_text(encoding="utf-8"))
    assert rows.keys() == {CITY_CODE, *(region.code for level in ("district", "street") for region in city[level])}
    for parent, families in ((CITY_CODE, city["district"]), *((d.code, children(city["street"])[d.code]) for d in city["district"])):
        for figure in ("population", "area_km2", "villages"):
            assert round(sum(rows[region.code][figure] for region in families), 4) == rows[parent][figure], (parent, figure)
    assert rows[CITY_CODE]["population"] == pytest.approx(4_300_000, abs=100)
    assert rows[CITY_CODE]["villages"] == sum(region.name.endswith("村") for region in city["community"]) > 0


# The parts it is made of


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [(10, [1, 1], [5, 5]), (10, [2, 1], [7, 3]), (3, [98, 1, 1], [1, 1, 1]), (5, [98, 1, 1], [3, 1, 1]), (7, [3, 3, 1], [3, 3, 1])],
)
def test_a_total_is_shared_out_by_weight_and_nobody_gets_none(total, weights, shares):
    assert allot(total, weights) == shares


def squares(count):
    """A row of squares of 100 m."""
    return shapely.box(np.arange(count) * 100.0, 0, np.arange(1, count + 1) * 100.0, 100)


def steps(cells, cost=1.0):
    return [[(other, cost) for other in others.tolist()] for others in cells.neighbours]


@pytest.fixture
def row():
    pieces = squares(9)
    return Cells(pieces, shapely.get_coordinates(shapely.centroid(pieces)), bordering(pieces))


def test_pieces_are_neighbours_when_they_share_an_edge(row):
    assert [others.tolist() for others in row.neighbours] == [[1], *([n - 1, n + 1] for n in range(1, 8)), [7]]
    corner_only = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 100, 200, 200)])
    assert [others.tolist() for others in bordering(corner_only)] == [[], []]


def test_the_largest_body_leaves_islands_out():
    assert largest_body([np.array([1]), np.array([0]), np.array([3]), np.array([2, 4]), np.array([3])]).tolist() == [2, 3, 4]


def test_regions_grow_until_they_meet_and_the_faster_gets_more(row):
    everywhere = np.arange(9)
    assert grow(steps(row), everywhere, [0, 8], [1, 1]).tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert grow(steps(row), everywhere, [0, 8], [1, 2]).tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1]


def test_speeds_are_set_until_the_sizes_fit_the_shares(row):
    owner = balanced(steps(row), np.arange(9), [0, 8], np.array([2 / 3, 1 / 3]))
    assert np.bincount(owner).tolist() == [6, 3]


def test_a_long_edge_is_bent_alike_on_both_sides():
    pair = np.array([shapely.box(0, 0, 900, 900), shapely.box(900, 0, 1800, 900)])
    bent = roughened(pair, edges_of(pair))
    assert shapely.get_num_coordinates(bent).tolist() == [9, 9]
    assert shapely.coverage_is_valid(bent) and not shapely.equals(bent, pair).any()
    assert not shapely.coverage_union_all(bent).interiors
    assert shapely.equals(roughened(pair, set()), pair).all()


def test_invented_names_are_enough_and_never_repeat():
    names = list(invented_names(np.random.default_rng(1)))
    assert len(names) == len(set(names)) > 120 + 475
    assert not {seat.name[:2] for seat in SEATS} & set(names)


def test_suffixes_follow_town_and_country():
    rng = np.random.default_rng(1)
    assert {street_suffix(rng, True) for _ in range(50)} == {"街道"}
    assert {street_suffix(rng, False) for _ in range(50)} == {"街道", "镇", "乡"}
    assert {community_suffix(rng, "望川街道") for _ in range(50)} == {"社区"}
    assert {community_suffix(rng, "望川镇") for _ in range(50)} == {"社区", "村"}
    roads = road_names(rng)
    assert len(set(roads)) == len(roads) == 8
