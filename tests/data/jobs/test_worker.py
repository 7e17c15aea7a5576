"""The worker: claims, runs, finishes; a failure is a row with a sentence, a doubled message changes nothing."""

from sqlalchemy import select

from data.access.scope import Actor
from data.jobs import handlers, work
from data.store.tables import Job, Submission
from data.vocabulary import Role
from tests.data.jobs.conftest import open_house, pole_file


def a_job(house, work_kind, key="k", **payload):
    with house.store.write() as session:
        return work.enqueue(session, work_kind, key, payload, "schedule", house.now)


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
    assert (done.state, done.note, small_house.worker.running) == ("cancelled", "", set())


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


def test_killed_after_the_rows_were_written_the_same_file_is_only_known_again(house):
    job = house.upload(pole_file(8, 9))
    first = house.run(job)
    with house.store.write() as session:  # as if the process had died before it wrote the end down
        row = session.get_one(Job, job)
        row.state, row.result = "queued", None
    again = house.run(job)
    assert (first.result["outcome"], again.result["outcome"], again.result["rows"]["unchanged"]) == ("accepted", "unchanged", 2)


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
