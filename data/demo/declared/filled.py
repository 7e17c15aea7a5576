"""Rows out of a ledger's declaration: every column that is asked for has a value of its kind, and the rules are kept."""

from datetime import date
from typing import Any
from zlib import crc32

from data.catalogue.ledger import Column, Ledger, Rule
from data.codes import credit_code
from data.demo.declared.thing import Sketch, Thing, things
from data.demo.stated import Table
from data.demo.world import World
from data.intake.frame_filters import is_local, row_holds

Row = dict[str, Any]
UNIT_NAMES = ("owner", "manager", "provider", "source_unit", "surveyor")  # columns in which a unit writes its own name
PLACE_FIELDS = ("lng", "lat", "crs", "address")
ROUNDS = 3


def declared_columns(world: World, table: Table, sketch: Sketch) -> dict[str, list[Any]]:
    """The ledger as its unit would write it; the same columns every month."""
    ledger = world.book.ledger(table.ledger)
    filled = [c for c in ledger.columns if is_filled(ledger, c, sketch)]
    rows = [_row(ledger, filled, thing) for thing in things(world, table, sketch)]
    return {c.field: [row[c.field] for row in rows] for c in filled}


def is_filled(ledger: Ledger, column: Column, sketch: Sketch) -> bool:
    """What is required, asked by a rule, sketched, or known of every thing that stands somewhere."""
    field = column.field
    if field in ("reduction_reason", "cut_off", "remark"):
        return False
    return (column.required or field in sketch.fields or field in UNIT_NAMES or field == sketch.stage_field or (ledger.placed and field in PLACE_FIELDS)
            or (sketch.class_code is not None and field in ("code", "class_code")) or field in _asked(ledger))


def _asked(ledger: Ledger) -> set[str]:
    return {rule.field for rule in ledger.rules if rule.require is not None and rule.require.op == "present"}


def _row(ledger: Ledger, filled: list[Column], thing: Thing) -> Row:
    row = {c.field: _value(ledger, c, thing) for c in filled}
    for _ in range(ROUNDS):
        broken = [rule for rule in ledger.rules if not rule.check and is_local(rule.require) and _is_broken(rule, row, thing)]
        if not broken:
            return row
        for rule in broken:
            _mend(ledger, rule, row, thing)
    raise ValueError(f"{ledger.code}: {broken[0].id} is not kept by the sketch")


def _value(ledger: Ledger, column: Column, thing: Thing) -> Any:
    sketch, field = thing.sketch, column.field
    if field in sketch.fields:
        return sketch.fields[field](thing)
    if field == sketch.stage_field:
        return thing.stage
    if field == ledger.key[0]:
        return thing.own_number
    if field in ("region", *PLACE_FIELDS):
        return thing.place.get(field)
    if field in UNIT_NAMES:
        return thing.unit.full_name
    if field in ("code", "class_code"):
        return _entity_code(thing) if field == "code" else sketch.class_code
    return usual(column, thing) if column.required else None


def usual(column: Column, thing: Thing) -> Any:
    """A right value by the column's type alone."""
    if column.type == "choice":
        return thing.pick(column.field, *column.choices)
    if column.type == "code":
        return CODES.get(column.code or "free", lambda x: x.own_number)(thing)
    if column.type in ("number", "integer", "percent"):
        low = float(column.minimum or 0)
        return thing.between(column.field, low, min(float(column.maximum or low + 100), low + 100))
    return thing.reached[0] if column.type == "date" else f"{column.header}{thing.number}"


def _entity_code(thing: Thing) -> str:
    """Beyond the numbers of the ledgers that have a world of their own."""
    first = 7_000_000 + crc32(thing.table.ledger.encode()) % 200 * 10_000
    return f"{thing.place['region']}{thing.sketch.class_code}{thing.table.unit[1:]}{first + thing.number:07d}"


def _credit_code(thing: Thing) -> str:
    body = f"11{thing.world.book.city.code}MB{int(thing.table.unit[1:]):07d}"
    return body + credit_code.check_character(body)


CODES = {
    "unit": lambda x: x.unit.short_name, "task": lambda x: next((t.code for t in x.world.book.plan.tasks if t.lead == x.unit.code), None),
    "credit_code": _credit_code, "device_code": lambda x: f"{x.place['region']}00001320{int(x.unit.code[1:]):02d}{x.number:04d}",
    "region_code": lambda x: x.place["region"]}


def _is_broken(rule: Rule, row: Row, thing: Thing) -> bool:
    return row_holds(rule.when, _said(row), thing.table.period) and not row_holds(rule.require, _said(row), thing.table.period)


def _said(row: Row):  # noqa: ANN202 - field -> value as the filters read it
    def value(field: str) -> Any:
        found = row.get(field)
        return found.isoformat() if isinstance(found, date) else found
    return value


def _mend(ledger: Ledger, rule: Rule, row: Row, thing: Thing) -> None:
    """Write what the rule wants written, take out what it wants empty; what is wrong otherwise is the sketch's mistake."""
    require = rule.require
    if require is not None and require.op == "present":
        column = ledger.column(require.field)
        row[column.field] = _first_day(rule, row, thing) if column.type == "date" else usual(column, thing)
    elif require is not None and require.op == "not" and require.parts[0].op == "present":
        row[require.parts[0].field] = None


def _first_day(rule: Rule, row: Row, thing: Thing) -> date:
    """The day of the first stage in which the rule asks."""
    field = thing.sketch.stage_field
    asks = (day for stage, day in zip(thing.sketch.stages, thing.reached, strict=True)
            if field and day <= thing.day and row_holds(rule.when, _said({**row, field: stage}), thing.table.period))
    return next(asks, thing.reached[0])
