"""Scores as stored facts: written for the trial, copied at publishing, read by page and report alike."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.assessment.tree import ItemScore, UnitScore
from data.calendar import utc
from data.rounding import from_hundredths, hundredths
from data.store import rulebook
from data.store.publications import shown_version
from data.store.tables import Score, ScoreItem
from data.vocabulary import Grade

TRIAL = 0

__all__ = ["TRIAL", "freeze", "keep", "shown_version", "stored_scores"]


def keep(session: Session, period: str, found: list[UnitScore], now: datetime, version: int = TRIAL) -> None:
    """Replace the stored scores of a month and version."""
    for table in (Score, ScoreItem):
        session.execute(delete(table).where(table.period == period, table.version == version))
    for s in found:
        session.add(Score(unit=s.unit, period=period, version=version, group=s.group, total=None if s.total is None else hundredths(s.total),
                          applicable=hundredths(s.applicable), ranked=s.ranked, rank=s.rank, grade=str(s.grade) if s.grade else None,
                          rule_version=s.rule_version, computed_at=utc(now)))
        session.add_all(_row(s, i, period, version) for i in s.items)
    session.flush()


def _row(s: UnitScore, i: ItemScore, period: str, version: int) -> ScoreItem:
    return ScoreItem(unit=s.unit, period=period, version=version, item=i.item, points=hundredths(i.points),
                     earned=None if i.earned is None else hundredths(i.earned), applicable=i.applicable, rule=i.rule, reason=i.reason,
                     inputs=i.inputs, sources=i.sources)


def stored_scores(session: Session, period: str, unit: str | None = None, version: int | None = None) -> list[UnitScore]:
    """Scores as they were stored, in the order of the rule book; empty when the month was never scored."""
    shown = shown_version(session, period) if version is None else version
    wanted = select(Score).where(Score.period == period, Score.version == shown)
    items = select(ScoreItem).where(ScoreItem.period == period, ScoreItem.version == shown)
    if unit is not None:
        wanted, items = wanted.where(Score.unit == unit), items.where(ScoreItem.unit == unit)
    rows = {row.unit: row for row in session.scalars(wanted)}
    if not rows:
        return []
    book = rulebook.book(session, next(iter(rows.values())).rule_version)
    by_item = {(i.unit, i.item): i for i in session.scalars(items)}
    return [_score(rows[u.code], [_item(by_item[u.code, i.code], i.name) for i in book.rubric.items if (u.code, i.code) in by_item])
            for u in book.members if u.code in rows]


def _item(row: ScoreItem, name: str) -> ItemScore:
    points = from_hundredths(row.points)
    assert points is not None
    return ItemScore(row.item, name, points, from_hundredths(row.earned), row.rule, row.reason, row.inputs, row.sources)


def _score(row: Score, items: list[ItemScore]) -> UnitScore:
    applicable = from_hundredths(row.applicable)
    assert applicable is not None
    return UnitScore(row.unit, row.group, row.period, from_hundredths(row.total), applicable, row.ranked, row.rank,
                     Grade(row.grade) if row.grade else None, row.rule_version, items)


def freeze(session: Session, period: str, version: int, now: datetime) -> None:
    """Copy the trial to a publication."""
    keep(session, period, stored_scores(session, period, version=TRIAL), now, version)
