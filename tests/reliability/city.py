"""A small city with poles on the map, and mornings of it: a good file uploaded, a bad one, three files in the inbox."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from data.access.scope import Actor
from data.calendar import at
from data.errors import UnreadableFile
from data.intake.incoming import Incoming
from data.intake.parsed import from_wire, to_wire
from data.intake.take import Doors, take
from data.jobs.uploads import Upload, enqueue_upload
from data.jobs.worker import Worker
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from data.vocabulary import Door, Role
from tests.builders import a_workbook
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.hand_in import day
from tests.desk import PLAN, RUBRIC, SUPERVISION, TALL

NOW = at(day("2023-07-03"), 9)
LATER = NOW + timedelta(minutes=3)  # heartbeat and lease of a worker that died have run out
HEADER = ("杆号", "名称", "行政区划代码", "状态", "建设方式", "高度", "经度", "纬度")
PLACES = "  - {field: lng, header: 经度, type: degrees}\n  - {field: lat, header: 纬度, type: degrees}\n"
MAPPED = POLE + PLACES + TALL


def book():
    return small_catalogue(ledgers={"pole": MAPPED}, plan=PLAN, supervision=SUPERVISION, rubric=RUBRIC)


def poles(numbers, month=6, region="990101", **wrong) -> bytes:
    rows = [[f"A{n}", f"{n}号杆", region, "在建", "新建", 8 + n, 100.2 + n / 100, 30.2 + n / 100] for n in numbers]
    for place, value in wrong.items():
        rows[0][HEADER.index(place)] = value
    return a_workbook(rows, HEADER, title=f"2023年{month}月智慧杆柱台账", sheet="台账")


def baseline(count: int) -> bytes:
    return a_workbook([["990102", count]], ("行政区划代码", "应建数"), title="2023年6月应建底数", sheet="台账")


FILES = (("E", "东区", "智慧杆柱2023年6月.xlsx", poles(range(1, 7), 名称="改名杆")),
         ("W", "西区", "智慧杆柱2023年6月.xlsx", poles(range(1, 4), region="990102", 状态="已拆")),
         ("W", "西区", "应建底数2023年6月.xlsx", baseline(9)))


class Remembering:
    """The contained children, asked once for each file: what they said is said again to each of many processes."""

    def __init__(self, container) -> None:
        self._container, self._said, self.reach = container, {}, lambda _label: None

    def parse(self, path, hints, catalogue, told=None):
        key = (path.read_bytes(), hints, catalogue.sha256)
        self.reach("before a file is read")
        if key not in self._said:
            self._said[key] = self._ask(path, hints, catalogue)
        self.reach("after a file was read")
        if isinstance(self._said[key], str):
            raise UnreadableFile(self._said[key])
        return from_wire(self._said[key])

    def _ask(self, path, hints, catalogue):
        try:
            return to_wire(self._container.parse(path, hints, catalogue))
        except UnreadableFile as refused:
            return refused.sentence

    def close(self) -> None:
        """They work on for the next."""


@dataclass(frozen=True)
class Morning:
    """A home as people left it for the worker, and the ways to it."""

    kept: Path  # the home that every run begins with
    home: Path
    place: str
    container: Remembering
    furnish: Callable[[], None]

    def begin(self) -> None:
        """Everything as it was."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.kept, self.home)
        self.furnish()

    def worker(self, now: datetime) -> Worker:
        return Worker(settings_of(self.home, self.place), lambda: now, self.container)


def settings_of(home: Path, place: str) -> Settings:
    return Settings(home=home, database_url=place, still_seconds=0)


def work_on(worker: Worker) -> None:
    """What scheduler and consumer of a worker do until nothing is left."""
    worker.clerk.look_at_inbox()
    while (task := worker.queue.huey.dequeue()) is not None:
        worker.queue.huey.execute(task)


def settle(store: Store, container: Remembering, settings: Settings) -> None:
    """The months before: May of both units."""
    with store.write() as session:
        adopt(session, book(), "2023-01", "test", NOW)
        set_mark(session, "home", "own")
    doors = Doors(store, container, settings)
    for unit, region in (("E", "990101"), ("W", "990102")):
        receipt = take(doors, Incoming(poles(range(1, 5), 5, region), "5月.xlsx", unit, Door.PAGE, Actor("u", Role.UNIT, unit)), NOW - timedelta(days=20))
        assert receipt.outcome == "accepted", receipt.as_json()


def uploaded(number: int, store: Store, settings: Settings) -> None:
    unit, _, name, content = FILES[number]
    enqueue_upload(store, settings, Actor(f"u{unit}", Role.UNIT, unit), Upload(BytesIO(content), name, unit), NOW)


def dropped(_store: Store, settings: Settings) -> None:
    for unit, short, name, content in FILES:
        folder = settings.inbox / f"{unit}{short}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


MORNINGS = {"good upload": partial(uploaded, 0), "bad upload": partial(uploaded, 1), "inbox": dropped}
