"""办公室审核用时: how long units wait for the office — for the word on an answer, on an extension, and for a file sent back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.store import rulebook
from data.store.tables import Extension, OrderEvent, Submission
from data.vocabulary import ExtensionState, OrderAct

Wait = tuple[date, date | None]  # since when a unit waits, and when the office acted; None: it waits still


@dataclass(frozen=True, slots=True)
class ReviewTime:
    """One kind of act: how many in the month, working days they took, and what waits now."""

    name: str
    done: int
    median: float | None
    longest: int | None
    over: int            # of those done, how many took longer than the limit
    limit: int
    waiting: int
    waiting_longest: int | None


def review_times(session: Session, actor: Actor, period: str, today: date) -> list[ReviewTime]:
    """Acts of the month; what waits is as of today."""
    require(actor, Permission.REVIEW_ORDER)
    kinds = (("督办反馈核验", _answers(session)), ("延期审批", _extensions(session)), ("退回已接收的报送", _returns(session)))
    return [_time(session, name, list(waits), period, today) for name, waits in kinds]


def _time(session: Session, name: str, waits: list[Wait], period: str, today: date) -> ReviewTime:
    rules = rulebook.book_for(session, period).supervision
    limit, exceptions = rules.limits.review_working_days, rules.exceptions
    done = [calendar.working_days_late(since, acted, exceptions) for since, acted in waits if acted and calendar.period_of(acted) == period]
    waiting = [calendar.working_days_late(since, today, exceptions) for since, acted in waits if acted is None]
    return ReviewTime(name, len(done), median(done) if done else None, max(done, default=None), sum(days > limit for days in done), limit,
                      len(waiting), max(waiting, default=None))


def _answers(session: Session) -> Iterator[Wait]:
    """From each answer of a unit to the act that follows it: returned, closed or cancelled."""
    wanted = (OrderAct.ANSWER, OrderAct.RETURN, OrderAct.CLOSE, OrderAct.CANCEL)
    since: dict[int, date] = {}
    rows = session.execute(select(OrderEvent.order, OrderEvent.act, OrderEvent.on).where(OrderEvent.act.in_(wanted)).order_by(OrderEvent.id))
    for order, act, on in rows:
        if act == OrderAct.ANSWER:
            since.setdefault(order, on)
        elif order in since:
            yield since.pop(order), on
    yield from ((on, None) for on in since.values())


def _extensions(session: Session) -> Iterator[Wait]:
    for asked, decided, state in session.execute(select(Extension.asked_on, Extension.decided_on, Extension.state)):
        yield asked, None if state == ExtensionState.REQUESTED else decided


def _returns(session: Session) -> Iterator[Wait]:
    """From a file's arrival to its return; the entry that records a return came at that very moment."""
    s = Submission
    for arrived, returned in session.execute(select(s.received_at, s.withdrawn_at).where(s.withdrawn_at > s.received_at)):
        yield calendar.local(arrived).date(), calendar.local(returned).date()
