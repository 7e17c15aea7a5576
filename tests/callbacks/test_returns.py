"""退回 through the wire: offered to the office alone, asked before it is done, told to everybody afterwards."""

import pytest
from sqlalchemy import select

from data.store.tables import AuditEntry, Month, Submission
from tests.callbacks.test_submission import show
from tests.callbacks.test_submissions import history, matrix
from tests.desk import JUNE


def press(seat, number, button, reason="高度与现场不符"):
    return seat.fire("submission.return_file", changed=f"submission-{button}.n_clicks", submission_return_why__value=reason,
                     submission_number__data={"number": str(number)})


def desk_of(seat, number):
    return seat.fire("submission.show_returning", submission_number__data={"number": str(number)})


def is_offered(answer):
    return '"submission-return-desk":{"hidden":false}' in answer and '"submission-return-form":{"hidden":false}' in answer


def returns(desk):
    with desk.store.read() as session:
        return [(e.actor, e.unit, e.detail["reason"]) for e in session.scalars(select(AuditEntry).where(AuditEntry.act == "submission.withdraw"))]


def test_only_the_office_is_offered_to_send_back(desk, handed):
    number = handed(8)
    assert is_offered(desk_of(desk.enter("office"), number))
    for name in ("unit1", "leader"):
        assert '"submission-return-desk":{"hidden":true}' in desk_of(desk.enter(name), number)


@pytest.mark.parametrize("name", ["unit1", "unit2", "leader", "evaluator"])
@pytest.mark.parametrize("button", ["return", "return-sure"])
def test_nobody_else_sends_back(desk, handed, name, button):
    assert press(desk.enter(name), handed(8), button).status == 403 and returns(desk) == []


def test_a_file_that_was_not_accepted_is_not_offered(desk, handed):
    assert '"submission-return-desk":{"hidden":true}' in desk_of(desk.enter("office"), handed("高"))


def test_of_a_closed_month_it_is_said_why_not(desk, handed):
    number = handed(8)
    with desk.store.write() as session:
        session.add(Month(period=JUNE, state="closed", version=0, rule_version=1))
    answer = desk_of(desk.enter("office"), number)
    assert "请先重新开放这个月" in answer and '"submission-return-desk":{"hidden":false}' in answer and not is_offered(answer)


def test_it_is_asked_before_it_is_done(desk, handed):
    first, second, office = handed(8), handed(9), desk.enter("office")
    answer = press(office, second, "return")
    assert all(words in answer for words in ('"opened":true', "HZ20230703-0002", "此前接收的 HZ20230703-0001 恢复计数", "高度与现场不符"))
    assert "只能退回正在计数的那一份" in press(office, first, "return")
    assert '"opened":false' in press(office, second, "return-keep") and returns(desk) == []


@pytest.mark.parametrize("button", ["return", "return-sure"])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_without_a_reason_it_is_refused(desk, handed, button, reason):
    answer = press(desk.enter("office"), handed(8), button, reason)
    assert answer.is_refused and "请写明退回的原因" in answer and returns(desk) == []


def test_the_version_before_counts_again_and_everybody_reads_why(desk, handed):
    first, second, office = handed(8), handed(9), desk.enter("office")
    answer = press(office, second, "return-sure", " 高度与现场不符 ")
    assert "HZ20230703-0003 恢复计数" in answer and '"opened":false' in answer
    assert returns(desk) == [("office", "E", "高度与现场不符")]
    for name in ("office", "unit1"):
        seat = desk.enter(name)
        assert all(words in show(seat, second) for words in ("已退回（接收后）", "退回人", "office", "高度与现场不符", "/submissions/3", "（本份）"))
        assert "恢复计数" in show(seat, 3) and f"/submissions/{second}" in show(seat, 3)
        assert "退回情况" not in show(seat, first)
        assert all(words in history(seat) for words in ("已退回（接收后）", "原因：高度与现场不符", "恢复计数"))
    assert '"submission-return-desk":{"hidden":true}' in desk_of(office, second)
    assert is_offered(desk_of(office, 3))


def test_with_nothing_before_it_the_month_stands_as_not_handed_in(desk, handed):
    number, office = handed(8), desk.enter("office")
    assert "没有其他已接收的版本" in press(office, number, "return")
    assert "没有其他已接收的版本" in press(office, number, "return-sure")
    unit = desk.enter("unit1")
    assert "✕ 已退回" in matrix(unit) and "退回记录" in history(unit)
    for entry in (number, number + 1):
        assert "没有其他已接收的版本" in show(unit, entry) and "退回情况" in show(unit, entry)


def test_a_foreign_unit_reads_nothing_of_it(desk, handed):
    number = handed(8)
    press(desk.enter("office"), number, "return-sure")
    stranger = desk.enter("unit2")
    assert show(stranger, number).is_refused and desk_of(stranger, number).is_refused and "高度与现场不符" not in history(stranger)


def test_what_was_returned_may_be_handed_in_again(desk, handed):
    press(desk.enter("office"), handed(8), "return-sure")
    again = handed(8)
    with desk.store.read() as session:
        assert session.get(Submission, again).outcome == "accepted"
    assert "✔ 已接收" in matrix(desk.enter("unit1"))
