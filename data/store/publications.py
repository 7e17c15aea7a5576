"""通报存档 — what a publication said beyond its figures, lights and scores, kept as JSON: one fact of each kind, written once."""

from typing import Any

from sqlalchemy.orm import Session

from data.errors import MonthIsFrozen
from data.store.tables import Month
from data.store.tables.assessment import PublishedFact
from data.vocabulary import MonthState

LIVE = 0
EDITION = "edition"  # by which rules and from what the month was published, and which publication every other month showed


def shown_version(session: Session, period: str) -> int:
    """The publication of a published month, else the live facts."""
    month = session.get(Month, period)
    return month.version if month is not None and month.state == MonthState.PUBLISHED else LIVE


def keep_fact(session: Session, period: str, version: int, kind: str, body: Any) -> None:
    if session.get(PublishedFact, (period, version, kind)) is not None:
        raise MonthIsFrozen(f"{period} 的第 {version} 次发布已经冻结，更正请另开新版本")
    session.add(PublishedFact(period=period, version=version, kind=kind, body={"fact": body}))
    session.flush()


def kept_fact(session: Session, period: str, version: int, kind: str) -> Any:
    """None for what is live, and for what was never kept."""
    found = session.get(PublishedFact, (period, version, kind)) if version else None
    return found.body["fact"] if found is not None else None


def keep_edition(session: Session, month: Month, version: int, others: dict[str, int]) -> None:
    keep_fact(session, month.period, version, EDITION, {"rule_version": month.rule_version, "shown": others})


def rules_of(session: Session, period: str, version: int) -> int | None:
    """The rule version a publication was made by."""
    kept = kept_fact(session, period, version, EDITION)
    return kept["rule_version"] if kept else None


def shown_beside(session: Session, period: str, version: int) -> dict[str, int] | None:
    """Which publication every other published month showed when this one was made; None for live facts."""
    kept = kept_fact(session, period, version, EDITION)
    return dict(kept["shown"]) if kept else None
