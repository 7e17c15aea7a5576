"""Pure: places on a plane in metres, and a section along a line (工程地质剖面图: columns by chainage, each as far from the line as it is)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from pyproj import Transformer

from data.errors import GovernanceError

Point = tuple[float, float]  # metres east and north of the centre
SHORTEST = 1.0  # metres; a shorter line has no direction
TRIED = 24  # places that are tried as ends of a line


@dataclass(frozen=True)
class Centre:
    """Longitude and latitude (CGCS2000) from which metres are counted."""

    lng: float
    lat: float


def centre_of(places: Sequence[Point]) -> Centre:
    """The middle of the box around (lng, lat) pairs; raises ValueError without any."""
    lngs, lats = [p[0] for p in places], [p[1] for p in places]
    return Centre((min(lngs) + max(lngs)) / 2, (min(lats) + max(lats)) / 2)


def plane(centre: Centre, places: Sequence[Point]) -> list[Point]:
    """(lng, lat) in degrees → metres east and north, on a transverse Mercator plane through the centre (CGCS2000's ellipsoid)."""
    if not places:
        return []
    there = f"+proj=tmerc +lat_0={centre.lat} +lon_0={centre.lng} +k=1 +ellps=GRS80 +units=m"
    east, north = Transformer.from_crs("EPSG:4490", there, always_xy=True).transform([p[0] for p in places], [p[1] for p in places])
    return list(zip(east, north, strict=True))


@dataclass(frozen=True)
class Along:
    """Where a point stands on a section: metres along the line from its start, metres beside it (left positive)."""

    index: int
    chainage: float
    offset: float


def along(points: Sequence[Point], start: Point, end: Point, within: float) -> list[Along]:
    """The points at most `within` metres beside a line and not before its start or past its end, in order of chainage.

    Raises GovernanceError for a line shorter than a metre.
    """
    east, north = end[0] - start[0], end[1] - start[1]
    length = hypot(east, north)
    if length < SHORTEST:
        raise GovernanceError("剖面线太短，请选两个不同的位置")
    found = []
    for index, (x, y) in enumerate(points):
        dx, dy = x - start[0], y - start[1]
        chainage, offset = (dx * east + dy * north) / length, (dy * east - dx * north) / length
        if -1e-9 <= chainage <= length + 1e-9 and abs(offset) <= within + 1e-9:
            found.append(Along(index, chainage, offset))
    return sorted(found, key=lambda a: (a.chainage, a.index))


def busiest(points: Sequence[Point], within: float) -> tuple[int, int] | None:
    """The two points whose line has most others at most `within` metres beside it, of equal ones the longest; west first, None without a line.

    Of more than TRIED points every so manieth is tried as an end, so that the work stays bounded.
    """
    tried = range(0, len(points), max(1, -(-len(points) // TRIED)))
    pairs = [(a, b) for a in tried for b in tried if a < b and _length(points, a, b) >= SHORTEST]
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: (len(along(points, points[pair[0]], points[pair[1]], within)), _length(points, *pair)))
    west, east = sorted(best, key=lambda index: points[index])
    return west, east


def _length(points: Sequence[Point], one: int, other: int) -> float:
    return hypot(points[other][0] - points[one][0], points[other][1] - points[one][1])
