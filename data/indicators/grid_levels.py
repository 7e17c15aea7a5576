"""Which level of cells a view counts on, and which of its cells a box touches."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.codes.arc_units import UNITS_PER_DEGREE
from data.codes.beidou import PYRAMID, Level

CELLS = 1500          # cells a view may lie on
CELL_PIXELS = 18      # a cell should be wide enough to put a mark on
TILE = 256
NEAREST = 24          # a zoom at which the cells of every level are wide enough
ROUGH = PYRAMID[-2]   # 20″, some 500 m: places of sensitive ledgers are shown no finer, and at the middle of their cell


@dataclass(frozen=True)
class Bounds:
    """A box in CGCS2000 degrees."""

    west: float
    south: float
    east: float
    north: float


def level_for(bounds: Bounds, zoom: int, levels: Sequence[Level] = PYRAMID) -> Level:
    """The finest level whose cells are wide enough at this zoom and few enough in the box."""
    degree_pixels = TILE * 2 ** max(0, min(zoom, 24)) / 360
    wide = [level for level in levels if level.width / UNITS_PER_DEGREE * degree_pixels >= CELL_PIXELS]
    return next((level for level in reversed(wide) if _count(bounds, level) <= CELLS), levels[0])


def finest_level(bounds: Bounds, most: int, levels: Sequence[Level] = PYRAMID) -> Level:
    """The finest level of which at most so many cells lie in the box."""
    return next((level for level in reversed(levels) if _count(bounds, level) <= most), levels[0])


def middle(lng: float, lat: float, level: Level = ROUGH) -> tuple[float, float]:
    """The middle of the cell a point lies in, in degrees."""
    return cell_middle(int((lng + 180) * UNITS_PER_DEGREE // level.width), int((lat + 90) * UNITS_PER_DEGREE // level.height), level)


def cell_middle(x: int, y: int, level: Level) -> tuple[float, float]:
    """The middle of a cell, in degrees."""
    return (x + 0.5) * level.width / UNITS_PER_DEGREE - 180, (y + 0.5) * level.height / UNITS_PER_DEGREE - 90


def columns(bounds: Bounds, level: Level) -> tuple[int, int]:
    """The first and the last column of cells the box touches, from 180° west."""
    return _span(bounds.west, bounds.east, 180, level.width, level.columns)


def rows(bounds: Bounds, level: Level) -> tuple[int, int]:
    """The first and the last row of cells the box touches, from 90° south."""
    return _span(bounds.south, bounds.north, 90, level.height, level.rows)


def _count(bounds: Bounds, level: Level) -> int:
    (left, right), (low, high) = columns(bounds, level), rows(bounds, level)
    return max(0, right - left + 1) * max(0, high - low + 1)


def _span(low: float, high: float, origin: int, size: int, count: int) -> tuple[int, int]:
    first, last = (int((degree + origin) * UNITS_PER_DEGREE // size) for degree in (max(low, -origin), min(high, origin)))
    return max(first, 0), min(last, count - 1)
