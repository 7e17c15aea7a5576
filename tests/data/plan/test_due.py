from datetime import date
from decimal import Decimal

import pytest

from data.plan.due import Extended, due_now, steps
from tests.data.plan.city import POLES, book


def test_steps_are_the_milestones_and_the_end_of_the_task():
    found = steps(book().tasks[POLES])
    assert [(s.code, s.due, s.is_end) for s in found] == [
        ("M1", date(2023, 3, 31), False), ("M2", date(2023, 5, 31), False), (POLES, date(2023, 6, 30), True)]
    assert [round(s.share) for s in found] == [33, 67, 100]


def test_a_milestone_on_the_last_day_is_the_end_of_the_task():
    task = book().tasks[POLES]
    last = task.milestones[1].model_copy(update={"due": date(2023, 6, 30)})
    found = steps(task.model_copy(update={"milestones": [task.milestones[0], last]}))
    assert [(s.code, s.share, s.is_end) for s in found] == [("M1", Decimal(50), False), ("M2", Decimal(100), True)]


DUE, ASKED, DECIDED, NEW = date(2023, 6, 30), date(2023, 6, 28), date(2023, 7, 3), date(2023, 9, 30)


@pytest.mark.parametrize(("asked", "day", "counts"), [
    pytest.param(ASKED, date(2023, 7, 2), DUE, id="the day before approval"),
    pytest.param(ASKED, DECIDED, NEW, id="the day of approval"),
    pytest.param(DUE, DECIDED, NEW, id="asked on the due date"),
    pytest.param(date(2023, 7, 1), DECIDED, DUE, id="asked a day late"),
])
def test_only_a_date_asked_for_in_time_moves_once_approved(asked, day, counts):
    assert due_now(DUE, [Extended(asked, DECIDED, NEW)], day) == counts


def test_a_second_extension_moves_the_first():
    again = Extended(NEW, date(2023, 10, 8), date(2023, 12, 31))
    assert due_now(DUE, [again, Extended(ASKED, DECIDED, NEW)], date(2023, 12, 1)) == date(2023, 12, 31)


def test_an_extension_never_shortens():
    assert due_now(DUE, [Extended(ASKED, ASKED, date(2023, 6, 29))], DECIDED) == DUE
