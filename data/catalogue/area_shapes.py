"""Outlines of streets, communities and grid cells as a view needs them: those in sight, as fine as its pixels, never more than a bounded number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely

from data.catalogue.boundary_file import collection
from data.catalogue.city import Boundary, City
from data.catalogue.shapes import Box
from data.codes.region_shapes import RegionShapes
from data.errors import GovernanceError

MOST = 600        # outlines of one view
VERTICES = 6_000  # points of all of them together
FINENESS = (8, 10, 12, 14)  # zooms for whose pixels outlines are thinned; nearer than the last they are as the file has them
TILE = 256
Shape = dict[str, Any]


@dataclass(frozen=True)
class InSight:
    """The outlines of a view; `in_all` is how many lie in it, and when these are too many none are drawn."""

    shapes: list[Shape]
    in_all: int

    @property
    def are_too_many(self) -> bool:
        return self.in_all > MOST


def declared_level(city: City, level: str) -> Boundary | None:
    return next((b for b in city.boundaries if b.level == level), None)


def shapes_in_sight(folder: Path, city: City, level: str, box: Box, zoom: int) -> InSight | None:
    """GeoJSON features (code, name, parent) whose surroundings meet the box; None: the city declares no such boundary."""
    if declared_level(city, level) is None:
        return None
    finest = sum(zoom >= fine for fine in FINENESS)
    west, south, east, north = box
    for fineness in range(finest, -1, -1):
        drawn = _thinned(folder, city, level, fineness)
        hit = np.flatnonzero((drawn.bounds[:, 0] <= east) & (drawn.bounds[:, 2] >= west) & (drawn.bounds[:, 1] <= north) & (drawn.bounds[:, 3] >= south))
        if len(hit) > MOST:
            return InSight([], len(hit))
        if fineness == 0 or drawn.vertices[hit].sum() <= VERTICES:
            return InSight([drawn.shapes[n] for n in hit], len(hit))
    raise AssertionError("the coarsest outlines are always an answer")


def level_regions(folder: Path, city: City, level: str) -> RegionShapes:
    """The same outlines as the file has them, to tell which one a place lies in."""
    return _regions(*_file(folder, city, level))


def area_path(folder: Path, city: City, code: str) -> list[str]:
    """Names from the district down to the area of this code; what is not declared is left out."""
    known = [level_regions(folder, city, b.level) for b in city.boundaries]
    names: list[str] = []
    while code and (here := next((regions.region(code) for regions in known if code in regions), None)) and here.name not in names:
        names.insert(0, here.name)
        code = here.parent or ""
    return names


@dataclass(frozen=True)
class _Drawn:
    shapes: list[Shape]
    bounds: np.ndarray    # west, south, east, north of each
    vertices: np.ndarray  # points of each


def _file(folder: Path, city: City, level: str) -> tuple[Path, Boundary, int]:
    declared = declared_level(city, level)
    if declared is None or not (folder / declared.file).is_file():
        raise GovernanceError(f"没有找到边界文件 {declared.file if declared else level}，请检查办法目录")
    return folder, declared, (folder / declared.file).stat().st_mtime_ns


def _thinned(folder: Path, city: City, level: str, fineness: int) -> _Drawn:
    return _drawn(*_file(folder, city, level), fineness)


@lru_cache(maxsize=4)
def _regions(folder: Path, declared: Boundary, _changed: int) -> RegionShapes:
    return RegionShapes(collection(folder, declared))


@lru_cache(maxsize=24)
def _drawn(folder: Path, declared: Boundary, changed: int, fineness: int) -> _Drawn:
    """Neighbours keep a common border where the file is a clean coverage; else each outline is thinned for itself."""
    regions = _regions(folder, declared, changed)
    known = [regions.region(code) for code in regions.codes]
    outlines = np.array([region.boundary for region in known], dtype=object)
    if fineness < len(FINENESS):
        pixel = 360 / (TILE * 2 ** (FINENESS[fineness]))
        thin = shapely.coverage_simplify if shapely.coverage_is_valid(outlines) else shapely.simplify
        outlines = shapely.transform(thin(outlines, pixel), lambda points: np.round(points, 4 + (fineness > 1)))
    shapes = [_feature(region.code, region.name, region.parent, text)
              for region, text in zip(known, shapely.to_geojson(outlines), strict=True)]
    return _Drawn(shapes, shapely.bounds(outlines), shapely.get_num_coordinates(outlines))


def _feature(code: str, name: str, parent: str | None, outline: str) -> Shape:
    said: Mapping[str, Any] = {"code": code, "name": name, "parent": parent}
    return {"type": "Feature", "properties": said, "geometry": orjson.loads(outline)}
