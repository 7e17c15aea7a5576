"""Job rows: once per key, one owner, progress, cancelling, and what a crash leaves behind."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from data.access.scope import Actor, cli_actor
from data.errors import GovernanceError, NotAllowed
from data.jobs import work
from data.store.tables import AuditEntry, Job
from data.vocabulary import JobState, Role
from tests.databases import furnish, nothing

NOW = datetime(2023, 7, 3, 9, 0)


@pytest.fixture
def store(database_place):
    opened = furnish(database_place, nothing)
    yield opened
    opened.close()


def a_job(store, key="k", by="someone"):
    with store.write() as session:
        return work.enqueue(session, "import", key, {"x": 1}, by, NOW)


def state_of(store, job):
    with store.read() as session:
        return session.get_one(Job, job).state


def test_the_same_key_is_enqueued_once(store):
    assert a_job(store) is not None
    assert a_job(store) is None
    assert a_job(store, "other") is not None


def test_a_job_has_one_owner(store):
    job = a_job(store)
    assert work.claim(store, job, "w1", NOW).payload == {"x": 1}
    assert work.claim(store, job, "w2", NOW) is None


def test_progress_and_result_are_kept(store):
    job = a_job(store)
    work.claim(store, job, "w1", NOW)
    work.beat(store, job, 3, 7, "收件 3/7", NOW)
    work.finish(store, job, JobState.DONE, {"ok": 1}, None, NOW)
    with store.read() as session:
        row = session.get_one(Job, job)
        assert (row.state, row.done_steps, row.all_steps, row.note, row.result) == ("done", 3, 7, "收件 3/7", {"ok": 1})


def test_a_cancelled_job_stops_at_its_next_step_and_stays_cancelled(store):
    job = a_job(store, by="cli:me")
    work.claim(store, job, "w1", NOW)
    with store.write() as session:
        work.cancel(session, cli_actor("me"), job, NOW)
    with pytest.raises(work.Cancelled):
        work.beat(store, job, 1, 2, "", NOW)
    work.finish(store, job, JobState.DONE, {}, None, NOW)
    assert state_of(store, job) == "cancelled"
    with store.read() as session:
        assert session.scalars(select(AuditEntry.act)).all() == ["job.cancel"]


def test_a_foreign_job_is_cancelled_only_by_who_may(store):
    job = a_job(store, by="somebody")
    with store.write() as session, pytest.raises(NotAllowed):
        work.cancel(session, Actor("unit", Role.UNIT, "U1"), job, NOW)
    with store.write() as session:
        work.cancel(session, Actor("admin", Role.SYSTEM_ADMIN), job, NOW)
    with store.write() as session, pytest.raises(GovernanceError, match="已经结束"):
        work.cancel(session, Actor("admin", Role.SYSTEM_ADMIN), job, NOW)


@pytest.mark.parametrize(("seconds", "wanted"), [(89, "running"), (90, "running"), (91, "queued")], ids=["before", "at", "after"])
def test_a_job_whose_worker_fell_silent_is_queued_again(store, seconds, wanted):
    job = a_job(store)
    work.claim(store, job, "w1", NOW)
    sent = work.sweep(store, NOW + timedelta(seconds=seconds))
    assert state_of(store, job) == wanted
    assert (job in sent) == (wanted == "queued")


def test_a_job_that_says_it_is_alive_is_left_alone(store):
    job = a_job(store)
    work.claim(store, job, "w1", NOW)
    work.touch(store, [job], NOW + timedelta(seconds=80))
    work.sweep(store, NOW + timedelta(seconds=120))
    assert state_of(store, job) == "running"


def test_after_three_interruptions_a_job_has_failed(store):
    job = a_job(store)
    for n in range(3):
        assert work.claim(store, job, f"w{n}", NOW + timedelta(hours=n))
        work.sweep(store, NOW + timedelta(hours=n, minutes=5))
    assert state_of(store, job) == "failed"


def test_a_lost_message_is_sent_again(store):
    job = a_job(store)
    assert work.sweep(store, NOW + timedelta(seconds=30)) == []
    assert work.sweep(store, NOW + timedelta(seconds=120)) == [job]
