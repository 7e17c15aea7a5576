"""一张督办单 through the wire: each act by who may, refused to others, a foreign unit sees nothing."""

import json
from io import BytesIO

import pytest
from sqlalchemy import select

from callbacks.order import attachment_of
from data.access.scope import Actor
from data.store.tables import AuditEntry, Order
from data.supervision import orders
from data.supervision.orders import Draft, Remark
from data.vocabulary import Level, OrderAct, Role
from tests.data.indicators.hand_in import day
from tests.desk import NOW, TODAY

TODAY = day(TODAY)
OFFICE, EAST = Actor("office", Role.OFFICE), Actor("unit1", Role.UNIT, "E")
ACTS = [{"type": "order-act", "act": str(act)} for act in (OrderAct.CONFIRM, OrderAct.ISSUE, OrderAct.ACKNOWLEDGE, OrderAct.ANSWER, OrderAct.CLOSE,
                                                           OrderAct.RETURN, OrderAct.CANCEL)]


def an_order(desk, state="draft", level=Level.SUPERVISE):
    """An order of E brought to a state by the services."""
    with desk.store.write() as session:
        number = orders.draft_order(session, Draft("T1", "E", level, "建杆逾期", "尽快建成", day("2023-07-01")), OFFICE, TODAY, NOW).id
        steps = {"issued": 1, "acknowledged": 2, "answered": 3}.get(state, 0)
        acts = (lambda: orders.issue_order(session, number, OFFICE, TODAY, NOW), lambda: orders.acknowledge(session, number, EAST, TODAY, NOW),
                lambda: orders.answer(session, number, EAST, TODAY, NOW, Remark("已完成八成")))
        for act in acts[:steps]:
            act()
    return number


def press(seat, number, act, words="", uploaded=None):
    pressed = {"type": "order-act", "act": act}
    return seat.fire("order.act_on_order", changed=f'{{"act":"{act}","type":"order-act"}}.n_clicks', order_number__data=str(number),
                     order_act__n_clicks=[(one, 1 if one == pressed else None) for one in ACTS], order_words__value=words, order_uploaded__data=uploaded)


def show(seat, number):
    return seat.fire("order.show_order", order_number__data=str(number), drawn={"order-act": ACTS})


def state_of(desk, number):
    with desk.store.read() as session:
        return session.get_one(Order, number).state


@pytest.mark.parametrize(("name", "before", "act", "words", "after"), [
    ("office", "draft", "issue", "", "issued"), ("office", "draft", "cancel", "重复拟单", "cancelled"),
    ("unit1", "issued", "acknowledge", "", "acknowledged"), ("unit1", "acknowledged", "answer", "已全部建成", "answered"),
    ("office", "answered", "close", "核实无误", "closed"), ("office", "answered", "return", "缺照片", "returned")])
def test_an_act_moves_the_order_and_is_written_down(desk, name, before, act, words, after):
    number = an_order(desk, before)
    answer = press(desk.enter(name), number, act, words)
    assert (answer.status, state_of(desk, number), answer.is_refused) == (200, after, False)
    assert f"已{OrderAct(act).label}" in answer
    with desk.store.read() as session:
        last = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"order:{number}").order_by(AuditEntry.seq.desc())).first()
    assert (last.actor, last.act) == (name, f"order.{act}")


def test_a_leader_confirms_and_the_office_issues(desk):
    number = an_order(desk, level=Level.CIRCULATE)
    office = desk.enter("office")
    assert "须经分管领导确认后才能下发" in press(office, number, "issue")
    assert "已领导确认" in press(desk.enter("leader"), number, "confirm", "同意")
    assert "已下发" in press(office, number, "issue") and state_of(desk, number) == "issued"


@pytest.mark.parametrize(("name", "before", "act", "words", "sentence"), [
    ("unit1", "acknowledged", "answer", " ", "请填写办理情况后再反馈"), ("office", "answered", "return", "", "请填写退回原因"),
    ("unit1", "issued", "answer", "已办", "签收后才能反馈"), ("office", "issued", "close", "", "单位反馈并核验后才能办结"),
    ("unit1", "answered", "close", "", "没有“核验、退回与办结督办单”的权限"), ("leader", "draft", "issue", "", "没有“下发督办单”的权限")])
def test_a_refusal_says_why_and_changes_nothing(desk, name, before, act, words, sentence):
    number = an_order(desk, before)
    answer = press(desk.enter(name), number, act, words)
    assert answer.is_refused and sentence in answer
    assert state_of(desk, number) == before


def test_a_foreign_unit_finds_no_order(desk):
    number, stranger = an_order(desk, "issued"), desk.enter("unit2")
    assert "没有找到这张督办单" in show(stranger, number) and "建杆逾期" not in show(stranger, number)
    assert "没有找到这张督办单" in press(stranger, number, "acknowledge") and state_of(desk, number) == "issued"


def test_a_draft_is_not_shown_to_its_unit(desk):
    assert "没有找到这张督办单" in show(desk.enter("unit1"), an_order(desk))


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 16, "1;"])
def test_an_address_that_names_no_order_is_answered_with_a_sentence(desk, number):
    assert "没有这张督办单" in show(desk.enter("office"), number)


@pytest.mark.parametrize(("name", "state", "wanted"), [
    ("office", "draft", ["issue", "cancel"]), ("unit1", "issued", ["acknowledge"]), ("unit1", "acknowledged", ["answer"]), ("office", "issued", []),
    ("office", "answered", ["close", "return"]), ("leader", "answered", [])])
def test_only_the_acts_that_are_open_now_are_offered(desk, name, state, wanted):
    answer = show(desk.enter(name), an_order(desk, state))
    shown = json.loads(answer.text)["response"]
    assert [one["act"] for one in ACTS if shown[json.dumps(one, sort_keys=True, separators=(",", ":"))]["display"] == "block"] == wanted


def test_the_page_tells_demand_events_and_due_date(desk):
    answer = show(desk.enter("unit1"), an_order(desk, "answered"))
    assert all(words in answer for words in ("尽快建成", "DB20230703-001", "2023年7月18日", "已完成八成", "东区"))


def attach(seat, number, name="完成情况.pdf", content=b"%PDF-1.4 proof"):
    return seat.person.post("/attach", data={"subject": f"order:{number}", "file": (BytesIO(content), name)}, content_type="multipart/form-data")


def test_a_document_goes_with_the_answer_and_can_be_opened(desk):
    number, unit = an_order(desk, "acknowledged"), desk.enter("unit1")
    sent = attach(unit, number)
    assert (sent.status_code, sent.get_json()["message"]) == (201, "已附上 完成情况.pdf")
    press(unit, number, "answer", "见附件", {"files": [{"ok": True, "answer": sent.get_json()}]})
    assert "完成情况.pdf" in show(desk.enter("office"), number)
    assert unit.person.get(f"/files/attachment/{sent.get_json()['attachment']}").data == b"%PDF-1.4 proof"
    assert desk.enter("unit2").person.get(f"/files/attachment/{sent.get_json()['attachment']}").status_code == 404


@pytest.mark.parametrize(("name", "file", "content", "status"), [
    ("unit2", "a.pdf", b"%PDF-1", 404), ("leader", "a.pdf", b"%PDF-1", 403), ("unit1", "a.pdf", b"MZ\x90", 400), ("unit1", "a.exe", b"%PDF-1", 400)])
def test_a_document_is_refused_to_strangers_and_when_it_is_not_what_it_says(desk, name, file, content, status):
    assert attach(desk.enter(name), an_order(desk, "issued"), file, content).status_code == status


def test_an_attachment_of_another_order_is_not_taken_with_an_answer(desk):
    number, unit = an_order(desk, "acknowledged"), desk.enter("unit1")
    answer = press(unit, number, "answer", "见附件", {"files": [{"ok": True, "answer": {"attachment": 999}}]})
    assert "没有找到这份佐证" in answer and state_of(desk, number) == "acknowledged"


def test_what_failed_to_arrive_is_not_attached():
    assert attachment_of(None) is None
    assert attachment_of({"files": [{"ok": False, "answer": {"attachment": 4}}, {"ok": True, "answer": "text"}]}) is None
    assert attachment_of({"files": [{"ok": True, "answer": {"attachment": 4}}, {"ok": True, "answer": {"attachment": 7}}]}) == 7


@pytest.mark.parametrize(("name", "state", "is_hidden", "takes_documents"), [
    ("unit1", "issued", False, False), ("unit1", "acknowledged", False, True), ("unit1", "answered", True, False), ("office", "answered", False, False),
    ("leader", "answered", True, False)])
def test_the_desk_is_there_for_who_has_something_to_do(desk, name, state, is_hidden, takes_documents):
    number = an_order(desk, state)
    shown = json.loads(desk.enter(name).fire("order.show_desk", order_number__data=str(number)).text)["response"]
    assert shown["order-desk"]["hidden"] is is_hidden
    assert (shown["order-attach"]["style"] == {}) is takes_documents
