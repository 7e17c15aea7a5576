"""Borders: the outlines of all four levels, made rough where they are seen from afar and light to carry."""

from itertools import chain, pairwise

import numpy as np
import shapely

from data.demo.geography.cells import Cells
from data.demo.geography.levels import Region
from data.demo.geography.plane import to_degrees

# Corners that stand out by less than a triangle of this size (the square root of its area) are left out.
SIMPLIFY_M = 80.0
# The outer borders follow larger cells; their long straight edges get one more corner.
STRAIGHT_M = 550.0
ROUGHNESS = 0.17

Edges = np.ndarray


def outlines(cells: Cells, districts: list[Region]) -> dict[str, shapely.Polygon]:
    """Code → polygon in degrees, parents before children. Only grid cells are drawn; all else is their union."""
    grids = [grid for district in districts for grid in _lowest(district)]
    drawn = np.array([shapely.coverage_union_all(cells.polygons[grid.members]) for grid in grids])
    seen = np.array([shapely.coverage_union_all(cells.polygons[district.members]) for district in districts])
    shapes = to_degrees(shapely.coverage_simplify(roughened(drawn, edges_of(seen)), SIMPLIFY_M))
    if not shapely.coverage_is_valid(shapes):
        raise RuntimeError("the drawn grid cells overlap: another seed is needed")
    drawing = dict(zip((grid.code for grid in grids), shapes, strict=True))
    for district in districts:
        _unite(district, drawing)
    return dict(sorted(drawing.items()))


def _lowest(region: Region) -> list[Region]:
    return list(chain.from_iterable(map(_lowest, region.parts))) if region.parts else [region]


def _unite(region: Region, drawing: dict[str, shapely.Polygon]) -> shapely.Polygon:
    if region.parts:
        drawing[region.code] = shapely.coverage_union_all([_unite(part, drawing) for part in region.parts])
    return drawing[region.code]


def edges_of(shapes: np.ndarray) -> set[tuple[float, float, float, float]]:
    """Every edge once, whichever way round it is drawn."""
    corners, owner = shapely.get_coordinates(shapes, return_index=True)
    same = owner[1:] == owner[:-1]
    return {_edge(one, two) for one, two in zip(corners[:-1][same].tolist(), corners[1:][same].tolist(), strict=True)}


def _edge(one: list[float], two: list[float]) -> tuple[float, float, float, float]:
    return (*one, *two) if one < two else (*two, *one)


def roughened(shapes: np.ndarray, edges: set[tuple[float, float, float, float]]) -> np.ndarray:
    """Long edges among `edges` are bent in the middle, alike for the shapes on both sides."""
    rough = []
    for shape in shapes:
        ring = shapely.get_coordinates(shape).tolist()
        corners = [ring[0]]
        for one, two in pairwise(ring):
            edge = _edge(one, two)
            if edge in edges and np.hypot(edge[2] - edge[0], edge[3] - edge[1]) > STRAIGHT_M:
                corners.append(_bend(edge))
            corners.append(two)
        rough.append(shapely.Polygon(corners))
    return np.array(rough)


def _bend(edge: tuple[float, float, float, float]) -> list[float]:
    x, y, to_x, to_y = edge
    # Any number that follows from the edge alone will do; both neighbours must come to the same one.
    aside = ROUGHNESS * np.sin(12.9898 * x + 78.233 * y)
    return [(x + to_x) / 2 + aside * (to_y - y), (y + to_y) / 2 - aside * (to_x - x)]
