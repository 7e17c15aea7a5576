"""What is triggered when: by the lease holder alone, once per key, and nothing into a home that is still being filled."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.access import audit
from data.assessment.months import close_month, publish_month, reopen_month
from data.jobs import work
from data.jobs.schedule import Clerk, build_scheduler
from data.store.marks import set_mark
from data.store.tables import Job, Meta, ReportFile
from data.vocabulary import JobState
from tests.data.jobs.conftest import NOW, OFFICE


def jobs(house):
    with house.store.read() as session:
        return [(job.kind, job.key) for job in session.scalars(select(Job).order_by(Job.id))]


def put(house, name="a.xlsx", folder="E东区"):
    (house.folder(folder) / name).write_bytes(b"x")


def test_nothing_is_triggered_where_nothing_lies(small_house):
    assert small_house.worker.clerk.look_at_inbox() == []
    assert jobs(small_house) == []


@pytest.mark.parametrize("name", ["~$a.xlsx", ".a.xlsx", "回执_HZ1_a.txt"])
def test_the_office_s_own_files_trigger_nothing(small_house, name):
    put(small_house, name)
    assert small_house.worker.clerk.look_at_inbox() == []


def test_a_file_in_a_folder_triggers_one_pass_until_it_is_done(house):
    put(house)
    clerk = house.worker.clerk
    sent = clerk.look_at_inbox()
    assert len(sent) == 1 and house.worker.queue.huey.pending_count() == 1
    house.later(seconds=15)
    assert clerk.look_at_inbox() == []
    work.claim(house.store, sent[0], "w", house.now)
    assert clerk.look_at_inbox() == []
    work.finish(house.store, sent[0], JobState.DONE, {}, None, house.now)
    assert len(clerk.look_at_inbox()) == 1


def test_a_second_worker_triggers_nothing_while_the_first_holds_the_lease(house):
    put(house)
    first = house.worker.clerk
    second = Clerk(house.store, house.settings, house.worker.queue, "other:2", lambda: house.now)
    assert len(first.escalate_today()) == 1
    assert second.look_at_inbox() == []
    house.later(seconds=61)
    assert len(second.look_at_inbox()) == 1
    assert first.report_published() == [] and first.escalate_today() == []


def test_the_daily_step_comes_once_a_business_day(house):
    clerk = house.worker.clerk
    assert len(clerk.escalate_today()) == 1
    house.later(minutes=30)
    assert clerk.escalate_today() == []
    house.later(days=1)
    clerk.escalate_today()
    assert jobs(house) == [("escalate", "2023-07-03"), ("escalate", "2023-07-04")]


def test_a_set_business_day_has_one_daily_step(small_house):
    with small_house.store.write() as session:
        set_mark(session, "today", "2023-12-20")
    small_house.worker.clerk.escalate_today()
    small_house.later(days=1)
    assert small_house.worker.clerk.escalate_today() == []
    assert jobs(small_house) == [("escalate", "2023-12-20")]


def test_while_the_demo_city_is_loading_nothing_is_triggered(small_house):
    with small_house.store.write() as session:
        work.enqueue(session, "demo", "demo", {}, "run", NOW)
    put(small_house)
    clerk = small_house.worker.clerk
    assert (clerk.look_at_inbox(), clerk.escalate_today(), clerk.report_published()) == ([], [], [])


def test_an_empty_database_is_left_alone(small_house):
    with small_house.store.write() as session:
        session.delete(session.get_one(Meta, "home"))
    put(small_house)
    assert small_house.worker.clerk.look_at_inbox() == []


def test_a_published_month_gets_its_bulletin_and_a_correction_another(house):
    clerk = house.worker.clerk

    def published():
        with house.store.write() as session:
            close_month(session, "2023-06", OFFICE, house.now)
            publish_month(session, "2023-06", OFFICE, house.now)
    with house.store.write() as session:
        close_month(session, "2023-06", OFFICE, house.now)
    assert clerk.report_published() == []
    with house.store.write() as session:
        publish_month(session, "2023-06", OFFICE, house.now)
    assert house.run(clerk.report_published()[0]).state == "done"
    assert clerk.report_published() == []
    with house.store.write() as session:
        reopen_month(session, "2023-06", OFFICE, house.now, "更正")
    published()
    house.run(clerk.report_published()[0])
    with house.store.read() as session:
        made = [(r.month_version, r.trial, r.made_by) for r in session.scalars(select(ReportFile).order_by(ReportFile.id))]
    assert made == [(1, False, "system"), (2, False, "system")]
    assert jobs(house) == [("report", "bulletin:2023-06:1"), ("report", "bulletin:2023-06:2")]


def test_what_was_lost_on_the_way_is_sent_again(small_house):
    with small_house.store.write() as session:
        job = work.enqueue(session, "escalate", "2023-07-03", {}, "schedule", small_house.now)
    assert small_house.worker.clerk.resend() == []
    small_house.later(seconds=91)
    assert small_house.worker.clerk.resend() == [job] and small_house.worker.queue.huey.pending_count() == 1


def test_ledgers_are_indexed_once_a_day(small_house):
    clerk = small_house.worker.clerk
    assert len(clerk.index_ledgers()) == 1 and clerk.index_ledgers() == []
    small_house.later(days=1)
    clerk.index_ledgers()
    assert jobs(small_house) == [("index", "2023-07-03"), ("index", "2023-07-04")]
    with small_house.store.read() as session:
        waiting = session.scalars(select(Job.id)).all()
    assert {small_house.run(job).result["sentence"] for job in waiting} == {"新建索引 0 个，删除 0 个"}


def test_the_head_of_the_chain_is_anchored_outside_the_database(small_house):
    small_house.worker.clerk.escalate_today()
    with small_house.store.write() as session:
        close_month(session, "2023-06", OFFICE, NOW)
    small_house.worker.clerk.anchor()
    with small_house.store.read() as session:
        assert audit.verify(session, small_house.settings.home / "audit.anchor") == []
    assert (small_house.settings.home / "audit.anchor").stat().st_size


def test_all_schedules_start_after_the_clock_they_were_given(small_house):
    scheduler = build_scheduler(small_house.worker.clerk)
    scheduler.start(paused=True)
    try:
        found = {job.id: job for job in scheduler.get_jobs()}
        assert set(found) == {"inbox", "escalate", "reports", "sweep", "leftovers", "index", "anchor"}
        assert {job.max_instances for job in found.values()} == {1} and all(job.coalesce for job in found.values())
        assert found["inbox"].trigger.interval == timedelta(seconds=15)
        assert found["inbox"].next_run_time == NOW + timedelta(seconds=2)
    finally:
        scheduler.shutdown()
