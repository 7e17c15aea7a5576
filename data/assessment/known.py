"""按某日所知 — a session in which every service answers as it would have answered at an earlier moment."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from threading import Lock
from typing import Any

from sqlalchemy import and_, literal
from sqlalchemy.orm import Session

from data.assessment.scoring import score
from data.calendar import SHANGHAI, local, period_of, utc
from data.errors import GovernanceError
from data.indicators.measure import measure
from data.store import known
from data.store.engine import Store
from data.store.known import Past
from data.store.tables import Base, Month
from data.supervision.lights import lights_day_by_day
from data.supervision.orders_known import stand_orders
from data.vocabulary import MonthState

KEPT = 8  # moments whose facts a process keeps
_kept: OrderedDict[tuple[Any, ...], known.Facts] = OrderedDict()
_one_at_a_time = Lock()


@contextmanager
def as_known(store: Store, moment: datetime) -> Iterator[Session]:
    """Rows, files, returns, confirmations, extensions, orders, rule books and publications as they stood; figures, lights and scores that were
    written again since are worked out anew from them. What services write in it is seen in it, and gone with it."""
    with store.apart() as session:
        _worked_out(known.lay(session, utc(moment)))
        yield session


@contextmanager
def seen_as_known(store: Store, moment: datetime) -> Iterator[Session]:
    """The same to read from only, for pages and papers: what was worked out is kept, for a page asks several times."""
    with store.apart() as session:
        past = known.lay(session, utc(moment))
        key = (str(store.engine.url), past.moment, *known.acts(past))
        with _one_at_a_time:
            if key not in _kept:
                with store.apart() as other:
                    _kept[key] = known.worked_out(_worked_out(known.lay(other, past.moment)))
            _kept.move_to_end(key)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
            worked = _kept[key]
        known.show_facts(past, worked)
        stand_orders(past)
        yield session


def _worked_out(past: Past) -> Past:
    known.stand_facts(past)
    stand_orders(past)
    _figures(past)
    _lights(past)
    _scores(past)
    past.session.flush()
    return past


def _state(past: Past, period: str) -> MonthState:
    month = past.session.get(Month, period)
    return MonthState(month.state) if month is not None else MonthState.OPEN


def _figures(past: Past) -> None:
    for period in past.live_after("measurement"):
        if period > period_of(local(past.moment).date()):
            continue
        if _state(past, period) == MonthState.PUBLISHED:
            _as_published(past, "measurement", period)
        else:
            measure(past.session, period, local(past.moment))


def _lights(past: Past) -> None:
    """A run of lights hangs on every day before: from the first day that was judged again, all are."""
    again = past.judged_again()
    as_told = {period: _stands_as_published(past, period) for period in sorted({period_of(day) for day in again})}
    for period in (period for period, is_so in as_told.items() if is_so):
        _as_published(past, "task_light", period)
    for _ in lights_day_by_day(past.session, [day for day in again if not as_told[period_of(day)]], local(past.moment)):
        pass


def _scores(past: Past) -> None:
    """Before its first closing a month has no scores."""
    for period in past.live_after("score"):
        if _stands_as_published(past, period):
            _as_published(past, "score", period)
            _as_published(past, "score_item", period)
        elif _state(past, period) != MonthState.OPEN:
            score(past.session, period, local(past.moment))


def _stands_as_published(past: Past, period: str) -> bool:
    """Published, or opened again: until it is closed once more its stored facts are those of the publication."""
    return bool(past.versions.get(period)) and _state(past, period) in {MonthState.PUBLISHED, MonthState.OPEN}


def _as_published(past: Past, name: str, period: str) -> None:
    """Live facts that were written again since were those of the newest publication."""
    c = past.real(name).c
    told = and_(known.of_month(name, c, period), c.version == past.versions[period], known.is_missing(past, name))
    known.fill(past, Base.metadata.tables[name], told, version=literal(known.LIVE))


def moment_known(words: str, today: date) -> datetime:
    """What --as-of and the pages' 按某日所知 mean: a moment, a day to its end. What is none, or is still to come, is refused with a sentence."""
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        raise GovernanceError(f"“{words}”不是日期或时刻，请写成 2023-07-05 或 2023-07-05T18:00") from None
    if len(words.strip()) == len("2023-07-05"):
        moment = datetime.combine(moment.date(), time.max)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    if local(utc(moment)).date() > today:
        raise GovernanceError(f"{words} 还没有到，只能看截至 {today.isoformat()} 已知的内容")
    return moment
