"""From typed rows to the table that is stored: keys, own columns as JSON, hashes."""

import re
from datetime import date
from hashlib import blake2b, sha256
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from data.catalogue.ledger import COMMON_FIELDS
from data.intake.checks.classes import is_known_class
from data.intake.checks.duplicates import joined
from data.intake.checks.entity_parts import code_heads
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.parsed import SCHEMA
from data.intake.places import Places
from data.intake.typed import TypedColumn, wrong
from data.vocabulary import Quality

KIND_LENGTH, NAME_LENGTH, KEY_LENGTH = 40, 200, 200
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')  # what JSON writes differently


def set_keys(rows: LedgerRows) -> list[Found]:
    """统一识别代码 first, else the unit's own number; a row with neither cannot be told from others."""
    code = rows.column("code").objects
    own = joined(rows, list(rows.ledger.key)) if all(name in rows.columns for name in rows.ledger.key) else np.full(len(rows), None, dtype=object)
    keys = np.where(code != np.array(None), code, own)
    nameless = np.flatnonzero(keys == np.array(None))
    rows.keys = [str(key)[:KEY_LENGTH] for key in keys.tolist()]
    for place in nameless.tolist():
        rows.keys[place] = f"?{rows.body.source[place]}!{rows.body.row[place]}"
    return list(_nameless(rows, nameless))


def _nameless(rows: LedgerRows, places: np.ndarray) -> list[Found]:
    """Said only where no other finding says it: of cells that are empty and not required, or of a file without those columns."""
    names = [name for name in rows.ledger.key if name in rows.columns] or [name for name in ("code",) if name in rows.columns]
    spoken = [name for name in ("code", *rows.ledger.key) if name in rows.columns]
    quiet = [place for place in places.tolist()
             if not any(rows.column(n).refused[place] or (rows.ledger.column(n).required and rows.column(n).missing[place]) for n in spoken)]
    if not names or not quiet:
        return []
    headers = "、".join(rows.ledger.column(name).header for name in dict.fromkeys((*names, *rows.ledger.key)))
    said = f"这一行没有{headers}，无法与以后各月的同一对象对上；请补填"
    return list(rows.found(wrong("key_present", said, Quality.COMPLETENESS), names[0], quiet))


def build_table(rows: LedgerRows, places: Places) -> tuple[pa.Table, str]:
    """The rows as stored, and the hash of the whole content whatever the order of its rows."""
    common = _common(rows, places)
    own = _own_json(rows, places)
    hashes = _hashes(common, own)
    sheets = [heading.sheet.name for heading in rows.body.headings]
    columns: dict[str, Any] = {
        "key": rows.keys, "sheet": [sheets[n] for n in rows.body.source.tolist()], "row": rows.body.row.astype(np.int32), "hash": hashes,
        "code_ok": _code_ok(rows), "kind": _cut(rows, rows.ledger.kind_field, KIND_LENGTH), "on_date": _days(rows, rows.ledger.date_field),
        "own_json": own, **common,
    }
    table = pa.table({one.name: pa.array(columns[one.name], type=one.type, from_pandas=True) for one in SCHEMA}, schema=SCHEMA)
    return table, sha256("\n".join(sorted(map("".join, zip(rows.keys, hashes, strict=True)))).encode()).hexdigest()


def _common(rows: LedgerRows, places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {name: rows.column(name).objects for name in ("code", "class_code", "region")}
    found["name"], found["status"] = _cut(rows, "name", NAME_LENGTH), _cut(rows, "status", KIND_LENGTH)
    given = rows.column("grid").objects
    return {**found, "lng": places.lng, "lat": places.lat, "grid": np.where(places.grid != np.array(None), places.grid, given)}


def _cut(rows: LedgerRows, name: str | None, length: int) -> np.ndarray:
    column = rows.column(name or "")
    if set(map(type, column.values)) <= {str}:
        return column.spread([value[:length] for value in column.values], None)
    return column.spread([None if value is None else _text(value)[:length] for value in column.values], None)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _days(rows: LedgerRows, name: str | None) -> np.ndarray:
    column = rows.column(name or "")
    return column.spread([date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None for value in column.values], None)


def _code_ok(rows: LedgerRows) -> np.ndarray:
    """Present, well formed (else it would not be here), of a known region and main class."""
    regions = rows.reference.regions
    return code_heads(rows, "code").mask(lambda head: head[:6] in regions and is_known_class(head[6:12]))


def _own_json(rows: LedgerRows, places: Places) -> list[str]:
    """Own columns as JSON objects: each distinct value is written once, each row only joined."""
    own = [name for name in rows.columns if name not in COMMON_FIELDS]
    parts = [_pieces(name, rows.column(name)) for name in own]
    if places.moved.any():
        parts += [np.where(places.moved, _pieces(f"{name}_raw", rows.column(name)), "") for name in ("lng", "lat")]
    if not parts:
        return ["{}"] * len(rows)
    return ["{" + ",".join(filter(None, pieces)) + "}" for pieces in zip(*(part.tolist() for part in parts), strict=True)]


def _pieces(name: str, column: TypedColumn) -> np.ndarray:
    if set(map(type, column.values)) == {str} and not _ESCAPED.search("".join(column.values)):
        return column.spread([f'"{name}":"{value}"' for value in column.values], "")
    values = [int(v) if isinstance(v, float) and v.is_integer() and abs(v) < 1e15 else v for v in column.values]
    return column.spread(["" if v is None else f'"{name}":{orjson.dumps(v).decode()}' for v in values], "")


def _hashes(common: dict[str, Any], own: list[str]) -> list[str]:
    """128 bits over the normalised values of each row."""
    texts = [np.where(values == np.array(None), "", values).tolist() if values.dtype == object else list(map(repr, values.tolist()))
             for values in common.values()]
    return [blake2b("\x1f".join(line).encode(), digest_size=16).hexdigest() for line in zip(*texts, own, strict=True)]
