"""更新及时率: updated within a resource's own cycle on the month's last day, as a truth table and as the database answers."""

from datetime import date

import pytest
from sqlalchemy import select

from data.catalogue.indicator import ROW_CHECKS
from data.indicators.asked import Asked, Question, Scope, sums
from data.indicators.counted import Page, counted_rows
from data.indicators.cycles import updated_within_cycle
from data.indicators.row_checks import CONDITIONS, row_check
from data.indicators.sql_filters import Rows
from data.store import rulebook
from tests.catalogue_builder import small_catalogue
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in

JUNE, JULY, END = "2023-06", "2023-07", date(2023, 6, 30)
CASES = [  # cycle, last update, in time on 30 June
    ("实时", "2023-06-29", True), ("实时", "2023-06-28", False), ("每日", "2023-06-29", True), ("每日", "2023-06-28", False),
    ("每周", "2023-06-23", True), ("每周", "2023-06-22", False), ("每月", "2023-05-30", True), ("每月", "2023-05-29", False),
    ("每季度", "2023-03-30", True), ("每季度", "2023-03-29", False), ("每半年", "2022-12-28", True), ("每半年", "2022-12-27", False),
    ("每年", "2022-06-29", True), ("每年", "2022-06-28", False), ("不定期", "2023-06-30", False), ("每月", None, False), (None, "2023-06-30", False),
    ("每月", "2023-07-01", True)]
COLUMNS = "  - {field: update_cycle, header: 更新周期}\n  - {field: updated_on, header: 最近更新日期, type: date}\n"
INDICATOR = """
- code: T1
  name: 及时数
  unit: 条
  definition: 及时更新的
  system: 数据
  numerator: {aggregate: count, ledger: pole, check: updated_within_cycle}
"""


@pytest.fixture
def book(store):
    texts = small_catalogue().texts
    changed = small_catalogue(ledgers={"pole": texts["ledgers/pole.yaml"] + COLUMNS}, indicators=texts["indicators.yaml"] + INDICATOR)
    with store.write() as session:
        rulebook.adopt(session, changed, "2023-02", "test", NOW)
        hand_in(session, "E", "pole", JUNE, [a_row(f"{n:02d}", update_cycle=cycle, updated_on=day) for n, (cycle, day, _) in enumerate(CASES)])
    return changed


@pytest.mark.parametrize(("cycle", "updated", "expected"), CASES)
def test_the_last_update_is_no_older_than_one_cycle(cycle, updated, expected):
    assert updated_within_cycle(cycle, date.fromisoformat(updated) if updated else None, END) is expected


def test_the_database_answers_the_same(store, book):
    rows = Rows.of(book, "pole", JUNE)
    with store.read() as session:
        found = session.execute(select(rows.versions.c.key, row_check("updated_within_cycle", rows)).order_by(rows.versions.c.key)).all()
    assert [bool(holds) for _, holds in found] == [expected for *_, expected in CASES]


def test_a_resource_that_was_in_time_in_june_may_be_late_in_july(store, book):
    """The query is built once for all months, the day is the month's own."""
    question = Question(book.indicator("T1"), True)
    with store.read() as session:
        counts = [sums(session, Asked.of(Scope(book, period), "pole", None, [question]), period, None)["T1", "E"][""] for period in (JUNE, JULY)]
    assert counts == [sum(expected for *_, expected in CASES), 1]  # of July only the update of 1 July


def test_rows_that_are_late_say_so_at_the_cell_of_the_update(store, book):
    with store.write() as session:
        hand_in(session, "E", "pole", JUNE, [a_row("1", update_cycle="每周", updated_on="2023-06-01")])
        (row,), _ = counted_rows(session, "T1", "E", JUNE, Page(counted=False))
        assert row.why == "不满足：到本月最后一天，距“最近更新日期”没有超过本资源的更新周期"
        assert counted_rows(session, "T1", "E", JUNE) == ([], None)


def test_every_check_that_a_rule_book_may_name_can_be_asked():
    assert set(CONDITIONS) == set(ROW_CHECKS)
