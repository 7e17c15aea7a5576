"""框选 — what of the map's layers lies in a rectangle: counts by layer, status and unit, and the objects themselves for a workbook."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.codes.arc_units import UNITS_PER_DEGREE
from data.indicators.grid_levels import NEAREST, ROUGH, Bounds, level_for
from data.indicators.grid_view import Known, Wanted, cells_in, inside, most_in
from data.indicators.map_narrowed import Narrowed
from data.indicators.map_views import placed_ledgers, standing_of, wanted_of

READ = 1000  # rows fetched at once


@dataclass(frozen=True)
class InBox:
    """Codes with their numbers, the most first. `is_by_cells`: too many to be counted one by one, told from the cells of the map, whose objects
    are where the middle of all of them is; `rounded`: layers of which the reader sees the middle of a 20″ cell; `version`: of the publication, 0 now."""

    bounds: Bounds
    layers: list[tuple[str, int]]
    statuses: list[tuple[tuple[str, str], int]]  # (layer, status)
    units: list[tuple[str, int]]
    is_by_cells: bool
    rounded: tuple[str, ...]
    version: int

    @property
    def total(self) -> int:
        return sum(n for _, n in self.layers)


def count_in_box(session: Session, actor: Actor, narrowed: Narrowed, bounds: Bounds, period: str, limit: int) -> InBox:
    """The reader's own layers, filters, units and rounding; one by one while the cells it touches hold at most `limit` objects."""
    wanted, known = _asked(session, actor, narrowed, period)
    is_by_cells = most_in(session, wanted, bounds, known) > limit
    found: dict[str, Counter[Any]] = {"layer": Counter(), "status": Counter(), "unit": Counter()}
    for layer, status, unit, n in (_by_cells if is_by_cells else _one_by_one)(session, wanted, bounds, known):
        found["layer"][layer] += n if status is not None else 0
        if status is not None:
            found["status"][layer, status] += n
        if unit is not None:
            found["unit"][unit] += n
    rounded = tuple(code for code in wanted.ledgers if code in wanted.cells_only and found["layer"][code])
    layers, statuses, units = ([pair for pair in counter.most_common() if pair[1]] for counter in found.values())
    return InBox(bounds, layers, statuses, units, is_by_cells, rounded, known.version)


def rows_in_box(session: Session, actor: Actor, narrowed: Narrowed, bounds: Bounds, period: str) -> Iterator[tuple[Any, bool]]:
    """Every object with whether its place is rounded, layer by layer from south to north, read while they are taken."""
    wanted, known = _asked(session, actor, narrowed, period)
    for ledger in wanted.ledgers:
        is_rounded = ledger in wanted.cells_only
        for e, conditions in _inside(session, ledger, wanted, bounds, known):
            rows = select(*e).where(*conditions).order_by(e.lat, e.lng, e.unit, e.key)
            for row in session.execute(rows, execution_options={"yield_per": READ}):
                yield row, is_rounded


def rough_bounds(bounds: Bounds) -> Bounds | None:
    """Pure: all of the 20″ cells whose middle lies in the rectangle, east and north edge excluded; None: there is none. Who sees things at the middle
    of their cell must not learn from narrow rectangles where in it they are."""
    (west, east), (south, north) = (_snapped(low, high, origin, size) for low, high, origin, size in (
        (bounds.west, bounds.east, 180, ROUGH.width), (bounds.south, bounds.north, 90, ROUGH.height)))
    return Bounds(west, south, east, north) if west < east and south < north else None


def _snapped(low: float, high: float, origin: int, size: int) -> tuple[float, float]:
    first, last = ceil((low + origin) * UNITS_PER_DEGREE / size - 0.5), floor((high + origin) * UNITS_PER_DEGREE / size - 0.5)
    return first * size / UNITS_PER_DEGREE - origin, (last + 1) * size / UNITS_PER_DEGREE - origin


def _asked(session: Session, actor: Actor, narrowed: Narrowed, period: str) -> tuple[Wanted, Known]:
    ledgers = {ledger.code: ledger for ledger in placed_ledgers(session)}
    return wanted_of(actor, narrowed, ledgers), standing_of(session, period).known


def _inside(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, known: Known) -> Iterator[tuple[Any, list[Any]]]:
    """The tables a layer's objects stand in, each with what finds those in the rectangle."""
    is_rounded = ledger in wanted.cells_only
    box = rough_bounds(bounds) if is_rounded else bounds
    for e, conditions in inside(session, ledger, wanted.within(ledger), box, known) if box else ():
        edges = (e.lng < box.east, e.lat < box.north) if is_rounded else (e.lng <= box.east, e.lat <= box.north)
        yield e, [*conditions, *edges]


def _one_by_one(session: Session, wanted: Wanted, bounds: Bounds, known: Known) -> Iterator[tuple[str, str, str, int]]:
    for ledger in wanted.ledgers:
        for e, conditions in _inside(session, ledger, wanted, bounds, known):
            counted: Select[Any] = select(func.coalesce(e.status, ""), e.unit, func.count()).where(*conditions).group_by(e.status, e.unit)
            yield from ((ledger, *row) for row in session.execute(counted))


def _by_cells(session: Session, wanted: Wanted, bounds: Bounds, known: Known) -> Iterator[tuple[str, str | None, str | None, int]]:
    """Cells of which the middle of their objects lies inside; once by status and once by unit."""
    level = level_for(bounds, NEAREST, known.levels)
    for ledger in wanted.ledgers:
        for by in ("status", "unit"):
            for cell in cells_in(session, ledger, replace(wanted.within(ledger), by=by), bounds, (level, known)):
                if bounds.west <= cell.lng <= bounds.east and bounds.south <= cell.lat <= bounds.north:
                    yield from ((ledger, part, None, n) if by == "status" else (ledger, None, part, n) for part, n in cell.parts.items())
