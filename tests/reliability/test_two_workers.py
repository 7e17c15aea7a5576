"""Two workers on one inbox and one queue: every file is taken exactly once, and nothing is left."""

import os
from functools import partial
from io import BytesIO

import pytest
from sqlalchemy import select

from data.intake.container import Container
from data.intake.parsed import Hints
from data.jobs import doctor
from data.jobs.queue import Queue
from data.jobs.uploads import Upload, enqueue_upload
from data.jobs.work import enqueue
from data.jobs.worker import Worker
from data.store.engine import Store
from data.store.tables import Job, Submission
from tests.databases import furnish
from tests.reliability import city
from tests.reliability.aftermath import rows_are_whole
from tests.reliability.deaths import begun, ended

FILES = 12
UNITS = (("W", "西区", "990102"), ("E", "东区", "990101"))


def a_file(number: int) -> bytes:
    """Poles 1 to 4 with another height each time: no two files are alike."""
    return city.poles(range(1, 5), 6, UNITS[number % 2][2], 高度=4 + number / 4)


def handed_in(store, settings) -> None:
    """As many files in the inbox as uploads; two passes are wanted at once, and every message comes twice."""
    queue = Queue(settings)
    with store.write() as session:
        passes = [enqueue(session, "inbox", key, {}, "schedule", city.NOW) for key in ("one", "two")]
    for job in passes:
        queue.send(job)
    for number in range(FILES):
        unit, short, _ = UNITS[number % 2]
        folder = settings.inbox / f"{unit}{short}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"智慧杆柱2023年6月_{number}.xlsx").write_bytes(a_file(number))
        upload = Upload(BytesIO(a_file(number + FILES)), f"上传{number}.xlsx", unit)
        job = enqueue_upload(store, settings, city.Actor("u", city.Role.UNIT, unit), upload, city.NOW)
        queue.send(job)


def work(settings, warm, ready: int, go: int) -> None:
    """A process of its own with a child of its own, that works until nothing is left once both are there."""
    container = Container(settings, size=1)
    container.parse(warm, Hints(None, None, "热身.xlsx"), city.book())
    os.write(ready, b".")
    os.read(go, 1)
    city.work_on(Worker(settings, lambda: city.NOW, container))
    container.close()


def both(settings, warm) -> list[int]:
    """Two processes begin to work at the same moment; the codes they end by."""
    (is_ready, ready), (go, goes) = os.pipe(), os.pipe()
    workers = [begun(partial(work, settings, warm, ready, go)) for _ in range(2)]
    os.close(ready)
    there = sum(len(os.read(is_ready, 1)) for _ in workers)
    os.write(goes, b".." if there == 2 else b"")
    for end in (is_ready, go, goes):
        os.close(end)
    return [ended(worker)[0] for worker in workers]


@pytest.mark.timeout(300)
def test_two_workers_at_once_take_every_file_exactly_once(database_place, home, children, tmp_path):
    home.mkdir(parents=True)
    settings, warm = city.settings_of(home, database_place), tmp_path / "warm"
    warm.write_bytes(a_file(99))
    store = furnish(database_place, lambda new: city.settle(new, children, settings))
    handed_in(store, settings)
    store.engine.dispose()
    assert both(settings, warm) == [0, 0]
    store = Store.open(database_place)
    with store.read() as session:
        jobs = session.scalars(select(Job)).all()
        assert {(job.state, job.attempts) for job in jobs} == {("done", 1)}
        assert len({job.worker for job in jobs}) == 2, "one of them found nothing to do"
        taken = session.execute(select(Submission.file_name, Submission.outcome).where(Submission.file_name != "5月.xlsx")).all()
        assert doctor.problems(session, settings) == []
        assert rows_are_whole(session)
    store.close()
    names = [f"智慧杆柱2023年6月_{n}.xlsx" for n in range(FILES)], [f"上传{n}.xlsx" for n in range(FILES)]
    assert sorted(map(tuple, taken)) == sorted((name, "accepted") for name in [*names[0], *names[1]])
    assert [path for path in settings.inbox.glob("*/*") if path.is_file()] == []
    assert sorted(path.name.partition("_")[2] for path in settings.inbox.glob("*/accepted/*")) == sorted(names[0])
