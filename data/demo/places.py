"""Places in the generated city: points well inside a region, the codes they lie in, and their addresses."""

from functools import cache, lru_cache
from zlib import crc32

import numpy as np
import shapely

from data.demo.geography.files import read_boundaries
from data.demo.geography.names import ROADS_PER_COMMUNITY, road_names
from data.demo.geography.plane import METRES_PER_DEGREE
from data.demo.geography.regions import CITY_CODE, CITY_NAME, Boundary

# Nobody should have to argue about which side of a border an object stands on; the spare metres pay for rounding.
INSIDE_M = 55.0
# Seven of ten objects stand around the centre of their region, within about a third of its reach.
CORE_SHARE, CORE_REACH = 0.7, 0.30
LAST_HOUSE = 980
DECIMALS = 6

Degrees = np.ndarray


@cache
def boundaries(level: str) -> dict[str, Boundary]:
    return {region.code: region for region in read_boundaries(level)}


def random_points(rng: np.random.Generator, region_code: str, n: int, level: str = "district") -> tuple[Degrees, Degrees]:
    """`n` points at least 50 m inside the region, denser around its centre; the city's code means all districts."""
    if region_code == CITY_CODE:
        return _city_points(rng, n)
    inner, centre = _inner(region_code, level)
    west, south, east, north = shapely.bounds(inner)
    reach_m = CORE_REACH * np.sqrt(shapely.area(inner) * METRES_PER_DEGREE.prod() / np.pi)
    reach = reach_m / METRES_PER_DEGREE
    kept = [np.empty((0, 2))]
    missing = n
    while missing > 0:
        draw = rng.uniform((west, south), (east, north), (missing * 2 + 8, 2))
        around = rng.random(len(draw)) < CORE_SHARE
        draw[around] = rng.normal(centre, reach, (int(around.sum()), 2))
        draw = draw.round(DECIMALS)
        kept.append(draw[shapely.contains_xy(inner, draw)][:missing])
        missing -= len(kept[-1])
    points = np.concatenate(kept)
    return points[:, 0], points[:, 1]


def _city_points(rng: np.random.Generator, n: int) -> tuple[Degrees, Degrees]:
    districts = list(boundaries("district"))
    counts = rng.multinomial(n, np.full(len(districts), 1 / len(districts)))
    drawn = [random_points(rng, code, int(count)) for code, count in zip(districts, counts, strict=True)]
    points = rng.permutation(np.concatenate([np.stack(pair, axis=1) for pair in drawn]))
    return points[:, 0], points[:, 1]


@lru_cache(maxsize=4096)
def _inner(region_code: str, level: str) -> tuple[shapely.Geometry, np.ndarray]:
    """The region without its rim, ready for many questions, and the point its objects gather around."""
    region = boundaries(level).get(region_code)
    if region is None:
        raise ValueError(f"{region_code!r} is no {level} of the generated city")
    local = METRES_PER_DEGREE * (_shrink_of_longitude(region.outline), 1)
    inner = shapely.buffer(shapely.transform(region.outline, lambda xy: xy * local), -INSIDE_M)
    if inner.is_empty:
        raise ValueError(f"{region_code!r} is too narrow for points {INSIDE_M} m inside it")
    inner = shapely.transform(inner, lambda xy: xy / local)
    shapely.prepare(inner)
    middle = shapely.centroid(inner)
    centre = middle if shapely.contains(inner, middle) else shapely.point_on_surface(inner)
    return inner, shapely.get_coordinates(centre)[0]


def _shrink_of_longitude(outline: shapely.Polygon) -> float:
    """Metres in a degree of longitude here, over those at 40° N."""
    latitude = shapely.get_coordinates(shapely.centroid(outline))[0, 1]
    return float(np.cos(np.radians(latitude)) / np.cos(np.radians(40.0)))


@cache
def _index(level: str) -> tuple[np.ndarray, shapely.STRtree]:
    regions = boundaries(level)
    return np.array(list(regions)), shapely.STRtree([region.outline for region in regions.values()])


def codes_at(lng: Degrees, lat: Degrees, level: str = "grid") -> np.ndarray:
    """The code of the region each point lies in, "" outside the city; on a border, the lower code."""
    codes, tree = _index(level)
    point, region = tree.query(shapely.points(lng, lat), predicate="intersects")
    order = np.lexsort((-region, point))
    found = np.full(len(lng), len(codes))
    found[point[order]] = region[order]
    return np.append(codes, "")[found]


def addresses(rng: np.random.Generator, region_code: str, lng: Degrees, lat: Degrees) -> list[str]:
    """统一标准地址 of each point: 市 区 街道 社区 路 号. The road is one of its community's own."""
    communities = codes_at(lng, lat, "community")
    _refuse_strangers(region_code, np.unique(communities).tolist())
    roads = rng.integers(0, ROADS_PER_COMMUNITY, len(communities)).tolist()
    houses = rng.integers(1, LAST_HOUSE + 1, len(communities)).tolist()
    places = zip(communities.tolist(), roads, houses, strict=True)
    return [f"{roads_of(community)[road]}{house}号" for community, road, house in places]


def _refuse_strangers(region_code: str, found: list[str]) -> None:
    stem = region_code[:4] if region_code == CITY_CODE else region_code[:12]
    strangers = [code or "nowhere" for code in found if not code.startswith(stem)]
    if strangers:
        raise ValueError(f"some points are not in {region_code} but in {', '.join(strangers[:3])}")


@cache
def roads_of(community_code: str) -> tuple[str, ...]:
    """A community's roads, each with all that stands before it in an address; alike in every run."""
    district, street = boundaries("district")[community_code[:6]], boundaries("street")[community_code[:9]]
    community = boundaries("community")[community_code]
    stem = f"{CITY_NAME}{district.name}{street.name}{community.name}"
    roads = road_names(np.random.default_rng(crc32(community_code.encode())))
    return tuple(stem + road for road in roads)
