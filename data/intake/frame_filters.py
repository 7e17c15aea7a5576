"""The filter language of the rule book over the typed columns of a file: a truth value for every row, never unknown."""

from collections.abc import Callable
from typing import Any

import numpy as np

from data.calendar import last_day
from data.catalogue.filters import Filter
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import TypedColumn
from data.rounding import number_or_none

_SWITCHES = {"是": True, "true": True, "否": False, "false": False}
Test = Callable[[Any], bool]


def rows_where(where: Filter, rows: LedgerRows) -> np.ndarray:
    """A comparison with an absent value is false, so `ne` and `not` of it are true."""
    if where.op == "not":
        return ~rows_where(where.parts[0], rows)
    if where.op in ("all", "any"):
        join = np.logical_and if where.op == "all" else np.logical_or
        return join.reduce([rows_where(part, rows) for part in where.parts])
    column = rows.column(where.field)
    if where.op == "present":
        return column.present.copy()
    if any(value.startswith("$") and value != "$period_end" for value in where.values):
        return _between_fields(where, rows)
    operands = [_period_end(value, rows.period) for value in where.values]
    holds = column.mask(_test(where.op, operands))
    return ~holds if where.op == "ne" else holds


def is_local(where: Filter | None) -> bool:
    """Can the filter be answered from the file alone?"""
    return where is None or (where.op != "linked" and all(is_local(part) for part in where.parts))


def row_holds(where: Filter | None, value: Callable[[str], Any], period: str | None) -> bool:
    """The same of one row that is read already: of it only what the database knows is still asked."""
    if where is None:
        return True
    if where.op == "not":
        return not row_holds(where.parts[0], value, period)
    if where.op in ("all", "any"):
        return (all if where.op == "all" else any)(row_holds(part, value, period) for part in where.parts)
    own = _typed(value(where.field))
    if where.op == "present":
        return own is not None
    operands = [_typed(value(one[1:])) if one.startswith("$") and one != "$period_end" else _period_end(one, period) for one in where.values]
    return _test(where.op, operands)(own) != (where.op == "ne")


def _typed(value: Any) -> Any:
    """A stored value as the typed column has it: every number a float, nothing written is no value."""
    return None if value == "" else float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _period_end(value: str, period: str | None) -> str:
    return value if value != "$period_end" else last_day(period).isoformat() if period else "9999-12-31"


def _test(op: str, operands: list[str]) -> Test:
    if op in ("eq", "ne", "in"):
        return lambda value: any(_equal(value, one) for one in operands)
    if op == "between":
        return lambda value: _order(value, operands[0]) in (0, 1) and _order(value, operands[1]) in (0, -1)
    return lambda value: _order(value, operands[0]) == (-1 if op == "before" else 1)


def _equal(value: Any, written: Any) -> bool:
    if isinstance(value, bool):
        return value == (_SWITCHES.get(written) if isinstance(written, str) else written)
    return _order(value, written) == 0


def _order(value: Any, written: Any) -> int | None:
    """-1, 0 or 1; None where there is nothing to compare."""
    if value is None or written is None or isinstance(value, bool):
        return None
    if isinstance(value, float):
        number = number_or_none(written)
        return None if number is None else (value > float(number)) - (value < float(number))
    return (value > str(written)) - (value < str(written))


def _between_fields(where: Filter, rows: LedgerRows) -> np.ndarray:
    """Comparison with another field, row by row."""
    column: TypedColumn = rows.column(where.field)
    others = [rows.column(value[1:]).objects if value.startswith("$") and value != "$period_end" else
              np.full(len(rows), _period_end(value, rows.period), dtype=object) for value in where.values]
    pairs = zip(column.objects.tolist(), *(other.tolist() for other in others), strict=True)
    holds = np.fromiter((one[0] is not None and _test(where.op, list(one[1:]))(one[0]) for one in pairs), dtype=bool, count=len(rows))
    return ~holds if where.op == "ne" else holds
