"""The orders of the month, from draft to close."""

from datetime import date

from sqlalchemy import select

from data.store.tables import Order
from data.supervision.orders import events_of


def test_the_order_went_from_draft_to_close(told):
    with told.story.store.read() as session:
        order = session.scalars(select(Order).where(Order.number.is_not(None))).one()
        acts = [(e.act, e.on) for e in events_of(session, order.id)]
    assert acts == [("draft", date(2023, 4, 29)), ("issue", date(2023, 5, 4)), ("acknowledge", date(2023, 5, 5)), ("answer", date(2023, 5, 8)),
                    ("return", date(2023, 5, 9)), ("answer", date(2023, 5, 10)), ("close", date(2023, 5, 11))]
    assert (order.number, order.state, order.returned_times, order.empty_answer) == ("DB20230504-001", "closed", 1, True)


def test_a_matter_that_goes_on_is_proposed_rung_by_rung(told):
    """T1-1 was due 04-28: 督办 from the first day over, 通报 from the eighth, 约谈 from the fifteenth; the later two stay drafts."""
    with told.story.store.read() as session:
        found = session.scalars(select(Order).where(Order.task == "T1").order_by(Order.id)).all()
    assert [(o.level, o.drafted_on, o.state) for o in found] == [
        ("supervise", date(2023, 4, 29), "closed"), ("circulate", date(2023, 5, 6), "draft"), ("interview", date(2023, 5, 13), "draft")]
