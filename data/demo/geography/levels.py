"""The four levels of regions, each cut out of the one above it: which cells belong to which region."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from data.demo.geography.cells import Cells
from data.demo.geography.growth import Members, Paths, balanced, split
from data.demo.geography.plane import KM

STREETS, COMMUNITIES, GRIDS = 120, 475, 2260


@dataclass(frozen=True, slots=True)
class Seat:
    """A district before it has borders: its code, where it starts (km east and north) and its share of the cells."""

    code: str
    name: str
    east: float
    north: float
    share: float


SEATS = (
    Seat("990102", "云桥区", -0.6, 2.6, 8.0),
    Seat("990103", "澄湖区", 5.2, 2.4, 9.5),
    Seat("990104", "栖梧区", -5.6, 1.8, 8.5),
    Seat("990105", "锦帆区", -2.6, -5.4, 9.0),
    Seat("990106", "听澜区", 4.6, -4.2, 9.0),
    Seat("990111", "望岫区", -16.0, 19.0, 14.5),
    Seat("990112", "鹤汀区", 21.0, 11.0, 13.0),
    Seat("990113", "沐泽区", 13.0, -21.0, 15.5),
    Seat("990114", "霁原区", -22.0, -7.0, 13.0),
)
URBAN = frozenset(seat.code for seat in SEATS[:5])


@dataclass(slots=True)
class Region:
    """区划 — a code, its cells, and the regions it is cut into."""

    code: str
    members: Members
    parts: list["Region"] = field(default_factory=list)


def cut_city(rng: np.random.Generator, cells: Cells, paths: Paths) -> list[Region]:
    """Districts from their seats; the other levels by cutting, so that each is a union of the level below."""
    districts = _districts(cells, paths)
    _cut(rng, cells, paths, districts, STREETS)
    streets = [street for district in districts for street in district.parts]
    _cut(rng, cells, paths, streets, COMMUNITIES)
    communities = [community for street in streets for community in street.parts]
    _cut(rng, cells, paths, communities, GRIDS)
    return districts


def _districts(cells: Cells, paths: Paths) -> list[Region]:
    seats = np.array([(seat.east, seat.north) for seat in SEATS]) * KM
    seeds = [int(np.hypot(*(cells.centres - seat).T).argmin()) for seat in seats]
    everywhere = np.arange(len(cells.polygons))
    shares = np.array([seat.share for seat in SEATS])
    owner = balanced(paths, everywhere, seeds, shares / shares.sum())
    return [Region(seat.code, everywhere[owner == which]) for which, seat in enumerate(SEATS)]


def _cut(rng: np.random.Generator, cells: Cells, paths: Paths, parents: list[Region], total: int) -> None:
    def is_sound(parts: list[Members]) -> bool:
        shapes = [shapely.coverage_union_all(cells.polygons[part]) for part in parts]
        return all(shape.geom_type == "Polygon" and not shape.interiors for shape in shapes)

    for parent, count in zip(parents, allot(total, [len(parent.members) for parent in parents]), strict=True):
        parts = split(rng, cells, paths, parent.members, count, is_sound)
        parts.sort(key=lambda part: -float(cells.centres[part][:, 1].mean()))
        parent.parts = [Region(f"{parent.code}{number:03d}", part) for number, part in enumerate(parts, start=1)]


def allot(total: int, weights: list[int]) -> list[int]:
    """Share `total` out by weight in whole numbers: one each, then always to whoever is furthest behind its due."""
    due = np.array(weights) * total / sum(weights)
    counts = np.ones(len(weights), int)
    while counts.sum() < total:
        counts[(due - counts).argmax()] += 1
    return counts.tolist()
