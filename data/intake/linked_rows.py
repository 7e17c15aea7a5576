"""Rules over the row that a row names: a stratum against its borehole, an address against its parent."""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from operator import le
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue.ledger import Column, Ledger, Rule
from data.intake.file_rows import FileRow, FileRows
from data.intake.found import Found
from data.intake.frame_filters import row_holds
from data.rounding import number_or_none
from data.store.bulk import among
from data.store.versions import own, rows_at

Worths = dict[str, dict[str, list[Decimal]]]  # number → unit → what the rows that bear it say
# Does a row's own value fit that of the row it names? A choice counts by its place among the choices.
LINKED_CHECKS: dict[str, Callable[[Decimal, Decimal], bool]] = {"at_most_linked": le, "one_level_below_linked": lambda one, named: one == named + 1}


def against_linked(session: Session, unit: str, ledger: Ledger, rows: FileRows, period: str, ledger_of: Callable[[str], Ledger]) -> Iterator[Found]:
    """Numbers are the units' own: of rows that bear the same the unit's count, else any that fits; a row that nobody has is left to `linked`."""
    for rule in ledger.rules:
        if rule.check not in LINKED_CHECKS:
            continue
        target, asked = ledger_of(rule.linked[0]), _asked(rule, ledger, rows, period)
        named = _standing(session, target, rule, period, {number for _, number, _ in asked})
        if target.code == ledger.code:  # the unit's own objects are those of this file
            _replace(named, unit, rows, target, rule)
        for row, number, value in asked:
            by_unit = named.get(number, {})
            others = by_unit.get(unit) or [one for of_unit in by_unit.values() for one in of_unit]
            if others and not any(LINKED_CHECKS[rule.check](value, other) for other in others):
                yield rows.found(row, rule.field, rule.severity, rule.quality, rule.id, rule.message)


def _asked(rule: Rule, ledger: Ledger, rows: FileRows, period: str) -> list[tuple[FileRow, str, Decimal]]:
    """The rows that name another one and have a value to compare."""
    link, column = rule.columns[0], ledger.column(rule.columns[1])
    found = ((row, row.value(link), _worth(column, row.value(column.field))) for row in rows if row_holds(rule.when, row.value, period))
    return [(row, str(number), value) for row, number, value in found if number not in (None, "") and value is not None]


def _worth(column: Column, value: Any) -> Decimal | None:
    """A number as it is, a choice by its place; None for what neither says."""
    if column.choices:
        return Decimal(column.choices.index(value)) if value in column.choices else None
    return number_or_none(value)


def _standing(session: Session, target: Ledger, rule: Rule, period: str, numbers: Collection[str]) -> Worths:
    """What accepted rows of the month say that bear these numbers as code, key or own number, whoever handed them in."""
    v, found, column = rows_at(target.code, period), Worths(), target.column(rule.linked[1])
    for bears in (v.c.code, v.c.key, *(own(v, field) for field in target.key)) if numbers else ():
        for number, unit, value in session.execute(select(bears, v.c.unit, own(v, column.field)).where(among(session, bears, numbers))):
            _note(found, number, unit, _worth(column, value))
    return found


def _replace(named: Worths, unit: str, rows: FileRows, target: Ledger, rule: Rule) -> None:
    column = target.column(rule.linked[1])
    for by_unit in named.values():
        by_unit.pop(unit, None)
    for row in rows:
        for number in {str(one) for one in (row.code, row.key, *map(row.value, target.key)) if one}:
            _note(named, number, unit, _worth(column, row.value(column.field)))


def _note(found: Worths, number: str, unit: str, worth: Decimal | None) -> None:
    if worth is not None:
        found.setdefault(number, {}).setdefault(unit, []).append(worth)
