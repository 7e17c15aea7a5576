"""落格 — counts of current objects per grid cell of six levels, kept by differences in the accepting transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from data.catalogue.ledger import Ledger
from data.codes.beidou import PYRAMID, cells
from data.indicators.grid_view import Bounds, Cell, Place, View, Wanted, view
from data.store.bulk import array_text, insert_rows
from data.store.tables import Entity, GridCount

__all__ = ["OBJECTS", "Bounds", "Cell", "Place", "View", "Wanted", "apply", "deltas", "kept", "objects", "view"]

OBJECTS = ("unit", "ledger", "kind", "status", "lng", "lat")  # columns of a frame of objects
CELL = ("unit", "ledger", "level", "y", "x", "kind", "status")
SUMS = ("n", "sum_lng", "sum_lat")
MICRO = 1_000_000  # coordinates are summed as whole millionths of a degree: what comes and goes cancels exactly
CHUNK = 500
LABELS = ("unit", "ledger", "kind", "status")
Words = list[tuple[str, ...]]
X_BITS, Y_BITS = 19, 18  # 324 000 columns and 162 000 rows of 4″


def deltas(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Pure: what changes in the cells of every level (CELL, SUMS) when `old` objects give way to `new` ones (OBJECTS).

    Objects without a place count nowhere; each level is summed from the next finer one, which nests in it.
    """
    words, labels, x, y, sums = _placed(old, new)
    found, finest = [], PYRAMID[-1]
    for level in reversed(PYRAMID):
        x, y, finest = x * finest.width // level.width, y * finest.height // level.height, level
        labels, x, y, sums = _summed(labels, x, y, sums)
        found.append((level.name, labels, x, y, sums))
    return _changes(words, found)


def apply(session: Session, changes: pd.DataFrame) -> None:
    """Add the differences to the stored counts; cells that hold nothing any more go."""
    if changes.empty:
        return
    session.flush()
    emptied = changes.loc[changes["n"] <= 0, ["unit", "ledger"]].drop_duplicates()
    columns = [changes[name].tolist() for name in (*CELL, *SUMS)]
    if _has_cells(session, changes):
        _upsert(session, columns)
    else:  # nothing to add to: rows are only written
        insert_rows(session, GridCount.__table__, (*CELL, *SUMS), zip(*columns, strict=True))  # type: ignore[arg-type]
    for unit, ledger in emptied.itertuples(index=False):
        session.execute(text("DELETE FROM grid_count WHERE unit = :unit AND ledger = :ledger AND n = 0"), {"unit": unit, "ledger": ledger})


@contextmanager
def kept(session: Session, unit: str, ledger: Ledger, keys: Sequence[str]) -> Iterator[None]:
    """Keep the counts while the block changes the current rows of these keys."""
    if not ledger.placed or not keys:
        yield
        return
    old = objects(session, unit, ledger.code, keys)
    yield
    apply(session, deltas(old, objects(session, unit, ledger.code, keys)))


def objects(session: Session, unit: str, ledger: str, keys: Sequence[str]) -> pd.DataFrame:
    """The current objects with these keys, as deltas() takes them."""
    session.flush()
    columns = [getattr(Entity, name) for name in OBJECTS]
    here = [Entity.unit == unit, Entity.ledger == ledger]
    rows: list[Any] = []
    for n in range(0, len(keys), CHUNK):
        rows += session.execute(select(*columns).where(*here, Entity.key.in_(keys[n:n + CHUNK]))).all()
    return pd.DataFrame(rows, columns=list(OBJECTS))


def _placed(old: pd.DataFrame, new: pd.DataFrame) -> tuple[Words, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The words of each label; labels by number, finest cells and signed (n, sum_lng, sum_lat) of all objects that have a place."""
    frame, sign = pd.concat([old, new], ignore_index=True), np.r_[np.full(len(old), -1), np.full(len(new), 1)]
    lng, lat = (pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float) for name in ("lng", "lat"))
    x, y = cells(lng, lat, PYRAMID[-1].name)
    placed = x >= 0
    words, labels = _labels(frame.loc[placed])
    sums = np.stack([np.ones(len(labels), np.int64), _micro(lng[placed]), _micro(lat[placed])]) * sign[placed]
    return words, labels, x[placed].astype(np.int64), y[placed].astype(np.int64), sums


def _labels(frame: pd.DataFrame) -> tuple[Words, np.ndarray]:
    """Few kinds of objects are many: each kind gets a number, each object only carries it."""
    parts = [pd.factorize(frame[name].fillna("").to_numpy(dtype=object)) for name in LABELS]
    sizes = [max(1, len(words)) for _, words in parts]
    kinds, labels = np.unique(np.ravel_multi_index([codes for codes, _ in parts], sizes), return_inverse=True)
    chosen = [words[place].tolist() for (_, words), place in zip(parts, np.unravel_index(kinds, sizes), strict=True)]
    return list(zip(*chosen, strict=True)), labels


def _micro(degrees: np.ndarray) -> np.ndarray:
    return np.rint(degrees * MICRO).astype(np.int64)


def _summed(labels: np.ndarray, x: np.ndarray, y: np.ndarray, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Whole-number sums per (label, cell), exact."""
    keys, places = np.unique((labels << (X_BITS + Y_BITS)) | (y << X_BITS) | x, return_inverse=True)
    total = np.zeros((len(sums), len(keys)), np.int64)
    for row, values in zip(total, sums, strict=True):
        np.add.at(row, places, values)
    return keys >> (X_BITS + Y_BITS), keys & ((1 << X_BITS) - 1), (keys >> X_BITS) & ((1 << Y_BITS) - 1), total


def _changes(words: Words, found: Sequence[tuple[str, np.ndarray, np.ndarray, np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """The cells in which anything changed, as rows of (CELL, SUMS)."""
    columns: dict[str, list[Any]] = {name: [] for name in (*CELL, *SUMS)}
    for level, labels, x, y, sums in found:
        changed = sums.any(axis=0)
        named = [words[label] for label in labels[changed].tolist()]
        known = {name: [word[place] for word in named] for place, name in enumerate(LABELS)}
        known |= {"level": [level] * len(named), "y": y[changed].tolist(), "x": x[changed].tolist()}
        known |= dict(zip(SUMS, sums[:, changed].tolist(), strict=True))
        for name, column in columns.items():
            column += known[name]
    return pd.DataFrame({name: pd.Series(column, dtype=object if name in (*LABELS, "level") else np.int64) for name, column in columns.items()})


def _has_cells(session: Session, changes: pd.DataFrame) -> bool:
    """Does any unit of the changes have counts of that ledger already?"""
    some = select(GridCount.n).where(GridCount.unit == bindparam("unit"), GridCount.ledger == bindparam("ledger")).limit(1)
    pairs = changes[["unit", "ledger"]].drop_duplicates().itertuples(index=False)
    return any(session.scalar(some, {"unit": unit, "ledger": ledger}) is not None for unit, ledger in pairs)


def _upsert(session: Session, columns: list[list[Any]]) -> None:
    """One statement for all rows: executemany on SQLite, arrays on PostgreSQL."""
    names = ", ".join((*CELL, *SUMS))
    adding = ", ".join(f"{name} = grid_count.{name} + excluded.{name}" for name in SUMS)
    conflict = f"ON CONFLICT (unit, ledger, level, y, x, kind, status) DO UPDATE SET {adding}"
    connection = session.connection()
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO grid_count ({names}) VALUES ({marks}) {conflict}", zip(*columns, strict=True))
        return
    types = ("text", "text", "text", "int", "int", "text", "text", "int", "bigint", "bigint")
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    cursor.execute(f"INSERT INTO grid_count ({names}) SELECT * FROM unnest({arrays}) {conflict}", [array_text(column) for column in columns])
