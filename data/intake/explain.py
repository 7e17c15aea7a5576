"""说明 — a unit's words on 核实 findings: taken with a file, remembered for the object and rule until they expire."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from data import calendar
from data.access import audit
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.errors import GovernanceError, NotFound
from data.intake.found import Found
from data.intake.result_sheet import MOST_WORDS
from data.store.tables import Explanation, Finding, Submission
from data.vocabulary import Severity, WordsFrom

Words = dict[tuple[str, str], str]  # (rule, object key) → words
_FILE = "file:"


def object_of(found: Found, period: str) -> str:
    """What an explanation is remembered for: the object, else this month's file."""
    return found.object_key or f"{_FILE}{period}"


_E = Explanation.__table__.c
_HELD = select(_E.rule, _E.object_key, _E.words).where(_E.unit == bindparam("unit"), _E.ledger == bindparam("ledger"),
                                                       _E.good_through >= bindparam("month"))


def remembered(session: Session, unit: str, ledger: str, period: str) -> Words:
    """Words that still hold for a month."""
    rows = session.execute(_HELD, {"unit": unit, "ledger": ledger, "month": period})
    return {(rule, key): words for rule, key, words in rows}


def worn_words(session: Session, unit: str, ledger: str, period: str) -> set[tuple[str, str, str]]:
    """(rule, object or '', words) that held once and no longer do: a sheet of an earlier month that is still in the file says nothing new."""
    rows = session.scalars(select(Explanation).where(Explanation.unit == unit, Explanation.ledger == ledger))
    of_month = f"{_FILE}{period}"
    return {(e.rule, "" if e.object_key.startswith(_FILE) else e.object_key, e.words) for e in rows
            if (e.object_key != of_month if e.object_key.startswith(_FILE) else e.good_through < period)}


def words_for(found: Found, period: str, known: Words, given: dict[tuple[str, str], str]) -> str | None:
    """The explanation of a finding: typed with this file by object or by cell, else remembered."""
    place = f"{found.sheet}!{found.cell}"
    for key in ((found.rule, object_of(found, period)), (found.rule, place)):
        words = given.get(key, "").strip() or known.get(key)
        if words:
            return words
    return None


def check_length(words: str, which: str) -> None:
    if len(words.strip()) > MOST_WORDS:
        raise GovernanceError(f"{which}的说明超过 {MOST_WORDS} 字，请写简短些，佐证材料另行上传")


def put_on_record(session: Session, actor: Actor, submission: Submission, explained: Mapping[WordsFrom, list[int]], now: datetime) -> None:
    """One entry for each place that words on findings (by number) were written at: every door the same act."""
    for source, numbers in explained.items():
        audit.record(session, actor, "submission.explain", f"submission:{submission.id}", now, unit=submission.unit, findings=numbers, source=str(source))


def remember(session: Session, submission: Submission, words: Words, by: str, now: datetime, months: int) -> None:
    """Keep the words used by an accepted file."""
    if submission.ledger is None or submission.period is None:
        return
    for (rule, key), text in words.items():
        known = session.scalar(select(Explanation).where(Explanation.unit == submission.unit, Explanation.ledger == submission.ledger,
                                                         Explanation.object_key == key, Explanation.rule == rule))
        entry = known or Explanation(unit=submission.unit, ledger=submission.ledger, object_key=key, rule=rule)
        entry.words, entry.by, entry.given_at = text, by, calendar.utc(now)
        entry.good_through = calendar.shift(submission.period, months)
        session.add(entry)
    session.flush()


def note_words(session: Session, actor: Actor, submission: int, words: dict[int, str], now: datetime) -> Submission:
    """Write words beside findings of a file that waits for them; the caller then takes the same file again."""
    require(actor, Permission.EXPLAIN)
    entry = session.get(Submission, submission)
    if entry is None:
        raise NotFound("没有这份报送，或不属于本单位")
    require_unit(actor, entry.unit)
    if not entry.awaiting:
        raise GovernanceError("这份报送没有等待说明的问题；如需更正，请重新上传文件")
    if not any(text.strip() for text in words.values()):
        raise GovernanceError("请先填写说明，再提交")
    for number, text in words.items():
        check_length(text, f"第 {number} 条")
    findings = {f.number: f for f in session.scalars(select(Finding).where(Finding.submission == submission, Finding.number.in_(list(words))))}
    for number, text in words.items():
        found = findings.get(number)
        if found is None or found.severity != Severity.WARNING:
            raise GovernanceError(f"第 {number} 条不是需要说明的核实问题")
        found.explanation = text.strip() or None
    put_on_record(session, actor, entry, {WordsFrom.PAGE: sorted(words)}, now)
    return entry


def noted_words(session: Session, submission: int) -> dict[tuple[str, str], str]:
    """Words written beside the findings of a submission, by (rule, object) and (rule, cell)."""
    found: dict[tuple[str, str], str] = {}
    for f in session.scalars(select(Finding).where(Finding.submission == submission, Finding.explanation.is_not(None))):
        if f.object_key:
            found[f.rule, f.object_key] = f.explanation or ""
        found[f.rule, f"{f.sheet}!{f.cell}"] = f.explanation or ""
    return found
