"""Places: points keep off the borders, and what an address says is where the point is."""

import re

import numpy as np
import pytest
import shapely

from data.demo.geography.regions import CITY_CODE
from data.demo.places import addresses, boundaries, codes_at, random_points, roads_of

# Metres around a latitude, worked out apart from the code under test.
LATITUDE_M = 111_035.0


def draw(seed=1):
    return np.random.default_rng(seed)


def metres_to_border(lng, lat, outline):
    scale = np.array([111_320.0 * np.cos(np.radians(lat.mean())), LATITUDE_M])
    border = shapely.transform(outline.exterior, lambda xy: xy * scale)
    return shapely.distance(shapely.points(np.stack([lng, lat], axis=1) * scale), border)


@pytest.mark.parametrize("level", ["district", "street", "community", "grid"])
def test_points_lie_inside_their_region_and_off_its_border(level):
    for code, region in list(boundaries(level).items())[::40]:
        lng, lat = random_points(draw(), code, 200, level)
        assert lng.shape == lat.shape == (200,)
        assert shapely.contains_xy(region.outline, lng, lat).all(), code
        assert metres_to_border(lng, lat, region.outline).min() >= 50, code
        assert set(codes_at(lng, lat, level).tolist()) == {code}


def test_every_grid_cell_has_room_for_a_point():
    for code in boundaries("grid"):
        assert len(random_points(draw(), code, 1, "grid")[0]) == 1


def test_points_gather_around_the_middle():
    outline = boundaries("district")["990113"].outline
    lng, lat = random_points(draw(), "990113", 20_000)
    west, south, east, north = outline.bounds
    even = draw().uniform((west, south), (east, north), (60_000, 2))
    even = even[shapely.contains_xy(outline, even)]
    middle = np.array(outline.centroid.coords[0])
    gathered = np.hypot(*(np.stack([lng, lat], axis=1) - middle).T).mean()
    assert gathered < 0.8 * np.hypot(*(even - middle).T).mean()


def test_the_city_draws_over_all_its_districts():
    lng, lat = random_points(draw(), CITY_CODE, 5_000)
    assert len(lng) == 5_000
    assert set(codes_at(lng, lat, "district").tolist()) == set(boundaries("district"))


def test_the_same_seed_draws_the_same_points_and_none_is_none():
    assert np.array_equal(random_points(draw(7), "990102", 50), random_points(draw(7), "990102", 50))
    assert [len(side) for side in random_points(draw(), "990102", 0)] == [0, 0]


@pytest.mark.parametrize(("code", "level"), [("990107", "district"), ("990102", "street"), ("", "district"), ("990102", "county")])
def test_an_unknown_region_is_refused(code, level):
    with pytest.raises(ValueError, match="990107|990102|''|county"):
        random_points(draw(), code, 1, level)


def test_codes_nest_and_a_point_outside_has_none():
    lng, lat = random_points(draw(), CITY_CODE, 2_000)
    grids = codes_at(lng, lat).tolist()
    assert [code[:12] for code in grids] == codes_at(lng, lat, "community").tolist()
    assert [code[:9] for code in grids] == codes_at(lng, lat, "street").tolist()
    assert codes_at(np.array([0.0, 102.5]), np.array([40.0, 50.0])).tolist() == ["", ""]


def test_a_point_on_a_border_belongs_to_the_lower_code():
    x, y = boundaries("grid")["990102001001002"].outline.exterior.coords[0]
    touching = sorted(code for code, grid in boundaries("grid").items() if grid.outline.intersects(shapely.Point(x, y)))
    assert len(touching) > 1
    assert codes_at(np.array([x]), np.array([y])).tolist() == touching[:1]


def test_an_address_names_the_places_the_point_lies_in():
    lng, lat = random_points(draw(), "990111", 400)
    for address, community in zip(addresses(draw(), "990111", lng, lat), codes_at(lng, lat, "community").tolist(), strict=True):
        names = boundaries("district")["990111"].name, boundaries("street")[community[:9]].name, boundaries("community")[community].name
        assert re.fullmatch("示范市" + "".join(names) + r"\w{2}(大道|路|街|巷|[东西南北]路|[一二]路)[1-9]\d{0,2}号", address)


def test_a_community_has_few_roads_and_always_the_same():
    code = "990102001001"
    roads = set()
    for seed in (1, 2, 3):
        lng, lat = random_points(draw(seed), code, 300, "community")
        roads_of.cache_clear()
        roads |= {re.sub(r"\d+号$", "", address) for address in addresses(draw(seed), code, lng, lat)}
    assert len(roads) == 8


def test_addresses_of_points_elsewhere_are_refused():
    lng, lat = random_points(draw(), "990111", 5)
    with pytest.raises(ValueError, match="not in 990112"):
        addresses(draw(), "990112", lng, lat)
    with pytest.raises(ValueError, match="nowhere"):
        addresses(draw(), CITY_CODE, np.array([0.0]), np.array([0.0]))


def test_a_hundred_thousand_points_are_as_many_places_of_six_decimals():
    lng, lat = random_points(draw(), "990102", 100_000)
    assert len(np.unique(np.stack([lng, lat], axis=1), axis=0)) > 99_000
    assert np.array_equal(lng, lng.round(6)) and np.array_equal(lat, lat.round(6))
