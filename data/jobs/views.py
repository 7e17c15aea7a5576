"""What pages show of jobs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor
from data.store.tables import Job
from data.vocabulary import JobState


def own_jobs(session: Session, actor: Actor, numbers: Sequence[int]) -> list[Job]:
    """The named jobs, of those the actor sent or may see."""
    wanted = [n for n in numbers if isinstance(n, int)]
    rows = session.scalars(select(Job).where(Job.id.in_(wanted)).order_by(Job.id))
    return [job for job in rows if job.by == actor.name or actor.may(Permission.VIEW_JOBS)]


def is_live(job: Job) -> bool:
    return job.state in (JobState.QUEUED, JobState.RUNNING)
