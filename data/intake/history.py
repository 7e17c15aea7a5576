"""Checks that need what was accepted before: against last month, against other ledgers, against other units."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, bindparam, select
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.ledger import Column, Ledger, Rule
from data.indicators.sql_filters import MONTH
from data.intake.file_rows import FileRow, FileRows
from data.intake.found import Found
from data.intake.frame_filters import row_holds
from data.rounding import number_or_none, plain
from data.store.bulk import among, among_listed, dialect_of, listed, unindexed
from data.store.tables import Entity
from data.store.versions import KEPT_QUERIES, own, rows_at
from data.vocabulary import LedgerMode, Quality, Severity

Earlier = dict[str, dict[str, Any]]  # key → own columns of last month's accepted row


def earlier_rows(session: Session, unit: str, ledger: Ledger, period: str) -> Earlier | None:
    """Last month's accepted rows; None when the ledger has no rule that compares with them."""
    if not any(c.cumulative or c.jump_percent is not None for c in ledger.columns) and not any(r.check in HISTORY_CHECKS for r in ledger.rules):
        return None
    return {key: body for key, body in session.execute(_bodies(ledger.code, calendar.shift(period, -1)), {"units": [unit]})}  # noqa: C416 - a result is no mapping


@lru_cache(maxsize=200)
def _bodies(ledger: str, period: str) -> Select[tuple[str, dict[str, Any]]]:
    v = rows_at(ledger, period, bindparam("units", expanding=True))
    return select(v.c.key, v.c.body)


def against_last_month(ledger: Ledger, rows: FileRows, earlier: Earlier) -> Iterator[Found]:
    """Cumulative columns never fall without a reason, jumps are asked about, opening equals last closing."""
    for column in ledger.columns:
        if column.cumulative or column.jump_percent is not None:
            yield from _column_against(column, rows, earlier)
    for rule in ledger.rules:
        if rule.check in HISTORY_CHECKS:
            yield from HISTORY_CHECKS[rule.check](rule, rows, earlier)


REASON_FIELD = "reduction_reason"  # 核减原因


def _column_against(column: Column, rows: FileRows, earlier: Earlier) -> Iterator[Found]:
    for row in rows:
        before = number_or_none(earlier.get(row.key, {}).get(column.field))
        value = number_or_none(row.body.get(column.field))
        if before is None or value is None:
            continue
        if column.cumulative and value < before and not row.body.get(REASON_FIELD):
            yield rows.found(row, column.field, Severity.ERROR, Quality.CONSISTENCY, "cumulative_never_falls",
                             f"累计数由上月的 {plain(before)} 减为 {plain(value)}，请改正，或在“核减原因”列写明原因")
        elif column.jump_percent is not None and value - before > column.jump_floor and value - before > before * column.jump_percent / 100:
            yield rows.found(row, column.field, Severity.WARNING, Quality.ACCURACY, "jump_within",
                             f"由上月的 {plain(before)} 增为 {plain(value)}，增幅超过 {plain(column.jump_percent)}%，请核实并说明原因")


def opening_equals_last_closing(rule: Rule, rows: FileRows, earlier: Earlier) -> Iterator[Found]:
    """上期末 is last month's accepted 本期末 of the same object."""
    for row in rows:
        before = number_or_none(earlier.get(row.key, {}).get(rule.columns[1]))
        value = number_or_none(row.body.get(rule.columns[0]))
        if before is not None and value is not None and before != value:
            yield rows.found(row, rule.field, rule.severity, rule.quality, rule.id, f"{rule.message}（上月接收的本期末为 {plain(before)}）")


HISTORY_CHECKS: dict[str, Callable[[Rule, FileRows, Earlier], Iterator[Found]]] = {"opening_equals_last_closing": opening_equals_last_closing}


def gone_rows(session: Session, unit: str, ledger: Ledger, closed: list[str]) -> Iterator[Found]:
    """A snapshot that no longer lists an object asks for the 核减 reason, object by object."""
    if ledger.mode != LedgerMode.SNAPSHOT or not closed:
        return
    wanted = select(Entity.key, Entity.name).where(Entity.unit == unit, Entity.ledger == ledger.code, among(session, Entity.key, closed))
    for key, name in session.execute(wanted):
        yield Found(Severity.WARNING, Quality.COMPLETENESS, "listed_object_gone", None, None, None, None, None, key,
                    f"上次台账中的“{name or key}”（{key}）在本次台账中没有了：漏报请补上，确已核减请说明原因")


def claimed_elsewhere(session: Session, unit: str, ledger: Ledger, rows: FileRows, keys: list[str],  # noqa: PLR0913
                      name_of: Callable[[str], str]) -> Iterator[tuple[str, Found]]:
    """Codes that another unit's standing ledger already holds undisputed: (key, finding); the row will count as 争议中."""
    codes = rows.codes(keys)
    asked = {"codes": listed(session, codes), "ledger": ledger.code, "unit": unit}
    for code, other in session.execute(_rivals(dialect_of(session)), asked) if codes else ():
        key = codes[code or ""]
        yield key, rows.found(rows[key], "code", Severity.WARNING, Quality.CONSISTENCY, "code_claimed_elsewhere",
                              f"统一识别代码 {code} 已由{name_of(other)}报送：请核对归属并说明；解决前按先报单位计一次")


@lru_cache(maxsize=2)
def _rivals(dialect: str) -> Select[tuple[str | None, str]]:
    e = Entity.__table__.c
    return select(e.code, e.unit).where(
        among_listed(dialect, e.code, bindparam("codes", type_=String)), unindexed(e.ledger) == bindparam("ledger"), e.unit != bindparam("unit"),
        e.disputed.is_(False)).distinct()


def unlinked(session: Session, unit: str, ledger: Ledger, rows: FileRows, period: str, key_of: Callable[[str], list[str]]) -> Iterator[Found]:
    """Declared links (挂载杆号 → 智慧杆柱): the object named must exist in the other ledger of the month; a tree's parent may stand in the file itself."""
    for rule in ledger.rules:
        if rule.require is None or rule.require.op != "linked":
            continue
        target, named = rule.require.values[0], _named_by(rule, rows, period)
        known = _known_numbers(session, target, period, key_of(target), list(named), unit if target == ledger.code else None)
        if named and target == ledger.code:  # the unit's own objects are those of this file
            known |= {str(number) for row in rows for number in (row.code, row.key, *map(row.value, ledger.key)) if number}
        for row in (row for value, found in named.items() if value not in known for row in found):
            yield rows.found(row, rule.field, rule.severity, rule.quality, rule.id, rule.message)


def _named_by(rule: Rule, rows: FileRows, period: str) -> dict[str, list[FileRow]]:
    """The numbers the rows name where the rule asks, each with its rows."""
    found: dict[str, list[FileRow]] = {}
    for row in rows:
        number = row.value(rule.require.field) if rule.require else None
        if number not in (None, "") and row_holds(rule.when, row.value, period):
            found.setdefault(str(number), []).append(row)
    return found


def _known_numbers(session: Session, ledger: str, period: str, key_fields: list[str], values: list[str], but: str | None) -> set[str]:
    """Of these numbers those that an accepted row of the month bears, whoever handed it in but one unit."""
    found: set[str] = set()
    for query in _bearing(dialect_of(session), ledger, tuple(key_fields)):
        if asked := [value for value in values if value not in found]:
            found.update(session.scalars(query, {"numbers": listed(session, asked), "but": but or "", MONTH.key: period}))
    return found


@lru_cache(maxsize=KEPT_QUERIES)
def _bearing(dialect: str, ledger: str, key_fields: tuple[str, ...]) -> list[Select[tuple[str]]]:
    """The numbers an object may be called by: its code, its key, the fields its key is made of."""
    v = rows_at(ledger, MONTH)
    numbers = bindparam("numbers", type_=String)
    return [select(column).where(among_listed(dialect, column, numbers), v.c.unit != bindparam("but"))
            for column in (v.c.code, v.c.key, *(own(v, f) for f in key_fields))]
