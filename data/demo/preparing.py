"""Prepare a month's files, in a process of its own, one month ahead of the one that is being taken."""

from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from data.catalogue.book import Catalogue, load_texts
from data.demo import repack, workbooks
from data.demo.mistakes import Hand
from data.demo.objects import generator
from data.demo.slips import MISTAKES
from data.demo.story import Delivery, deliveries
from data.demo.style import file_name, style_of
from data.demo.tables import Table, table
from data.demo.world import World, build

CONTENT = {"empty": b"", "locked": repack.locked(), "html": repack.HTML, "picture": repack.PICTURE}


@dataclass(frozen=True)
class City:
    """What a process needs to make the same world again."""

    texts: tuple[tuple[str, str], ...]
    objects: int
    seed: int


@dataclass(frozen=True)
class Prepared:
    """A written file that waits for its day."""

    delivery: Delivery
    path: Path
    sha256: str


@lru_cache(maxsize=1)
def world_of(city: City) -> World:
    return build(load_texts(dict(city.texts)), city.objects, city.seed)


def city_of(book: Catalogue, objects: int, seed: int) -> City:
    return City(tuple(sorted(book.texts.items())), objects, seed)


def prepare(city: City, period: str, folder: Path) -> list[Prepared]:
    """Write every file of a month, each in a folder of its own, for names may repeat."""
    world = world_of(city)
    return [prepared(world, delivery, folder / period / f"{number:04d}") for number, delivery in enumerate(deliveries(world.book, period))]


def prepared(world: World, delivery: Delivery, folder: Path) -> Prepared:
    folder.mkdir(parents=True, exist_ok=True)
    stated = stated_table(world, delivery)
    style = style_of(world.book, stated)
    if delivery.mistake:
        MISTAKES[delivery.mistake].apply(Hand(stated, generator(world.seed, delivery.mistake, delivery.period, delivery.unit)))
    path = folder / file_name(world.book, stated, style, delivery.attempt)
    replaced = stated.notes.get("replaced_by")
    if replaced in CONTENT:
        path.write_bytes(CONTENT[str(replaced)])
    else:
        workbooks.write(path, world.book, stated, style, delivery.at.date())
    if replaced == "macro":
        repack.as_macro(path)
    return Prepared(delivery, path, sha256(path.read_bytes()).hexdigest())


def stated_table(world: World, delivery: Delivery) -> Table:
    stated = table(world, delivery.written_by or delivery.unit, delivery.ledger, delivery.period, delivery.cut_off)
    stated.unit = delivery.unit
    if delivery.corrected:
        _correct(stated)
    return stated


def _correct(stated: Table) -> None:
    """The last two poles said to be built are still being built."""
    c = stated.columns
    for place in [n for n, state in enumerate(c["status"]) if state == "已建成"][-2:]:
        c["status"][place], c["built_on"][place], c["mounted_5g"][place], c["mounts"][place] = "在建", None, "否", 0


@dataclass
class Workshop:
    """The process that writes ahead; `of` waits for a month and has the next one begun."""

    city: City
    periods: list[str]
    folder: Path
    pool: ProcessPoolExecutor = field(default_factory=lambda: ProcessPoolExecutor(1, get_context("spawn")))
    begun: dict[str, Future[list[Prepared]]] = field(default_factory=dict)

    def __enter__(self) -> "Workshop":
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def of(self, period: str) -> list[Prepared]:
        self._begin(period)
        found = self.begun.pop(period).result()
        later = [p for p in self.periods if p > period]
        if later:
            self._begin(later[0])
        return found

    def _begin(self, period: str) -> None:
        if period not in self.begun:
            self.begun[period] = self.pool.submit(prepare, self.city, period, self.folder)


def total_files(book: Catalogue, periods: list[str]) -> Mapping[str, int]:
    return {period: len(deliveries(book, period)) for period in periods}
