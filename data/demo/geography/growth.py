"""Regions grown over the cells: from seeds outward, fast over easy land, slowly over rough."""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

import numpy as np

from data.demo.geography.cells import Cells, waves

ROUNDS = 6
ATTEMPTS = 40
# A region under half the size wanted is not a region a city would draw.
SMALLEST_SHARE = 0.45

Paths = list[list[tuple[int, float]]]
Members = np.ndarray


def paths_between(rng: np.random.Generator, cells: Cells) -> Paths:
    """What a step from cell to cell costs: about 1, more over rough land, which is why borders wind."""
    land = np.exp(1.1 * waves(rng, cells.centres, (9.0, 5.0, 2.5)) + rng.normal(0, 0.5, len(cells.centres)))
    paths = []
    for here, others in enumerate(cells.neighbours):
        costs = (land[here] + land[others]) / 2
        paths.append(list(zip(others.tolist(), costs.tolist(), strict=True)))
    return paths


def grow(paths: Paths, members: Members, seeds: Sequence[int], speeds: Sequence[float]) -> np.ndarray:
    """Which seed reaches each member first. Each region is one body: a cell is taken only from its neighbour."""
    owner = dict.fromkeys(members.tolist(), -1)
    front = [(0.0, seed, which) for which, seed in enumerate(seeds)]
    while front:
        cost, here, which = heappop(front)
        if owner[here] >= 0:
            continue
        owner[here] = which
        for other, step in paths[here]:
            if owner.get(other) == -1:
                heappush(front, (cost + step / speeds[which], other, which))
    return np.fromiter(owner.values(), int, len(owner))


def balanced(paths: Paths, members: Members, seeds: Sequence[int], shares: np.ndarray) -> np.ndarray:
    """Grow again and again, hurrying the small and slowing the large, until the sizes fit the shares."""
    speeds = np.ones(len(seeds))
    best, best_error = np.empty(0, int), np.inf
    for _ in range(ROUNDS):
        owner = grow(paths, members, seeds, speeds.tolist())
        ratio = np.bincount(owner, minlength=len(seeds)) / (shares * len(members))
        error = float(np.abs(np.log(ratio)).max())
        if error < best_error:
            best, best_error = owner, error
        speeds = speeds / ratio**0.4
    return best


def spread_seeds(rng: np.random.Generator, points: np.ndarray, count: int) -> list[int]:
    """Each next seed is drawn far from those before it, then moved to the middle of the points nearest to it."""
    seeds = [int(rng.integers(len(points)))]
    while len(seeds) < count:
        far = _squared(points, points[seeds]).min(axis=1)
        seeds.append(int(rng.choice(len(points), p=far / far.sum())))
    middles = points[seeds]
    for _ in range(3):
        nearest = _squared(points, middles).argmin(axis=1)
        middles = np.array([points[nearest == which].mean(axis=0) for which in range(count)])
    seeds = [int(seed) for seed in _squared(points, middles).argmin(axis=0)]
    return seeds


def _squared(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    return ((points[:, None, :] - others[None, :, :]) ** 2).sum(axis=2)


def split(
    rng: np.random.Generator,
    cells: Cells,
    paths: Paths,
    members: Members,
    count: int,
    is_sound: Callable[[list[Members]], bool],
) -> list[Members]:
    """Cut one region into `count`; a cut with a region too small, or around another, is drawn again."""
    if count == 1:
        return [members]
    points = cells.centres[members]
    for _ in range(ATTEMPTS):
        seeds = spread_seeds(rng, points, count)
        if len(set(seeds)) < count:
            continue
        owner = balanced(paths, members, members[seeds].tolist(), np.full(count, 1 / count))
        parts = [members[owner == which] for which in range(count)]
        if min(map(len, parts)) >= SMALLEST_SHARE * len(members) / count and is_sound(parts):
            return parts
    raise RuntimeError(f"no sound cut of {len(members)} cells into {count} after {ATTEMPTS} attempts")
