"""Pairs of places within some metres of each other, of different units: sorted cells and their neighbours, never each with each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_PAIRS = 100_000          # pairs that are found at most
MOST_LOOKED_AT = 20_000_000   # and candidates that are measured at most: very many things in one spot must not hold up the rest
NORTHMOST = 60.0              # degrees; rows beyond are in no city this house is for, and would widen everybody's cells
_AXIS, _FLATTENING = 6_378_137.0, 1 / 298.257222101  # CGCS2000
_ECCENTRICITY = _FLATTENING * (2 - _FLATTENING)
_DEGREE_OF_LATITUDE, _DEGREE_OF_LONGITUDE = 110_574.0, 111_319.0  # metres: the shortest there is, and the one on the equator
_SLACK = 1e-6                 # metres: what is exactly at the distance is within it
_BLOCK = 1_000_000
_AROUND = [(up, right) for up in (-1, 0, 1) for right in (-1, 0, 1)]

Indices = NDArray[np.int64]
Degrees = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Numbers of rows, the lower one first, in their order, and the metres between them; not whole when a limit cut the search."""

    first: Indices
    second: Indices
    metres: NDArray[np.float64]
    is_whole: bool


def pairs_within(lng: ArrayLike, lat: ArrayLike, unit: Sequence[object] | NDArray[np.generic], metres: float, most: int = MOST_PAIRS) -> Pairs:
    """Every pair of rows of different units whose places (CGCS2000 degrees; NaN has none) are at most so many metres apart."""
    x, y = np.asarray(lng, np.float64), np.asarray(lat, np.float64)
    placed = np.flatnonzero(np.isfinite(x) & (np.abs(y) <= NORTHMOST))
    whose = np.unique(np.asarray(unit), return_inverse=True)[1].astype(np.int64)
    found: list[tuple[Indices, Indices, NDArray[np.float64]]] = []
    count, looked_at, is_whole = 0, 0, True
    for one, other in _candidates(x[placed], y[placed], whose[placed], metres) if len(placed) > 1 else ():
        one, other = placed[one], placed[other]
        apart = distance(x[one], y[one], x[other], y[other])
        near = apart <= metres + _SLACK
        found.append((np.minimum(one, other)[near], np.maximum(one, other)[near], apart[near]))
        count, looked_at = count + int(near.sum()), looked_at + len(one)
        if count > most or looked_at > MOST_LOOKED_AT:
            is_whole = False
            break
    if not count:
        return Pairs(np.array([], np.int64), np.array([], np.int64), np.array([], np.float64), is_whole)
    first, second, apart = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((second, first))[:most]
    return Pairs(first[order], second[order], apart[order], is_whole)


def distance(lng: Degrees, lat: Degrees, other_lng: Degrees, other_lat: Degrees) -> NDArray[np.float64]:
    """Metres between near places: along the radii of curvature of the CGCS2000 ellipsoid halfway; 0.01 % within a kilometre."""
    middle = np.radians((lat + other_lat) / 2)
    bent = 1 - _ECCENTRICITY * np.sin(middle) ** 2
    east = _AXIS / np.sqrt(bent) * np.cos(middle) * np.radians(other_lng - lng)
    north = _AXIS * (1 - _ECCENTRICITY) / bent ** 1.5 * np.radians(other_lat - lat)
    return np.hypot(east, north)


def _candidates(x: Degrees, y: Degrees, unit: Indices, metres: float) -> Iterator[tuple[Indices, Indices]]:
    """Rows of neighbouring cells, those of one's own unit left out: sorted by cell, then unit, the greater units of a cell stand together."""
    column = np.floor((x - x.min()) / (metres / (_DEGREE_OF_LONGITUDE * cos(radians(np.abs(y).max()))))).astype(np.int64) + 1
    line = np.floor((y - y.min()) / (metres / _DEGREE_OF_LATITUDE)).astype(np.int64) + 1
    wide, kinds = int(column.max()) + 2, int(unit.max()) + 1
    cells, number = np.unique(line * wide + column, return_inverse=True)
    key = number * kinds + unit
    order = np.argsort(key, kind="stable").astype(np.int64)
    key, cell, own = key[order], cells[number[order]], unit[order]
    for up, right in _AROUND:
        wanted = cell + up * wide + right
        there = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
        begin = np.searchsorted(key, there * kinds + own, "right")
        end = np.searchsorted(key, there * kinds + kinds - 1, "right")
        counts = np.where(cells[there] == wanted, end - begin, 0)
        for rows in _blocks(counts):
            n = counts[rows]
            one = np.repeat(np.arange(rows.start, rows.stop), n)
            within = np.arange(int(n.sum())) - np.repeat(np.cumsum(n) - n, n)
            yield order[one], order[np.repeat(begin[rows], n) + within]


def _blocks(counts: Indices) -> Iterator[slice]:
    """Rows in turn, so many that their candidates fit into memory."""
    upto = np.cumsum(counts)
    start = 0
    while start < len(counts) and upto[-1] > (upto[start - 1] if start else 0):
        done = int(upto[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(upto, done + _BLOCK, "right")))
        yield slice(start, stop)
        start = stop
