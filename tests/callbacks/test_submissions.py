"""报送 and one submission through the wire: the matrix and history in one's scope, uploads followed, doubts explained."""

from io import BytesIO

import pytest
from sqlalchemy import select

from data.access.scope import Actor
from data.intake.container import Container
from data.intake.incoming import Incoming
from data.intake.returned import returned_copy
from data.intake.take import Doors, take
from data.jobs.work import claim, finish
from data.store.tables import AuditEntry, Job
from data.vocabulary import Door, JobState, Role
from tests.data.jobs.conftest import pole_file
from tests.desk import JUNE, NOW

EAST = Actor("unit1", Role.UNIT, "E")


@pytest.fixture(scope="module")
def warm():
    """One parsing child for the file; containers know no database."""
    from data.settings import Settings

    found = Container(Settings(home=None, database_url=""))
    yield found
    found.close()


@pytest.fixture
def handed(desk, warm):
    """A file of E, doubtful unless its heights are given."""

    def hand(*heights, first="在建"):
        file = Incoming(pole_file(*(heights or (8, 20)), first=first), "智慧杆柱2023年6月.xlsx", "E", Door.PAGE, EAST)
        return take(Doors(desk.store, warm, desk.settings), file, NOW).submission

    return hand


def matrix(seat):
    return seat.fire("submissions.show_matrix", shell_period__value=JUNE)


def history(seat):
    return seat.fire("submissions.show_history", shell_period__value=JUNE)


@pytest.mark.parametrize(
    ("name", "units"), [("office", ["东区", "西区", "通信"]), ("leader", ["东区", "西区", "通信"]), ("unit1", ["东区"]), ("unit2", ["通信"])]
)
def test_the_matrix_lists_the_units_of_one_s_scope(desk, name, units):
    answer = matrix(desk.enter(name))
    assert [unit for unit in ("东区", "西区", "通信") if unit in answer] == units
    assert "○ 未报" in answer


def test_the_matrix_tells_where_a_file_stands(desk, handed):
    handed()
    assert "？ 待说明" in matrix(desk.enter("unit1"))
    handed("高")
    assert "✕ 已退回" in matrix(desk.enter("unit1")) and "退回 1 次" in matrix(desk.enter("unit1"))
    number = handed(8, 9)
    answer = matrix(desk.enter("unit1"))
    assert "✔ 已接收" in answer and f"/submissions/{number}" in answer


def test_the_history_holds_one_s_own_files(desk, handed):
    handed(8)
    assert "HZ20230703-0001" in history(desk.enter("unit1")) and "HZ20230703-0001" in history(desk.enter("office"))
    assert "还没有报送记录" in history(desk.enter("unit2"))


@pytest.mark.parametrize("name", ["evaluator", "screen"])
def test_who_may_not_see_submissions_is_denied(desk, name):
    assert matrix(desk.enter(name)).status == 403


@pytest.mark.parametrize(("name", "is_shown"), [("office", True), ("unit1", True), ("leader", False)])
def test_the_zone_is_drawn_for_who_hands_in(desk, name, is_shown):
    assert ("submissions-zone" in desk.enter(name).open("/submissions")) == is_shown


def test_the_office_chooses_for_whom_it_hands_in(desk):
    office = desk.enter("office")
    assert "请先选择代报单位" in office.fire("submissions.show_zone", submissions_unit__value=None)
    assert '\\"unit\\": \\"W\\"' in office.fire("submissions.show_zone", submissions_unit__value="W")
    assert '\\"unit\\": \\"E\\"' in desk.enter("unit1").fire("submissions.show_zone", submissions_unit__value="W")


# Uploads are followed


def sent(seat):
    return seat.person.post("/upload", data={"file": (BytesIO(pole_file(8)), "杆柱.xlsx")}, content_type="multipart/form-data").get_json()


def follow(seat, answer, watched=None):
    result = {"turn": 1, "files": [{"name": "杆柱.xlsx", "status": 202, "ok": True, "answer": answer}]}
    return seat.fire("submissions.follow_uploads", changed="submissions-result.data", submissions_result__data=result, submissions_watched__data=watched)


def test_an_upload_is_followed_until_its_receipt(desk):
    unit = desk.enter("unit1")
    answer = sent(unit)
    assert "排队" in follow(unit, answer) and '"disabled":false' in follow(unit, answer)
    claim(desk.store, answer["job"], "w", NOW)
    finish(desk.store, answer["job"], JobState.DONE, {"outcome": "accepted", "submission": 7, "sentence": "已接收 1 行，回执号 HZ1"}, None, NOW)
    done = follow(unit, answer)
    assert "已接收 1 行，回执号 HZ1" in done and "/submissions/7" in done and '"disabled":true' in done
    assert "submissions-watched" not in follow(unit, answer, {"done": [answer["job"]]})


def test_a_failed_upload_says_why(desk):
    unit = desk.enter("unit1")
    answer = sent(unit)
    claim(desk.store, answer["job"], "w", NOW)
    finish(desk.store, answer["job"], JobState.FAILED, None, "系统错误，任务编号 1，请联系系统管理员查看日志", NOW)
    assert "系统错误，任务编号 1" in follow(unit, answer)


def test_a_foreign_job_is_not_told(desk):
    answer = sent(desk.enter("unit1"))
    assert "杆柱.xlsx" not in follow(desk.enter("unit2"), answer)
    assert follow(desk.enter("leader"), answer).status == 403


@pytest.mark.parametrize("answer", [None, "text", {"message": "文件过大"}, {"job": "1 or 1"}])
def test_a_strange_answer_is_followed_no_further(desk, answer):
    assert not follow(desk.enter("unit1"), answer).is_refused


# One submission


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


def test_the_web_sends_the_marked_copy_that_a_worker_made(desk, handed, warm):
    number = handed("高")
    unit = desk.enter("unit1").person
    for _ in range(2):
        answer = unit.get(f"/files/returned/{number}")
        assert answer.status_code == 202 and "正在生成" in answer.text and 'http-equiv="refresh"' in answer.text
    assert [job.payload for job in copies(desk)] == [{"submission": number}]
    content = returned_copy(Doors(desk.store, warm, desk.settings), number)
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
