"""Job rows: enqueue under a unique key, claim by one UPDATE, beat, finish, cancel, sweep what is stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import utc
from data.errors import GovernanceError, NotFound
from data.store.engine import Store
from data.store.tables import Job, Submission
from data.vocabulary import JobState

STALE_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3
LIVE = (JobState.QUEUED, JobState.RUNNING)
IMPORTS = ("import", "explain")
NOTHING_WRITTEN, NOT_FINISHED = "已取消，没有写入任何数据", "已取消，余下的部分不再进行"


class Cancelled(GovernanceError):
    """The job was cancelled while it ran."""


@dataclass(frozen=True)
class Claimed:
    """A job this worker now owns."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    by: str
    attempt: int = 1

    @property
    def came_as(self) -> str:
        """Under this name a submission says which job it answers."""
        return f"job:{self.id}"


def enqueue(session: Session, kind: str, key: str, payload: dict[str, Any], by: str, now: datetime) -> int | None:
    """Insert the job; None when (kind, key) is there already: a doubled trigger changes nothing."""
    if session.scalar(select(Job.id).where(Job.kind == kind, Job.key == key)) is not None:
        return None
    job = Job(kind=kind, key=key, state=str(JobState.QUEUED), payload=payload, result=None, by=by, worker=None, created_at=utc(now),
              started_at=None, beat_at=None, ended_at=None)
    session.add(job)
    session.flush()
    return job.id


def claim(store: Store, job: int, worker: str, now: datetime) -> Claimed | None:
    """Own a queued job, or None when somebody else does."""
    with store.write() as session:
        won = session.execute(update(Job).where(Job.id == job, Job.state == JobState.QUEUED).values(
            state=str(JobState.RUNNING), worker=worker, started_at=utc(now), beat_at=utc(now), attempts=Job.attempts + 1)).rowcount  # type: ignore[attr-defined]
        row = session.get(Job, job) if won else None
        return Claimed(row.id, row.kind, row.key, row.payload, row.by, row.attempts) if row else None


def beat(store: Store, job: int, done: int, total: int, note: str, now: datetime) -> None:
    """Tell how far the work is; raises Cancelled when the job is no longer running."""
    with store.write() as session:
        alive = session.execute(update(Job).where(Job.id == job, Job.state == JobState.RUNNING).values(
            done_steps=done, all_steps=total, note=note, beat_at=utc(now))).rowcount  # type: ignore[attr-defined]
    if not alive:
        raise Cancelled("任务已被取消")


def may_write(session: Session, claimed: Claimed) -> None:
    """Asked in the transaction that writes: a job that was cancelled, or given to another worker meanwhile, writes nothing."""
    ours = select(Job.id).where(Job.id == claimed.id, Job.state == JobState.RUNNING, Job.attempts == claimed.attempt)
    if session.scalar(ours) is None:
        raise Cancelled("任务已被取消")


def touch(store: Store, jobs: list[int], now: datetime) -> None:
    """The jobs are still being worked on."""
    with store.write() as session:
        session.execute(update(Job).where(Job.id.in_(jobs), Job.state == JobState.RUNNING).values(beat_at=utc(now)))


def finish(store: Store, job: int, state: JobState, result: dict[str, Any] | None, note: str | None, now: datetime) -> None:
    """End a running job; a job cancelled meanwhile stays cancelled."""
    values: dict[str, Any] = {"state": str(state), "result": result, "ended_at": utc(now)}
    if note is not None:
        values["note"] = note
    with store.write() as session:
        session.execute(update(Job).where(Job.id == job, Job.state == JobState.RUNNING).values(**values))


def cancel(session: Session, actor: Actor, job: int, now: datetime) -> None:
    """Cancel a queued or running job; its own uploader or whoever runs jobs may. What has been written stays written, and says so."""
    row = session.get(Job, job)
    if row is None:
        raise NotFound("没有这个后台任务")
    if row.by != actor.name and not (row.kind in IMPORTS and actor.may(Permission.VIEW_JOBS)):
        require(actor, Permission.RUN_JOBS)
    if session.scalar(select(Submission.id).where(Submission.came_as == f"job:{job}")) is not None:
        raise GovernanceError("文件已经处理完毕，不能取消；需要撤回的，请由办公室退回")
    words = NOTHING_WRITTEN if row.kind in IMPORTS else NOT_FINISHED
    changed = session.execute(update(Job).where(Job.id == job, Job.state.in_(LIVE)).values(
        state=str(JobState.CANCELLED), note=words, ended_at=utc(now))).rowcount  # type: ignore[attr-defined]
    if not changed:
        raise GovernanceError("任务已经结束，不能取消")
    audit.record(session, actor, "job.cancel", f"job:{job}", now, unit=row.payload.get("unit"), file=row.payload.get("file_name"))


def sweep(store: Store, now: datetime) -> list[int]:
    """Put stale running jobs back, give up on those tried too often; the ids of all queued jobs, to be sent again."""
    old = utc(now) - STALE_AFTER
    with store.write() as session:
        stale = (Job.state == JobState.RUNNING) & (Job.beat_at < old)
        session.execute(update(Job).where(stale, Job.attempts >= MOST_ATTEMPTS).values(
            state=str(JobState.FAILED), note="多次中断，已停止重试", ended_at=utc(now)))
        session.execute(update(Job).where(stale).values(state=str(JobState.QUEUED), worker=None))
        return list(session.scalars(select(Job.id).where(Job.state == JobState.QUEUED, Job.created_at < old).order_by(Job.id)))


def recent_jobs(session: Session, limit: int = 100) -> list[Job]:
    return list(session.scalars(select(Job).order_by(Job.id.desc()).limit(limit)))
