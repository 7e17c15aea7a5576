"""Outlines of districts for the map, read once from the rule book's boundary file."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from data.catalogue.boundary_file import collection
from data.catalogue.city import Boundary, City
from data.errors import GovernanceError

Box = tuple[float, float, float, float]


def district_shapes(folder: Path, city: City) -> list[dict[str, Any]]:
    """GeoJSON features in CGCS2000 degrees with code and name; none where the city declares no district boundary."""
    declared = next((b for b in city.boundaries if b.level == "district"), None)
    if declared is None:
        return []
    file = folder / declared.file
    if not file.is_file():
        raise GovernanceError(f"没有找到区划边界文件 {declared.file}，请检查办法目录")
    return _read(folder, declared, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(folder: Path, declared: Boundary, _changed: int) -> list[dict[str, Any]]:
    return collection(folder, declared)["features"]


def box_of(shapes: list[dict[str, Any]], city: City) -> Box:
    """West, south, east, north of the districts; without outlines the box coordinates must lie in."""
    points = [point for shape in shapes for point in _points(shape["geometry"]["coordinates"])]
    if not points:
        return float(city.longitude[0]), float(city.latitude[0]), float(city.longitude[1]), float(city.latitude[1])
    lngs, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lngs), min(lats), max(lngs), max(lats)


def _points(nested: Any) -> list[tuple[float, float]]:
    if isinstance(nested[0], (int, float)):
        return [(nested[0], nested[1])]
    return [point for part in nested for point in _points(part)]
