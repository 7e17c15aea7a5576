"""一项任务 through the wire: shown to who may see it, extensions asked by its lead and decided above it."""

from datetime import date, datetime

import pytest

from data.access.scope import Actor
from data.calendar import SHANGHAI
from data.store.tables import Extension
from data.supervision.lights import lights
from data.supervision.views import light_history
from data.vocabulary import Role
from tests.desk import JUNE


def show(seat, code, period="2023-07"):
    return seat.fire("task.show_task", shell_period__value=period, task_code__data=code)


def ask(seat, code="T2", until="2024-01-31", reason="杆基审批推迟，已完成四成"):
    return seat.fire("task.ask", changed="task-ask.n_clicks", task_ask__n_clicks=1, task_code__data=code, task_new_due__value=until, task_reason__value=reason)


def decide(seat, button, code="T2"):
    return seat.fire("task.decide", changed=f"task-{button}.n_clicks", task_approve__n_clicks=1, task_refuse__n_clicks=1, task_code__data=code)


def asked(desk):
    with desk.store.read() as session:
        return [(e.task, e.unit, e.state) for e in session.query(Extension).order_by(Extension.id)]


@pytest.mark.parametrize("name", ["office", "leader", "unit1"])
def test_the_task_is_told_with_its_dates_and_assistants(desk, name):
    answer = show(desk.enter(name), "T1")
    assert all(words in answer for words in ("T1 建杆", "东区；配合 西区", "2023年6月30日", "P1 建成杆柱"))


def test_a_foreign_unit_finds_no_task(desk):
    answer = show(desk.enter("unit2"), "T1")
    assert "没有找到这项任务" in answer and "建杆" not in answer.text.replace("没有找到这项任务", "")


@pytest.mark.parametrize("code", ["", "T9", "<script>", "none"])
def test_an_unknown_task_is_answered_with_a_sentence(desk, code):
    assert "没有找到这项任务" in show(desk.enter("office"), code)


@pytest.mark.parametrize("period", ["", "2023", "2023-13", None, 5])
def test_a_month_that_is_none_is_answered_with_a_sentence(desk, period):
    answer = show(desk.enter("office"), "T1", period)
    assert answer.status == 200 and answer.is_refused


def test_the_lead_asks_and_the_office_approves(desk):
    unit = desk.enter("unit1")
    assert "延期申请已提交" in ask(unit)
    assert asked(desk) == [("T2", "E", "requested")]
    assert "已同意延期" in decide(desk.enter("office"), "approve")
    assert asked(desk) == [("T2", "E", "approved")]
    shown = unit.fire("task.show_extensions", task_code__data="T2")
    assert "2024年1月31日" in shown and "office" in shown


def test_the_office_may_refuse_an_extension(desk):
    ask(desk.enter("unit1"))
    assert "已不同意延期" in decide(desk.enter("office"), "refuse")
    assert asked(desk) == [("T2", "E", "refused")]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"until": None}, "请选择申请延至的日期"),
        ({"until": "2023-12-31"}, "新的完成日期应晚于"),
        ({"reason": " "}, "请填写延期原因"),
        ({"until": "31.1.2024"}, "请选择申请延至的日期"),
        ({"code": "T1"}, "延期须在到期前申请"),
        ({"code": "T3"}, "您的单位不是牵头单位"),
        ({"code": "T9"}, "没有找到这项任务"),
    ],
)
def test_an_extension_is_refused_with_its_reason(desk, more, sentence):
    answer = ask(desk.enter("unit1"), **more)
    assert answer.is_refused and sentence in answer
    assert asked(desk) == []


def test_a_foreign_unit_neither_asks_nor_decides_nor_reads(desk):
    ask(desk.enter("unit1"))
    stranger = desk.enter("unit2")
    assert "您的单位不是牵头单位" in ask(stranger)
    assert decide(stranger, "approve").status == 403
    assert "杆基审批" not in stranger.fire("task.show_extensions", task_code__data="T2")
    assert asked(desk) == [("T2", "E", "requested")]


def test_there_must_be_something_to_decide(desk):
    assert "没有待审批的延期申请" in decide(desk.enter("leader"), "approve")


@pytest.mark.parametrize(
    ("name", "asks", "decides"), [("unit1", "flex", "none"), ("office", "none", "flex"), ("leader", "none", "flex"), ("evaluator", "none", "none")]
)
def test_the_page_offers_only_what_its_reader_may(desk, name, asks, decides):
    page = desk.enter(name).open("/tasks/T1")
    shown = [part.split('"')[0] for part in page.split('"display":"')[1:]]
    assert shown == [asks, decides]


def test_the_past_lists_lights_and_orders(desk):
    answer = desk.enter("office").fire("task.show_past", task_code__data="T1")
    assert "还没有亮灯记录" in answer and "没有督办单" in answer


def test_a_month_gone_by_is_shown_as_it_ended(desk):
    assert "T2 再建杆" in show(desk.enter("office"), "T2", JUNE)


@pytest.mark.parametrize(("name", "code", "hidden"), [
    pytest.param("unit1", "T2", False, id="its lead, before the due date"), pytest.param("unit1", "T1", True, id="its lead, too late"),
    pytest.param("unit2", "T2", True, id="another unit"), pytest.param("office", "T2", True, id="who decides")])
def test_an_extension_is_offered_to_who_can_ask_for_one(desk, name, code, hidden):
    answer = desk.enter(name).fire("task.show_extensions", task_code__data=code)
    assert f'"task-asking":{{"hidden":{str(hidden).lower()}}}' in answer.text.replace(" ", "")


def test_it_is_not_offered_while_one_waits(desk):
    unit = desk.enter("unit1")
    ask(unit)
    assert '"task-asking":{"hidden":true}' in unit.fire("task.show_extensions", task_code__data="T2").text.replace(" ", "")


@pytest.mark.parametrize(("unit", "seen"), [("E", ["2023-06"]), ("W", ["2023-06"]), ("T", [])])
def test_its_lights_are_read_by_who_leads_or_assists(desk, unit, seen):
    with desk.store.write() as session:
        lights(session, date(2023, 6, 20), datetime(2023, 6, 20, 8, tzinfo=SHANGHAI))
        assert [m.period for m in light_history(session, Actor("reader", Role.UNIT, unit), "T1")] == seen
