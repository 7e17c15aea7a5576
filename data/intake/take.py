"""Take one file: parse it contained, judge it, and accept it whole or not at all. Every door calls this."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import require
from data.errors import UnreadableFile
from data.indicators import grid, measure
from data.intake import accept, claims, explain, lock
from data.intake.ahead import StandingAhead
from data.intake.container import Container
from data.intake.counts import count_file
from data.intake.found import FILE_READABLE, Found
from data.intake.incoming import Incoming, Receipt
from data.intake.judge import Judgement, judge
from data.intake.parsed import Hints, Parsed
from data.intake.record import Entry, already_accepted, answered_before, new_submission, store_findings
from data.settings import Settings
from data.store import contents, rulebook
from data.store.engine import Store
from data.store.marks import ACCEPTANCES, next_number
from data.store.tables import Month, Submission
from data.store.versions import standing
from data.vocabulary import MonthState, Outcome, Quality, Severity

ANY_MONTH = "9999-12"  # the newest rule book, until the file's month is known


@dataclass(frozen=True)
class Doors:
    """What every door needs: the database, the contained parser, the settings."""

    store: Store
    container: Container
    settings: Settings


@dataclass(frozen=True)
class Read:
    """A file as the child read it: `parsed`, or the one finding that says why not."""

    digest: str
    version: int
    parsed: Parsed | None
    ahead: StandingAhead
    problem: Found | None = None


@dataclass(frozen=True)
class Watch:
    """Who follows an import: is told when it was read, and may stop it in the very transaction that would write."""

    was_read: Callable[[], None] = lambda: None
    may_write: Callable[[Session], None] = lambda _: None


NOBODY = Watch()


def take(doors: Doors, file: Incoming, now: datetime, ahead: Read | None = None, watch: Watch = NOBODY) -> Receipt:
    """Take a file: 1 know it again, 2 keep the original, 3 parse in the child (unless it was read ahead), 4 judge and write in one transaction."""
    require(file.actor, Permission.UPLOAD)
    known = None
    if ahead is None:
        with doors.store.read() as session:
            before, known = _met_before(session, file)
        if before is not None:
            return before
    found = None if known else ahead or read(doors, file)
    watch.was_read()
    with _no_collection(), doors.store.read() if file.dry_run else doors.store.write() as session:
        watch.may_write(session)
        before, again = _met_before(session, file)
        if before is not None:
            return before
        return _judge_and_write(session, file, found, now) if found and again is None else _came_again(session, file, again or known, now)


def _met_before(session: Session, file: Incoming) -> tuple[Receipt | None, Submission | None]:
    """What this very arrival was answered, and the standing submission of the same bytes."""
    rulebook.newest_book(session).unit(file.unit)
    return answered_before(session, file), already_accepted(session, file, file.digest)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows by the ten thousand are no cycles: looking through them again and again would be a fifth of an acceptance."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read(doors: Doors, file: Incoming) -> Read:
    """Keep the original and parse it in the child: this needs no turn, so one file may be read while another is judged."""
    contents.keep(doors.settings.originals, file.content, file.digest)
    return _parse(doors, file, file.digest)


def _parse(doors: Doors, file: Incoming, digest: str) -> Read:
    """Parse with the rule book of the file's month; a file that cannot be read becomes one finding."""
    path, hints, ahead = contents.path_of(doors.settings.originals, digest), Hints(file.ledger, file.period, file.file_name), StandingAhead(file.unit)

    def by_book(version: int) -> Parsed:
        return doors.container.parse(path, hints, rulebook.book(session, version), partial(ahead.read, doors.store))

    with doors.store.read() as session:
        version = rulebook.version_for(session, file.period or ANY_MONTH)
        try:
            parsed = by_book(version)
            right = rulebook.version_for(session, parsed.period or ANY_MONTH)
            if right != version:
                version, parsed = right, by_book(right)
        except UnreadableFile as problem:
            return Read(digest, version, None, ahead, Found(Severity.ERROR, Quality.ACCESSIBILITY, FILE_READABLE, None, None, None, None, None, None,
                                                            problem.sentence))
    return Read(digest, version, parsed, ahead)


def _judge_and_write(session: Session, file: Incoming, read: Read, now: datetime) -> Receipt:
    book, parsed = rulebook.book(session, read.version), read.parsed
    judgement = judge(session, book, file, parsed, read.ahead) if parsed else Judgement([read.problem] if read.problem else [])
    if parsed and parsed.ledger and parsed.period:
        judgement.findings += lock.findings(session, book, (file.unit, parsed.ledger, parsed.period), calendar.local(calendar.utc(now)).date())
    if file.dry_run:
        return _receipt(file, read, judgement, Outcome.DRY_RUN, None)
    if parsed is None or judgement.has_errors or judgement.unexplained or judgement.changes is None:
        return _write_down(session, file, read, judgement, Outcome.REJECTED, now)
    known = standing(session, file.unit, parsed.ledger or "", parsed.period or "")
    if known is not None and known.content_sha == parsed.content_sha:
        return _write_down(session, file, read, judgement, Outcome.UNCHANGED, now)
    return _accept(session, file, read, judgement, now)


def _accept(session: Session, file: Incoming, read: Read, judgement: Judgement, now: datetime) -> Receipt:
    """Rows, counts, measurements, findings, words and audit: one transaction."""
    book, parsed, changes, rows = rulebook.book(session, read.version), read.parsed, judgement.changes, judgement.rows
    assert parsed and parsed.ledger and parsed.period and changes and rows is not None
    seq, ledger = next_number(session, ACCEPTANCES), book.ledger(parsed.ledger)
    entry = Entry(Outcome.ACCEPTED, read.version, now, _counts(parsed, judgement, len(rows)), ledger.code, parsed.period, parsed, seq)
    submission = new_submission(session, file, read.digest, entry)
    until = accept.open_until(session, file.unit, ledger, parsed.period)
    writing = accept.Writing(session, file.unit, ledger, parsed.period, until, seq)
    opened = rows.opened([*changes.added, *changes.changed], seq, judgement.disputed)
    gone = accept.write_versions(writing, judgement.old, changes, opened)
    passed_on = claims.pass_on(writing, claims.let_go(gone.values(), opened.values()))
    if ledger.placed and until is None:  # what is said of past months only leaves the current rows alone
        closed = {key: row for key, row in gone.items() if key not in judgement.old.past}
        grid.apply(session, grid.deltas(accept.objects(writing, closed), accept.objects(writing, opened)))
    store_findings(session, submission.id, judgement.findings, judgement.words)
    count_file(session, submission, parsed, judgement.changes, judgement.findings)
    explain.put_on_record(session, file.actor, submission, judgement.explained, now)
    explain.remember(session, submission, judgement.used_words(parsed.period), file.actor.name, now, book.supervision.limits.explanation_months)
    month = session.get(Month, parsed.period)
    if month is None or month.state == MonthState.OPEN:
        measure.measure_unit(session, book, file.unit, ledger.code, parsed.period, read.version, now)
    claims.measure_again(session, passed_on, ledger.code, now)
    _audit(session, file, submission, now)
    return _receipt(file, read, judgement, Outcome.ACCEPTED, submission)


def _write_down(session: Session, file: Incoming, read: Read, judgement: Judgement, outcome: Outcome, now: datetime) -> Receipt:
    """A submission that changes no rows: rejected, or the same as what stands."""
    parsed = read.parsed
    awaiting = "explanation" if outcome == Outcome.REJECTED and judgement.awaits_words else None
    entry = Entry(outcome, read.version, now, _counts(parsed, judgement, 0), parsed.ledger if parsed else file.ledger,
                  parsed.period if parsed else file.period, parsed, awaiting=awaiting)
    submission = new_submission(session, file, read.digest, entry)
    store_findings(session, submission.id, judgement.findings, judgement.words)
    count_file(session, submission, parsed, judgement.changes, judgement.findings)
    explain.put_on_record(session, file.actor, submission, judgement.explained, now)
    _audit(session, file, submission, now)
    return _receipt(file, read, judgement, outcome, submission)


def _came_again(session: Session, file: Incoming, known: Submission | None, now: datetime) -> Receipt:
    """The same bytes as the standing submission: nothing changes but the record that they came again."""
    assert known
    rows = {"read": known.rows.get("read", 0), "unchanged": known.rows.get("accepted", 0), "skipped": known.rows.get("skipped", 0)}
    if file.dry_run:
        return Receipt(file.file_name, known.sha256, known.ledger, file.unit, known.period, Outcome.UNCHANGED, None, known.receipt, known.id, rows, [])
    again = new_submission(session, file, known.sha256, Entry(Outcome.UNCHANGED, known.rule_version, now, rows, known.ledger, known.period))
    count_file(session, again, None, None, [])
    _audit(session, file, again, now)
    return Receipt(file.file_name, known.sha256, known.ledger, file.unit, known.period, Outcome.UNCHANGED, None, again.receipt, again.id, rows, [])


def _counts(parsed: Parsed | None, judgement: Judgement, accepted: int) -> dict[str, int]:
    changes = judgement.changes if accepted or not (judgement.has_errors or judgement.unexplained) else None
    compared = {} if changes is None else {"added": len(changes.added), "changed": len(changes.changed), "unchanged": changes.unchanged,
                                           "closed": len(changes.closed)}
    return {"read": parsed.rows_read if parsed else 0, "accepted": accepted, **compared, "rejected": judgement.wrong_rows,
            "skipped": parsed.rows_skipped if parsed else 0}


def _audit(session: Session, file: Incoming, submission: Submission, now: datetime) -> None:
    audit.record(session, file.actor, f"submission.{submission.outcome}", f"submission:{submission.id}", now, unit=file.unit, door=str(file.door),
                 file=file.file_name, sha256=submission.sha256, ledger=submission.ledger, period=submission.period, receipt=submission.receipt)


def _receipt(file: Incoming, read: Read, judgement: Judgement, outcome: Outcome, submission: Submission | None) -> Receipt:
    parsed = read.parsed
    rows = submission.rows if submission else _counts(parsed, judgement, 0)
    return Receipt(file.file_name, read.digest, parsed.ledger if parsed else file.ledger, file.unit, parsed.period if parsed else file.period,
                   outcome, "explanation" if judgement.awaits_words and outcome in (Outcome.REJECTED, Outcome.DRY_RUN) else None,
                   submission.receipt if submission else None, submission.id if submission else None, rows, judgement.findings)
