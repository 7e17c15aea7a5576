"""Boundaries of regions in CGCS2000 degrees: which region a point lies in, and how far outside a region it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import shape

from data.errors import GovernanceError

_EARTH = Geod(ellps="GRS80")
_POLYGONS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Region:
    """One region with its boundary; flat is the same with longitudes shortened as they are at its latitude."""

    code: str
    name: str
    parent: str | None
    boundary: shapely.Geometry
    flat: shapely.Geometry = field(repr=False)
    shortening: float = field(repr=False)


class RegionShapes:
    """The regions of one boundary file, by code. A boundary belongs to the region on either side of it."""

    def __init__(self, collection: Mapping[str, Any]) -> None:
        self._regions: dict[str, Region] = {}
        repaired = []
        for place, feature in enumerate(collection.get("features") or (), 1):
            region, was_valid = _region(feature, place)
            if region.code in self._regions:
                raise GovernanceError(f"边界文件中区划代码“{region.code}”出现了两次，请合并为一个要素")
            self._regions[region.code] = region
            if not was_valid:
                repaired.append(region.code)
        if not self._regions:
            raise GovernanceError("边界文件中没有任何区域，请提供 GeoJSON FeatureCollection")
        # Regions whose drawn outline crossed itself and was untangled on loading.
        self.repaired = tuple(repaired)
        self._deepest_first = sorted(self._regions, key=self._depth, reverse=True)

    def __contains__(self, code: object) -> bool:
        return code in self._regions

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._regions)

    def region(self, code: str) -> Region:
        return self._regions[code]

    def bounds(self, code: str) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        west, south, east, north = shapely.bounds(self._regions[code].boundary).tolist()
        return west, south, east, north

    def contains(self, code: str, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Is each point inside the region or on its boundary? NaN is nowhere."""
        lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        west, south, east, north = self.bounds(code)
        inside = (lng >= west) & (lng <= east) & (lat >= south) & (lat <= north)
        inside[inside] = shapely.intersects_xy(self._regions[code].boundary, lng[inside], lat[inside])
        return inside

    def locate(self, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Code of the deepest region around each point, None where there is none; on a common border the first of the file."""
        lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        found = np.full(lng.shape, None, dtype=object)
        waiting = np.flatnonzero(np.isfinite(lng) & np.isfinite(lat))
        for code in self._deepest_first:
            here = self.contains(code, lng[waiting], lat[waiting])
            found[waiting[here]] = code
            waiting = waiting[~here]
            if not waiting.size:
                break
        return found

    def distance_m(self, code: str, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Metres from each point to the nearest of the region: 0 inside, NaN for NaN."""
        lng, lat = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        metres = np.where(np.isfinite(lng) & np.isfinite(lat), 0.0, np.nan)
        outside = np.isfinite(metres) & ~self.contains(code, lng, lat)
        if outside.any():
            metres[outside] = _metres_away(self._regions[code], lng[outside], lat[outside])
        return metres

    def _depth(self, code: str) -> int:
        depth, seen = 0, {code}
        parent = self._regions[code].parent
        while parent in self._regions and parent not in seen:
            seen.add(parent)
            depth, parent = depth + 1, self._regions[parent].parent
        return depth


def _region(feature: Mapping[str, Any], place: int) -> tuple[Region, bool]:
    said = feature.get("properties") or {}
    code, geometry = said.get("code"), feature.get("geometry") or {}
    if not isinstance(code, str) or not code:
        raise GovernanceError(f"边界文件第 {place} 个要素缺少文本格式的区划代码（code）")
    if geometry.get("type") not in _POLYGONS or not geometry.get("coordinates"):
        raise GovernanceError(f"边界文件中“{code}”不是面，请提供 Polygon 或 MultiPolygon")
    boundary = shape(geometry)
    was_valid = bool(shapely.is_valid(boundary))
    if not was_valid:
        boundary = shapely.make_valid(boundary, method="structure", keep_collapsed=False)
    west, south, east, north = shapely.bounds(boundary).tolist()
    if boundary.is_empty or max(-west, east) > 180 or max(-south, north) > 90:
        raise GovernanceError(f"边界文件中“{code}”的坐标不是经纬度，请转换为 CGCS2000 经纬度")
    shortening = float(np.cos(np.radians((south + north) / 2)))
    flat = shapely.transform(boundary, lambda points: points * (shortening, 1.0))
    shapely.prepare([boundary, flat])
    return Region(code, said.get("name") or code, said.get("parent"), boundary, flat, shortening), was_valid


def _metres_away(region: Region, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """The nearest point is found on the flattened boundary, the distance to it measured on the ellipsoid."""
    lines = shapely.shortest_line(region.flat, shapely.points(lng * region.shortening, lat))
    nearest = shapely.get_coordinates(lines)[::2]
    return _EARTH.inv(lng, lat, nearest[:, 0] / region.shortening, nearest[:, 1])[2]
