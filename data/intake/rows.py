"""From typed rows to the table that is stored: keys, own columns as JSON, hashes."""

import re
from datetime import date
from functools import reduce
from hashlib import blake2b, sha256
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

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

_HASH = 16  # bytes
KIND_LENGTH, NAME_LENGTH, KEY_LENGTH = 40, 200, 200
ISO_DAY = 10  # characters of 2023-06-30
CUT_OFF = "cut_off"  # 数据截止日期 is said of the file (Submission.cut_off): stored with each row, it would change every row every month
EXACT = 1e15  # whole numbers below are exact as floats
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
    common, own = _common(rows, places), _own_json(rows, places)
    digests = _digests([*common.values(), own])
    hashes = _hexadecimal(digests)
    sheets = pa.array([heading.sheet.name for heading in rows.body.headings], pa.string())
    columns: dict[str, Any] = {
        "key": rows.keys, "sheet": sheets.take(pa.array(rows.body.source)), "row": rows.body.row.astype(np.int32), "hash": hashes,
        "code_ok": _code_ok(rows), "kind": _texts(rows.column(rows.ledger.kind_field or ""), KIND_LENGTH),
        "on_date": _days(rows.column(rows.ledger.date_field or "")), "own_json": own,
        "cells": _filled(rows), **common,
    }
    table = pa.table({one.name: _stored(columns[one.name], one.type) for one in SCHEMA}, schema=SCHEMA)
    return table, sha256("\n".join(sorted(map("".join, zip(rows.keys, hashes.to_numpy(zero_copy_only=False), strict=True)))).encode()).hexdigest()


def _filled(rows: LedgerRows) -> np.ndarray:
    """How many declared columns of each row hold something."""
    filled = np.zeros(len(rows), dtype=np.int32)
    for column in rows.body.columns.values():
        filled += column.filled()
    return filled


def _stored(values: Any, kind: pa.DataType) -> pa.Array:
    return values if isinstance(values, pa.Array) else pa.array(values, type=kind, from_pandas=True)


def _common(rows: LedgerRows, places: Places) -> dict[str, pa.Array]:
    found = {name: _texts(rows.column(name)) for name in ("code", "class_code", "region")}
    found["name"], found["status"] = _texts(rows.column("name"), NAME_LENGTH), _texts(rows.column("status"), KIND_LENGTH)
    found |= {name: pa.array(degrees, pa.float64(), from_pandas=True) for name, degrees in (("lng", places.lng), ("lat", places.lat))}
    return {**found, "grid": pc.coalesce(pa.array(places.grid, pa.string()), _texts(rows.column("grid")))}


def _taken(column: TypedColumn, distinct: list[Any], kind: pa.DataType) -> pa.Array:
    """For each row what its distinct value became; null where the cell is empty."""
    if _is_run(column.codes):
        return pa.array(distinct, kind).slice(int(column.codes[0]), column.codes.size)
    return pa.array(distinct, kind).take(pa.array(column.codes, mask=column.codes < 0))


def _is_run(codes: np.ndarray) -> bool:
    """Every row has a value of its own, in the order in which they were read."""
    return codes.size > 0 and codes[0] >= 0 and int(codes[-1]) - int(codes[0]) == codes.size - 1 and bool((np.diff(codes) == 1).all())


def _texts(column: TypedColumn, length: int | None = None) -> pa.Array:
    return _taken(column, [None if value is None else (value if type(value) is str else _text(value))[:length] for value in column.values], pa.string())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _days(column: TypedColumn) -> pa.Array:
    days = [date.fromisoformat(value) if isinstance(value, str) and len(value) == ISO_DAY else None for value in column.values]
    return _taken(column, days, pa.date32())


def _code_ok(rows: LedgerRows) -> np.ndarray:
    """Present, well formed (else it would not be here), of a known region and main class."""
    regions = rows.reference.regions
    return code_heads(rows, "code").mask(lambda head: head[:6] in regions and is_known_class(head[6:12]))


def _own_json(rows: LedgerRows, places: Places) -> pa.Array:
    """Own columns as JSON objects: each distinct value is written once, each row only joined."""
    parts = [_pieces(name, rows.column(name)) for name in rows.columns if name not in COMMON_FIELDS and name != CUT_OFF]
    if places.moved.any():
        moved = pa.array(places.moved)
        parts += [pc.if_else(moved, _pieces(f"{name}_raw", rows.column(name)), None) for name in ("lng", "lat")]
    if not parts:
        return pa.array(["{}"] * len(rows), pa.string())
    said = reduce(pc.or_, map(pc.is_valid, parts))  # a row that says nothing would be left out of the joined column, not be empty in it
    if not pc.all(said).as_py():
        parts[0] = pc.if_else(said, parts[0], "")
    body = pc.binary_join_element_wise(*parts, ",", null_handling="skip")
    return pc.binary_join_element_wise("{", body, "}", "")


def _pieces(name: str, column: TypedColumn) -> pa.Array:
    """`"field":value` for each row, null where the cell is empty."""
    if set(map(type, column.values)) == {str} and not _ESCAPED.search("".join(column.values)):
        return pc.binary_join_element_wise(f'"{name}":"', _taken(column, column.values, pa.string()), '"', "")
    values = [int(v) if isinstance(v, float) and v.is_integer() and abs(v) < EXACT else v for v in column.values]
    return _taken(column, [None if v is None else f'"{name}":{orjson.dumps(v).decode()}' for v in values], pa.string())


def _digests(columns: list[pa.Array]) -> bytes:
    """128 bits over the normalised values of each row; degrees by their bits, which no release of a library writes differently."""
    texts = [pc.cast(one.view(pa.int64()), pa.string()) if one.type == pa.float64() else one for one in columns]
    lines = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    return b"".join([blake2b(line, digest_size=_HASH).digest() for line in pc.cast(lines, pa.binary()).to_numpy(zero_copy_only=False)])


def _hexadecimal(digests: bytes) -> pa.Array:
    """Each as a text of twice its bytes, all of them at once."""
    count = len(digests) // _HASH
    ends = np.arange(count + 1, dtype=np.int32) * (2 * _HASH)
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(digests.hex().encode())])
