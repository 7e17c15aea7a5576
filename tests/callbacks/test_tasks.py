"""任务 through the wire: everybody's own list, filters, rollups."""

import pytest

from data.supervision.escalation import escalate
from tests.data.indicators.hand_in import day
from tests.desk import NOW


def listed(seat, **chosen):
    names = {f"tasks_{name}__value": value for name, value in chosen.items()}
    return seat.fire("tasks.show_tasks", shell_period__value="2023-07", **names)


def codes(answer):
    return [code for code in ("T1", "T2", "T3") if f"/tasks/{code}" in answer]


@pytest.mark.parametrize(("name", "wanted"), [("office", ["T1", "T2", "T3"]), ("leader", ["T1", "T2", "T3"]), ("unit1", ["T1", "T2"]), ("unit2", ["T3"]),
                                              ("evaluator", [])])
def test_each_reader_lists_the_tasks_of_its_scope(desk, name, wanted):
    assert codes(listed(desk.enter(name))) == wanted


@pytest.mark.parametrize(("chosen", "wanted"), [
    ({"phase": "M1"}, ["T1"]), ({"phase": "M2", "unit": "E"}, ["T2"]), ({"unit": "T"}, ["T3"]), ({"pillar": "B"}, []), ({"light": "yellow"}, ["T1"]),
    ({"light": "new_red"}, []), ({"due": "soon"}, [])])
def test_filters_narrow_the_list(desk, chosen, wanted):
    with desk.store.write() as session:
        escalate(session, day("2023-07-03"), NOW)
    answer = listed(desk.enter("office"), **chosen)
    assert codes(answer) == wanted
    assert ("没有符合条件的任务" in answer) == (not wanted)


def test_a_unit_cannot_ask_for_a_foreign_units_tasks(desk):
    assert codes(listed(desk.enter("unit2"), unit="E")) == []


@pytest.mark.parametrize(("name", "wanted"), [("office", ["东区", "通信"]), ("unit2", ["通信"])])
def test_the_unit_picker_offers_leads_one_sees(desk, name, wanted):
    answer = desk.enter(name).fire("tasks.show_units", shell_period__value="2023-07")
    assert [unit for unit in ("东区", "西区", "通信") if unit in answer] == wanted


def test_choices_and_strip_come_from_the_plan_in_force(desk):
    answer = desk.enter("office").fire("tasks.show_choices", shell_period__value="2023-06")
    assert all(words in answer for words in ("第一阶段", "杆柱支柱", "2023年6月", "单位已报齐 0/3", "未齐", "试算稿"))


def test_rollups_say_what_nobody_reported(desk):
    answer = desk.enter("leader").fire("tasks.show_rollups", shell_period__value="2023-07")
    assert "未报" in answer and "第二阶段" in answer


def test_who_may_not_see_tasks_is_denied(desk):
    assert listed(desk.enter("screen")).status == 403
