"""按某日所知 on the pages: the day stands in the address, is said before any number, and shows what was shown on it."""

import pytest

from data.calendar import at
from data.jobs.handlers import HANDLERS
from data.store.tables import Job
from tests.callbacks.test_assessment import move, ranking
from tests.data.assessment.past_story import hand_in
from tests.data.indicators.hand_in import day
from tests.desk import JUNE, TODAY

BEFORE, PERIOD = "2023-06-25", {"shell_period__value": JUNE}
PAGES = ["indicators.show_choices", "tasks.show_choices", "assessment.show_month", "reports.show_choices"]


def known(function, value):
    return {f"{function.split('.')[0]}_known__value": value}


@pytest.fixture
def handed(desk):
    """Two poles on 20 June, four on 30 June."""
    for on, codes in (("2023-06-20", "ab"), ("2023-06-30", "abcd")):
        with desk.store.write() as session:
            hand_in(session, at(day(on)), "E", "pole", False, {code: f"c{code}" for code in codes})
    return desk


@pytest.mark.parametrize("function", PAGES)
def test_a_page_that_looks_back_says_so_before_any_number(handed, function):
    seat = handed.enter("office")
    assert "所知" not in seat.fire(function, **PERIOD)
    assert "按 2023年6月25日 所知" in seat.fire(function, **PERIOD, **known(function, BEFORE))


@pytest.mark.parametrize(("said", "words"), [("2023-07-04", "还没有到"), ("昨天", "不是日期")])
def test_a_day_that_is_none_or_still_to_come_is_refused(handed, said, words):
    answer = handed.enter("office").fire("indicators.show_board", **PERIOD, **known("indicators", said))
    assert answer.is_refused and words in answer


def test_the_board_shows_what_was_known(handed):
    seat = handed.enter("leader")
    now, then = (seat.fire("indicators.show_board", **PERIOD, **known("indicators", value)) for value in (None, BEFORE))
    assert ("known=2023-06-25" in then, "known=" in now) == (True, False)
    assert now.text != then.text


def test_steps_of_a_month_are_not_taken_in_the_past_and_rankings_are_those_of_then(handed):
    office = handed.enter("office")
    move(office, "close")
    assert "is-past" in office.fire("assessment.show_month", **PERIOD, **known("assessment", BEFORE))
    assert "东区" in ranking(office)
    assert "东区" not in office.fire("assessment.show_ranking", **PERIOD, **known("assessment", BEFORE))


@pytest.mark.parametrize(("path", "rows"), [(f"/export/units?period={JUNE}", "4"), (f"/export/units?period={JUNE}&known={BEFORE}", "2")])
def test_the_workbook_is_of_the_day_that_is_shown(handed, path, rows):
    from io import BytesIO

    import openpyxl

    answer = handed.enter("office").person.get(path)
    assert answer.status_code == 200
    cells = [[str(c.value) for c in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]
    assert any("按 2023-06-25 所知" in words for row in cells for words in row) == ("known" in path)
    head = next(row for row in cells if "P1 建成杆柱" in " ".join(row) or any("建成杆柱" in words for words in row))
    east = next(row for row in cells if row[0] == "东区" or "东区" in row[:2])
    assert rows in east, (head, east)


def test_a_report_is_ordered_for_the_day_that_is_shown(handed):
    handed.enter("office").fire("reports.make", changed="reports-make.n_clicks", reports_make__n_clicks=1, reports_kind__value="brief",
                                reports_known__value=BEFORE, **PERIOD)
    with handed.store.read() as session:
        assert session.query(Job).one().payload["known"] == BEFORE
    assert "report" in HANDLERS and TODAY > BEFORE
