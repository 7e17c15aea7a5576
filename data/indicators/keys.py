"""The keys behind distinct counts: kept per unit, so that a shared thing counts once for a group and the city."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, bindparam, delete, exists, func, select
from sqlalchemy.orm import Session

from data.indicators.parts import ALL, Amounts, Keys
from data.store.bulk import insert_rows
from data.store.tables import MeasureKey

COLUMNS = ("unit", "indicator", "period", "region", "key")

_TABLE: Table = MeasureKey.__table__  # type: ignore[assignment]
_MINE, _OTHER = _TABLE.alias("mine"), _TABLE.alias("other")
_GONE = delete(_TABLE).where(_TABLE.c.indicator == bindparam("space"), _TABLE.c.period == bindparam("month"))
_GONE_OF = _GONE.where(_TABLE.c.unit.in_(bindparam("units", expanding=True)))


def _of_unit(table: FromClause) -> list[ColumnElement[bool]]:
    return [table.c.unit == bindparam("unit"), table.c.indicator == bindparam("space"), table.c.period == bindparam("month")]


_ANY = select(_TABLE.c.key).where(*_of_unit(_TABLE)).limit(1)
_SHARED = (_OTHER.c.indicator == bindparam("space"), _OTHER.c.period == bindparam("month"), _OTHER.c.key == _MINE.c.key,
           _OTHER.c.unit != bindparam("unit"), _OTHER.c.unit.in_(bindparam("units", expanding=True)))
_ALONE = select(func.count(_MINE.c.key.distinct())).where(*_of_unit(_MINE), ~exists().where(*_SHARED))
_ALONE_THERE: Select[Any] = select(_MINE.c.region, func.count()).where(
    *_of_unit(_MINE), _MINE.c.region != ALL, ~exists().where(*_SHARED, _OTHER.c.region == _MINE.c.region)).group_by(_MINE.c.region)


def replace_keys(session: Session, space: str, period: str, keys: dict[str, Keys], units: Sequence[str] | None = None) -> None:
    """Keep these keys by unit in place of those of the given units (None: of every unit)."""
    asked: dict[str, Any] = {"space": space, "month": period}
    session.connection().execute(*((_GONE, asked) if units is None else (_GONE_OF, {**asked, "units": list(units)})))
    rows = [(unit, space, period, region, key) for unit, some in keys.items() for region, key in sorted(some)]
    insert_rows(session, MeasureKey.__table__, COLUMNS, rows)  # type: ignore[arg-type]


def has_keys(session: Session, space: str, period: str, unit: str) -> bool:
    """Has the unit handed in for this month before?"""
    return session.scalar(_ANY, {"space": space, "month": period, "unit": unit}) is not None


def held_alone(session: Session, space: str, period: str, unit: str, among: Sequence[str]) -> Amounts:
    """How many keys, in all and by region, only this unit holds among the given ones: what the roll-up would lose without it.

    Costs as much as the unit has keys, however many the city has.
    """
    asked = {"space": space, "month": period, "unit": unit, "units": list(among)}
    total = session.scalar(_ALONE, asked) or 0
    return {ALL: Decimal(total), **{region: Decimal(n) for region, n in session.execute(_ALONE_THERE, asked)}}


def moved(old: Amounts, before: Amounts, after: Amounts) -> Amounts:
    """The roll-up's counts after one unit's keys were replaced; regions without any are not spoken of."""
    none = Decimal()
    counts = {place: old.get(place, none) + after.get(place, none) - before.get(place, none) for place in {*old, *before, *after}}
    return {place: count for place, count in counts.items() if count}
