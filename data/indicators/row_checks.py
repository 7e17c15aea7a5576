"""The named functions that an aggregate may refer to, asked of the rows in SQL; the catalogue lists them with their columns."""

from collections.abc import Callable, Mapping

from sqlalchemy import and_, false, func, or_

from data.indicators.cycles import CYCLE_DAYS
from data.indicators.sql_filters import Condition, Rows, days_before_end, text_of


def row_check(name: str, rows: Rows) -> Condition:
    """True or false for every row, never unknown."""
    return func.coalesce(CONDITIONS[name](rows), false())


def updated_within_cycle(rows: Rows) -> Condition:
    """`cycles.updated_within_cycle` of the stored texts: days are kept as ISO, which sorts like days."""
    cycle, updated = text_of("update_cycle", rows), text_of("updated_on", rows)
    return or_(*(and_(cycle == word, updated >= days_before_end(rows.period, days)) for word, days in CYCLE_DAYS.items()))


CONDITIONS: Mapping[str, Callable[[Rows], Condition]] = {"updated_within_cycle": updated_within_cycle}
