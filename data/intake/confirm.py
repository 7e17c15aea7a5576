"""确认代报 — what the office handed in for a unit becomes the unit's own when it says so."""

from datetime import datetime

from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.errors import GovernanceError, NotFound
from data.store.tables import Submission
from data.store.versions import standing
from data.vocabulary import Outcome

ACT = "submission.confirm"


def awaits_confirmation(session: Session, entry: Submission) -> bool:
    """Handed in by the office, counting, and not yet the unit's own."""
    if not entry.on_behalf or entry.confirmed_at is not None or entry.outcome != Outcome.ACCEPTED or entry.withdrawn_at is not None:
        return False
    return standing(session, entry.unit, entry.ledger or "", entry.period or "") is entry


def confirm(session: Session, actor: Actor, submission: int, now: datetime) -> Submission:
    require(actor, Permission.CONFIRM_SUBMISSION)
    entry = session.get(Submission, submission, with_for_update=True)
    if entry is None:
        raise NotFound("没有这份报送，或不属于本单位")
    require_unit(actor, entry.unit)
    if not awaits_confirmation(session, entry):
        raise GovernanceError("这份报送不需要确认：不是代报、已经确认，或已不是现行有效的版本")
    entry.confirmed_at, entry.confirmed_by = calendar.utc(now), actor.name
    session.flush()
    audit.record(session, actor, ACT, f"submission:{entry.id}", now, unit=entry.unit, ledger=entry.ledger, period=entry.period, receipt=entry.receipt)
    return entry
