"""待办 through the wire: 零报告 and 无变化 signed after their sentence was read, 代报 confirmed by the unit alone."""

import json

import pytest
from sqlalchemy import select

from data.store.tables import AuditEntry, Submission
from tests.callbacks.test_returns import press
from tests.callbacks.test_submission import show
from tests.callbacks.test_submissions import history, matrix
from tests.desk import JUNE

ZERO = {"type": "submissions-declare", "kind": "zero", "ledger": "pole", "period": JUNE}


def todo(seat, unit=None, period=JUNE):
    return seat.fire("submissions.show_todo", shell_period__value=period, submissions_unit__value=unit)


def ask(seat, what=ZERO, clicks=1, unit=None):
    return seat.fire("submissions.declare_month", changed=json.dumps(what, separators=(",", ":"), sort_keys=True) + ".n_clicks",
                     submissions_declare__n_clicks=[(what, clicks)], submissions_unit__value=unit)


def sign(seat, what=ZERO, name="王某", post="科长", button="sure", unit=None):
    return seat.fire("submissions.declare_month", changed=f"submissions-declare-{button}.n_clicks", submissions_declare_what__data=what,
                     submissions_declare_name__value=name, submissions_declare_post__value=post, submissions_unit__value=unit)


def confirmed(seat, number, clicks=1):
    return seat.fire("submission.confirm_file", changed="submission-confirm.n_clicks", submission_confirm__n_clicks=clicks,
                     submission_number__data={"number": str(number)})


def confirming(seat, number):
    return seat.fire("submission.show_confirming", submission_number__data={"number": str(number)})


def declared(desk):
    with desk.store.read() as session:
        return [(s.unit, s.ledger, s.declares, s.by) for s in session.scalars(select(Submission).where(Submission.declares.is_not(None)))]


def test_a_unit_sees_what_it_owes_with_its_doors(desk):
    answer = todo(desk.enter("unit1"))
    assert all(words in answer for words in ("智慧杆柱", "还有 2 个工作日截止（截止7月5日）", f"/templates/{JUNE}/E/pole", "申报零报告"))
    assert "申报无变化" not in answer and "5G站点" not in answer


def test_the_office_chooses_whose_list_it_sees(desk):
    office = desk.enter("office")
    assert all(words in todo(office) for words in ("东区", "西区", "通信", "/units/E?period=2023-06", "待报")) and "5G站点" not in todo(office)
    assert "5G站点" in todo(office, "T")


def test_the_office_reads_how_long_units_wait_for_it(desk, handed):
    office, number = desk.enter("office"), handed(8)
    press(office, number, "return-sure")
    answer = office.fire("submissions.show_review_times", shell_period__value="2023-07")
    assert all(words in answer for words in ("督办反馈核验", "延期审批", "退回已接收的报送", "本月没有"))
    assert desk.enter("unit1").fire("submissions.show_review_times", shell_period__value="2023-07").status == 403
    assert "办公室退回：高度与现场不符" in todo(desk.enter("unit1"))


def test_what_waits_for_words_or_was_refused_opens_the_file(desk, handed):
    number = handed()
    assert "去说明" in todo(desk.enter("unit1")) and f"/submissions/{number}" in todo(desk.enter("unit1"))
    number = handed("高")
    assert "查看问题" in todo(desk.enter("unit1")) and f"/submissions/{number}" in todo(desk.enter("unit1"))
    handed(8)
    assert "智慧杆柱" not in todo(desk.enter("unit1"))


@pytest.mark.parametrize("name", ["leader", "evaluator", "screen"])
def test_who_hands_nothing_in_has_no_list_and_signs_nothing(desk, name):
    seat = desk.enter(name)
    assert todo(seat, "E").status == 403 and sign(seat, unit="E").status == 403 and declared(desk) == []


def test_the_sentence_is_read_before_it_is_signed(desk):
    unit = desk.enter("unit1")
    answer = ask(unit)
    assert all(words in answer for words in ('"opened":true', "本人确认：东区人民政府2023年6月没有应当填入“智慧杆柱”的内容"))
    assert '"opened":false' in sign(unit, button="keep") and declared(desk) == []
    assert '"opened"' not in ask(unit, clicks=None)


def test_what_is_signed_stands_in_matrix_history_and_page(desk):
    unit = desk.enter("unit1")
    answer = sign(unit)
    assert "零报告已接收，回执号 HZ20230703-0001" in answer and '"opened":false' in answer
    assert declared(desk) == [("E", "pole", "zero", "unit1")]
    assert "✔ 零报告" in matrix(unit) and "零报告_智慧杆柱_东区" in history(unit) and "智慧杆柱" not in todo(unit)
    assert all(words in show(unit, 1) for words in ("王某（科长）", "本人确认", "下载声明"))
    with desk.store.read() as session:
        assert session.scalar(select(AuditEntry.actor).where(AuditEntry.act == "submission.declare")) == "unit1"


@pytest.mark.parametrize(("what", "name", "words"), [({**ZERO, "kind": "unchanged"}, "王某", "没有可以沿用的内容"),
                                                    ({**ZERO, "ledger": "station"}, "王某", "办法没有要求"), ({**ZERO, "kind": "x"}, "王某", "请从待办里选择"),
                                                    (None, "王某", "请从待办里选择"), ({**ZERO, "period": "2023-13"}, "王某", "不是月份")])
def test_what_cannot_be_signed_says_why(desk, what, name, words):
    answer = sign(desk.enter("unit1"), what, name)
    assert answer.is_refused and words in answer and declared(desk) == []


@pytest.mark.parametrize("who", [{"name": " "}, {"post": None}])
def test_without_name_or_post_the_dialogue_stays_and_says_so(desk, who):
    answer = sign(desk.enter("unit1"), **who)
    assert "请填写签署人的姓名和职务" in answer and '"opened"' not in answer and declared(desk) == []


def test_a_unit_signs_for_itself_whatever_the_request_says(desk):
    sign(desk.enter("unit1"), unit="W")
    assert declared(desk) == [("E", "pole", "zero", "unit1")]


def test_what_the_office_signs_waits_for_the_unit(desk):
    office, unit = desk.enter("office"), desk.enter("unit1")
    assert "须由该单位确认" in ask(office, unit="E")
    assert "代报，待单位确认" in sign(office, unit="E") and "… 代报待确认" in matrix(unit)
    assert "去确认" in todo(unit) and "/submissions/1" in todo(unit)
    assert '"submission-confirm-desk":{"hidden":false}' in confirming(unit, 1)
    assert '"submission-confirm-desk":{"hidden":true}' in confirming(office, 1) and "待单位确认" in show(office, 1)
    assert confirmed(office, 1).status == 403 and confirmed(desk.enter("unit2"), 1).is_refused
    assert "已确认，HZ20230703-0001 计入本单位成绩" in confirmed(unit, 1)
    assert "✔ 零报告" in matrix(unit) and '"submission-confirm-desk":{"hidden":true}' in confirming(unit, 1) and "已由 unit1" in show(unit, 1)
    assert confirmed(unit, 1).is_refused
