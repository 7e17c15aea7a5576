"""Settling a conflict: each claimant says whose it is; when both agree, or the office decides with a reason, it is settled."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.errors import GovernanceError, NotFound
from data.intake.conflict_talks import agreed
from data.intake.conflicts import Conflict, one_conflict
from data.store.tables import ConflictTalk
from data.vocabulary import ConflictState, ConflictWord

SAY, DECIDE, MOST_WORDS = "conflict.say", "conflict.decide", 1000


def say(session: Session, actor: Actor, place: tuple[str, str, str], word: ConflictWord, now: datetime) -> ConflictTalk:
    """The word of one claimant on the pair (month, ledger, mark); it may be changed until the pair is settled."""
    require(actor, Permission.EXPLAIN)
    pair = one_conflict(session, actor, *place)
    if actor.unit not in (pair.one.unit, pair.other.unit):
        raise NotFound("没有找到这处冲突，或不在您的查看范围内")
    talk = _talk(session, pair, place)
    if talk.state == ConflictState.SETTLED:
        raise GovernanceError("这处冲突已经约定，如情况有变请联系领导小组办公室重新裁定")
    if actor.unit == talk.unit_a:
        talk.said_a = word
    if actor.unit == talk.unit_b:
        talk.said_b = word
    agreement = agreed((talk.unit_a, talk.said_a), (talk.unit_b, talk.said_b))
    if agreement is not None:
        talk.state, talk.owner, talk.reason = ConflictState.SETTLED, agreement.owner, None
    return _written(session, actor, talk, SAY, now, words=word.label)


def decide(session: Session, actor: Actor, place: tuple[str, str, str], owner: str, reason: str, now: datetime) -> ConflictTalk:  # noqa: PLR0913, PLR0917
    """The office leaves the thing to one claimant, or ('') says that they are two, with a reason; also over an agreement."""
    require(actor, Permission.DECIDE_CONFLICT)
    pair = one_conflict(session, actor, *place)
    if owner not in ("", pair.one.unit, pair.other.unit):
        raise GovernanceError("请在双方单位中选定归属，或选“不是同一物”")
    if not reason.strip():
        raise GovernanceError("请写明裁定的理由，双方会看到")
    if len(reason) > MOST_WORDS:
        raise GovernanceError(f"理由超过 {MOST_WORDS} 字，请写简短些")
    talk = _talk(session, pair, place)
    talk.state, talk.owner, talk.reason = ConflictState.SETTLED, owner or None, reason.strip()
    return _written(session, actor, talk, DECIDE, now, reason=talk.reason)


def _talk(session: Session, pair: Conflict, place: tuple[str, str, str]) -> ConflictTalk:
    """What was said already, held until this transaction ends; else the first word."""
    talk = session.scalar(select(ConflictTalk).where(ConflictTalk.mark == pair.mark).with_for_update())
    if talk is None:
        talk = ConflictTalk(mark=pair.mark, ledger=pair.ledger, kind=pair.kind, period=place[0], unit_a=pair.one.unit, key_a=pair.one.key,
                            unit_b=pair.other.unit, key_b=pair.other.key, state=ConflictState.OPEN)
        session.add(talk)
    return talk


def _written(session: Session, actor: Actor, talk: ConflictTalk, act: str, now: datetime, **more: str) -> ConflictTalk:  # noqa: PLR0913
    talk.by, talk.at = actor.name, calendar.utc(now)
    session.flush()
    audit.record(session, actor, act, f"conflict:{talk.id}", now, unit=actor.unit, ledger=talk.ledger, period=talk.period, state=talk.state,
                 owner=talk.owner, units=f"{talk.unit_a}、{talk.unit_b}", **more)
    return talk

