"""What people do with 督办单 and 延期 in the demo year: the office issues and reviews, units answer as they are."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.scope import Actor
from data.catalogue.book import Catalogue
from data.demo.cast import Desk, member
from data.demo.odd_files import document
from data.errors import GovernanceError
from data.settings import Settings
from data.store.tables import Extension, Order, OrderEvent
from data.supervision import attachments, extensions, orders
from data.supervision.ladder import needs_leader
from data.supervision.light_facts import facts_of
from data.vocabulary import Level, Light, OrderState, Role

OFFICE = Actor("office", Role.OFFICE, shown_name="领导小组办公室")
LEADER = Actor("leader", Role.LEADER, shown_name="分管领导")
BEHIND = (Light.YELLOW, Light.RED)
# Working days until each hand moves.
ACKNOWLEDGES: dict[Desk, int] = {"prompt": 1, "empty": 1, "slow": 2, "silent": 6}
ANSWERS: dict[Desk, int] = {"prompt": 2, "empty": 1, "slow": 14, "silent": 16}
REVIEWS, CONFIRMS, ISSUES, AGAIN = 2, 2, 1, 3


@dataclass(frozen=True)
class Request:
    """延期申请 — asked, and decided unless it is still waiting."""

    asked: date
    unit: str
    task: str
    new_due: date
    reason: str
    decided: date | None
    is_approved: bool = False
    by: Actor = OFFICE


REQUESTS = (
    Request(date(2023, 6, 19), "U35", "T106", date(2023, 9, 28), "试点管廊与道路改造同步施工，设备安装须待封路窗口，目前完成选点采购",
            date(2023, 6, 21), True),
    Request(date(2023, 8, 25), "U05", "T202", date(2023, 11, 30), "网格划分成果正在复核", date(2023, 8, 29)),
    Request(date(2023, 9, 20), "U35", "T106", date(2023, 11, 30), "道路封闭窗口调整到十月，设备已到场，完成七成安装", date(2023, 9, 25), True, LEADER),
    Request(date(2023, 12, 6), "U06", "T230", date(2024, 3, 29), "试点道路路侧设备联调受封闭施工影响，目前完成设备安装", date(2023, 12, 11), True),
    Request(date(2023, 12, 18), "U08", "T218", date(2024, 2, 29), "机房电力增容工程推迟，土建已完成", None))


def unit_actor(unit: str) -> Actor:
    return Actor(unit, Role.UNIT, unit)


@dataclass(frozen=True)
class Desks:
    """One working day at the desks."""

    session: Session
    book: Catalogue
    settings: Settings
    day: date
    now: datetime

    def after(self, since: date | None, working_days: int) -> bool:
        return since is not None and self.day >= calendar.add_working_days(since, working_days, self.book.supervision.exceptions)

    def work(self) -> int:
        """All orders in hand and the requests of the day; the same day again finds nothing left to do. Returns the acts."""
        behind = {(f.unit, f.task) for f in facts_of(self.session, self.day) if f.light in BEHIND}
        wanted = select(Order).where(Order.state.not_in([OrderState.CLOSED, OrderState.CANCELLED])).order_by(Order.id)
        acts = sum(self._order(order, (order.unit, order.task) in behind) for order in self.session.scalars(wanted).all())
        return acts + sum(self._request(request) for request in REQUESTS)

    # Orders

    def _order(self, order: Order, is_behind: bool) -> bool:
        state, desk = OrderState(order.state), member(order.unit).desk
        if state == OrderState.DRAFT:
            return self._draft(order, is_behind)
        if state == OrderState.ISSUED:
            return self._acknowledge(order, desk)
        if state == OrderState.ACKNOWLEDGED:
            return self._answer(order, desk)
        if state == OrderState.RETURNED:
            return self._answer_again(order)
        return self._review(order, desk, is_behind)

    def _draft(self, order: Order, is_behind: bool) -> bool:
        """Drafts of what was settled meanwhile are cancelled; 通报 and 约谈 wait for the leader, the last of a silent unit still do."""
        if not self.after(order.drafted_on, ISSUES):
            return False
        if not is_behind:
            orders.cancel(self.session, order.id, OFFICE, self.day, self.now, orders.Remark("经核实该事项已按要求完成，不再下发"))
            return True
        if needs_leader(Level(order.level), self.book.supervision) and not orders.is_confirmed(self.session, order.id):
            if not self.after(order.drafted_on, CONFIRMS):
                return False
            orders.confirm_level(self.session, order.id, LEADER, self.day, self.now, orders.Remark("同意"))
            return True
        orders.issue_order(self.session, order.id, OFFICE, self.day, self.now)
        return True

    def _acknowledge(self, order: Order, desk: Desk) -> bool:
        if not self.after(order.issued_on, ACKNOWLEDGES[desk]):
            return False
        orders.acknowledge(self.session, order.id, unit_actor(order.unit), self.day, self.now)
        return True

    def _answer(self, order: Order, desk: Desk) -> bool:
        if not self.after(order.acknowledged_on, ANSWERS[desk]):
            return False
        if desk == "empty":
            return self._say(order, "正在推进。", False)
        return self._say(order, "已召开专题会，明确责任人和完成时限，按周调度；目前已完成现场排查，正在组织施工，计划两周内完成。", desk == "prompt")

    def _answer_again(self, order: Order) -> bool:
        returned = self.session.scalar(select(OrderEvent.on).where(OrderEvent.order == order.id).order_by(OrderEvent.id.desc()).limit(1))
        return self.after(returned, AGAIN) and self._say(order, "补充办理情况：分三个标段同步推进，附进度照片和完成清单，存在的用地问题已协调解决。", True)

    def _say(self, order: Order, words: str, with_document: bool) -> bool:
        actor, attached = unit_actor(order.unit), None
        if with_document:
            papers = attachments.Document(document(f"{order.number}办理情况"), f"{order.number}办理情况.pdf", f"order:{order.id}")
            attached = attachments.keep(self.session, self.settings, papers, actor, self.now).id
        orders.answer(self.session, order.id, actor, self.day, self.now, orders.Remark(words, attached))
        return True

    def _review(self, order: Order, desk: Desk, is_behind: bool) -> bool:
        """Empty words go back once; a 督办 is closed on a good answer, what is higher when the light has cleared."""
        if not self.after(order.answered_on, REVIEWS):
            return False
        if desk == "empty" and not order.returned_times:
            remark = orders.Remark("反馈内容空泛，没有具体措施、责任人和完成时间，请补充后重报", is_empty_answer=True)
            orders.return_order(self.session, order.id, OFFICE, self.day, self.now, remark)
            return True
        if is_behind and order.level != Level.SUPERVISE:
            return False
        orders.close_order(self.session, order.id, OFFICE, self.day, self.now, orders.Remark("经核验，措施落实" if is_behind else "经核验，已完成"))
        return True

    # Extensions

    def _request(self, request: Request) -> bool:
        known = self.session.scalar(select(Extension).where(Extension.unit == request.unit, Extension.task == request.task,
                                                            Extension.asked_on == request.asked))
        if known is None and self.day == request.asked:
            return self._ask(request)
        if known is not None and known.decided_on is None and self.day == request.decided:
            extensions.decide_extension(self.session, known.id, request.by, self.day, self.now, request.is_approved)
            return True
        return False

    def _ask(self, request: Request) -> bool:
        """In a city of few months or few files the task may already be late: then there is nothing to ask for."""
        asked = extensions.Request(request.task, request.new_due, request.reason)
        try:
            extensions.ask_extension(self.session, asked, unit_actor(request.unit), self.day, self.now)
        except GovernanceError:
            return False
        return True
