"""What must hold after a death and after the next worker: nothing partial, nothing lost, nothing left over, and the same as undisturbed."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import DateTime, func, select

from data.jobs import doctor, leftovers
from data.jobs.work import LIVE
from data.settings import Settings
from data.store import contents
from data.store.engine import Store
from data.store.tables import Base, Entity, EntityHistory, Job, Submission
from tests.databases import again
from tests.reliability.city import LATER, Morning, settings_of, work_on

PASSING = {"job", "lease", "meta"}  # how the work was done, not what came of it
UNLIKE = {"id", "hash", "previous", "came_as"}  # of every run anew
ITS_OWN = re.compile(r"chengji\.db.*|queue\.db.*|.*\.lock|inbox-looks\.json")  # files of the house about itself


def look(morning: Morning) -> tuple[dict, dict]:
    """All tables without moments and numbers of rows, and all files of the home by content."""
    store = again(morning.place)
    try:
        return rows_of(store), files_of(morning.home)
    finally:
        store.close()


def rows_of(store: Store) -> dict[str, list]:
    found = {}
    with store.read() as session:
        receipts = dict(session.execute(select(Submission.id, Submission.receipt)).all())
        for table in Base.metadata.sorted_tables:
            if table.name not in PASSING:
                columns = [c for c in table.c if c.name not in UNLIKE and not isinstance(c.type, DateTime)]
                found[table.name] = sorted((_plain(row, receipts) for row in session.execute(select(*columns)).mappings()), key=repr)
        found["job"] = [(job.kind, job.state, {**(job.result or {}), "submission": receipts.get((job.result or {}).get("submission"))})
                        for job in session.scalars(select(Job).where(Job.kind == "import").order_by(Job.id))]
    return found


def _plain(row, receipts) -> list:
    """Submissions by their receipt: numbers of rows may have gaps."""
    plain = {name: receipts.get(value, value) if name == "submission" else value for name, value in row.items()}
    if str(plain.get("subject", "")).startswith("submission:"):
        plain["subject"] = receipts[int(plain["subject"].partition(":")[2])]
    return list(plain.items())


def files_of(home: Path) -> dict[str, str]:
    return {str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest() for path in sorted(home.rglob("*"))
            if path.is_file() and not ITS_OWN.fullmatch(path.name)}


def acknowledged(morning: Morning) -> dict[str, str]:
    """Receipt → hash of what was answered for at the moment of death; and nothing stands there by halves."""
    store, settings = again(morning.place), settings_of(morning.home, morning.place)
    try:
        with store.read() as session:
            assert doctor.problems(session, settings) == []
            assert rows_are_whole(session)
            return dict(session.execute(select(Submission.receipt, Submission.sha256)).all())
    finally:
        store.close()


def rows_are_whole(session) -> bool:
    """As many rows were opened by each accepted file as its own count says."""
    opened = {}
    for table in (Entity, EntityHistory):
        opened |= {key: opened.get(key, 0) + n for key, n in session.execute(
            select(table.opened_by, func.count()).where(table.period_from == Submission.period, Submission.seq == table.opened_by).group_by(table.opened_by))}
    told = {s.seq: s.rows["added"] + s.rows["changed"] for s in session.scalars(select(Submission).where(Submission.outcome == "accepted"))}
    return opened == {seq: n for seq, n in told.items() if n}


def go_on(morning: Morning) -> None:
    """Another worker, once it is plain that the first is gone; and the hourly clearing, an hour and more later."""
    worker = morning.worker(LATER)
    try:
        worker.clerk.resend()
        work_on(worker)
        with worker.doors.store.read() as session:
            assert session.scalar(select(func.count()).select_from(Job).where(Job.state.in_(LIVE))) == 0
        leftovers.clear(worker.settings, datetime.now(UTC) + timedelta(hours=2))
        assert list(leftovers.half_written(worker.settings)) == []
    finally:
        worker.doors.store.close()


def nothing_is_lost(settings: Settings, before: dict[str, str], rows: dict) -> None:
    stand = {row["receipt"]: row["sha256"] for row in map(dict, rows["submission"])}
    assert before.items() <= stand.items()
    assert all(contents.path_of(settings.originals, digest).is_file() for digest in stand.values())
