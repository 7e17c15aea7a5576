"""The steps of a month: 截止 → 征求意见 → 通报; 撤回 undoes close, or opens a 更正 of what was published."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.assessment import stored
from data.assessment.scoring import score
from data.errors import GovernanceError
from data.indicators import grid_frozen, publish
from data.indicators.figures import all_figures
from data.indicators.measure import measure
from data.plan.kept import keep_states
from data.plan.outlook import KEPT as OUTLOOK
from data.plan.outlook import keep_outlook
from data.store import rulebook
from data.store.publications import keep_edition, kept_fact, shown_version
from data.store.tables import Month, MonthMove, Submission
from data.supervision import publish as lights_frozen
from data.supervision.light_facts import month_facts
from data.supervision.lights import month_lights
from data.vocabulary import MonthState


def month_of(session: Session, period: str) -> Month:
    """The month's row; a month nobody touched is open."""
    found = session.get(Month, period)
    if found is None:
        found = Month(period=period, state=str(MonthState.OPEN), version=0, rule_version=None, pinned_seq=None, closed_at=None, comment_at=None,
                      published_at=None, snapshot_sha=None, reason="")
        session.add(found)
        session.flush()
    return found


def state_of(session: Session, period: str) -> MonthState:
    found = session.get(Month, period)
    return MonthState(found.state) if found else MonthState.OPEN


def close_month(session: Session, period: str, actor: Actor, now: datetime, reason: str = "") -> Month:
    """截止 + 试算: pin the submissions and the rule version, compute figures, lights and scores; later files are corrections."""
    require(actor, Permission.CLOSE_MONTH)
    month = month_of(session, period)
    if calendar.local(calendar.utc(now)).date() <= calendar.last_day(period):
        raise GovernanceError(f"{calendar.label(period)}还没有结束，不能截止")
    _move(session, month, (MonthState.OPEN,), MonthState.CLOSED, "只有开放填报的月份可以截止")
    month.pinned_seq = session.scalar(select(func.max(Submission.seq))) or 0
    month.rule_version = rulebook.version_for(session, period)
    month.closed_at, month.reason = calendar.utc(now), reason
    session.flush()
    compute(session, period, now)
    return _done(session, month, actor, now, "month.close")


def compute(session: Session, period: str, now: datetime) -> None:
    """Figures, lights of every day, scores: all stored as the trial."""
    measure(session, period, now)
    month_lights(session, period, calendar.last_day(period), now)
    score(session, period, now)


def comment_month(session: Session, period: str, actor: Actor, now: datetime, reason: str = "") -> Month:
    """征求意见: every unit sees its own trial sheet."""
    require(actor, Permission.CLOSE_MONTH)
    month = month_of(session, period)
    _move(session, month, (MonthState.CLOSED,), MonthState.COMMENT, "月份截止以后才能征求意见")
    month.comment_at = calendar.utc(now)
    return _done(session, month, actor, now, "month.comment", reason=reason)


def publish_month(session: Session, period: str, actor: Actor, now: datetime, reason: str = "") -> Month:
    """通报: freeze figures, lights, task states and scores as the next version and keep the hash of what was published."""
    require(actor, Permission.PUBLISH)
    month = month_of(session, period)
    _move(session, month, (MonthState.CLOSED, MonthState.COMMENT), MonthState.PUBLISHED, "月份截止以后才能通报")
    version = month.version + 1
    month.version, month.published_at = version, calendar.utc(now)
    session.flush()
    _freeze(session, month, version, now)
    month.snapshot_sha = snapshot_sha(session, period)
    return _done(session, month, actor, now, "month.publish", version=version, snapshot=month.snapshot_sha, reason=reason)


def _freeze(session: Session, month: Month, version: int, now: datetime) -> None:
    """All that a publication says, and which publications of other months it was made beside."""
    period, book = month.period, rulebook.book(session, month.rule_version or rulebook.version_for(session, month.period))
    publish.freeze(session, period, version)
    lights_frozen.freeze(session, period, version)
    stored.freeze(session, period, version, now)
    placed = [ledger.code for ledger in rulebook.newest_book(session).ledgers.values() if ledger.placed]
    grid_frozen.freeze(session, period, version, month.pinned_seq or 0, placed)
    keep_states(session, book, period, version, month.pinned_seq)
    keep_outlook(session, book, period, version, month.pinned_seq)
    others = select(Month.period, Month.version).where(Month.state == MonthState.PUBLISHED, Month.period != period)
    keep_edition(session, month, version, {p: v for p, v in session.execute(others).all()})


def reopen_month(session: Session, period: str, actor: Actor, now: datetime, reason: str = "") -> Month:
    """撤回: before publishing it undoes close; after it, a 更正 is opened and the published version stays."""
    require(actor, Permission.PUBLISH)
    if not reason.strip():
        raise GovernanceError("请写明重新开放的原因")
    month = month_of(session, period)
    _move(session, month, (MonthState.CLOSED, MonthState.COMMENT, MonthState.PUBLISHED), MonthState.OPEN, "月份本来就开放填报")
    month.pinned_seq = month.rule_version = month.closed_at = month.comment_at = None
    month.reason = reason
    session.flush()
    measure(session, period, now)
    return _done(session, month, actor, now, "month.reopen", reason=reason)


def snapshot_sha(session: Session, period: str) -> str:
    """SHA-256 over the canonical JSON of a month's shown figures, lights, outlook and scores."""
    version, last_day = shown_version(session, period), calendar.last_day(period)
    facts: dict[str, Any] = {"figures": [f.as_json() for f in all_figures(session, period)],
                             "lights": [f.as_json() for f in month_facts(session, period, last_day, version)],
                             "outlook": kept_fact(session, period, version, OUTLOOK),
                             "scores": [s.as_json() for s in stored.stored_scores(session, period)]}
    return sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _move(session: Session, month: Month, olds: tuple[MonthState, ...], new: MonthState, refusal: str) -> None:
    """Compare and set, so that of two clicks one wins."""
    changed = session.execute(update(Month).where(Month.period == month.period, Month.state.in_(olds)).values(state=str(new))).rowcount  # type: ignore[attr-defined]
    if not changed:
        raise GovernanceError(f"{calendar.label(month.period)}现为“{MonthState(month.state).label}”：{refusal}")
    session.refresh(month)


def _done(session: Session, month: Month, actor: Actor, now: datetime, act: str, **detail: Any) -> Month:
    session.add(MonthMove(at=calendar.utc(now), **{c.name: getattr(month, c.name) for c in Month.__table__.columns}))
    session.flush()
    audit.record(session, actor, act, f"month:{month.period}", now, state=month.state, pinned=month.pinned_seq, **detail)
    return month
