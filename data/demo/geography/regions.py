"""区划 of the generated city as anybody else sees them: code, name, parent, area, outline."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod

from data.demo.geography.borders import outlines
from data.demo.geography.cells import build_cells
from data.demo.geography.growth import paths_between
from data.demo.geography.levels import SEATS, URBAN, cut_city
from data.demo.geography.names import community_suffix, invented_names, street_suffix

SEED = 20230630
CITY_CODE, CITY_NAME = "990100", "示范市"
# How long a code is at each level, and how long its parent's is.
CODE_LENGTHS = {"district": (6, 0), "street": (9, 6), "community": (12, 9), "grid": (15, 12)}
ELLIPSOID = Geod(ellps="GRS80")
# Areas are added up in units of 100 m², so that a region is exactly the sum of its parts.
UNITS_PER_KM2 = 10_000


@dataclass(frozen=True, slots=True)
class Boundary:
    """One region with its outline in CGCS2000 degrees."""

    code: str
    name: str
    parent: str
    area_km2: float
    outline: shapely.Polygon


@lru_cache(maxsize=1)
def build_regions(seed: int = SEED) -> dict[str, tuple[Boundary, ...]]:
    """Level → its regions by code. The same seed gives the same city, corner by corner."""
    rng = np.random.default_rng(seed)
    cells = build_cells(rng)
    drawing = outlines(cells, cut_city(rng, cells, paths_between(rng, cells)))
    names, areas = _names(rng, list(drawing)), _areas(drawing)
    return {
        level: tuple(
            Boundary(code, names[code], code[:above] or CITY_CODE, areas[code] / UNITS_PER_KM2, outline)
            for code, outline in drawing.items()
            if len(code) == length
        )
        for level, (length, above) in CODE_LENGTHS.items()
    }


def _areas(drawing: dict[str, shapely.Polygon]) -> dict[str, int]:
    areas = dict.fromkeys(drawing, 0)
    for code, outline in drawing.items():
        if len(code) == CODE_LENGTHS["grid"][0]:
            area = round(abs(ELLIPSOID.geometry_area_perimeter(outline)[0]) / 1e6 * UNITS_PER_KM2)
            for length, _ in CODE_LENGTHS.values():
                areas[code[:length]] += area
    return areas


def _names(rng: np.random.Generator, codes: list[str]) -> dict[str, str]:
    """A grid cell is numbered within its community; every other name occurs once in the city."""
    # Two streams, so that other syllables leave every 镇 a 镇 and every 村 a 村.
    syllables, kinds = rng.spawn(2)
    pool = invented_names(syllables)
    names = {seat.code: seat.name for seat in SEATS}
    for code in codes:
        if len(code) != 6:
            names[code] = _name(kinds, code, names, pool)
    return names


def _name(rng: np.random.Generator, code: str, names: dict[str, str], pool: Iterator[str]) -> str:
    if len(code) == 9:
        return next(pool) + street_suffix(rng, code[:6] in URBAN)
    if len(code) == 12:
        return next(pool) + community_suffix(rng, names[code[:9]])
    return f"{names[code[:12]]}{code[-2:]}网格"
