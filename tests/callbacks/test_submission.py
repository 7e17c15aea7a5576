"""One submission through the wire: its findings read, its doubts explained, its marked copy fetched."""

import pytest
from sqlalchemy import select

from data.intake.returned import returned_copy
from data.intake.take import Doors
from data.jobs.work import claim, finish
from data.store.tables import AuditEntry, Job
from data.vocabulary import JobState
from tests.desk import NOW


def show(seat, number, cell=""):
    return seat.fire("submission.show_submission", submission_number__data={"number": str(number), "cell": cell})


def explain(seat, number, *words):
    ids = [({"type": "submission-words", "number": n}, text) for n, text in enumerate(words, 1)]
    return seat.fire(
        "submission.explain_findings",
        changed="submission-send.n_clicks",
        submission_send__n_clicks=1,
        submission_number__data={"number": str(number)},
        submission_words__value=ids,
        submission_words__id=[(identity, identity) for identity, _ in ids],
    )


def jobs(desk):
    with desk.store.read() as session:
        return [(job.kind, job.payload.get("submission")) for job in session.query(Job)]


def test_the_receipt_tells_findings_with_their_cells(desk, handed):
    answer = show(desk.enter("unit1"), handed("高", 20, first="已拆"), "F3")
    assert all(words in answer for words in ("HZ20230703-0001", "台账!F3", "台账!D3", "台账!F4", "现值：高", "finding is-wanted", "下载标注后的文件"))


def test_the_office_reads_and_is_not_offered_to_explain(desk, handed):
    number = handed()
    assert "submission-send" in show(desk.enter("unit1"), number)
    assert "submission-send" not in show(desk.enter("office"), number) and "submission-words" not in show(desk.enter("leader"), number)


def test_an_accepted_file_asks_for_nothing(desk, handed):
    answer = show(desk.enter("unit1"), handed(8))
    assert "没有发现问题" in answer and "submission-send" not in answer and "下载标注后的文件" not in answer


def test_an_explanation_is_queued_to_be_judged(desk, handed):
    number = handed()
    answer = explain(desk.enter("unit1"), number, "路口合杆")
    assert not answer.is_refused and jobs(desk) == [("explain", number)]
    assert "路口合杆" in show(desk.enter("office"), number)
    with desk.store.read() as session:
        job = session.query(Job).one().id
    followed = desk.enter("unit1").fire("submission.follow_explanation", submission_job__data=job)
    assert "重新校验" in followed and '"disabled":false' in followed


@pytest.mark.parametrize("words", [(), ("",), ("  ",), (None,)])
def test_an_empty_explanation_is_refused(desk, handed, words):
    assert "请先填写说明" in explain(desk.enter("unit1"), handed(), *words) and jobs(desk) == []


def test_what_does_not_wait_takes_no_explanation(desk, handed):
    assert "没有等待说明的问题" in explain(desk.enter("unit1"), handed(8), "说明") and jobs(desk) == []


@pytest.mark.parametrize(("name", "status"), [("unit2", 200), ("office", 403), ("leader", 403)])
def test_nobody_explains_for_a_foreign_unit(desk, handed, name, status):
    number = handed()
    answer = explain(desk.enter(name), number, "说明")
    assert answer.status == status and jobs(desk) == []
    assert name != "unit2" or answer.is_refused


def test_a_foreign_submission_reads_as_one_that_is_not_there(desk, handed):
    stranger = desk.enter("unit2")
    foreign, absent = show(stranger, handed()), show(stranger, 999)
    assert foreign.is_refused and "智慧杆柱" not in foreign
    assert absent.is_refused
    assert stranger.person.get("/files/returned/1").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "9" * 16, "１"])
def test_an_address_that_names_no_submission_is_answered_with_a_sentence(desk, number):
    assert "没有这份报送" in show(desk.enter("office"), number)


def copies(desk):
    with desk.store.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == "copy").order_by(Job.id)))


def test_the_web_sends_the_marked_copy_that_a_worker_made(desk, handed, container):
    number = handed("高")
    unit = desk.enter("unit1").person
    for _ in range(2):
        answer = unit.get(f"/files/returned/{number}")
        assert answer.status_code == 202 and "正在生成" in answer.text and 'http-equiv="refresh"' in answer.text
    assert [job.payload for job in copies(desk)] == [{"submission": number}]
    content = returned_copy(Doors(desk.store, container, desk.settings), number)
    answer = unit.get(f"/files/returned/{number}")
    assert (answer.status_code, answer.data) == (200, content) and content[:2] == b"PK"
    with desk.store.read() as session:
        assert len(session.scalars(select(AuditEntry).where(AuditEntry.act == "download")).all()) == 1


def test_a_copy_that_fails_is_tried_again_and_then_its_reason_is_told(desk, handed):
    number, unit = handed("高"), desk.enter("unit1").person
    for _ in range(3):
        assert unit.get(f"/files/returned/{number}").status_code == 202
        finish_last(desk)
    answer = unit.get(f"/files/returned/{number}")
    assert answer.status_code == 400 and "没有生成：原件丢失" in answer.text and len(copies(desk)) == 3


def finish_last(desk):
    job = copies(desk)[-1].id
    claim(desk.store, job, "w", NOW)
    finish(desk.store, job, JobState.FAILED, None, "原件丢失", NOW)


def test_nobody_has_a_foreign_copy_made(desk, handed):
    number = handed("高")
    for name, status in (("unit2", 404), ("evaluator", 403)):
        assert desk.enter(name).person.get(f"/files/returned/{number}").status_code == status
    assert jobs(desk) == []
