"""协商: what each claimant said of a pair, when that is an agreement, and whose word is waited for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Select, and_, or_, select
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
    found = []
    for talk in session.scalars(_standing(units).where(ConflictTalk.state == ConflictState.OPEN)):
        silent = {unit for unit, said in ((talk.unit_a, talk.said_a), (talk.unit_b, talk.said_b)) if said is None}
        found += [(unit, talk) for unit in sorted(silent or {talk.unit_a, talk.unit_b}) if unit in units]
    return found


def to_correct(session: Session, units: Sequence[str]) -> list[tuple[str, str, ConflictTalk]]:
    """(unit, key, pair) of settled ones under one code, whose other side still lists its row under it: figures move when that file is corrected."""
    settled = _standing(units, is_same_code=True).where(ConflictTalk.state == ConflictState.SETTLED, ConflictTalk.owner.is_not(None))
    losers = [(talk.unit_b, talk.key_b, talk) if talk.owner == talk.unit_a else (talk.unit_a, talk.key_a, talk) for talk in session.scalars(settled)
              if talk.unit_a != talk.unit_b]
    return [one for one in losers if one[0] in units]


def _standing(units: Sequence[str], *, is_same_code: bool = False) -> Select[tuple[ConflictTalk]]:
    """Pairs of these units of which both rows stand now; under the same code, if that is asked."""
    t, a, b = ConflictTalk, aliased(Entity), aliased(Entity)
    stands = [and_(row.unit == unit, row.ledger == t.ledger, row.key == key) for row, unit, key in ((a, t.unit_a, t.key_a), (b, t.unit_b, t.key_b))]
    alike = [a.code == b.code] if is_same_code else []
    return select(t).join(a, stands[0]).join(b, stands[1]).where(or_(t.unit_a.in_(units), t.unit_b.in_(units)), *alike).order_by(t.id)
