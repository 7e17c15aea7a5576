"""The worker: claims, runs, finishes; a failure is a row with a sentence, a doubled message changes nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.errors import GovernanceError
from data.jobs import handlers, work
from data.store.tables import AuditEntry, Job, Submission
from data.vocabulary import Role
from tests.data.jobs.conftest import EAST, open_house, pole_file


def a_job(house, work_kind, key="k", **payload):
    with house.store.write() as session:
        return work.enqueue(session, work_kind, key, payload, "schedule", house.now)


def unheard(work_):
    """The same run, whose steps nobody hears: only the writing transaction itself can stop it."""
    return replace(work_, step=lambda *_: None)


def submissions(house):
    with house.store.read() as session:
        return len(session.scalars(select(Submission)).all())


def test_a_doubled_message_is_worked_once(house):
    job = house.upload(pole_file(8))
    house.run(job)
    assert house.run(job).attempts == 1
    assert submissions(house) == 1


def test_a_message_without_a_row_changes_nothing(small_house):
    small_house.worker.run_job(999)
    assert small_house.worker.running == set()


def test_a_cancelled_job_is_not_begun(small_house):
    job = small_house.upload(pole_file(8))
    with small_house.store.write() as session:
        work.cancel(session, Actor("unit1", Role.UNIT, "E"), job, small_house.now)
    assert small_house.run(job).state == "cancelled"
    assert submissions(small_house) == 0


def test_a_job_cancelled_while_it_runs_stops_at_its_next_step(small_house, monkeypatch):
    def cancelled_meanwhile(run):
        with small_house.store.write() as session:
            work.cancel(session, Actor("admin", Role.SYSTEM_ADMIN), run.job.id, small_house.now)
        run.step(0, 1, "正在校验")
        raise AssertionError("went on after it was cancelled")

    monkeypatch.setitem(handlers.HANDLERS, "inbox", cancelled_meanwhile)
    done = small_house.run(a_job(small_house, "inbox"))
    assert (done.state, done.note, small_house.worker.running) == ("cancelled", "已取消，余下的部分不再进行", set())


def test_a_refusal_is_the_job_s_own_sentence(house):
    done = house.run(a_job(house, "report", kind="poem", period="2023-06"))
    assert (done.state, done.result) == ("failed", None)
    assert done.note.startswith("没有“poem”这种报表")


def test_what_nobody_expected_is_a_number_to_look_up_and_the_worker_lives_on(house, caplog):
    job = a_job(house, "report", kind="bulletin")  # a payload without a month: nobody writes one
    done = house.run(job)
    assert (done.state, done.note) == ("failed", f"系统错误，任务编号 {job}，请联系系统管理员查看日志")
    assert "KeyError" in caplog.text
    assert house.run(house.upload(pole_file(8))).state == "done"


def test_an_interrupted_job_is_taken_over_and_ends_with_the_same_rows(house):
    job = house.upload(pole_file(8, 9))
    work.claim(house.store, job, "dead:1", house.now)
    house.later(seconds=91)
    assert job in house.worker.clerk.resend()
    done = house.run(job)
    assert (done.state, done.attempts, done.result["rows"]["accepted"]) == ("done", 2, 2)


def test_killed_after_the_rows_were_written_the_job_ends_with_the_same_receipt(house):
    job = house.upload(pole_file(8, 9))
    first = house.run(job)
    with house.store.write() as session:  # as if the process had died before it wrote the end down
        row = session.get_one(Job, job)
        row.state, row.result = "queued", None
    again = house.run(job)
    assert again.result == first.result and submissions(house) == 1


def test_a_file_cancelled_before_it_is_written_leaves_nothing_but_the_word(house, monkeypatch):
    def cancelled_meanwhile(work_):
        with house.store.write() as session:
            work.cancel(session, EAST, work_.job.id, house.now)
        return handlers.run_import(unheard(work_))

    monkeypatch.setitem(handlers.HANDLERS, "import", cancelled_meanwhile)
    done = house.run(house.upload(pole_file(8)))
    assert (done.state, done.note, submissions(house)) == ("cancelled", "已取消，没有写入任何数据", 0)
    with house.store.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "job.cancel")).one()
        assert (entry.actor, entry.detail["file"]) == ("unit1", "智慧杆柱2023年6月.xlsx")


def test_what_was_written_is_no_longer_cancelled(house, monkeypatch):
    refusals = []

    def cancelled_too_late(work_):
        result = handlers.run_import(work_)
        with house.store.write() as session, pytest.raises(GovernanceError) as refused:
            work.cancel(session, EAST, work_.job.id, house.now)
        refusals.append(refused.value.sentence)
        return result

    monkeypatch.setitem(handlers.HANDLERS, "import", cancelled_too_late)
    done = house.run(house.upload(pole_file(8)))
    assert (done.state, submissions(house)) == ("done", 1) and "已经处理完毕" in refusals[0]


def test_a_worker_that_was_thought_dead_writes_nothing_once_another_has_the_job(house):
    job = house.upload(pole_file(8))
    slow = work.claim(house.store, job, "slow:1", house.now)
    house.later(seconds=91)
    house.worker.clerk.resend()
    assert house.run(job).state == "done"
    with house.store.write() as session, pytest.raises(work.Cancelled):
        work.may_write(session, slow)
    late = handlers.run_import(handlers.Work(house.worker.doors, slow, house.now, lambda *_: None))
    assert (late["receipt"], submissions(house)) == (house.job(job).result["receipt"], 1)


def test_the_steps_of_an_import_are_told(small_house, monkeypatch):
    told = []
    monkeypatch.setattr(small_house.worker, "_step", lambda job: lambda *step: told.append(step))
    small_house.run(small_house.upload(pole_file(8)))
    small_house.run(small_house.upload(pole_file("高")))
    first, second = told[:3], told[3:]
    assert first == [(0, 3, "正在读取和校验"), (1, 3, "正在比对并写入"), (3, 3, "已接收 1 行，回执号 HZ20230703-0001")]
    assert [note for _, _, note in second] == ["正在读取和校验", "正在比对并写入", "正在标注问题", "已退回：强制问题 1 处，请按标注改正后重新报送"]


def test_a_running_job_is_kept_alive(small_house, monkeypatch):
    seen = []

    def slow(run):
        small_house.later(seconds=80)
        small_house.worker.stay_alive()
        small_house.later(seconds=80)
        seen.extend(work.sweep(small_house.store, small_house.now))
        return {}

    monkeypatch.setitem(handlers.HANDLERS, "inbox", slow)
    assert small_house.run(a_job(small_house, "inbox")).state == "done"
    assert seen == []
    small_house.worker.stay_alive()  # nothing runs any more


def test_the_queue_carries_a_sent_job_to_the_worker(small_house):
    job = small_house.upload(pole_file(8))
    huey = small_house.worker.queue.huey
    huey.execute(huey.dequeue())
    assert small_house.job(job).state == "done"


def test_the_inbox_waits_until_a_file_stands_still(sqlite_database_url, home, container, request):
    house = open_house(sqlite_database_url, home, container, still_seconds=10)
    request.addfinalizer(house.store.close)
    (house.folder() / "智慧杆柱2023年6月.xlsx").write_bytes(pole_file(8))
    taken = []
    for key, seconds in (("1", 0), ("2", 9), ("3", 1)):
        house.later(seconds=seconds)
        taken.append(house.run(a_job(house, "inbox", key)).result["receipts"])
    assert taken == [[], [], ["HZ20230703-0001"]]
