"""The score of one unit, for who may see it."""

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.assessment.stored import shown_version, stored_scores
from data.assessment.tree import UnitScore


def find_unit_score(session: Session, actor: Actor, unit: str, period: str) -> UnitScore | None:
    """None where the month was not scored, or its trial is not for this reader."""
    require(actor, Permission.VIEW_SCORES)
    require_unit(actor, unit)
    if not actor.may(Permission.VIEW_TRIAL) and shown_version(session, period) == 0:
        return None
    return next(iter(stored_scores(session, period, unit)), None)
