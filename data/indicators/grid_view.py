"""A view of the map at any zoom: cells while there is much to see, the objects themselves where there are few."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from data.codes.beidou import PYRAMID, Level
from data.indicators import grid_totals
from data.indicators.grid_levels import NEAREST, ROUGH, Bounds, cell_middle, columns, level_for, rows
from data.store.bulk import driver_rows
from data.store.placed import near, units_with
from data.store.tables import Entity, FrozenCount, GridCount
from data.store.versions import rows_apart

POINTS = 2000         # objects a view may show one by one
SMALL_LEDGER = 20_000 # a ledger of this size may show its objects at any zoom: looking them up is cheap
MICRO = 1_000_000
COLUMNS = PYRAMID[-1].columns
FROZEN = PYRAMID[:-1]  # the finest cells are not frozen: that near, the objects themselves are few


@dataclass(frozen=True)
class Known:
    """Whose knowledge a view shows: a publication of a month up to a submission, or (version 0) what stands now."""

    period: str = ""
    version: int = 0
    as_of: int | None = None

    @property
    def levels(self) -> Sequence[Level]:
        return FROZEN if self.version else PYRAMID

    @property
    def cells(self) -> tuple[Any, list[ColumnElement[bool]]]:
        """The columns of the table of counts, and what picks this publication out of it."""
        f = FrozenCount.__table__.c
        return (f, [f.period == self.period, f.version == self.version]) if self.version else (GridCount.__table__.c, [])

    def rows(self, ledger: str) -> list[Any]:
        """The columns of the objects' tables."""
        return [part.c for part in rows_apart(ledger, self.period, None, self.as_of)] if self.version else [Entity.__table__.c]


NOW = Known()


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty tuple asks for all. `cells_only`: ledgers whose exact places are not for this viewer; their cells are rough."""

    ledgers: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    cells_only: frozenset[str] = frozenset()
    narrowed: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # ledger → kinds and statuses of its own
    by: str = "kind"  # what the parts of a cell are counted by: kind, status or unit

    def within(self, ledger: str) -> "Wanted":
        """What is looked for in one ledger."""
        return replace(self, **self.narrowed[ledger]) if ledger in self.narrowed else self


@dataclass(frozen=True, slots=True)
class Cell:
    """Objects of one ledger in one cell, at the middle of their places; `parts`: how many of each kind, or of what was asked."""

    ledger: str
    x: int
    y: int
    n: int
    lng: float
    lat: float
    parts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """One object."""

    ledger: str
    unit: str
    key: str
    code: str | None
    name: str | None
    kind: str | None
    status: str | None
    lng: float
    lat: float
    disputed: bool


@dataclass(frozen=True)
class View:
    """The level's name, cells, and the objects of those ledgers of which few are in sight."""

    level: str
    cells: list[Cell]
    points: list[Place]


def view(session: Session, asked: Wanted, bounds: Bounds, zoom: int, known: Known = NOW) -> View:
    """What the box shows: reads a bounded number of cells however many objects the city has."""
    level = level_for(bounds, zoom, known.levels)
    cells, points = [], []
    for ledger, wanted in ((ledger, asked.within(ledger)) for ledger in asked.ledgers):
        found = cells_in(session, ledger, wanted, bounds, (level, known))
        if ledger in wanted.cells_only:
            cells += found
        elif _few(session, ledger, (level, known), sum(cell.n for cell in found)):
            points += _places(session, ledger, wanted, bounds, known)
        else:
            cells += found
    return View(level.name, cells, points)


def cells_in(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, at: tuple[Level, Known]) -> list[Cell]:
    """The cells of one ledger that the box touches, rough ones where the viewer may see no more."""
    look = _rough_cells if ledger in wanted.cells_only else _cells
    return look(session, ledger, wanted, bounds, at)


def most_in(session: Session, asked: Wanted, bounds: Bounds, known: Known = NOW) -> int:
    """At least as many as there are objects in the box: those of all cells it touches, of a bounded number of cells."""
    level = level_for(bounds, NEAREST, known.levels)
    return sum(cell.n for ledger in asked.ledgers for cell in cells_in(session, ledger, asked.within(ledger), bounds, (level, known)))


def _rough_cells(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, at: tuple[Level, Known]) -> list[Cell]:
    """A cell with one object would tell its place if it were drawn at the middle of its objects."""
    level = at[0] if at[0].width >= ROUGH.width else ROUGH
    found = _cells(session, ledger, wanted, bounds, (level, at[1]))
    middles = [cell_middle(cell.x, cell.y, level) for cell in found]
    return [replace(cell, lng=lng, lat=lat) for cell, (lng, lat) in zip(found, middles, strict=True)]


def _few(session: Session, ledger: str, at: tuple[Level, Known], in_sight: int) -> bool:
    level, known = at
    if not 0 < in_sight <= POINTS:
        return False
    return level is known.levels[-1] or _size(session, ledger, known) <= SMALL_LEDGER


def _size(session: Session, ledger: str, known: Known) -> int:
    """All placed objects of a ledger, from the coarsest cells."""
    if not known.version:
        return grid_totals.size(session, ledger)
    g, chosen = known.cells
    return session.scalar(select(func.sum(g.n)).where(g.ledger == ledger, g.level == PYRAMID[0].name, *chosen)) or 0


def _cells(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, at: tuple[Level, Known]) -> list[Cell]:
    """The totals where all is looked for, else the counts."""
    level, known = at
    box = (level, columns(bounds, level), rows(bounds, level))
    if known.version or level is PYRAMID[-1] or wanted.kinds or wanted.statuses or wanted.units:
        return _counted(session, ledger, wanted, box, known)
    return [Cell(ledger, x, y, n, lng / n / MICRO, lat / n / MICRO, parts) for y, x, n, lng, lat, parts in grid_totals.cells(session, ledger, box, wanted.by)]


def _counted(session: Session, ledger: str, wanted: Wanted, box: grid_totals.Box, known: Known) -> list[Cell]:
    """One range of the key per unit and row of cells: a band across the whole city is never read."""
    (g, chosen), (level, (left, right), (low, high)) = known.cells, box
    chosen += looked_for(g, wanted if known.version else everybody(session, ledger, wanted))
    cell, part = cast(g.y, BigInteger) * COLUMNS + g.x, {"kind": g.kind, "status": g.status, "unit": g.unit}[wanted.by]  # one number is sorted faster than two
    query = select(cell, part, func.sum(g.n), func.sum(g.sum_lng), func.sum(g.sum_lat)).where(
        g.ledger == ledger, g.level == level.name, g.y.in_(range(low, high + 1)), g.x.between(left, right), *chosen)
    found: dict[int, list[tuple[str, int, int, int]]] = defaultdict(list)
    for number, *rest in driver_rows(session, query.group_by(cell, part), {}):
        found[number].append((rest[0], *(int(value) for value in rest[1:])))
    return [_cell(ledger, divmod(number, COLUMNS), sorted(parts)) for number, parts in sorted(found.items())]


def _cell(ledger: str, at: tuple[int, int], parts: Sequence[tuple[str, int, int, int]]) -> Cell:
    n = sum(part[1] for part in parts)
    lng, lat = (sum(part[place] for part in parts) / n / MICRO for place in (2, 3))
    return Cell(ledger, at[1], at[0], n, lng, lat, {part[0]: part[1] for part in parts})


def _places(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, known: Known) -> list[Place]:
    found = []
    for e, conditions in inside(session, ledger, wanted, bounds, known):
        query = select(e.ledger, e.unit, e.key, e.code, e.name, e.kind, e.status, e.lng, e.lat, e.disputed).where(
            e.lat <= bounds.north, e.lng <= bounds.east, *conditions)
        found += [Place(*row) for row in session.execute(query.order_by(e.lat, e.lng).limit(POINTS))]
    return sorted(found, key=lambda place: (place.lat, place.lng))[:POINTS]


def inside(session: Session, ledger: str, wanted: Wanted, bounds: Bounds, known: Known) -> Iterator[tuple[Any, list[ColumnElement[bool]]]]:
    """The tables that the objects of a ledger stand in, each with what finds those in the box; whether its north and east edge belong to it is left."""
    wanted = everybody(session, ledger, wanted)
    for e in known.rows(ledger):
        yield e, [e.ledger == ledger, *looked_for(e, wanted), *near(e, bounds.south, bounds.north), e.lat >= bounds.south, e.lng >= bounds.west]


def everybody(session: Session, ledger: str, wanted: Wanted) -> Wanted:
    """The same with every unit by name where all are asked for: the keys of rows and counts begin with the unit."""
    return wanted if wanted.units else replace(wanted, units=tuple(units_with(session, ledger)))


def looked_for(e: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The chosen kinds, statuses and units as conditions on columns of objects or of counts."""
    return _chosen((e.kind, wanted.kinds), (e.status, wanted.statuses), (e.unit, wanted.units))


def _chosen(*choices: tuple[Any, tuple[str, ...]]) -> list[ColumnElement[bool]]:
    return [column.in_(values) for column, values in choices if values]
