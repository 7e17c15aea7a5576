"""数据质量 through the wire: numbers, plots and tables in one's scope, and the question in the address."""

import pytest

from data.store.tables import FileCount, FindingCount
from tests.city import JUNE
from tests.desk import Desk


@pytest.fixture
def seat(city, city_store, city_settings):
    with city_store.write() as session:
        whose = {"submission": 1, "unit": "E", "ledger": "pole", "period": JUNE}
        session.add_all([FileCount(**whose, outcome="accepted", cells=2000, typed=1500),
                         FindingCount(**whose, severity="error", quality="accuracy", rule="range", n=3)])
    return Desk(city, city_store, city_settings).enter


def fire(who, function, period=JUNE, **words):
    return who.fire(f"quality.{function}", shell_period__value=period, quality_asked__data=words)


def test_the_month_says_what_is_divided_by_what(seat):
    said = fire(seat("office"), "show_months")
    assert all(word in said for word in ("1.50", "强制加核实 3 处 ÷ 2,000 格", "100.0", "1/1 份首报即接收"))
    assert all(word in said for word in ("1,500", "已接收文件共 2,000 格", "/export/quality-months"))


def test_the_six_words_and_the_burden_are_drawn(seat):
    said = fire(seat("office"), "show_parts")
    assert all(word in said for word in ("规范性", "完整性", "准确性", "一致性", "时效性", "可访问性", "需填写", "预填未改", "退回重报"))


def test_tables_lead_on_to_unit_rule_and_file(seat):
    said = fire(seat("office"), "show_tables")
    assert all(word in said for word in (f"/quality?period={JUNE}&unit=E", f"/quality?period={JUNE}&rule=range", "/submissions/1", "R001", "东区"))
    assert all(f"/export/quality-{name}?period={JUNE}" in said for name in ("units", "rules", "files"))


def test_a_link_keeps_what_was_asked(seat):
    assert f"/quality?period={JUNE}&ledger=pole&severity=error&rule=range" in fire(seat("office"), "show_tables", ledger="pole", severity="error")


def test_a_unit_sees_its_own_files_only(seat):
    assert "R001" in fire(seat("unit1"), "show_tables") and "R001" not in fire(seat("unit2"), "show_tables")
    assert "这个月还没有收到文件" in fire(seat("unit2"), "show_months") and fire(seat("unit2"), "show_months", unit="E").is_refused


def test_a_month_without_files_says_so(seat):
    said = fire(seat("office"), "show_months", period="2023-05")
    assert "这个月还没有收到文件" in said and "没有可画的月份" in said


def test_inputs_become_the_question_and_a_rule_stays_chosen(seat):
    said = seat("office").fire("quality.keep_question", "quality-unit.value", quality_unit__value="E", quality_asked__data={"rule": "range"})
    assert '"unit":"E"' in said and '"rule":"range"' in said
    same = seat("office").fire("quality.keep_question", "quality-unit.value", quality_unit__value="E", quality_asked__data={"unit": "E"})
    assert "quality-asked" not in same


@pytest.mark.parametrize("name", ["evaluator", "sysadmin", "screen"])
@pytest.mark.parametrize("function", ["show_months", "show_parts", "show_tables", "show_choices", "keep_question"])
def test_who_may_not_see_submissions_is_denied(seat, name, function):
    assert fire(seat(name), function).status == 403
