"""Coordinate systems a ledger may state, and their way to CGCS2000 degrees."""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from data.errors import GovernanceError

CGCS2000 = "cgcs2000"
WGS84 = "wgs84"
GCJ02 = "gcj02"
BD09 = "bd09"
# Suspicions that are no coordinate system.
SWAPPED = "swapped"
PROJECTED = "projected"
ZERO = "zero"
# Any projected or geographic system on one of the two exact datums is named EPSG:nnnn.
EPSG = re.compile(r"EPSG:[0-9]{4,6}")

Points = tuple[np.ndarray, np.ndarray]
Shift = Callable[[np.ndarray, np.ndarray], Points]
Inside = Callable[[np.ndarray, np.ndarray], np.ndarray]

# Constants of the published GCJ-02 formula: Krasovsky's ellipsoid, in metres.
_AXIS = 6378245.0
_ECCENTRICITY = 0.00669342162296594323
_BD_TURNS = np.pi * 3000.0 / 180.0
# The error of n rounds shrinks by some 3000 each; four leave a micrometre.
_ROUNDS = 4

# A suspicion speaks for a whole file: it must hold for most points, tell enough of them apart, and be clearly the best.
_MOST = 0.8
_TELLING_POINTS = 5
_CLEAR_LEAD = 0.02
# Degrees end at 180; metres of any zone, prefixed or not, lie between these.
_METRES = (1e3, 1e8)


def to_cgcs2000(x: np.ndarray, y: np.ndarray, crs: str) -> Points:
    """Longitude and latitude; x is longitude or easting, y latitude or northing. NaN where there is no answer.

    WGS-84 and CGCS2000 differ by centimetres and count as equal. GovernanceError for a system that is unknown or has no exact way.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if crs in (CGCS2000, WGS84):
        return x.copy(), y.copy()
    if crs == GCJ02:
        return _undo(gcj02_from_wgs84, x, y)
    if crs == BD09:
        return _undo(gcj02_from_wgs84, *_undo(bd09_from_gcj02, x, y))
    lng, lat = _transformer(crs).transform(x, y)
    lost = ~(np.isfinite(lng) & np.isfinite(lat))
    return np.where(lost, np.nan, lng), np.where(lost, np.nan, lat)


def gcj02_from_wgs84(lng: np.ndarray, lat: np.ndarray) -> Points:
    """The public formula of the shift; identity outside the rectangle in which it is applied."""
    lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    east, north = _gcj_offsets(lng - 105.0, lat - 35.0)
    radians = np.radians(lat)
    flat = 1 - _ECCENTRICITY * np.sin(radians) ** 2
    metres_per_degree_lng = _AXIS / np.sqrt(flat) * np.cos(radians) * np.pi / 180
    metres_per_degree_lat = _AXIS * (1 - _ECCENTRICITY) / (flat * np.sqrt(flat)) * np.pi / 180
    shifted = (lng >= 72.004) & (lng <= 137.8347) & (lat >= 0.8293) & (lat <= 55.8271)
    return np.where(shifted, lng + east / metres_per_degree_lng, lng), np.where(shifted, lat + north / metres_per_degree_lat, lat)


def bd09_from_gcj02(lng: np.ndarray, lat: np.ndarray) -> Points:
    """The second shift, of one map service, on top of GCJ-02."""
    lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    radius = np.hypot(lng, lat) + 0.00002 * np.sin(lat * _BD_TURNS)
    angle = np.arctan2(lat, lng) + 0.000003 * np.cos(lng * _BD_TURNS)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def suspect(lng: np.ndarray, lat: np.ndarray, inside: Inside) -> str | None:
    """What a whole column of stated CGCS2000 degrees more likely is: swapped, gcj02, bd09, projected, zero; None when nothing is clear.

    inside answers, for all points in the order given, whether each lies where its row says it does. A shift of 600 m moves few
    points over a border, so a datum is judged by the points it tells apart: more than 80 % of them must agree better under it,
    they must be five (or all) and 2 % of the file ahead of every other reading, and 80 % of the file must agree at all.
    """
    lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    given = np.isfinite(lng) & np.isfinite(lat)
    count = int(given.sum())
    if count == 0:
        return None
    x, y = np.abs(lng[given]), np.abs(lat[given])
    if np.mean((x < 1e-6) & (y < 1e-6)) > _MOST:
        return ZERO
    if np.mean((x >= _METRES[0]) & (x < _METRES[1]) & (y >= _METRES[0]) & (y < _METRES[1])) > _MOST:
        return PROJECTED
    readings = {SWAPPED: (lat, lng), GCJ02: to_cgcs2000(lng, lat, GCJ02), BD09: to_cgcs2000(lng, lat, BD09)}
    agreed = {name: inside(*points) & given for name, points in readings.items()}
    return _clear_best(agreed, inside(lng, lat) & given, count)


def _clear_best(agreed: dict[str, np.ndarray], as_stated: np.ndarray, count: int) -> str | None:
    totals = {name: int(points.sum()) for name, points in agreed.items()}
    best = max(totals, key=totals.__getitem__)
    gained, lost = int((agreed[best] & ~as_stated).sum()), int((as_stated & ~agreed[best]).sum())
    rival = max(int(as_stated.sum()), *(total for name, total in totals.items() if name != best))
    is_clear = (
        totals[best] > _MOST * count
        and gained > _MOST * (gained + lost)
        and gained >= min(_TELLING_POINTS, count)
        and totals[best] - rival > _CLEAR_LEAD * count
    )
    return best if is_clear else None


def _gcj_offsets(x: np.ndarray, y: np.ndarray) -> Points:
    """Metres east and north, from degrees east of 105° and north of 35°."""
    root, pi = np.sqrt(np.abs(x)), np.pi
    ripple = 20 * np.sin(6 * pi * x) + 20 * np.sin(2 * pi * x)
    waves_x = 20 * np.sin(pi * x) + 40 * np.sin(pi / 3 * x) + 150 * np.sin(pi / 12 * x) + 300 * np.sin(pi / 30 * x)
    waves_y = 20 * np.sin(pi * y) + 40 * np.sin(pi / 3 * y) + 160 * np.sin(pi / 12 * y) + 320 * np.sin(pi / 30 * y)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + (ripple + waves_x) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + (ripple + waves_y) * 2 / 3
    return east, north


def _undo(shift: Shift, x: np.ndarray, y: np.ndarray) -> Points:
    """The point that the shift moves to (x, y), found by walking back what each guess overshoots."""
    lng, lat = x, y
    for _ in range(_ROUNDS):
        shifted_lng, shifted_lat = shift(lng, lat)
        lng, lat = lng + (x - shifted_lng), lat + (y - shifted_lat)
    return lng, lat


@lru_cache(maxsize=32)
def _transformer(crs: str) -> Transformer:
    if not EPSG.fullmatch(crs):
        raise GovernanceError(f"不认识坐标系“{crs}”，可填 cgcs2000、wgs84、gcj02、bd09 或 EPSG 编号（如 EPSG:4547）")
    try:
        system = CRS(crs)
    except CRSError as unknown:
        raise GovernanceError(f"坐标系编号“{crs}”不存在，请核对 EPSG 编号") from unknown
    base = system.geodetic_crs
    # 北京54 and 西安80 have no public parameters; PROJ would shift them by a guess of tens of metres.
    if base is None or base.to_epsg() not in (4490, 4326):
        raise GovernanceError(f"坐标系“{crs}”到 CGCS2000 没有公开的精确转换参数，请向测绘部门申请转换，报送转换后的 CGCS2000 坐标")
    return Transformer.from_crs(system, CRS("EPSG:4490"), always_xy=True)
