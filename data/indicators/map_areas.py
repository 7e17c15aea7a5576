"""How many objects of the map's layers lie in each street, community or grid cell in sight; bounded work however many objects there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.codes.region_shapes import RegionShapes
from data.indicators.grid_levels import Bounds, finest_level
from data.indicators.grid_view import Known, Wanted, cells_in, inside, most_in
from data.indicators.map_narrowed import Narrowed
from data.indicators.map_views import placed_ledgers, standing_of, wanted_of
from data.vocabulary import Labelled

READ = 20_000   # objects that are placed one by one
CELLS = 20_000  # cells that are read instead where there may be more


class AreaLevel(Labelled):
    """区划层级 — what the ground of the map is divided into."""

    DISTRICT = "district", "区县"
    STREET = "street", "街道"
    COMMUNITY = "community", "社区"
    GRID = "grid", "网格"


def area_level(word: str | None) -> AreaLevel:
    """What the address says; the district where it says nothing known."""
    return next((one for one in AreaLevel if one == word), AreaLevel.DISTRICT)


@dataclass(frozen=True)
class AreaCounts:
    """Area → layer → objects; an area without any has an empty counter. `is_by_cells`: objects are placed by the middle of all in their cell."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    is_by_cells: bool = False
    rounded: tuple[str, ...] = ()  # layers placed at the middle of their 20″ cell


@dataclass(frozen=True)
class _Heap:
    """Places of one layer with how many objects stand at each."""

    ledger: str
    lng: np.ndarray
    lat: np.ndarray
    n: np.ndarray


def area_counts(session: Session, actor: Actor, narrowed: Narrowed, areas: tuple[RegionShapes, Sequence[str]], period: str) -> AreaCounts:
    """Of the regions and the codes of those in sight; a place on a common border counts for the first. The reader's own scope and rounding."""
    regions, codes = areas
    ledgers = {ledger.code: ledger for ledger in placed_ledgers(session)}
    wanted, known = wanted_of(actor, narrowed, ledgers), standing_of(session, period).known
    if not codes or not wanted.ledgers:
        return AreaCounts({code: Counter() for code in codes})
    bounds = _around(regions, codes)
    is_by_cells = most_in(session, wanted, bounds, known) > READ
    counts: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for heap in _heaps(session, wanted, bounds, known, is_by_cells):
        waiting = np.ones(len(heap.n), dtype=bool)
        for code in codes:
            here = waiting & regions.contains(code, heap.lng, heap.lat)
            if here.any():
                counts[code][heap.ledger] += int(heap.n[here].sum())
                waiting &= ~here
    return AreaCounts(counts, is_by_cells, tuple(code for code in wanted.ledgers if code in wanted.cells_only))


def _around(regions: RegionShapes, codes: Sequence[str]) -> Bounds:
    edges = np.array([regions.bounds(code) for code in codes])
    return Bounds(*map(float, (*edges[:, :2].min(axis=0), *edges[:, 2:].max(axis=0))))


def _heaps(session: Session, wanted: Wanted, bounds: Bounds, known: Known, is_by_cells: bool) -> Iterator[_Heap]:
    level = finest_level(bounds, CELLS, known.levels)
    for ledger in wanted.ledgers:
        if is_by_cells or ledger in wanted.cells_only:
            found = [(cell.lng, cell.lat, cell.n) for cell in cells_in(session, ledger, wanted.within(ledger), bounds, (level, known))]
        else:
            found = list(_places(session, ledger, wanted.within(ledger), bounds, known))
        if found:
            lng, lat, n = np.array(found, dtype=np.float64).T
            yield _Heap(ledger, lng, lat, n.astype(np.int64))


def _places(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, known: Known) -> Iterator[tuple[float, float, int]]:
    for e, conditions in inside(session, ledger, wanted, bounds, known):
        yield from ((lng, lat, 1) for lng, lat in session.execute(select(e.lng, e.lat).where(e.lat <= bounds.north, e.lng <= bounds.east, *conditions)))
