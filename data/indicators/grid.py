"""落格 — counts of current objects per grid cell of six levels, kept by differences in the accepting transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from data.catalogue.ledger import Ledger
from data.codes.beidou import PYRAMID, cells
from data.indicators import grid_totals
from data.indicators.grid_levels import Bounds
from data.indicators.grid_view import Cell, Place, View, Wanted, view
from data.store.bulk import driver_values, insert_table, upsert
from data.store.tables import Entity, GridCount

__all__ = ["OBJECTS", "Bounds", "Cell", "Place", "View", "Wanted", "apply", "deltas", "kept", "listed", "objects", "view"]

OBJECTS = ("unit", "ledger", "kind", "status", "lng", "lat")  # columns of a table of objects
OBJECT_TYPES = pa.schema([(name, pa.float64() if name in ("lng", "lat") else pa.string()) for name in OBJECTS])
CELL = ("unit", "ledger", "level", "y", "x", "kind", "status")
SUMS = ("n", "sum_lng", "sum_lat")
MICRO = 1_000_000  # coordinates are summed as whole millionths of a degree: what comes and goes cancels exactly
ADDED = f"ON CONFLICT ({', '.join(CELL)}) DO UPDATE SET {', '.join(f'{name} = grid_count.{name} + excluded.{name}' for name in SUMS)}"
CHUNK = 500
LABELS = ("unit", "ledger", "kind", "status")
Words = list[pa.Array]  # the word of each label, column by column of LABELS
X_BITS, Y_BITS = 19, 18  # 324 000 columns and 162 000 rows of 4″


def listed(rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Objects given one by one, their values in the order of OBJECTS, as deltas() takes them; coordinates may be decimals."""
    columns = list(zip(*rows, strict=True)) or [()] * len(OBJECTS)
    degrees = [[None if value is None else float(value) for value in column] for column in columns[-2:]]
    return pa.table([*columns[:-2], *degrees], schema=OBJECT_TYPES)


def deltas(old: pa.Table, new: pa.Table) -> pa.Table:
    """Pure: what changes in the cells of every level (CELL, SUMS) when `old` objects give way to `new` ones (OBJECTS).

    Objects without a place count nowhere; each level is summed from the next finer one, which nests in it.
    """
    words, labels, x, y, sums = _placed(old, new)
    found, finest = [], PYRAMID[-1]
    for level in reversed(PYRAMID):
        x, y, finest = x * finest.width // level.width, y * finest.height // level.height, level
        labels, x, y, sums = _summed(labels, x, y, sums)
        found.append(_changes(words, level.name, (labels, x, y, sums)))
    return pa.concat_tables(found)


def apply(session: Session, changes: pa.Table) -> None:
    """Add the differences to the stored counts and to their totals; cells that hold nothing any more go."""
    if not changes.num_rows:
        return
    session.flush()
    if _has_cells(session, changes):
        upsert(session, GridCount.__table__, {name: driver_values(changes.column(name)) for name in (*CELL, *SUMS)}, ADDED)  # type: ignore[arg-type]
    else:  # nothing to add to: rows are only written
        insert_table(session, GridCount.__table__, changes, {})  # type: ignore[arg-type]
    for unit, ledger in _pairs(changes.filter(pc.less_equal(changes.column("n"), 0))):
        session.execute(text("DELETE FROM grid_count WHERE unit = :unit AND ledger = :ledger AND n = 0"), {"unit": unit, "ledger": ledger})
    grid_totals.add(session, changes)


@contextmanager
def kept(session: Session, unit: str, ledger: Ledger, keys: Sequence[str]) -> Iterator[None]:
    """Keep the counts while the block changes the current rows of these keys."""
    if not ledger.placed or not keys:
        yield
        return
    old = objects(session, unit, ledger.code, keys)
    yield
    apply(session, deltas(old, objects(session, unit, ledger.code, keys)))


def objects(session: Session, unit: str, ledger: str, keys: Sequence[str]) -> pa.Table:
    """The current objects with these keys, as deltas() takes them."""
    session.flush()
    columns = [getattr(Entity, name) for name in OBJECTS]
    here = [Entity.unit == unit, Entity.ledger == ledger]
    rows: list[Any] = []
    for n in range(0, len(keys), CHUNK):
        rows += session.execute(select(*columns).where(*here, Entity.key.in_(keys[n:n + CHUNK]))).all()
    return listed(rows)


def _placed(old: pa.Table, new: pa.Table) -> tuple[Words, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The words of each label; labels by number, finest cells and signed (n, sum_lng, sum_lat) of all objects that have a place."""
    both, sign = pa.concat_tables([old, new]), np.repeat([-1, 1], [old.num_rows, new.num_rows])
    lng, lat = (pc.fill_null(both.column(name), np.nan).to_numpy() for name in ("lng", "lat"))
    x, y = cells(lng, lat, PYRAMID[-1].name)
    placed = x >= 0
    words, labels = _labels(both.filter(pa.array(placed)))
    sums = np.stack([np.ones(len(labels), np.int64), _micro(lng[placed]), _micro(lat[placed])]) * sign[placed]
    return words, labels, x[placed].astype(np.int64), y[placed].astype(np.int64), sums


def _labels(objects: pa.Table) -> tuple[Words, np.ndarray]:
    """Few kinds of objects are many: each kind gets a number, each object only carries it."""
    parts = [pc.fill_null(objects.column(name), "").combine_chunks().dictionary_encode() for name in LABELS]
    sizes = [max(1, len(part.dictionary)) for part in parts]
    kinds, labels = np.unique(np.ravel_multi_index([part.indices.to_numpy() for part in parts], sizes), return_inverse=True)
    places = np.unravel_index(kinds, sizes)
    return [part.dictionary.take(pa.array(place)) for part, place in zip(parts, places, strict=True)], labels


def _micro(degrees: np.ndarray) -> np.ndarray:
    return np.rint(degrees * MICRO).astype(np.int64)


def _summed(labels: np.ndarray, x: np.ndarray, y: np.ndarray, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Whole-number sums per (label, cell), exact."""
    keys, places = np.unique((labels << (X_BITS + Y_BITS)) | (y << X_BITS) | x, return_inverse=True)
    total = np.zeros((len(sums), len(keys)), np.int64)
    for row, values in zip(total, sums, strict=True):
        np.add.at(row, places, values)
    return keys >> (X_BITS + Y_BITS), keys & ((1 << X_BITS) - 1), (keys >> X_BITS) & ((1 << Y_BITS) - 1), total


def _changes(words: Words, level: str, found: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> pa.Table:
    """The cells of a level in which anything changed, as rows of (CELL, SUMS)."""
    changed = found[-1].any(axis=0)
    labels, x, y = (part[changed] for part in found[:-1])
    known = {name: column.take(pa.array(labels)) for name, column in zip(LABELS, words, strict=True)}
    known |= {"level": pa.repeat(level, len(labels)), "y": pa.array(y), "x": pa.array(x)}
    known |= dict(zip(SUMS, map(pa.array, found[-1][:, changed]), strict=True))
    return pa.table({name: known[name] for name in (*CELL, *SUMS)})


def _pairs(changes: pa.Table) -> list[tuple[str, str]]:
    """Whose counts of which ledger they are."""
    each = changes.group_by(["unit", "ledger"]).aggregate([])
    return list(zip(each.column("unit").to_pylist(), each.column("ledger").to_pylist(), strict=True))


def _has_cells(session: Session, changes: pa.Table) -> bool:
    """Does any unit of the changes have counts of that ledger already?"""
    some = select(GridCount.n).where(GridCount.unit == bindparam("unit"), GridCount.ledger == bindparam("ledger")).limit(1)
    return any(session.scalar(some, {"unit": unit, "ledger": ledger}) is not None for unit, ledger in _pairs(changes))
