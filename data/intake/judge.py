"""Judge a parsed file: the child's findings, those that need the database, and the words on the 核实 ones."""

from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.book import Catalogue
from data.intake import accept, explain, history, identity, linked_rows
from data.intake.ahead import StandingAhead
from data.intake.file_rows import FileRows
from data.intake.found import Found
from data.intake.incoming import Incoming
from data.intake.parsed import Parsed
from data.intake.sheet_words import SheetWords
from data.intake.which import PERIOD_AGREES
from data.vocabulary import Quality, Severity, WordsFrom


@dataclass
class Judgement:
    """The findings of a file, their explanations by position, and the difference to what stands."""

    findings: list[Found]
    words: dict[int, str] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    changes: accept.Difference | None = None
    old: accept.Standing = accept.NOTHING
    rows: FileRows | None = None
    fresh: set[int] = field(default_factory=set)  # positions whose words came with this file, not from memory
    explained: dict[WordsFrom, list[int]] = field(default_factory=dict)  # numbers of findings whose words came with this file, by where

    @property
    def has_errors(self) -> bool:
        return any(f.severity == Severity.ERROR for f in self.findings)

    @property
    def unexplained(self) -> bool:
        return any(f.severity == Severity.WARNING and n not in self.words for n, f in enumerate(self.findings))

    @property
    def awaits_words(self) -> bool:
        """Only 核实 findings without an explanation stand in the way."""
        return self.unexplained and not self.has_errors

    @property
    def wrong_rows(self) -> int:
        return len({(f.sheet, f.row) for f in self.findings if f.severity == Severity.ERROR and f.row is not None})

    def used_words(self, period: str) -> explain.Words:
        """What is to be remembered from now on; what is remembered already holds as long as it was given for."""
        return {(f.rule, explain.object_of(f, period)): self.words[n] for n, f in enumerate(self.findings) if n in self.fresh}


def judge(session: Session, book: Catalogue, file: Incoming, parsed: Parsed, ahead: StandingAhead) -> Judgement:
    result = Judgement([*parsed.findings, *_sender(book, file, parsed)])
    if parsed.ledger is None or parsed.period is None:
        return result
    _owed(book, file, parsed.ledger, parsed.period, result)
    _against_database(session, book, parsed, ahead, result)
    _explain(session, file, parsed, result)
    return result


def _explain(session: Session, file: Incoming, parsed: Parsed, result: Judgement) -> None:
    """Words on the 核实 findings: given at the door, else in the file's own 校验结果 sheet, else remembered."""
    assert parsed.ledger and parsed.period
    key = (file.unit, parsed.ledger, parsed.period)
    known = explain.remembered(session, *key)
    sheet = SheetWords.of(parsed.words, file.on_behalf, explain.worn_words(session, *key) if parsed.words else set())
    for n, found in enumerate(result.findings):
        if found.severity != Severity.WARNING:
            continue
        given, written = explain.words_for(found, parsed.period, {}, file.explanations), sheet.words_for(found)
        remembered = explain.words_for(found, parsed.period, known, {})
        if words := given or written or remembered:
            result.words[n] = words
            if given or words != remembered:
                result.fresh.add(n)
            if source := _source(file, given, written, remembered):
                result.explained.setdefault(source, []).append(n + 1)
    result.findings += sheet.findings(result.findings)


def _source(file: Incoming, given: str | None, written: str | None, remembered: str | None) -> WordsFrom | None:
    """Where words that are new with this file come from; None for those on record already."""
    if given:
        return None if file.noted else WordsFrom.FILE
    return WordsFrom.SHEET if written and written != remembered else None


def _sender(book: Catalogue, file: Incoming, parsed: Parsed) -> list[Found]:
    """The sender is the folder or the sign-in; a file that names another unit is refused."""
    named = book.find_unit(parsed.unit_word) if parsed.unit_word else None
    if not parsed.unit_word or (named and named.code == file.unit):
        return []
    return [Found(Severity.ERROR, Quality.CONSISTENCY, "unit_is_sender", None, None, None, "填报单位", parsed.unit_word[:40], None,
                  f"文件写明的填报单位是“{parsed.unit_word}”，而报送单位是“{book.unit(file.unit).short_name}”：请确认文件没有放错位置")]


def _owed(book: Catalogue, file: Incoming, ledger: str, period: str, result: Judgement) -> None:
    if ledger not in book.unit(file.unit).owes_in(period):
        result.findings.append(Found(Severity.ERROR, Quality.CONSISTENCY, "ledger_owed", None, None, None, None, book.ledger(ledger).name, None,
                                     f"办法没有要求本单位报送{calendar.label(period)}的“{book.ledger(ledger).name}”：请核对台账，或联系领导小组办公室调整报送范围"))


def _name_of(book: Catalogue, unit: str) -> str:
    """A unit that this rule book no longer has keeps its code."""
    return book.units[unit].short_name if unit in book.units else unit


def _against_database(session: Session, book: Catalogue, parsed: Parsed, ahead: StandingAhead, result: Judgement) -> None:
    assert parsed.ledger and parsed.period
    unit, ledger = ahead.unit, book.ledger(parsed.ledger)
    result.old = ahead.standing(session, ledger.code, parsed.period)
    table, rows = parsed.table, FileRows(parsed.table, parsed.layout)
    changes = accept.difference(result.old.hashes, rows.hashes)
    if not result.has_errors:  # rows with errors may have lost their codes
        result.findings += identity.recognise(session, unit, ledger, parsed, changes)
    if parsed.table is not table:  # some rows are known under another key
        rows = FileRows(parsed.table, parsed.layout)
        changes = accept.difference(result.old.hashes, rows.hashes)
    result.rows, result.changes = rows, changes
    in_doubt = any(f.rule == PERIOD_AGREES for f in parsed.findings)  # a wrong month is said once, not again by every row of another month
    earlier = None if in_doubt else history.earlier_rows(session, unit, ledger, parsed.period)
    if earlier is not None:
        result.findings += history.against_last_month(ledger, rows, earlier)
    if not result.has_errors:  # rows with errors may have lost their keys: they are not gone
        result.findings += history.gone_rows(session, unit, ledger, changes.closed)
    compared = [*changes.added, *changes.changed]
    for key, found in history.claimed_elsewhere(session, unit, ledger, rows, compared, partial(_name_of, book)):
        result.disputed.add(key)
        result.findings.append(found)
    if not in_doubt:
        result.findings += history.unlinked(session, unit, ledger, rows, parsed.period, lambda code: book.ledger(code).key)
        result.findings += linked_rows.against_linked(session, unit, ledger, rows, parsed.period, book.ledger)
