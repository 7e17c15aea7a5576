"""What must be said on an order: words with an answer, a reason with a return, a draft that makes sense."""


import pytest

from data.errors import GovernanceError, NotFound
from data.store.tables import Attachment
from data.supervision import orders
from data.supervision.orders import Remark
from data.vocabulary import Level
from tests.data.plan.city import NOW, ZJ
from tests.data.supervision.conftest import HOUSING, OFFICE
from tests.data.supervision.test_orders import WED, acknowledged, answered, draft


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_an_answer_needs_words(session, words):
    found = acknowledged(session)
    with pytest.raises(GovernanceError, match="请填写办理情况"):
        orders.answer(session, found, HOUSING, WED, NOW, Remark(words))


def test_a_return_needs_a_reason(session):
    found = answered(session)
    with pytest.raises(GovernanceError, match="请填写退回原因"):
        orders.return_order(session, found, OFFICE, WED, NOW, Remark(" "))


def test_an_answer_takes_only_documents_of_its_own_order(session):
    found = acknowledged(session)
    kept = [Attachment(sha256="0" * 64, file_name="a.pdf", media_type="application/pdf", size=1, unit=ZJ, subject=subject, by="zj1", at=NOW)
            for subject in (f"order:{found}", "task:T1-02")]
    session.add_all(kept)
    session.flush()
    with pytest.raises(NotFound, match="没有找到这份佐证"):
        orders.answer(session, found, HOUSING, WED, NOW, Remark("见附件", kept[1].id))
    orders.answer(session, found, HOUSING, WED, NOW, Remark("见附件", kept[0].id))
    assert orders.events_of(session, found)[-1].attachment == kept[0].id


@pytest.mark.parametrize(("change", "sentence"), [
    pytest.param({"title": " "}, "请填写督办事项", id="no title"), pytest.param({"demand": ""}, "请填写督办事项", id="no demand"),
    pytest.param({"level": Level.REMIND}, "提醒由系统自动发出", id="a reminder"),
    pytest.param({"unit": "jt"}, "不是该任务的牵头或配合单位", id="other unit"),
    pytest.param({"task": "T9"}, "没有代码为“T9”的任务", id="no such task"), pytest.param({}, "同一事项已有督办单", id="drafted already")])
def test_a_draft_that_makes_no_sense_is_refused(session, change, sentence):
    draft(session)
    with pytest.raises(GovernanceError, match=sentence):
        draft(session, **change)
