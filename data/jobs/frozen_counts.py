"""The doctor's look at 落格 of publications: cells nest from level to level, and the finest agree with the rows of the month."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, except_, func, select
from sqlalchemy.orm import Session

from data.calendar import label
from data.codes.beidou import Level
from data.indicators.grid_view import FROZEN
from data.store import rulebook
from data.store.publications import shown_version
from data.store.tables import FrozenCount, Month
from data.store.versions import rows_apart

SHOWN = 20  # cells of a publication that are named one by one
Cells = dict[tuple[Any, ...], int]


def problems(session: Session) -> Iterator[str]:
    f = FrozenCount
    for period, version in session.execute(select(f.period, f.version).distinct().order_by(f.period, f.version)).all():
        yield from _cut(f"{label(period)}第 {version} 次通报", list(_levels_nest(session, period, version)))
    for month in session.scalars(select(Month).where(Month.version > 0).order_by(Month.period)):
        if shown_version(session, month.period):
            yield from _cut(f"{label(month.period)}第 {month.version} 次通报", list(_rows_agree(session, month)))


def _cut(which: str, found: list[str]) -> Iterator[str]:
    yield from (f"{which}的落格计数：{words}" for words in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"{which}的落格计数：另有 {len(found) - SHOWN} 处不符"


def _what(key: tuple[Any, ...]) -> str:
    unit, ledger, kind, status = key[:4]
    return f"{unit} 的 {ledger}（{kind or '未分类'}、{status or '无状态'}）"


def _levels_nest(session: Session, period: str, version: int) -> Iterator[str]:
    """Every cell holds what the cells of the next finer level inside it hold."""
    for coarse, fine in pairwise(FROZEN):
        kept, summed = _cells(period, version, coarse, coarse), _cells(period, version, fine, coarse)
        stored, wanted = _told(session, except_(kept, summed)), _told(session, except_(summed, kept))
        for cell in sorted(stored.keys() | wanted.keys()):
            yield f"{_what(cell)}{coarse.arc} 格第 {cell[4]} 行 {cell[5]} 列为 {stored.get(cell, 0)}，其中各 {fine.arc} 格合计 {wanted.get(cell, 0)}"


def _cells(period: str, version: int, level: Level, into: Level) -> Select[Any]:
    """The cells of a level, summed into those of a coarser one."""
    f = FrozenCount
    places = (f.unit, f.ledger, f.kind, f.status, f.y // (into.height // level.height), f.x // (into.width // level.width))
    sums = (func.sum(f.n), func.sum(f.sum_lng), func.sum(f.sum_lat))
    return select(*places, *sums).where(f.period == period, f.version == version, f.level == level.name).group_by(*places)


def _told(session: Session, wanted: Any) -> Cells:
    return {tuple(row[:6]): int(row[6]) for row in session.execute(wanted)}


def _rows_agree(session: Session, month: Month) -> Iterator[str]:
    """The finest cells add up to the placed rows that were valid for the month and known at its close."""
    f = FrozenCount
    kinds = (f.unit, f.ledger, f.kind, f.status)
    counted = select(*kinds, func.sum(f.n)).where(f.period == month.period, f.version == month.version, f.level == FROZEN[-1].name).group_by(*kinds)
    cells = {tuple(row[:4]): int(row[4]) for row in session.execute(counted)}
    rows = _rows(session, month)
    for key in sorted(rows.keys() | cells.keys()):
        if rows.get(key, 0) != cells.get(key, 0):
            yield f"{_what(key)}共 {cells.get(key, 0)}，通报时的台账为 {rows.get(key, 0)}"


def _rows(session: Session, month: Month) -> Cells:
    found: Cells = {}
    book = rulebook.book(session, month.rule_version) if month.rule_version else rulebook.book_for(session, month.period)
    for ledger in (ledger.code for ledger in book.ledgers.values() if ledger.placed):
        for part in rows_apart(ledger, month.period, None, month.pinned_seq or 0):
            v = part.c
            kinds = (v.unit, v.ledger, func.coalesce(v.kind, ""), func.coalesce(v.status, ""))
            for row in session.execute(select(*kinds, func.count()).where(v.lng.is_not(None), v.lat.is_not(None)).group_by(*kinds)):
                found[tuple(row[:4])] = found.get(tuple(row[:4]), 0) + row[4]
    return found
