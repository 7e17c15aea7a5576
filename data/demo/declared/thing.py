"""One thing of a declared ledger on a day: drawn from the seed by its number alone, so that every month tells of the same one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

from data import calendar
from data.catalogue.city import Unit
from data.demo.objects import generator, regions_of, sites
from data.demo.stated import Table
from data.demo.world import World

Make = Callable[["Thing"], Any]
YEAR, NEXT_YEAR = date(2023, 1, 1), date(2024, 1, 1)
BEFORE, WITHIN = 0.55, 0.92  # shares of the things that were ready before the year, or are within it; the others come later
BETWEEN_STAGES = 50          # days
GROWS_FOR = 395              # days from the month before the year to its end, over which numbers grow


@dataclass(frozen=True)
class Sketch:
    """略图 — what the declaration of a ledger cannot say: how many things, their stages, and what some columns mean."""

    rows: int
    number: str
    stages: tuple[str, ...]
    fields: Mapping[str, Make] = field(default_factory=dict)
    stage_field: str | None = "status"
    class_code: str | None = None
    days: Callable[["Thing"], tuple[date, ...]] | None = None         # when each stage was reached, if not by the usual life
    is_listed: Callable[["Thing"], bool] = lambda x: x.is_begun
    place: Callable[["Thing"], dict[str, Any]] | None = None          # where it stands, if not anywhere in the unit's regions
    count: Callable[[World, str], int] | None = None                  # how many, if the world decides


@dataclass(frozen=True)
class Thing:
    """物 — the n-th of its unit and ledger, as it is on the day of a table."""

    world: World
    table: Table
    sketch: Sketch
    number: int

    def share(self, what: str) -> float:
        """A number from 0 to 1 that never changes."""
        digest = blake2b(f"{self.world.seed}/{self.table.unit}/{self.table.ledger}/{self.number}/{what}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big") / 2**48

    def pick(self, what: str, *options: Any) -> Any:
        return options[int(self.share(what) * len(options))]

    def between(self, what: str, low: float, high: float, decimals: int = 0) -> float:
        """Whole numbers are integers, as people write them."""
        found = round(low + (high - low) * self.share(what), decimals)
        return found if decimals else int(found)

    def grown(self, what: str, low: float, high: float, decimals: int = 0) -> float:
        """A cumulative number on the day: from about `low` before the year to about `high` at its end, never falling."""
        end = low + (high - low) * (0.6 + 0.4 * self.share(what))
        found = round(low + (end - low) * self.lapsed, decimals)
        return found if decimals else int(found)

    @property
    def lapsed(self) -> float:
        return min(1.0, max(0.0, ((self.day - YEAR).days + 30) / GROWS_FOR))

    @property
    def day(self) -> date:
        return self.table.cut_off

    @property
    def unit(self) -> Unit:
        return self.world.book.unit(self.table.unit)

    @cached_property
    def reached(self) -> tuple[date, ...]:
        """The day of each stage."""
        return self.sketch.days(self) if self.sketch.days else self._usual_life()

    def _usual_life(self) -> tuple[date, ...]:
        when, share = self.share("ready"), self.share("ready on")
        if when < BEFORE:
            ready = YEAR - timedelta(days=30 + int(share * 1000))
        elif when < WITHIN:
            ready = YEAR + timedelta(days=int(share * 360))
        else:
            ready = NEXT_YEAR + timedelta(days=int(share * 60))
        last = len(self.sketch.stages) - 1
        return tuple(ready - timedelta(days=(last - n) * BETWEEN_STAGES) for n in range(last + 1))

    @property
    def is_begun(self) -> bool:
        return self.reached[0] <= self.day

    @property
    def stage(self) -> str:
        return [s for s, day in zip(self.sketch.stages, self.reached, strict=True) if day <= self.day][-1]

    def since(self, stage: str) -> date | None:
        """The day the stage was reached; None before."""
        day = self.reached[self.sketch.stages.index(stage)]
        return day if day <= self.day else None

    @property
    def own_number(self) -> str:
        return self.sketch.number.format(unit=self.table.unit[1:], n=self.number)

    @cached_property
    def place(self) -> dict[str, Any]:
        if self.sketch.place:
            return self.sketch.place(self)
        found = _places(self.world.seed, self.table.ledger, self.table.unit, tuple(regions_of(self.unit)), self.sketch.rows)
        return found[self.number - 1]

    @property
    def district(self) -> str:
        return next(r.name for r in self.world.book.city.regions if r.code == self.place["region"])


def things(world: World, table: Table, sketch: Sketch) -> list[Thing]:
    """Those that the ledger of the table's day and month lists."""
    rows = sketch.count(world, table.unit) if sketch.count else sketch.rows
    found = (Thing(world, table, sketch, n) for n in range(1, rows + 1))
    return [thing for thing in found if sketch.is_listed(thing)]


def in_month(day: date, table: Table) -> bool:
    return calendar.first_day(table.period) <= day <= table.cut_off


@lru_cache(maxsize=200)
def _places(seed: int, ledger: str, unit: str, regions: tuple[str, ...], rows: int) -> list[dict[str, Any]]:
    found = {name: values.tolist() for name, values in sites(generator(seed, ledger, unit), regions, rows).items()}
    return [dict(zip(found, values, strict=True)) for values in zip(*found.values(), strict=True)]
