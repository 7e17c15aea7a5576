"""锁定例外 through the wire: a locked file is refused, the office opens the month, the unit reads until when and why."""

from datetime import datetime

import pytest
from sqlalchemy import select, update

from data.store.rulebook import adopt
from data.store.tables import LockException, RuleVersion
from tests.callbacks.test_owed import sign
from tests.callbacks.test_submission import show
from tests.callbacks.test_submissions import history
from tests.catalogue_builder import POLE, small_catalogue
from tests.desk import JUNE, NOW, PLAN, RUBRIC, TALL

LOCKING = "ladder: []\nlimits: {due_days: {urgent: 5, normal: 15}, lock_working_days: 10}\n"
EARLY = "pole", "2023-04"  # due on 5 May, locked long before July


@pytest.fixture
def locking(desk):
    """The same desk under a rule book that locks."""
    with desk.store.write() as session:
        adopt(session, small_catalogue(ledgers={"pole": POLE + TALL}, plan=PLAN, supervision=LOCKING, rubric=RUBRIC), "2023-01", "test", NOW)
        session.execute(update(RuleVersion).values(loaded_at=datetime(2023, 1, 5)))
    return desk


def unlock(seat, unit="E", ledger="pole", month=EARLY[1], until="2023-07-10", reason="补录历史数据"):
    return seat.fire("submissions.unlock_month", changed="submissions-unlock.n_clicks", submissions_unlock__n_clicks=1,
                     submissions_unlock_unit__value=unit, submissions_unlock_ledger__value=ledger, submissions_unlock_month__value=month,
                     submissions_unlock_until__value=until, submissions_unlock_why__value=reason)


def listed(seat):
    return seat.fire("submissions.show_exceptions")


def granted(desk):
    with desk.store.read() as session:
        return [(e.unit, e.ledger, e.period, e.by) for e in session.scalars(select(LockException))]


def test_the_office_opens_a_month_and_everybody_concerned_reads_it(locking):
    office = locking.enter("office")
    assert "没有锁定例外" in listed(office)
    assert "已批准，可报送至 2023-07-10" in unlock(office)
    assert granted(locking) == [("E", "pole", EARLY[1], "office")]
    for name in ("office", "leader", "unit1"):
        assert all(words in listed(locking.enter(name)) for words in ("东区", "有效", "补录历史数据"))
    assert "没有锁定例外" in listed(locking.enter("unit2"))


def is_hidden(answer):
    return '"submissions-exceptions-panel":{"hidden":true}' in answer


def test_the_panel_is_there_for_who_grants_and_else_when_something_is_in_it(locking):
    office, unit = locking.enter("office"), locking.enter("unit1")
    assert (is_hidden(listed(office)), is_hidden(listed(unit)), is_hidden(listed(locking.enter("leader")))) == (False, True, True)
    unlock(office)
    assert (is_hidden(listed(office)), is_hidden(listed(unit)), is_hidden(listed(locking.enter("unit2")))) == (False, False, True)


def test_a_locked_month_bears_its_mark_until_an_exception_opens_it(locking):
    seat = locking.enter("unit1")
    april, june = (lambda month=month: seat.fire("submissions.show_matrix", shell_period__value=month) for month in (EARLY[1], JUNE))
    assert april().text.count("lock-mark") == 4 and "lock-mark" not in june()  # three ledgers and the legend
    unlock(locking.enter("office"))
    assert april().text.count("lock-mark") == 3


@pytest.mark.parametrize(("more", "words"), [({"unit": None}, "请先选择单位和台账"), ({"month": "四月"}, "不是月份"), ({"until": None}, "请选择例外的有效期"),
                                             ({"reason": " "}, "请写明批准锁定例外的原因"), ({"month": JUNE}, "还没有锁定"), ({"unit": "X"}, "没有代码为")])
def test_what_may_not_be_granted_says_why(locking, more, words):
    answer = unlock(locking.enter("office"), **more)
    assert answer.is_refused and words in answer and granted(locking) == []


@pytest.mark.parametrize("name", ["unit1", "leader", "evaluator"])
def test_nobody_else_grants(locking, name):
    assert unlock(locking.enter(name)).status == 403 and granted(locking) == []


def test_the_desk_is_drawn_for_the_office_alone(desk):
    assert "submissions-unlock-why" in desk.enter("office").open("/submissions")
    assert "submissions-unlock-why" not in desk.enter("unit1").open("/submissions")


def test_a_file_that_comes_too_late_is_refused_with_what_to_do(locking, handed):
    """The ledger's own lock day: one working day after the first of the month itself."""
    own = POLE + TALL + "deadline: {day: 1, months_after: 0, lock_working_days: 1}\n"
    with locking.store.write() as session:
        adopt(session, small_catalogue(ledgers={"pole": own}, plan=PLAN, supervision=LOCKING, rubric=RUBRIC), "2023-01", "test", datetime(2023, 1, 6))
    number, unit = handed(8), locking.enter("unit1")
    assert "已退回" in history(unit) and "锁定期限" in show(unit, number) and "联系领导小组办公室批准锁定例外" in show(unit, number)
    assert "确需补报或更正" in sign(unit) and sign(unit).is_refused
    unlock(locking.enter("office"), month=JUNE)
    assert handed(8) > number and "已接收" in history(unit)
