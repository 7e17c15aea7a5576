"""What an accepted file changed against the version before it: rows added, changed field by field, and closed; a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.errors import NotFound
from data.intake.ledger_query import row_of
from data.intake.ledger_values import changed, shown_columns
from data.store import rulebook
from data.store.bulk import among
from data.store.tables import Entity, EntityHistory, Submission
from data.vocabulary import Labelled

PAGE = 50


class DifferenceKind(Labelled):
    ADDED = "added", "新增"
    CHANGED = "changed", "变更"
    CLOSED = "closed", "减少"


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that a file touched; `fields`: header, old and new of every cell that differs."""

    kind: DifferenceKind
    key: str
    name: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Differences:
    """A page of them in order of key, and the key after which the next one begins (None: the end)."""

    counts: dict[DifferenceKind, int]
    rows: list[Difference]
    following: str | None


def differences(session: Session, actor: Actor, submission: int, after: str = "", limit: int = PAGE) -> Differences:
    """By the versions that the file's acceptance opened and closed for its own month."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    entry = session.get(Submission, submission)
    if entry is None:
        raise NotFound("没有这份报送，或不属于本单位")
    require_unit(actor, entry.unit)
    if entry.seq is None or not entry.ledger or not entry.period:
        return Differences(dict.fromkeys(DifferenceKind, 0), [], None)
    keys = _touched(session, entry, after, limit + 1)
    more, keys = keys[limit:], keys[:limit]
    return Differences(_counts(session, entry), list(_rows(session, actor, entry, keys)), keys[-1] if more else None)


def all_differences(session: Session, actor: Actor, submission: int, most: int) -> Iterator[Difference]:
    """Page after page, up to a limit."""
    after, count = "", 0
    while count < most:
        page = differences(session, actor, submission, after, min(500, most - count))
        yield from page.rows
        count += len(page.rows)
        if page.following is None:
            return
        after = page.following


def _opened(table: Any, entry: Submission) -> list[Any]:
    """Versions of the month itself: what lies outside it is only carried over."""
    return [table.unit == entry.unit, table.ledger == entry.ledger, table.opened_by == entry.seq, table.period_from == entry.period]


def _closed(entry: Submission) -> list[Any]:
    h = EntityHistory
    return [h.unit == entry.unit, h.ledger == entry.ledger, h.closed_by == entry.seq, h.period_from <= entry.period,
            or_(h.period_to.is_(None), h.period_to > entry.period)]


def _counts(session: Session, entry: Submission) -> dict[DifferenceKind, int]:
    """As they were counted when the file was accepted, unless one of the month was returned since."""
    if all(str(kind) in entry.rows for kind in DifferenceKind) and not _was_returned(session, entry):
        return {kind: int(entry.rows[str(kind)]) for kind in DifferenceKind}
    return _counted_anew(session, entry)


def _was_returned(session: Session, entry: Submission) -> bool:
    of_month = (Submission.unit == entry.unit, Submission.ledger == entry.ledger, Submission.period == entry.period)
    return session.scalar(select(Submission.id).where(*of_month, Submission.withdrawn_at.is_not(None)).limit(1)) is not None


def _counted_anew(session: Session, entry: Submission) -> dict[DifferenceKind, int]:
    """An entry that counts again after a return says what the file once changed, not what the return did."""
    opened = sum(session.scalar(select(func.count()).select_from(t).where(*_opened(t, entry))) or 0 for t in (Entity, EntityHistory))
    closed = session.scalar(select(func.count()).select_from(EntityHistory).where(*_closed(entry))) or 0
    touched = session.scalar(select(func.count()).select_from(union(*_keys(entry)).subquery())) or 0
    return {DifferenceKind.ADDED: touched - closed, DifferenceKind.CHANGED: opened + closed - touched, DifferenceKind.CLOSED: touched - opened}


def _touched(session: Session, entry: Submission, after: str, limit: int) -> list[str]:
    """The next keys in order, each part by itself: together they would be read to their end before the first is known."""
    found = (session.scalars(part.where(key > after).order_by(key).limit(limit)) for part in _keys(entry) for key in part.selected_columns)
    return sorted({key for some in found for key in some})[:limit]


def _keys(entry: Submission) -> list[Any]:
    """Keys of the rows that were opened, and of those that were closed."""
    return [*(select(table.key).where(*_opened(table, entry)) for table in (Entity, EntityHistory)), select(EntityHistory.key).where(*_closed(entry))]


def _rows(session: Session, actor: Actor, entry: Submission, keys: list[str]) -> Iterator[Difference]:
    ledger = rulebook.book(session, entry.rule_version).ledger(entry.ledger or "")
    columns = shown_columns(ledger, actor)
    new = {row.key: row for table in (Entity, EntityHistory) for row in _versions(session, table, _opened(table, entry), keys)}
    old = {row.key: row for row in _versions(session, EntityHistory, _closed(entry), keys)}
    for key in keys:
        before, after = old.get(key), new.get(key)
        kind = DifferenceKind.CLOSED if after is None else DifferenceKind.ADDED if before is None else DifferenceKind.CHANGED
        fields = list(changed(before, after, columns, ledger)) if kind == DifferenceKind.CHANGED else []
        yield Difference(kind, key, (after or before).name or "", fields)


def _versions(session: Session, table: Any, wanted: list[Any], keys: list[str]) -> Any:
    return session.execute(row_of(table).where(*wanted, among(session, table.key, keys))) if keys else ()
