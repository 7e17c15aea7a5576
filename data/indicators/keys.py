"""The keys behind distinct counts: kept per unit, so that a shared thing counts once for a group and the city."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from data.indicators.parts import ALL, Amounts, Keys
from data.store.bulk import insert_rows
from data.store.tables import MeasureKey

COLUMNS = ("unit", "indicator", "period", "region", "key")


def replace_keys(session: Session, space: str, period: str, keys: dict[str, Keys], units: Sequence[str] | None = None) -> None:
    """Keep these keys by unit in place of those of the given units (None: of every unit)."""
    gone = delete(MeasureKey).where(MeasureKey.indicator == space, MeasureKey.period == period)
    session.execute(gone if units is None else gone.where(MeasureKey.unit.in_(units)))
    rows = [(unit, space, period, region, key) for unit, some in keys.items() for region, key in sorted(some)]
    insert_rows(session, MeasureKey.__table__, COLUMNS, rows)  # type: ignore[arg-type]


def has_keys(session: Session, space: str, period: str, unit: str) -> bool:
    """Has the unit handed in for this month before?"""
    here = select(MeasureKey.key).where(MeasureKey.unit == unit, MeasureKey.indicator == space, MeasureKey.period == period)
    return session.scalar(here.limit(1)) is not None


def held_alone(session: Session, space: str, period: str, unit: str, among: Sequence[str]) -> Amounts:
    """How many keys, in all and by region, only this unit holds among the given ones: what the roll-up would lose without it.

    Costs as much as the unit has keys, however many the city has.
    """
    mine, other = aliased(MeasureKey), aliased(MeasureKey)
    shared = [other.indicator == space, other.period == period, other.key == mine.key, other.unit != unit, other.unit.in_(among)]
    here = [mine.unit == unit, mine.indicator == space, mine.period == period]
    total = session.scalar(select(func.count(mine.key.distinct())).where(*here, ~exists().where(*shared))) or 0
    alone_there = ~exists().where(*shared, other.region == mine.region)
    by_region: Any = select(mine.region, func.count()).where(*here, mine.region != ALL, alone_there)
    return {ALL: Decimal(total), **{region: Decimal(n) for region, n in session.execute(by_region.group_by(mine.region))}}


def moved(old: Amounts, before: Amounts, after: Amounts) -> Amounts:
    """The roll-up's counts after one unit's keys were replaced; regions without any are not spoken of."""
    none = Decimal()
    counts = {place: old.get(place, none) + after.get(place, none) - before.get(place, none) for place in {*old, *before, *after}}
    return {place: count for place, count in counts.items() if count}
