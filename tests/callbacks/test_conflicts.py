"""冲突 through the wire: counts and pairs in one's scope, doors to both rows, the question in the address, workbooks."""

from io import BytesIO

import openpyxl
import pytest

from tests.city import JUNE, fill
from tests.data.indicators.hand_in import a_row, hand_in
from tests.desk import Desk

CODE = "990101050401000000001"  # of k1, which the east handed in first


def claimed(store):
    """The west claims the code of a pole of the east."""
    fill(store)
    with store.write() as session:
        hand_in(session, "W", "pole", JUNE, [a_row("w1", pole_no="w1", name="西1号杆", code=CODE, disputed=True, lng=100.5, lat=30.5)])


@pytest.fixture
def city_fill():
    return claimed


@pytest.fixture
def seat(city, city_store, city_settings):
    return Desk(city, city_store, city_settings).enter


def fire(who, function, period=JUNE, **words):
    return who.fire(f"conflicts.{function}", shell_period__value=period, conflicts_asked__data=words)


def test_both_rows_stand_side_by_side_with_their_doors(seat):
    said = fire(seat("office"), "show_conflicts")
    assert all(word in said for word in ("同码", "东1号杆", "西1号杆", CODE, "争议中，不计", "台账!A2", "/submissions/1"))
    assert all(f"/ledgers/pole?period={JUNE}&unit={unit}&key={key}" in said for unit, key in (("E", "k1"), ("W", "w1")))
    assert all(word in said for word in (f"/conflicts?period={JUNE}&ledger=pole", f"/conflicts?period={JUNE}&unit=W", f"/export/conflicts?period={JUNE}"))


def test_a_unit_opens_its_own_row_and_reads_the_other_s_name_only(seat):
    said = fire(seat("unit1"), "show_conflicts")
    assert "西1号杆" in said and "unit=W&key" not in said and f"/ledgers/pole?period={JUNE}&unit=E&key=k1" in said
    assert "没有发现冲突" in fire(seat("unit2"), "show_conflicts") and fire(seat("unit1"), "show_conflicts", unit="W").is_refused


def test_a_month_and_a_kind_without_conflicts_say_so(seat):
    assert "没有发现冲突" in fire(seat("office"), "show_conflicts", period="2023-05")
    assert "没有发现冲突" in fire(seat("office"), "show_conflicts", kind="same_place")


def test_choices_are_the_reader_s_and_what_they_say_becomes_the_question(seat):
    said = fire(seat("office"), "show_choices")
    assert "智慧杆柱" in said and "西区" in said and "疑似" in said and "西区" not in fire(seat("unit1"), "show_choices")
    asked = seat("office").fire("conflicts.keep_question", conflicts_ledger__value="pole", conflicts_asked__data={})
    assert '"ledger":"pole"' in asked
    assert "conflicts-asked" not in seat("office").fire("conflicts.keep_question", conflicts_ledger__value="pole", conflicts_asked__data={"ledger": "pole"})


def test_the_workbook_holds_both_rows_of_the_reader_s_pairs(seat):
    def lines(name, link):
        answer = seat(name).person.get(link)
        assert answer.status_code == 200, answer.text
        return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]
    pair = ["同码", "智慧杆柱", "东区", "k1", "东1号杆", CODE, None, "台账!A2", "西区", "w1", "西1号杆", CODE, "争议中", "台账!A2", 0, "尚未协商", None, None]
    assert pair in lines("office", f"/export/conflicts?period={JUNE}") and [*pair[:13], None, *pair[14:]] in lines("unit1", f"/export/conflicts?period={JUNE}")
    assert ["智慧杆柱", 1, 0, 0, 1] in lines("office", f"/export/conflict-ledgers?period={JUNE}")
    assert ["西区", 1, 0, 0, 1] in lines("office", f"/export/conflict-units?period={JUNE}")


@pytest.mark.parametrize("name", ["evaluator", "sysadmin", "screen"])
@pytest.mark.parametrize("function", ["show_conflicts", "show_choices", "keep_question"])
def test_who_may_not_see_submissions_is_denied(seat, name, function):
    assert fire(seat(name), function).status == 403
