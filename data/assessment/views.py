"""What pages show of scores and of a month's state: only what the reader may see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.assessment.months import state_of
from data.assessment.stored import stored_scores
from data.assessment.tree import UnitScore
from data.calendar import local
from data.catalogue.rules import Block
from data.errors import NotFound
from data.store import rulebook
from data.store.tables import Month, Score
from data.vocabulary import MonthState


@dataclass(frozen=True)
class MonthFacts:
    """Where a month stands, and when it got there."""

    period: str
    state: MonthState
    version: int
    closed_at: datetime | None
    comment_at: datetime | None
    published_at: datetime | None
    reason: str
    snapshot_sha: str | None


def month_facts(session: Session, period: str) -> MonthFacts:
    m = session.get(Month, period)
    if m is None:
        return MonthFacts(period, MonthState.OPEN, 0, None, None, None, "", None)
    moments = [local(t) if t else None for t in (m.closed_at, m.comment_at, m.published_at)]
    return MonthFacts(period, MonthState(m.state), m.version, *moments, m.reason, m.snapshot_sha)


@dataclass(frozen=True)
class Ranking:
    """One group's units, best first; units without a rank follow."""

    group: str
    name: str
    scores: list[UnitScore]
    opens: frozenset[str]  # units whose tree the reader may open


def rankings(session: Session, reader: Actor, period: str) -> list[Ranking]:
    """Published rankings are open to every reader of scores; before that a unit sees its own line only."""
    require(reader, Permission.VIEW_SCORES)
    is_final = state_of(session, period) == MonthState.PUBLISHED
    book = rulebook.book_for(session, period)
    seen = [s for s in stored_scores(session, period) if is_final or reader.sees(s.unit)]
    opens = frozenset(s.unit for s in seen if reader.sees(s.unit))
    return [Ranking(code, name, sorted((s for s in seen if s.group == code), key=lambda s: (s.rank is None, s.rank or 0, s.unit)), opens)
            for code, name in book.groups.items() if any(s.group == code for s in seen)]


@dataclass(frozen=True)
class ScoreDetail:
    """One unit's score tree with the rubric's blocks around its items."""

    score: UnitScore
    unit_name: str
    group_name: str
    blocks: list[Block]
    is_final: bool
    trend: list[tuple[str, float | None]]


def score_detail(session: Session, reader: Actor, unit: str, period: str) -> ScoreDetail:
    """The tree opens for the unit itself and for those who see all units."""
    require(reader, Permission.VIEW_SCORES)
    require_unit(reader, unit)
    found = stored_scores(session, period, unit)
    if not found:
        raise NotFound("这个月还没有试算得分：月度截止以后才有")
    book = rulebook.book_for(session, period)
    return ScoreDetail(found[0], book.unit(unit).short_name, book.groups.get(found[0].group, ""), book.rubric.blocks,
                       state_of(session, period) == MonthState.PUBLISHED, score_trend(session, unit))


def score_trend(session: Session, unit: str) -> list[tuple[str, float | None]]:
    """Published totals month by month, the newest publication of each."""
    newest: dict[str, Score] = {}
    for s in session.scalars(select(Score).where(Score.unit == unit, Score.version > 0).order_by(Score.period, Score.version)):
        newest[s.period] = s
    return [(period, None if s.total is None else s.total / 100) for period, s in newest.items()]
