"""Write down what came in: the submission, its receipt number, its findings, and when it was first clean."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from data import calendar
from data.intake.found import Found
from data.intake.incoming import Incoming, Receipt
from data.intake.parsed import Parsed
from data.store.bulk import insert_rows
from data.store.marks import next_number
from data.store.tables import Finding, Submission
from data.vocabulary import Outcome, Quality, Severity


@dataclass(frozen=True)
class Entry:
    """What a submission records beside the file itself."""

    outcome: Outcome
    rule_version: int
    now: datetime
    rows: dict[str, int]
    ledger: str | None = None
    period: str | None = None
    parsed: Parsed | None = None
    seq: int | None = None
    awaiting: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def receipt_number(session: Session, now: datetime) -> str:
    """HZ + business day + running number of that day."""
    day = calendar.local(calendar.utc(now)).strftime("%Y%m%d")
    return f"HZ{day}-{next_number(session, f'receipt:{day}'):04d}"


def new_submission(session: Session, file: Incoming, digest: str, entry: Entry) -> Submission:
    parsed = entry.parsed
    clean = entry.outcome == Outcome.ACCEPTED or entry.awaiting is not None
    submission = Submission(
        receipt=receipt_number(session, entry.now), seq=entry.seq, unit=file.unit, ledger=entry.ledger, period=entry.period, sha256=digest,
        content_sha=parsed.content_sha if parsed else None, file_name=file.file_name[:255], size=len(file.content), door=str(file.door),
        by=file.actor.name, on_behalf=file.on_behalf, received_at=calendar.utc(entry.now),
        on_time_at=calendar.utc(entry.now) if clean else None, outcome=str(entry.outcome), awaiting=entry.awaiting,
        rule_version=entry.rule_version, cut_off=parsed.cut_off if parsed else None, rows=entry.rows,
        layout=parsed.layout if parsed else {}, totals=parsed.totals if parsed else {}, came_as=file.came_as)
    session.add(submission)
    session.flush()
    return submission


COLUMNS = ("submission", "number", "severity", "quality", "rule", "sheet", "cell", "row", "header", "value", "object_key", "message", "explanation")


def store_findings(session: Session, submission: int, findings: list[Found], words: dict[int, str]) -> None:
    """All findings, in order, none cut."""
    insert_rows(session, Finding.__table__, COLUMNS, (  # type: ignore[arg-type]
        (submission, n + 1, str(f.severity), str(f.quality), f.rule, f.sheet, f.cell, f.row, f.header, f.value, f.object_key, f.message, words.get(n))
        for n, f in enumerate(findings)))


def stored_findings(session: Session, submission: int) -> list[Found]:
    """The findings of a submission as they were judged, in order."""
    rows = session.scalars(select(Finding).where(Finding.submission == submission).order_by(Finding.number))
    return [Found(Severity(f.severity), Quality(f.quality), f.rule, f.sheet, f.cell, f.row, f.header, f.value, f.object_key, f.message) for f in rows]


_S = Submission.__table__.c
_CAME = select(_S.id, _S.file_name, _S.sha256, _S.ledger, _S.unit, _S.period, _S.outcome, _S.awaiting, _S.receipt, _S.rows
               ).where(_S.came_as == bindparam("came_as"))


def answered_before(session: Session, file: Incoming) -> Receipt | None:
    """The receipt of this very job or file of the inbox: whoever took it died before he could say so, or was faster."""
    known = session.execute(_CAME, {"came_as": file.came_as}).first() if file.came_as else None
    if known is None:
        return None
    return Receipt(known.file_name, known.sha256, known.ledger, known.unit, known.period, Outcome(known.outcome), known.awaiting, known.receipt,
                   known.id, known.rows, stored_findings(session, known.id))


_SAME_BYTES = select(_S.id, _S.seq, _S.ledger, _S.period).where(
    _S.unit == bindparam("unit"), _S.sha256 == bindparam("digest"), _S.outcome == str(Outcome.ACCEPTED), _S.withdrawn_at.is_(None),
    ).order_by(_S.seq.desc()).limit(1)
_LAST = select(func.max(_S.seq)).where(_S.unit == bindparam("unit"), _S.ledger == bindparam("ledger"), _S.period == bindparam("month"),
                                       _S.withdrawn_at.is_(None))


def already_accepted(session: Session, file: Incoming, digest: str) -> Submission | None:
    """The standing submission of the same bytes by the same unit, if the hints do not contradict it."""
    known = session.execute(_SAME_BYTES, {"unit": file.unit, "digest": digest}).first()
    if known is None or file.ledger not in (None, known.ledger) or file.period not in (None, known.period):
        return None
    newest = session.scalar(_LAST, {"unit": file.unit, "ledger": known.ledger, "month": known.period})
    return session.get(Submission, known.id) if newest == known.seq else None
