"""部署节点图 — where coverage is missing as the ledgers declare it: cells with objects and no device, places that no network covers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.catalogue.book import Catalogue
from data.catalogue.city import City
from data.catalogue.ledger import Coverage, Ledger
from data.codes.arc_units import UNITS_PER_DEGREE
from data.codes.beidou import Level, cells
from data.errors import NotFound
from data.indicators.grid_levels import Bounds, finest_level, middle
from data.indicators.grid_view import FROZEN, POINTS, Known, Wanted, cells_in, most_in
from data.indicators.map_views import placed_ledgers, shows_exact, standing_of
from data.indicators.sql_filters import Rows, condition
from data.store import rulebook
from data.store.placed import near, units_with

CELLS = 4_000   # cells of a view
READ = 50_000   # devices or places of a view that are read one by one
EVER = "9999-12"  # what stands now, from whatever month on
BETWEEN = "/"   # sensor/online


@dataclass(frozen=True, slots=True)
class CoverCell:
    """So many objects (of each ledger asked about) in a cell, of which so many are covered: all or none of them where a device covers the cell."""

    x: int
    y: int
    held: tuple[int, ...]
    met: int

    @property
    def n(self) -> int:
        return sum(self.held)


@dataclass(frozen=True, slots=True)
class CoverPlace:
    """One place of a ledger that asks for its own coverage."""

    lng: float
    lat: float
    name: str
    kind: str | None
    is_met: bool


@dataclass(frozen=True)
class CoverView:
    """`gaps` of `asked` cells or places are not covered; `too_many` devices or places in sight (0: not too many) are not looked through."""

    coverage: Coverage
    level: Level
    ledgers: tuple[str, ...]  # whose objects are held by the cells, in their order
    cells: list[CoverCell] = field(default_factory=list)
    places: list[CoverPlace] = field(default_factory=list)
    too_many: int = 0

    @property
    def is_of_cells(self) -> bool:
        """Is a cell covered as a whole?"""
        return bool(self.coverage.of)

    @property
    def asked(self) -> int:
        return len(self.cells) if self.is_of_cells else len(self.places) + sum(cell.n for cell in self.cells)

    @property
    def gaps(self) -> int:
        if self.is_of_cells:
            return sum(not cell.met for cell in self.cells)
        return sum(not place.is_met for place in self.places) + sum(cell.n - cell.met for cell in self.cells)


def coverages(session: Session, actor: Actor) -> list[tuple[str, Ledger, Coverage]]:
    """What may be asked about, by word. Which cells have no device of anybody is for who sees all units; a unit may ask about its own places."""
    if not actor.may(Permission.VIEW_TRIAL):
        return []
    return [(BETWEEN.join((ledger.code, one.code)), ledger, one) for ledger in placed_ledgers(session) for one in ledger.coverage
            if actor.sees_all or not one.of]


def coverage_in_view(session: Session, actor: Actor, word: str, sight: tuple[Bounds, int], period: str) -> CoverView:
    """Of the month's publication, else of what stands now; a bounded number of cells and rows whatever the city holds."""
    require(actor, Permission.VIEW_TRIAL)
    found = next((one for one in coverages(session, actor) if one[0] == word), None)
    if found is None:
        raise NotFound("没有这项覆盖，或需要能看全市对象的权限")
    book, known = rulebook.newest_book(session), standing_of(session, period).known
    level = _level(_within(book.city, sight[0]), sight[1])
    bounds = _whole(_within(book.city, sight[0]), level)
    _, ledger, coverage = found
    units = () if actor.sees_all else (actor.unit or "",)
    if (most := most_in(session, Wanted((ledger.code,), units=units), bounds, known)) > READ:
        return CoverView(coverage, level, (), too_many=most)
    return (_cells_without if coverage.of else _places)(session, _Asked(book, ledger, coverage, actor, known, bounds, level))


def _whole(bounds: Bounds, level: Level) -> Bounds:
    """Widened to whole cells, a hair within their outer edges: a device beyond the edge of the view covers its cell as well."""
    first, last = ([int((degree + origin) * UNITS_PER_DEGREE // size) for degree, origin, size in (
        (lng, 180, level.width), (lat, 90, level.height))] for lng, lat in ((bounds.west, bounds.south), (bounds.east, bounds.north)))
    hair = 0.5 / UNITS_PER_DEGREE
    return Bounds(first[0] * level.width / UNITS_PER_DEGREE - 180, first[1] * level.height / UNITS_PER_DEGREE - 90,
                  (last[0] + 1) * level.width / UNITS_PER_DEGREE - 180 - hair, (last[1] + 1) * level.height / UNITS_PER_DEGREE - 90 - hair)


def _within(city: City, bounds: Bounds) -> Bounds:
    """The part of the view that may hold anything: coordinates lie in the city's box."""
    (west, east), (south, north) = ((float(low), float(high)) for low, high in (city.longitude, city.latitude))
    return Bounds(min(max(bounds.west, west), east), min(max(bounds.south, south), north),
                  max(min(bounds.east, east), west), max(min(bounds.north, north), south))


def _level(bounds: Bounds, zoom: int) -> Level:
    """The finest level, 20″ at most, that is wide enough to be seen and has few enough cells in sight."""
    pixel = 360 * UNITS_PER_DEGREE / (256 * 2**zoom)
    seen = [level for level in FROZEN if level.width >= 4 * pixel]
    return finest_level(bounds, CELLS, seen or FROZEN[:1])


@dataclass(frozen=True)
class _Asked:
    """One coverage, whose rows and whose knowledge it is asked of, and where."""

    book: Catalogue
    ledger: Ledger
    coverage: Coverage
    actor: Actor
    known: Known
    bounds: Bounds
    level: Level

    def rows(self, session: Session) -> Iterator[tuple[Any, ColumnElement[bool], list[ColumnElement[bool]]]]:
        """The tables of the declared ledger: their columns, whether a row is met, and what finds those in sight that are asked about."""
        units = units_with(session, self.ledger.code) if self.actor.sees_all else (self.actor.unit or "",)
        for rows in Rows.apart(self.book, self.ledger.code, self.known.period or EVER, units, self.known.as_of):
            e, b = rows.versions.c, self.bounds
            asked = [condition(self.coverage.among, rows)] if self.coverage.among else []
            here = [*near(e, b.south, b.north), e.lat.between(b.south, b.north), e.lng.between(b.west, b.east)]
            yield e, condition(self.coverage.met, rows), [*here, *asked]


def _cells_without(session: Session, asked: _Asked) -> CoverView:
    """Cells in which the other ledgers have objects, and whether any row that is met lies in the same cell."""
    placed = {ledger.code for ledger in placed_ledgers(session)}
    of = tuple(code for code in asked.coverage.of if code in placed)
    held: dict[tuple[int, int], list[int]] = {}
    for n, code in enumerate(of):
        for cell in cells_in(session, code, Wanted((code,)), asked.bounds, (asked.level, asked.known)):
            held.setdefault((cell.x, cell.y), [0] * len(of))[n] = cell.n
    covered: set[tuple[int, int]] = set()
    for e, is_met, conditions in asked.rows(session):
        found = np.array(session.execute(select(e.lng, e.lat).where(is_met, *conditions)).all(), dtype=np.float64).reshape(-1, 2)
        x, y = cells(*found.T, asked.level.name)
        covered |= set(zip(x.tolist(), y.tolist(), strict=True))
    return CoverView(asked.coverage, asked.level, of, [CoverCell(x, y, tuple(n), sum(n) if (x, y) in covered else 0) for (x, y), n in sorted(held.items())])


def _places(session: Session, asked: _Asked) -> CoverView:
    """The ledger's own places one by one where they are few, else cell by cell."""
    found = []
    for e, is_met, conditions in asked.rows(session):
        columns = select(e.lng, e.lat, func.coalesce(e.name, e.code, e.key), e.kind, case((is_met, 1), else_=0))
        found += [CoverPlace(*row[:-1], is_met=bool(row[-1])) for row in session.execute(columns.where(*conditions).order_by(e.lat, e.lng, e.unit, e.key))]
    if not shows_exact(asked.actor, asked.ledger):
        found = [replace(place, **dict(zip(("lng", "lat"), middle(place.lng, place.lat), strict=True))) for place in found]
    if len(found) <= POINTS:
        return CoverView(asked.coverage, asked.level, (asked.ledger.code,), places=found)
    x, y = cells(np.array([place.lng for place in found]), np.array([place.lat for place in found]), asked.level.name)
    n, met = Counter(zip(x.tolist(), y.tolist(), strict=True)), Counter[tuple[int, int]]()
    for at, place in zip(zip(x.tolist(), y.tolist(), strict=True), found, strict=True):
        met[at] += place.is_met
    return CoverView(asked.coverage, asked.level, (asked.ledger.code,), [CoverCell(*at, (n[at],), met[at]) for at in sorted(n)])
