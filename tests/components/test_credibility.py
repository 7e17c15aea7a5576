"""单位 × 月份: the newest month first, red where more was said than proven, words where nothing can be compared."""

from decimal import Decimal

import pytest

from components.credibility import credibility_board
from data.calendar import shift
from data.indicators.unit_months import SILENT, UnitMonths, Word
from tests.catalogue_builder import small_catalogue

POLES = small_catalogue().indicator("P1")
MONTHS = ["2023-05", "2023-06"]


def a_word(proven, claimed, share):
    return Word(Decimal(proven), Decimal(claimed), Decimal(share))


def table(found):
    """(headings, cells) of the drawn table."""
    drawn = credibility_board(found, None).children[0].tree[2]
    return [h[2] for h in drawn[2][2][2:]], [row[2:] for row in drawn[3][2:]]


def test_a_month_is_a_door_to_the_rows_and_red_where_more_was_said_than_proven():
    months = {"2023-05": a_word(60, 73, "0.82192"), "2023-06": a_word(80, 80, 1)}
    headings, [[name, june, may]] = table(UnitMonths(POLES, MONTHS, [("E", "东区", months)]))
    assert headings == ["单位", "2023年6月", "2023年5月"] and name[2][2] == "东区"
    assert may[1] == {"className": "figure right falling", "data-by": 0.82192} and june[1] == {"className": "figure right", "data-by": 1.0}
    assert may[2][1]["href"] == "/indicators/P1?period=2023-05&unit=E" and may[2][1]["title"] == "申报 73，核实 60（根）"
    assert "82.2%" in str(may) and "100.0%" in str(june)


def test_what_rounds_to_all_is_not_red():
    _, [[_, june]] = table(UnitMonths(POLES, ["2023-06"], [("E", "东区", {"2023-06": a_word(1999, 2000, "0.9996")})]))
    assert june[1]["className"] == "figure right"


@pytest.mark.parametrize(("word", "words"), [
    (SILENT, "缺报、未申报"), (Word(Decimal(3), None, None), "未申报"), (Word(None, Decimal(3), None), "缺报"),
    (Word(Decimal(0), Decimal(0), None), "申报为零")])
def test_what_cannot_be_compared_says_why_and_is_sorted_to_the_end(word, words):
    _, [[_, june]] = table(UnitMonths(POLES, ["2023-06"], [("E", "东区", {"2023-06": word})]))
    assert june[2][2] == words and "data-by" not in june[1]


@pytest.mark.parametrize(("count", "note"), [(12, None), (15, "只列近 12 个月，更早的 3 个月在下载的表格中。")])
def test_months_that_are_left_out_are_counted(count, note):
    months = [shift("2023-01", n) for n in range(count)]
    found = UnitMonths(POLES, months, [("E", "东区", dict.fromkeys(months, SILENT))])
    assert len(table(found)[0]) == 13
    left = credibility_board(found, None).children[1]
    assert (left.children if left else None) == note


def test_an_indicator_nobody_reports_says_so():
    assert "没有申报数可比" in str(credibility_board(UnitMonths(small_catalogue().indicator("P3"), [], []), None))
