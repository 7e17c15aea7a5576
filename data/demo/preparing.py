"""Prepare a month's files, one month ahead of the one that is being taken."""

from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from data.catalogue.book import Catalogue, load_texts
from data.demo import odd_files
from data.demo.mistakes import Hand
from data.demo.objects import generator
from data.demo.slips import MISTAKES
from data.demo.stated import Table
from data.demo.story import Delivery, deliveries
from data.demo.style import file_name, style_of
from data.demo.tables import table
from data.demo.workbooks import workbook_of
from data.demo.world import World, build

CONTENT = {"empty": b"", "locked": odd_files.locked(), "html": odd_files.HTML, "picture": odd_files.PICTURE}


@dataclass(frozen=True)
class Prepared:
    """A written file that waits for its day."""

    delivery: Delivery
    path: Path
    sha256: str


def prepare(world: World, period: str, first: str, folder: Path) -> list[Prepared]:
    """Write every file of a month, each in a folder of its own, for names may repeat."""
    return [prepared(world, delivery, folder / period / f"{number:04d}") for number, delivery in enumerate(deliveries(world.book, period, first))]


@dataclass(frozen=True)
class Order:
    """What a world is made of: another process gets texts and numbers, never a rule book that this one is still reading and filling."""

    texts: tuple[tuple[str, str], ...]
    objects: int
    seed: int

    @classmethod
    def of(cls, book: Catalogue, objects: int, seed: int) -> "Order":
        return cls(tuple(book.texts.items()), objects, seed)


@lru_cache(maxsize=1)
def _world(order: Order) -> World:
    return build(load_texts(dict(order.texts)), order.objects, order.seed)


def prepare_anew(order: Order, period: str, first: str, folder: Path) -> list[Prepared]:
    """prepare() in another process, which makes the world once."""
    return prepare(_world(order), period, first, folder)


def prepared(world: World, delivery: Delivery, folder: Path) -> Prepared:
    folder.mkdir(parents=True, exist_ok=True)
    stated = stated_table(world, delivery)
    style = style_of(world.book, stated)
    if delivery.mistake:
        MISTAKES[delivery.mistake].apply(Hand(stated, generator(world.seed, delivery.mistake, delivery.period, delivery.unit)))
    path = folder / file_name(world.book, stated, style, delivery.attempt)
    replaced = str(stated.notes.get("replaced_by", ""))
    content = CONTENT[replaced] if replaced in CONTENT else workbook_of(world.book, stated, style, delivery.at.date())
    if replaced == "macro":
        content = odd_files.with_macro(content)
    path.write_bytes(content)
    return Prepared(delivery, path, sha256(content).hexdigest())


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


def _writer() -> ProcessPoolExecutor:
    """A process of its own: a thread would take the writing's time from the taking. Spawned, for a worker has threads."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


@dataclass
class Workshop:
    """Writes ahead: the first month at once, then the next one while a month is taken; `of` waits for a month."""

    order: Order
    periods: list[str]
    folder: Path
    pool: ProcessPoolExecutor = field(default_factory=_writer)
    begun: dict[str, Future[list[Prepared]]] = field(default_factory=dict)

    def __enter__(self) -> "Workshop":
        self._begin(self.periods[0])
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)

    def of(self, period: str) -> list[Prepared]:
        self._begin(period)
        found = self.begun.pop(period).result()
        for later in self.periods[self.periods.index(period) + 1 :][:1]:
            self._begin(later)
        return found

    def _begin(self, period: str) -> None:
        if period not in self.begun:
            self.begun[period] = self.pool.submit(prepare_anew, self.order, period, self.periods[0], self.folder)
