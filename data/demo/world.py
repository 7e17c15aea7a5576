"""The demo city as it truly is over its year: one consistent world out of a seed."""

from dataclasses import dataclass

import numpy as np

from data.catalogue.book import Catalogue
from data.demo.clock import PERIODS, month_ends
from data.demo.coded import Coding, codings
from data.demo.objects import Objects
from data.demo.poles import poles
from data.demo.scenes import scenes
from data.demo.stations import stations
from data.demo.tasks import year_of

FULL_SIZE = 5000  # from here on poles, stations and places are as many as the plan asks; more is more coded objects
TOWER = "U34"


@dataclass(frozen=True)
class World:
    """城市 — the objects of every unit, by ledger."""

    book: Catalogue
    seed: int
    poles: dict[str, Objects]
    stations: dict[str, Objects]
    scenes: dict[str, Objects]
    codings: dict[str, Coding]
    progress: dict[str, list[int]]  # task → 累计进度 at the end of each month

    def progress_of(self, task: str, period: str) -> int:
        """Before the year nothing was done."""
        return self.progress[task][PERIODS.index(period)] if period in PERIODS else 0

    @property
    def size(self) -> int:
        """Objects that stand in some ledger at the year's end."""
        return _standing([*self.poles.values(), *self.stations.values(), *self.scenes.values()]) + sum(c.counts[-1] for c in self.codings.values())


def build(book: Catalogue, objects: int, seed: int) -> World:
    """Small cities have fewer of everything, large ones more coded objects."""
    scale = min(1.0, objects / FULL_SIZE)
    all_poles = {u.code: poles(book, u.code, scale, seed) for u in book.members if "pole" in u.owes}
    all_stations = stations(book, scale, seed, all_poles[TOWER])
    all_scenes = {u.code: scenes(book, u.code, scale, seed) for u in book.members if "scene" in u.owes}
    placed = _standing([*all_poles.values(), *all_stations.values(), *all_scenes.values()])
    return World(book, seed, all_poles, all_stations, all_scenes, codings(book, max(0, objects - placed)),
                 {task.code: year_of(task) for task in book.plan.tasks})


def _standing(some: list[Objects]) -> int:
    end = np.datetime64(month_ends()[-1])
    return sum(found.standing(end).size for found in some)
