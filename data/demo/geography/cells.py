"""Micro-cells: the small pieces of land every region of the city is put together from."""

from dataclasses import dataclass

import numpy as np
import shapely

from data.demo.geography.plane import KM

CELLS = 12_500
CITY_RADIUS_KM = 36.0
# Land is cut finely where people live: in the core the pieces are a few hundred metres across.
CORE_RADIUS_KM = 7.0
EDGE_DENSITY = 0.022
SHORTEST_SHARED_BORDER_M = 25.0

Points = np.ndarray


@dataclass(frozen=True, slots=True)
class Cells:
    """The pieces, their centres in metres, and who borders whom (pairs of numbers, both ways)."""

    polygons: np.ndarray
    centres: Points
    neighbours: list[np.ndarray]


def waves(rng: np.random.Generator, points: Points, lengths_km: tuple[float, ...]) -> np.ndarray:
    """Smooth noise in about ±1: plane waves in all directions, the longer the stronger."""
    total = np.zeros(len(points))
    for length in lengths_km:
        turn, phase = rng.uniform(0, 2 * np.pi, (2, 6))
        along = points @ np.stack([np.cos(turn), np.sin(turn)]) / (length * KM)
        total += length * np.sin(2 * np.pi * along + phase).mean(axis=1)
    return total * 2 / sum(lengths_km)


def is_in_city(rng: np.random.Generator, points: Points) -> np.ndarray:
    """An outline longer from north-west to south-east, with bays and tongues of every size."""
    along = (points[:, 0] - points[:, 1]) / np.sqrt(2)
    across = (points[:, 0] + points[:, 1]) / np.sqrt(2)
    distance = np.hypot(along / 1.16, across / 0.90)
    reach = 1 + 0.29 * waves(rng, points, (52.0, 31.0)) + 0.10 * waves(rng, points, (15.0, 8.0, 4.0))
    return distance < CITY_RADIUS_KM * KM * reach


def scattered(rng: np.random.Generator, count: int) -> Points:
    """Points that thin out from the core, evened by three rounds of moving each to the middle of its piece."""
    side = 1.4 * CITY_RADIUS_KM * KM
    kept: list[Points] = []
    while sum(map(len, kept)) < count:
        draw = rng.uniform(-side, side, (count, 2))
        ratio = np.hypot(*draw.T) / (CORE_RADIUS_KM * KM)
        wanted = EDGE_DENSITY + (1 - EDGE_DENSITY) / (1 + ratio**2) ** 1.5
        kept.append(draw[rng.random(count) < wanted])
    points = np.concatenate(kept)[:count]
    for _ in range(3):
        middles = shapely.get_coordinates(shapely.centroid(voronoi(points)))
        points = np.where(np.abs(middles) < side, middles, points)
    return points


def voronoi(points: Points) -> np.ndarray:
    return shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), ordered=True))


def build_cells(rng: np.random.Generator) -> Cells:
    """The pieces inside the outline: its largest body, islands left out and lakes filled."""
    points = scattered(rng, CELLS)
    # A tenth of a metre: both sides of a border must have the very same corners.
    pieces = shapely.transform(voronoi(points), lambda corners: np.round(corners, 1))
    inside = np.flatnonzero(is_in_city(rng, points))
    body = inside[largest_body(bordering(pieces[inside]))]
    outline = shapely.polygons(shapely.coverage_union_all(pieces[body]).exterior)
    whole = shapely.contains_xy(outline, points)
    return Cells(pieces[whole], points[whole], bordering(pieces[whole]))


def bordering(pieces: np.ndarray) -> list[np.ndarray]:
    """Two pieces are neighbours when an edge of one is an edge of the other, and not too short a one."""
    corners, owner = shapely.get_coordinates(pieces, return_index=True)
    same = owner[1:] == owner[:-1]
    one, two, owner = corners[:-1][same], corners[1:][same], owner[:-1][same]
    swap = (one[:, 0] > two[:, 0]) | ((one[:, 0] == two[:, 0]) & (one[:, 1] > two[:, 1]))
    edges = np.where(swap[:, None], np.hstack([two, one]), np.hstack([one, two]))
    long = np.hypot(*(one - two).T) > SHORTEST_SHARED_BORDER_M
    edges, owner = edges[long], owner[long]
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    pair = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1))
    left = np.concatenate([owner[pair], owner[pair + 1]])
    right = np.concatenate([owner[pair + 1], owner[pair]])
    order = np.lexsort((right, left))
    return np.split(right[order], np.searchsorted(left[order], np.arange(1, len(pieces))))


def largest_body(neighbours: list[np.ndarray]) -> np.ndarray:
    unseen, best = set(range(len(neighbours))), []
    while unseen:
        body, front = [], [min(unseen)]
        unseen.discard(front[0])
        while front:
            here = front.pop()
            body.append(here)
            for other in neighbours[here].tolist():
                if other in unseen:
                    unseen.discard(other)
                    front.append(other)
        best = max(best, body, key=len)
    return np.array(sorted(best))
