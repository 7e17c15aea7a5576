"""A worker over a fresh database with a clock in the test's hand; its jobs are run by calling `run_job`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from data.access.scope import Actor
from data.calendar import at
from data.intake.container import Container
from data.jobs.uploads import Upload, enqueue_upload
from data.jobs.worker import Worker
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from data.store.tables import Job
from data.vocabulary import Role
from tests.builders import a_workbook
from tests.data.indicators.hand_in import day
from tests.databases import furnish
from tests.desk import desk_book

NOW = at(day("2023-07-03"), 9)
EAST, OFFICE = Actor("unit1", Role.UNIT, "E"), Actor("office", Role.OFFICE)
HEADER = ("杆号", "名称", "行政区划代码", "状态", "建设方式", "高度")


def pole_file(*heights, first="在建"):
    """An E ledger of poles told by their heights."""
    return a_workbook([[f"A{n}", f"{n}号杆", "990101", first if n == 1 else "在建", "新建", height] for n, height in enumerate(heights, 1)], HEADER,
                      title="2023年6月智慧杆柱台账", sheet="台账")


@dataclass
class House:
    """One worker, its store and its clock."""

    worker: Worker
    now: datetime

    @property
    def store(self) -> Store:
        return self.worker.doors.store

    @property
    def settings(self) -> Settings:
        return self.worker.settings

    def later(self, **more) -> None:
        self.now += timedelta(**more)

    def upload(self, content: bytes, name: str = "智慧杆柱2023年6月.xlsx", actor: Actor = EAST, unit: str = "E") -> int:
        return enqueue_upload(self.store, self.settings, actor, Upload(BytesIO(content), name, unit), self.now)

    def run(self, job: int) -> Job:
        self.worker.run_job(job)
        return self.job(job)

    def job(self, job: int) -> Job:
        with self.store.read() as session:
            return session.get_one(Job, job)

    def folder(self, unit: str = "E东区") -> Path:
        found = self.settings.inbox / unit
        found.mkdir(parents=True, exist_ok=True)
        return found


def adopted(store: Store) -> None:
    with store.write() as session:
        adopt(session, desk_book(), "2023-01", "test", NOW)
        set_mark(session, "home", "own")


def open_house(place: str, home: Path, container: Container, **settings) -> House:
    home.mkdir(parents=True, exist_ok=True)
    furnish(place, adopted).close()
    house = House(None, NOW)  # type: ignore[arg-type]
    house.worker = Worker(Settings(home=home, database_url=place, **{"still_seconds": 0, **settings}), lambda: house.now, container)
    return house


@pytest.fixture
def house(database_place, home, container):
    found = open_house(database_place, home, container)
    yield found
    found.store.close()


@pytest.fixture
def small_house(sqlite_database_url, home, container):
    """On SQLite alone, where the database does not matter."""
    found = open_house(sqlite_database_url, home, container)
    yield found
    found.store.close()
