"""台账 through the wire: rows in one's scope, the question in the address, one row with its versions, the workbook and its limit."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from callbacks.context import KEY, Context
from data.store.tables import Finding
from tests.city import JUNE
from tests.desk import Desk

ROW = {"ledger": "pole", "unit": "E", "key": "k1"}


@pytest.fixture
def seat(city, city_store, city_settings):
    here = Desk(city, city_store, city_settings)
    return here.enter


def rows(who, period=JUNE, changed="", cursor=None, **words):
    return who.fire("ledgers.show_rows", changed, shell_period__value=period, ledgers_asked__data=words, ledgers_cursor__data=cursor)


def card(who, period=JUNE, **words):
    return who.fire("ledgers.show_row", shell_period__value=period, ledger_row_asked__data=words or ROW)


def test_rows_are_listed_with_doors_to_card_and_cell(seat):
    said = rows(seat("office"), ledger="pole")
    assert all(word in said for word in ("东1号杆", "东4号杆", f"/ledgers/pole?period={JUNE}&unit=E&key=k1", "/submissions/1?cell=", "本页 4 行，已到末尾"))


def test_a_unit_gets_no_rows_of_another(seat):
    assert "东1号杆" in rows(seat("unit1"), ledger="pole")
    assert "东1号杆" not in rows(seat("unit2"), ledger="pole") and rows(seat("unit2"), ledger="pole", unit="E").is_refused


@pytest.mark.parametrize("words", [{"q": "东4"}, {"q": "k4"}, {"status": "在建"}])
def test_the_question_leaves_its_rows(seat, words):
    said = rows(seat("office"), ledger="pole", **words)
    assert "东4号杆" in said and "东1号杆" not in said


def test_nothing_found_says_what_to_do(seat):
    assert "没有符合条件的行" in rows(seat("office"), ledger="pole", q="没有")


def test_the_next_page_begins_after_the_cursor(seat):
    said = rows(seat("office"), changed="ledgers-more.n_clicks", cursor=["E", "k2"], ledger="pole")
    assert "东3号杆" in said and "东2号杆" not in said
    assert "东1号杆" in rows(seat("office"), changed="ledgers-first.n_clicks", cursor=["E", "k2"], ledger="pole")


@pytest.mark.parametrize("cursor", [["E"], "x", 7, {"a": 1}])
def test_a_cursor_that_is_none_begins_at_the_top(seat, cursor):
    assert "东1号杆" in rows(seat("office"), changed="ledgers-more.n_clicks", cursor=cursor, ledger="pole")


def test_a_ledger_that_is_not_named_is_the_first_of_the_reader(seat):
    assert "东1号杆" in rows(seat("office")) and "东1号杆" in rows(seat("office"), ledger="nonsense")


def test_the_ledger_chosen_draws_its_filters_filled_from_the_address(seat):
    asked = {"ledger": "pole", "status": "在建"}
    said = seat("office").fire("ledgers.show_filters", shell_period__value=JUNE, ledgers_ledger__value="pole", ledgers_asked__data=asked)
    assert '"word":"status"' in said and '"value":"在建"' in said and "行政区划代码" in said


def kept(who, old, filters=(), **values):
    named = [({"type": "ledgers-filter", "word": word}, value) for word, value in filters]
    return who.fire("ledgers.keep_question", "ledgers-ledger.value", shell_period__value=JUNE, ledgers_asked__data=old,
                    ledgers_filter__value=named, ledgers_filter__id=[(one, one) for one, _ in named], **values)


def test_what_the_inputs_say_becomes_the_question(seat):
    said = kept(seat("office"), {}, [("status", "在建"), ("region", None)], ledgers_ledger__value="pole", ledgers_search__value=" Ｋ4 ")
    assert '"status":"在建"' in said and '"q":"K4"' in said and "region" not in said


def test_inputs_that_say_what_is_asked_already_change_nothing(seat):
    assert "ledgers-asked" not in kept(seat("office"), {"ledger": "pole", "status": "在建"}, [("status", "在建")], ledgers_ledger__value="pole")
    assert "ledgers-asked" not in kept(seat("office"), {}, ledgers_ledger__value="pole")


# One row


def test_a_row_opens_with_all_its_columns_and_versions(seat):
    said = card(seat("office"))
    assert all(word in said for word in ("东1号杆", "杆号", "统一识别代码", "990101050401000000001", "2023年6月起，至今", "本页所示", "R001", "A2"))


def test_a_foreign_row_answers_as_if_there_were_none(seat):
    assert "没有找到" in card(seat("unit2")) and "没有找到" in card(seat("office"), **{**ROW, "key": "nonsense"})


@pytest.mark.parametrize("words", [{"ledger": "nonsense", "unit": "E", "key": "k1"}, {"ledger": "pole", "unit": "nonsense", "key": "k1"}])
def test_a_strange_address_is_refused_with_a_sentence(seat, words):
    assert card(seat("office"), **words).is_refused and "系统繁忙" not in card(seat("office"), **words)


def test_a_month_without_the_row_shows_its_last_version_and_says_so(seat):
    assert "这个月没有这一行" in card(seat("office"), period="2023-05")


def test_what_was_found_on_a_row_stands_on_its_card(seat, city_store):
    with city_store.write() as session:
        session.add(Finding(submission=1, number=1, severity="warning", quality="accuracy", rule="x", sheet="台账", cell="C2", row=2, object_key="k1",
                            message="高度可疑", explanation="经核实无误"))
    said = card(seat("office"))
    assert all(word in said for word in ("高度可疑", "经核实无误", "核实", "/submissions/1?cell="))
    assert "没有争议，也没有校验问题" in card(seat("office"), **{**ROW, "key": "k2"})


# Workbooks


def sheet_of(answer):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]


def test_the_workbook_holds_what_is_filtered_and_says_so(seat):
    lines = sheet_of(seat("office").person.get(f"/export/ledger?period={JUNE}&subject=pole&status=在建"))
    head = next(n for n, line in enumerate(lines) if line[0] == "单位")
    assert [line[lines[head].index("名称")] for line in lines[head + 1:]] == ["东4号杆"] and "状态：在建" in str(lines[:head])


def test_the_workbook_of_a_unit_holds_its_own_rows(seat):
    assert "东1号杆" in str(sheet_of(seat("unit1").person.get(f"/export/ledger?period={JUNE}&subject=pole")))
    assert "东1号杆" not in str(sheet_of(seat("unit2").person.get(f"/export/ledger?period={JUNE}&subject=station")))
    assert seat("unit2").person.get(f"/export/versions?period={JUNE}&subject=pole&unit=E&key=k1").status_code == 404


@pytest.mark.parametrize(("limit", "status"), [(4, 200), (3, 400)])
def test_more_rows_than_the_limit_are_refused_never_cut(seat, city, city_store, city_settings, limit, status):
    city.server.config[KEY] = Context(city_store, replace(city_settings, export_rows=limit))
    office = seat("office")
    answer = office.person.get(f"/export/ledger?period={JUNE}&subject=pole")
    assert answer.status_code == status and ("没有导出" in answer.text if status == 400 else len(sheet_of(answer)) > 4)
    said = rows(office, ledger="pole")
    assert ("导出上限" in said, "/export/ledger" in said) == (status == 400, status == 200)


@pytest.mark.parametrize("name", ["evaluator", "sysadmin", "screen"])
def test_who_may_not_see_submissions_is_denied(seat, name):
    assert rows(seat(name)).status == card(seat(name)).status == 403
