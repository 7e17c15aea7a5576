"""退回已接收的报送 — the office withdraws the version that counts, with a reason; the previous one counts again."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require
from data.calendar import shift
from data.errors import GovernanceError, NotFound
from data.indicators import grid, measure
from data.intake import accept, claims
from data.intake.record import receipt_number
from data.intake.result_sheet import MOST_WORDS
from data.store import rulebook
from data.store.marks import ACCEPTANCES, next_number
from data.store.tables import Month, Submission
from data.store.versions import COLUMNS, next_period, rows_at, standing
from data.vocabulary import Declaration, LedgerMode, MonthState, Outcome

ACT = "submission.withdraw"
HASH = accept.VALUES.index("hash")
COPIED = ("unit", "ledger", "period", "sha256", "content_sha", "file_name", "size", "door", "by", "on_behalf", "on_time_at", "outcome", "awaiting",
          "rule_version", "cut_off", "rows", "layout", "totals", "declares", "signed", "basis", "confirmed_at", "confirmed_by")


def withdraw(session: Session, actor: Actor, submission: int, reason: str, now: datetime) -> Submission:
    """The rows of the month become what they were before the file; what was known meanwhile stays readable.

    Returns the entry under which the previous version counts from now on, or, where there is none, the record of the return.
    """
    entry = _withdrawable(session, actor, submission)
    assert entry.ledger and entry.period and entry.seq
    previous, why = counts_instead(session, entry), _reason(reason)
    for same in session.scalars(_accepted(entry).where(Submission.sha256 == entry.sha256)):  # it may have counted more than once
        same.withdrawn_at, same.withdrawn_reason = calendar.utc(now), why
    session.flush()
    again = _counting_again(session, previous or entry, now)
    book = rulebook.book_for(session, entry.period)
    ledger = book.ledger(entry.ledger)
    until = accept.open_until(session, entry.unit, ledger, entry.period)
    writing = accept.Writing(session, entry.unit, ledger, entry.period, until, again.seq or 0)
    moved = _restore(writing, _rows_of(writing, previous.seq if previous else None))
    measure.measure_unit(session, book, entry.unit, ledger.code, entry.period, rulebook.version_for(session, entry.period), now)
    claims.measure_again(session, moved, ledger.code, now)
    audit.record(session, actor, ACT, f"submission:{entry.id}", now, unit=entry.unit, ledger=entry.ledger, period=entry.period,
                 receipt=entry.receipt, reason=why, counts=again.receipt if previous else None)
    return again


def refusal(session: Session, entry: Submission) -> str | None:
    """Why a file cannot be sent back now; None when it can."""
    if not entry.ledger or not entry.period or standing(session, entry.unit, entry.ledger, entry.period) is not entry:
        return "这份报送不是现行有效的版本，只能退回正在计数的那一份"
    month = session.get(Month, entry.period)
    if month is not None and month.state != MonthState.OPEN:
        return f"{calendar.label(entry.period)}已经截止，请先重新开放这个月，再退回报送"
    following = next_period(session, entry.unit, entry.ledger, entry.period)
    after = standing(session, entry.unit, entry.ledger, following) if following else None
    if after is not None and after.declares == Declaration.UNCHANGED:
        return f"{calendar.label(following or '')}的无变化（回执 {after.receipt}）沿用了这份报送的内容，请先退回那份声明"
    return None


def consequence(session: Session, actor: Actor, submission: int, reason: str) -> Submission | None:
    """Ask before it is done: the version that would count again, None where there is none; refused as the act itself would be."""
    entry = _withdrawable(session, actor, submission)
    _reason(reason)
    return counts_instead(session, entry)


def counts_instead(session: Session, entry: Submission) -> Submission | None:
    """The newest accepted version of another content; the same file handed in twice is one file."""
    return session.scalar(_accepted(entry).where(Submission.sha256 != entry.sha256).order_by(Submission.seq.desc()).limit(1))


def of_receipt(session: Session, receipt: str) -> int:
    found = session.scalar(select(Submission.id).where(Submission.receipt == receipt.strip()))
    if found is None:
        raise NotFound(f"没有回执号为“{receipt}”的报送，请核对回执")
    return found


def _accepted(entry: Submission) -> Select[tuple[Submission]]:
    s = Submission
    return select(s).where(s.unit == entry.unit, s.ledger == entry.ledger, s.period == entry.period, s.outcome == Outcome.ACCEPTED,
                           s.withdrawn_at.is_(None))


def _withdrawable(session: Session, actor: Actor, submission: int) -> Submission:
    require(actor, Permission.RETURN_SUBMISSION)
    entry = session.get(Submission, submission)
    if entry is None:
        raise NotFound("没有这份报送")
    refused = refusal(session, entry)
    if refused:
        raise GovernanceError(refused)
    return entry


def _reason(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise GovernanceError("请写明退回的原因，报送单位会看到")
    if len(words) > MOST_WORDS:
        raise GovernanceError(f"退回的原因超过 {MOST_WORDS} 字，请写简短些")
    return words


def _counting_again(session: Session, known: Submission, now: datetime) -> Submission:
    """A further entry of the same file: rows and as-of reads go by the number of what was decided, and when."""
    found = Submission(**{name: getattr(known, name) for name in COPIED}, receipt=receipt_number(session, now), seq=next_number(session, ACCEPTANCES),
                       received_at=calendar.utc(now), withdrawn_at=known.withdrawn_at, withdrawn_reason=known.withdrawn_reason)
    session.add(found)
    session.flush()
    return found


def _rows_of(writing: accept.Writing, seq: int | None) -> dict[str, accept.RowValues]:
    """The rows of the version that counts again; of a month nothing else was handed in for, those that go on from the month before."""
    ledger, period = writing.ledger, writing.period
    if seq is not None:
        v = rows_at(ledger.code, period, [writing.unit], seq)
    elif ledger.mode == LedgerMode.SNAPSHOT:
        v = rows_at(ledger.code, shift(period, -1), [writing.unit])
    else:
        return {}
    rows = writing.session.execute(select(*(v.c[name] for name in COLUMNS))).mappings()
    return {row["key"]: tuple(accept.driver_value(row[name]) for name in accept.VALUES) for row in rows}


def _restore(writing: accept.Writing, rows: dict[str, accept.RowValues]) -> list[claims.Claim]:
    """Write what differs; codes that went are passed on, codes that came back are taken back by who named them first."""
    session, ledger = writing.session, writing.ledger
    old = accept.standing_rows(session, writing.unit, ledger.code, writing.period)
    changes = accept.difference(old.hashes, {key: values[HASH] for key, values in rows.items()})
    opened = {key: rows[key] for key in (*changes.added, *changes.changed)}
    elsewhere, lost = claims.take_back(writing, {values[claims.CODE] for values in opened.values() if values[claims.CODE]})
    opened = {key: claims.with_dispute(values, values[claims.CODE] in elsewhere) for key, values in opened.items()}
    gone = accept.write_versions(writing, old, changes, opened)
    won = claims.pass_on(writing, claims.let_go(gone.values(), opened.values()))
    if ledger.placed and writing.until is None:
        closed = {key: values for key, values in gone.items() if key not in old.past}
        grid.apply(session, grid.deltas(accept.objects(writing, closed), accept.objects(writing, opened)))
    return [*lost, *won]
