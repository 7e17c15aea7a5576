"""What each kind of job does, from the queued row to the stored result."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import func, select

from data.access.scope import Actor
from data.assessment.months import close_month
from data.calendar import local
from data.errors import GovernanceError, NotAllowed, NotFound
from data.jobs.handlers import HANDLERS
from data.jobs.uploads import Upload, enqueue_explanation, enqueue_report, enqueue_upload
from data.jobs.work import enqueue
from data.store.marks import set_mark
from data.store.tables import AuditEntry, Entity, Explanation, Finding, Job, Order, ReportFile, Submission
from data.vocabulary import JobState, Role
from tests.data.indicators.hand_in import day
from tests.data.jobs.conftest import EAST, NOW, OFFICE, pole_file


def a_job(house, kind, key="k", **payload):
    with house.store.write() as session:
        return enqueue(session, kind, key, payload, "schedule", house.now)


def count(house, table, **wanted):
    with house.store.read() as session:
        return session.scalar(select(func.count()).select_from(table).filter_by(**wanted))


# import

def test_an_uploaded_file_is_taken_in_and_answered_with_its_receipt(house):
    done = house.run(house.upload(pole_file(8, 9)))
    assert (done.state, done.result["outcome"], done.result["receipt"]) == ("done", "accepted", "HZ20230703-0001")
    assert (done.result["rows"]["accepted"], done.result["sentence"]) == (2, "已接收 2 行，回执号 HZ20230703-0001")
    with house.store.read() as session:
        entry = session.get_one(Submission, done.result["submission"])
        assert (entry.unit, entry.ledger, entry.period, entry.door, entry.by, entry.on_behalf) == ("E", "pole", "2023-06", "page", "unit1", False)
        assert local(entry.received_at).isoformat() == "2023-07-03T09:00:00+08:00"
    assert count(house, Entity, unit="E") == 2


def test_a_file_that_waits_in_the_queue_counts_from_when_it_was_sent(house):
    job = house.upload(pole_file(8))
    house.later(days=5)
    done = house.run(job)
    with house.store.read() as session:
        assert local(session.get_one(Submission, done.result["submission"]).received_at).day == 3


def test_a_wrong_file_is_rejected_and_lies_marked_in_the_unit_s_folder_too(small_house):
    done = small_house.run(small_house.upload(pole_file("高", 9, first="已拆")))
    assert (done.state, done.result["outcome"], done.result["rows"]["accepted"]) == ("done", "rejected", 0)
    assert {(f["sheet"], f["cell"]) for f in done.result["findings"] if f["severity"] == "error"} == {("台账", "D3"), ("台账", "F3")}
    back = sorted(path.name for path in (small_house.folder() / "rejected").iterdir())
    assert back == ["HZ20230703-0001_智慧杆柱2023年6月_校验结果.xlsx", "回执_HZ20230703-0001_智慧杆柱2023年6月.txt"]
    marked = openpyxl.load_workbook(small_house.folder() / "rejected" / back[0])
    assert marked["台账"]["F3"].value == "高"
    assert count(small_house, Entity) == 0


def test_the_office_hands_in_for_a_unit_and_it_is_written_down_as_such(small_house):
    done = small_house.run(small_house.upload(pole_file(8), actor=OFFICE))
    with small_house.store.read() as session:
        entry = session.get_one(Submission, done.result["submission"])
        assert (entry.by, entry.unit, entry.on_behalf) == ("office", "E", True)


@pytest.mark.parametrize(("actor", "unit", "refusal"), [
    (EAST, "W", NotFound), (Actor("u", Role.UNIT, "T"), "E", NotFound), (Actor("l", Role.LEADER), "E", NotAllowed)])
def test_nobody_queues_a_file_of_a_foreign_unit(small_house, actor, unit, refusal):
    with pytest.raises(refusal):
        small_house.upload(pole_file(8), actor=actor, unit=unit)
    assert count(small_house, Job) == 0


def test_an_empty_file_is_not_queued(small_house):
    with pytest.raises(GovernanceError, match="空文件"):
        small_house.upload(b"")
    assert count(small_house, Job) == 0


def test_a_unit_nobody_knows_gets_no_job(small_house):
    with pytest.raises(GovernanceError):
        enqueue_upload(small_house.store, small_house.settings, OFFICE, Upload(BytesIO(b"x"), "a.xlsx", "nobody"), NOW)
    assert count(small_house, Job) == 0 and originals(small_house) == []


def originals(house):
    return [path for path in house.settings.originals.rglob("*") if path.is_file()]


class Broken(BytesIO):
    """A stream that ends with an error of the system after its first megabyte."""

    def read(self, size=-1):
        if self.tell() >= 2**20:
            raise OSError(28, "No space left on device")
        return super().read(size)


@pytest.mark.parametrize(("stream", "words"), [
    (BytesIO(b"x" * (2**20 + 1)), "超过 1 MB 的上限"), (Broken(b"x" * 2**21), "没能保存"), (BytesIO(b""), "空文件")], ids=["too large", "disk full", "empty"])
def test_what_cannot_be_kept_whole_leaves_neither_file_nor_job(small_house, stream, words):
    settings = replace(small_house.settings, max_upload_mb=1 if words.startswith("超过") else 9)
    with pytest.raises(GovernanceError, match=words):
        enqueue_upload(small_house.store, settings, OFFICE, Upload(stream, "a.xlsx", "E"), NOW)
    assert count(small_house, Job) == 0 and originals(small_house) == []


# explain

def test_explained_doubts_let_the_same_file_in_and_are_remembered(house):
    first = house.run(house.upload(pole_file(8, 20)))
    assert (first.result["outcome"], first.result["awaiting"]) == ("rejected", "explanation")
    house.later(days=4)
    again = house.run(enqueue_explanation(house.store, house.settings, EAST, first.result["submission"], {1: "路口信号合杆"}, house.now))
    assert (again.state, again.result["outcome"], again.result["rows"]["accepted"]) == ("done", "accepted", 2)
    assert again.result["submission"] != first.result["submission"]
    with house.store.read() as session:
        assert session.scalars(select(Explanation.words)).all() == ["路口信号合杆"]
        assert session.scalar(select(Finding.explanation).where(Finding.submission == again.result["submission"])) == "路口信号合杆"
    next_month = house.run(house.upload(pole_file(8, 20, 9)))
    assert next_month.result["outcome"] == "accepted"


@pytest.mark.parametrize(("actor", "words", "refusal"), [
    (Actor("u", Role.UNIT, "T"), {1: "说明"}, NotFound), (OFFICE, {1: "说明"}, NotAllowed), (EAST, {}, GovernanceError), (EAST, {1: "  "}, GovernanceError),
    (EAST, {7: "说明"}, GovernanceError)])
def test_words_are_taken_from_the_unit_itself_and_for_its_doubts_alone(small_house, actor, words, refusal):
    first = small_house.run(small_house.upload(pole_file(8, 20)))
    before = count(small_house, Job)
    with pytest.raises(refusal):
        enqueue_explanation(small_house.store, small_house.settings, actor, first.result["submission"], words, NOW)
    assert count(small_house, Job) == before and count(small_house, Explanation) == 0


# inbox

def test_the_inbox_job_takes_what_lies_in_the_folders_and_tells_how_many(small_house):
    (small_house.folder() / "智慧杆柱2023年6月.xlsx").write_bytes(pole_file(8))
    done = small_house.run(a_job(small_house, "inbox"))
    assert (done.state, done.result["receipts"], done.note) == ("done", ["HZ20230703-0001"], "收件 1/1")
    assert [path.name for path in (small_house.folder() / "accepted").iterdir()] == ["HZ20230703-0001_智慧杆柱2023年6月.xlsx"]


def test_a_set_business_day_dates_what_the_inbox_takes(small_house):
    with small_house.store.write() as session:
        set_mark(session, "today", "2023-12-20")
    (small_house.folder() / "智慧杆柱2023年6月.xlsx").write_bytes(pole_file(8))
    assert small_house.run(a_job(small_house, "inbox")).result["receipts"] == ["HZ20231220-0001"]


# escalate, report

def test_the_daily_step_drafts_once_however_often_it_runs(house):
    job = a_job(house, "escalate", "2023-07-03")
    done = house.run(job)
    assert (done.state, "拟办督办单 1 张" in done.result["sentence"]) == ("done", True)
    house.run(job)
    assert a_job(house, "escalate", "2023-07-03") is None
    assert count(house, Order) == 1


def test_a_report_is_made_as_asked_and_kept(small_house):
    with small_house.store.write() as session:
        close_month(session, "2023-06", OFFICE, NOW)
    done = small_house.run(enqueue_report(small_house.store, small_house.settings, OFFICE, {"kind": "bulletin", "period": "2023-06", "unit": None}, NOW))
    assert done.state == "done", done.note
    with small_house.store.read() as session:
        kept = session.get_one(ReportFile, done.result["report"])
        assert (kept.made_by, kept.trial, kept.name) == ("office", True, done.result["name"])
        assert session.scalar(select(AuditEntry.actor).where(AuditEntry.act == "report.make")) == "office"


def test_a_report_that_is_refused_ends_with_its_sentence(small_house):
    done = small_house.run(enqueue_report(small_house.store, small_house.settings, OFFICE, {"kind": "unit", "period": "2023-06", "unit": None}, NOW))
    assert (done.state, done.note) == (JobState.FAILED, "单位考评反馈单按单位编制，请写明单位")


def test_only_who_may_make_reports_queues_one(small_house):
    with pytest.raises(NotAllowed):
        enqueue_report(small_house.store, small_house.settings, EAST, {"kind": "bulletin", "period": "2023-06", "unit": None}, NOW)


def test_every_kind_that_is_queued_has_its_handler():
    assert set(HANDLERS) == {"import", "explain", "copy", "inbox", "escalate", "report", "demo", "index"}


def test_the_day_of_a_late_step_is_the_key_not_the_clock(small_house):
    job = a_job(small_house, "escalate", "2023-07-02")
    small_house.later(days=3)
    small_house.run(job)
    with small_house.store.read() as session:
        assert session.scalar(select(Order.drafted_on)) == day("2023-07-02")
