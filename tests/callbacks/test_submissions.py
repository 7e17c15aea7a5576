"""报送 through the wire: the matrix and history in one's scope, uploads followed."""

import json
from dataclasses import replace
from io import BytesIO

import pytest

from data.access.scope import Actor
from data.intake.views import asked_rows, matrix_view
from data.jobs.work import beat, claim, finish
from data.vocabulary import JobState, Role
from tests.data.indicators.hand_in import day
from tests.data.jobs.conftest import pole_file
from tests.desk import JUNE, NOW, TODAY


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


def test_the_matrix_is_narrowed_to_who_still_owes(desk):
    """Nobody has handed in, so all are owing: then one is left without a debt."""
    with desk.store.read() as session:
        rows = matrix_view(session, Actor("office", Role.OFFICE), JUNE, day(TODAY))
    settled = replace(rows[0], cells=[replace(cell, state="accepted") for cell in rows[0].cells])
    assert asked_rows(rows, "owing") == rows and asked_rows([settled, *rows[1:]], "owing") == rows[1:] and asked_rows([settled], None) == [settled]
    answer = desk.enter("office").fire("submissions.show_matrix", shell_period__value=JUNE, submissions_show__value="owing")
    assert "东区" in answer and "show=owing" in answer


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


def stop(seat, job):
    what = {"job": job, "type": "submissions-cancel"}
    return seat.fire("submissions.cancel_upload", changed=json.dumps(what, separators=(",", ":"), sort_keys=True) + ".n_clicks",
                     submissions_cancel__n_clicks=[(what, 1)])


@pytest.mark.parametrize("name", ["unit1", "office"])
def test_a_running_upload_is_cancelled_by_who_sent_it_and_by_the_office(desk, name):
    unit = desk.enter("unit1")
    answer = sent(unit)
    claim(desk.store, answer["job"], "w", NOW)
    beat(desk.store, answer["job"], 1, 3, "正在比对并写入", NOW)
    assert "正在比对并写入（1/3）" in follow(unit, answer) and "取消" in follow(unit, answer)
    assert "已取消，没有写入任何数据" in stop(desk.enter(name), answer["job"])
    assert "已取消，没有写入任何数据" in follow(unit, answer) and '"disabled":true' in follow(unit, answer)
    assert "已经结束，不能取消" in stop(unit, answer["job"])


def test_a_foreign_upload_is_not_cancelled(desk):
    answer = sent(desk.enter("unit1"))
    assert stop(desk.enter("unit2"), answer["job"]).is_refused and stop(desk.enter("leader"), answer["job"]).status == 403
    assert "排队" in follow(desk.enter("unit1"), answer)


def test_a_foreign_job_is_not_told(desk):
    answer = sent(desk.enter("unit1"))
    assert "杆柱.xlsx" not in follow(desk.enter("unit2"), answer)
    assert follow(desk.enter("leader"), answer).status == 403


@pytest.mark.parametrize("answer", [None, "text", {"message": "文件过大"}, {"job": "1 or 1"}])
def test_a_strange_answer_is_followed_no_further(desk, answer):
    assert not follow(desk.enter("unit1"), answer).is_refused
