"""A deadline day: 500 files at once for two workers, and the fullest sheet there can be."""

import os
import resource
import select as waiting
import time
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from data.intake.container import Container
from data.intake.urgency import due_of
from data.jobs import doctor
from data.jobs.queue import Queue
from data.jobs.uploads import Upload, enqueue_upload
from data.jobs.work import enqueue
from data.jobs.worker import Worker
from data.store.engine import Store
from data.store.tables import Entity, Job, Submission
from data.vocabulary import Door
from tests.databases import furnish
from tests.reliability import city
from tests.reliability.aftermath import rows_are_whole
from tests.reliability.deaths import begun, ended
from tests.reliability.large import MOST_ROWS, write_full_book
from tests.reliability.test_two_workers import UNITS, both

MANY = 500
MONTHS = (6, 5, 6)
KB, MB = 1024, 2**20


def put_in(settings) -> None:
    """Files of two months and units, some without a month in their name, every tenth a bad one; the later a name comes, the older its file."""
    for number in range(MANY):
        unit, short, region = UNITS[number % 2]
        month = MONTHS[number % 3]
        folder = settings.inbox / f"{unit}{short}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (f"智慧杆柱2023年{month}月_{number}.xlsx" if number % 7 else f"杆_{number}.xlsx")
        path.write_bytes(city.poles(range(1, 5), month, region, 名称=f"{number}号", 状态="已拆" if is_bad(path.name) else "在建"))
        os.utime(path, (1_688_000_000 - number, 1_688_000_000 - number))


def is_bad(name: str) -> bool:
    return name.endswith("9.xlsx")


def test_500_files_at_once_are_worked_through_in_order_of_deadline_by_two_workers(postgres_place, home, children, tmp_path):
    home.mkdir(parents=True)
    settings, warm = city.settings_of(home, postgres_place), tmp_path / "warm"
    warm.write_bytes(city.poles(range(1, 3)))
    store = furnish(postgres_place, lambda new: city.settle(new, children, settings))
    put_in(settings)
    names = {path.name: path.stat().st_mtime for path in settings.inbox.glob("*/*.xlsx")}
    with store.write() as session:
        wanted = [name for _, _, name in sorted((due_of(session, name), old, name) for name, old in names.items())]
        passes = [enqueue(session, "inbox", key, {}, "schedule", city.NOW) for key in ("one", "two")]
    for job in passes:
        Queue(settings).send(job)
    store.engine.dispose()
    begin = time.monotonic()
    assert both(settings, warm) == [0, 0]
    took = time.monotonic() - begin
    store = Store.open(postgres_place)
    with store.read() as session:
        taken = session.scalars(select(Submission.file_name).where(Submission.door == str(Door.INBOX)).order_by(Submission.id)).all()
        ends = dict(session.execute(select(Submission.outcome, func.count()).group_by(Submission.outcome)).all())
        jobs = {(job.state, job.attempts) for job in session.scalars(select(Job))}
        assert doctor.problems(session, settings) == []
        assert rows_are_whole(session)
    store.close()
    print(f"{MANY} files, two workers, PostgreSQL: {took:.0f} s, {ends}")
    assert jobs == {("done", 1)}
    assert taken == wanted and len(wanted) == MANY
    assert [path for path in settings.inbox.glob("*/*") if path.is_file()] == []
    assert ends == {"accepted": MANY - MANY // 10 + len(UNITS), "rejected": MANY // 10}
    assert sorted(path.name.partition("_")[2] for path in settings.inbox.glob("*/accepted/*")) == sorted(name for name in names if not is_bad(name))
    back = [path.name for path in settings.inbox.glob("*/rejected/*")]
    assert [name for name in names if is_bad(name) and not any(one.endswith(f"_{name}") for one in back)] == []


def work_on_one(settings) -> dict:
    """A worker with a child of its own; what both needed."""
    worker = Worker(settings, lambda: city.NOW, Container(settings, size=1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    city.work_on(worker)
    worker.doors.container.close()
    kinds = {"worker": resource.RUSAGE_SELF, "child": resource.RUSAGE_CHILDREN}
    return {"before": before * KB // MB, **{name: resource.getrusage(kind).ru_maxrss * KB // MB for name, kind in kinds.items()}}


def told_meanwhile(store: Store, answer: int) -> dict[str, float]:
    """What anybody who looks sees of the import while it runs, and after how many seconds."""
    seen, begin = {}, time.monotonic()
    while True:
        is_over = bool(waiting.select([answer], [], [], 0.5)[0])
        with store.read() as session:
            job = session.scalars(select(Job)).one()
            seen.setdefault(f"{job.state} {job.done_steps}/{job.all_steps} {job.note or ''}", round(time.monotonic() - begin, 1))
        if is_over:
            return seen


def test_the_fullest_sheet_there_can_be_is_taken(sqlite_place, home, children, tmp_path):
    home.mkdir(parents=True)
    settings, path = city.settings_of(home, sqlite_place), Path(tmp_path / "full.xlsx")
    write_full_book(path, MOST_ROWS)
    furnish(sqlite_place, lambda new: city.settle(new, children, settings)).engine.dispose()
    store = Store.open(sqlite_place)
    with path.open("rb") as file:
        enqueue_upload(store, settings, city.Actor("u", city.Role.UNIT, "E"), Upload(file, "智慧杆柱2023年6月.xlsx", "E"), city.NOW)
    store.engine.dispose()
    worker = begun(partial(work_on_one, settings))
    seen = told_meanwhile(store, worker[1])
    code, needed = ended(worker)
    with store.read() as session:
        job = session.scalars(select(Job)).one()
        rows = session.scalar(select(func.count()).select_from(Entity).where(Entity.unit == "E"))
        taken = session.scalars(select(Submission).order_by(Submission.id.desc()).limit(1)).one()
        print(f"{path.stat().st_size / MB:.0f} MB, ended with {code}: {job.state} {job.note}\n{seen}\nMB: {needed.decode()}\nrows: {taken.rows}")
        assert (code, job.state, taken.outcome) == (0, "done", "accepted")
        assert taken.rows["read"] == taken.rows["accepted"] == rows == MOST_ROWS
        assert doctor.problems(session, settings) == []
    assert {said.partition(" ")[2] for said in seen} >= {"0/3 正在读取和校验", "1/3 正在比对并写入"}
    store.close()
