"""协商: what each claimant said of a pair, when that is an agreement, and whose word is waited for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from data.store.tables import ConflictTalk, Entity
from data.vocabulary import ConflictState, ConflictWord


@dataclass(frozen=True)
class Agreement:
    """Whose the thing is; None: they are two things."""

    owner: str | None


def mark_of(ledger: str, one: tuple[str, str], other: tuple[str, str]) -> str:
    """The name of a pair of (unit, key), whichever of them stands first."""
    first, second = sorted((one, other))
    return sha256("\n".join((ledger, *first, *second)).encode()).hexdigest()[:32]


def agreed(one: tuple[str, str | None], other: tuple[str, str | None]) -> Agreement | None:
    """Pure: what the words of two (unit, word) come to; None while they do not. A unit's two rows are its own to judge."""
    (unit, word), (second, answer) = one, other
    if unit == second:
        answer = {ConflictWord.OURS: ConflictWord.THEIRS, ConflictWord.THEIRS: ConflictWord.OURS}.get(ConflictWord(word), word) if word else None
    return {(ConflictWord.OURS, ConflictWord.THEIRS): Agreement(unit), (ConflictWord.THEIRS, ConflictWord.OURS): Agreement(second),
            (ConflictWord.APART, ConflictWord.APART): Agreement(None)}.get((word, answer))  # type: ignore[arg-type]


def talks_of(session: Session, marks: Collection[str]) -> dict[str, ConflictTalk]:
    """What was said of these pairs, by their mark."""
    found = session.scalars(select(ConflictTalk).where(ConflictTalk.mark.in_(marks))) if marks else ()
    return {talk.mark: talk for talk in found}


def waiting_for(session: Session, units: Sequence[str]) -> list[tuple[str, ConflictTalk]]:
    """(unit, pair) whose word is waited for: it has not spoken, or both have and do not agree; pairs of which a row is gone ask nobody."""
    t, a, b = ConflictTalk, aliased(Entity), aliased(Entity)
    stands = [and_(row.unit == unit, row.ledger == t.ledger, row.key == key) for row, unit, key in ((a, t.unit_a, t.key_a), (b, t.unit_b, t.key_b))]
    rows = session.scalars(select(t).join(a, stands[0]).join(b, stands[1]).where(
        t.state == ConflictState.OPEN, or_(t.unit_a.in_(units), t.unit_b.in_(units))).order_by(t.id))
    found = []
    for talk in rows:
        silent = {unit for unit, said in ((talk.unit_a, talk.said_a), (talk.unit_b, talk.said_b)) if said is None}
        found += [(unit, talk) for unit in sorted(silent or {talk.unit_a, talk.unit_b}) if unit in units]
    return found
