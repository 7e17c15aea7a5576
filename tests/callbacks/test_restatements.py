"""更正清单 through the wire: words before the table, the receipt as a door for who may open it, and the workbook."""

from io import BytesIO

import openpyxl
import pytest

from data.calendar import at
from tests.callbacks.test_assessment import move
from tests.data.assessment.past_story import hand_in
from tests.data.indicators.hand_in import day
from tests.desk import JUNE

PERIOD = {"shell_period__value": JUNE}


def handed(desk, on, codes):
    with desk.store.write() as session:
        return hand_in(session, at(day(on)), "E", "pole", False, {code: f"c{code}" for code in codes}).receipt


@pytest.fixture
def corrected(desk):
    """Published with two poles; a third came after."""
    handed(desk, "2023-06-20", "ab")
    for step in ("close", "publish"):
        move(desk.enter("office"), step)
    desk.receipt = handed(desk, "2023-07-03", "abd")
    return desk


def test_a_month_that_is_not_published_says_so(desk):
    answer = desk.enter("office").fire("restatements.show_restatements", **PERIOD)
    assert "2023年6月还没有通报" in answer


def test_what_was_published_stands_beside_what_it_is_now_with_the_receipt(corrected):
    answer = corrected.enter("office").fire("restatements.show_restatements", **PERIOD)
    for words in ("第 1 次通报", "又有 1 份报送", "2 根", "3 根", corrected.receipt, "/submissions/2"):
        assert words in answer, words


def test_another_unit_sees_the_city_without_the_receipt(corrected):
    answer = corrected.enter("unit2").fire("restatements.show_restatements", **PERIOD)
    assert "全市" in answer and corrected.receipt not in answer


def test_the_workbook_holds_the_same(corrected):
    answer = corrected.enter("office").person.get(f"/export/restatements?period={JUNE}")
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]
    assert [row[5:10] for row in rows if row[0] == "P1" and row[3] == "东区"] == [["有数据", 2, "有数据", 3, 1]]
