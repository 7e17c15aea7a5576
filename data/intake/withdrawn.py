"""退回 as it is read: who sent a file back, when, why and what counts since, and whether the reader may send this one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor
from data.intake.withdraw import ACT, refusal
from data.store.tables import AuditEntry, Submission
from data.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Linked:
    """Another file of the same unit, ledger and month."""

    id: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A return that this file has its state from: it was sent back itself, or counts again since another one was."""

    at: datetime  # Shanghai
    by: str
    reason: str
    file: Linked            # what was sent back
    counts: Linked | None   # what counts since; None: nothing of the month


@dataclass(frozen=True, slots=True)
class Returning:
    """May the reader send this file back, and if not now, why."""

    is_offered: bool
    refusal: str | None = None


def returned_facts(session: Session, entry: Submission) -> Returned | None:
    """By the audit log, which holds every return with its reason; None where none touched this file."""
    s = Submission
    files = {f"submission:{f.id}": f for f in session.scalars(select(s).where(s.unit == entry.unit, s.ledger == entry.ledger, s.period == entry.period))}
    acts = session.scalars(select(AuditEntry).where(AuditEntry.act == ACT, AuditEntry.subject.in_(list(files))).order_by(AuditEntry.seq.desc()))
    by_receipt = {f.receipt: f for f in files.values()}
    for act in acts:
        file, counts = files[act.subject], by_receipt.get(act.detail["counts"] or "")
        if entry is counts or (entry.withdrawn_at is not None and entry.withdrawn_at == file.withdrawn_at):
            assert file.withdrawn_at
            return Returned(calendar.local(file.withdrawn_at), act.actor, act.detail["reason"], _linked(file), _linked(counts) if counts else None)
    return None


def _linked(file: Submission) -> Linked:
    return Linked(file.id, file.receipt)


def count_again(entries: Sequence[Submission]) -> set[int]:
    """Of a list of files those entered when another one was sent back: they came at that very moment."""
    returns = {(e.unit, e.ledger, e.period, e.withdrawn_at) for e in entries if e.withdrawn_at is not None}
    return {e.id for e in entries if (e.unit, e.ledger, e.period, e.received_at) in returns}


def returning(session: Session, actor: Actor, entry: Submission) -> Returning:
    if not actor.may(Permission.RETURN_SUBMISSION) or entry.outcome != Outcome.ACCEPTED or entry.withdrawn_at is not None:
        return Returning(False)
    return Returning(True, refusal(session, entry))
