"""落格 — counts of current objects per grid cell of six levels, kept by differences in the accepting transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from data.catalogue.ledger import Ledger
from data.codes.beidou import PYRAMID, cells
from data.indicators.grid_view import Bounds, Cell, Place, View, Wanted, view
from data.store.tables import Entity

__all__ = ["OBJECTS", "Bounds", "Cell", "Place", "View", "Wanted", "apply", "deltas", "kept", "objects", "view"]

OBJECTS = ("unit", "ledger", "kind", "status", "lng", "lat")  # columns of a frame of objects
CELL = ("unit", "ledger", "level", "y", "x", "kind", "status")
SUMS = ("n", "sum_lng", "sum_lat")
MICRO = 1_000_000  # coordinates are summed as whole millionths of a degree: what comes and goes cancels exactly
CHUNK = 500


def deltas(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Pure: what changes in the cells of every level (CELL, SUMS) when `old` objects give way to `new` ones (OBJECTS).

    Objects without a place count nowhere; each level is summed from the next finer one, which nests in it.
    """
    frame = pd.concat([_finest(old, -1), _finest(new, 1)], ignore_index=True)
    found, finest = [], PYRAMID[-1]
    for level in reversed(PYRAMID):
        frame["x"] //= level.width // finest.width
        frame["y"] //= level.height // finest.height
        frame, finest = _summed(frame), level
        found.append(frame.assign(level=level.name))
    changed = pd.concat(found, ignore_index=True)
    return changed.loc[changed[list(SUMS)].ne(0).any(axis=1), [*CELL, *SUMS]].reset_index(drop=True)


def apply(session: Session, changes: pd.DataFrame) -> None:
    """Add the differences to the stored counts; cells that hold nothing any more go."""
    if changes.empty:
        return
    session.flush()
    emptied = changes.loc[changes["n"] <= 0, ["unit", "ledger"]].drop_duplicates()
    _upsert(session, [changes[name].tolist() for name in (*CELL, *SUMS)])
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


def _finest(frame: pd.DataFrame, sign: int) -> pd.DataFrame:
    lng, lat = (pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float) for name in ("lng", "lat"))
    x, y = cells(lng, lat, PYRAMID[-1].name)
    placed = x >= 0
    labels = {name: frame.loc[placed, name].fillna("").astype(object) for name in ("unit", "ledger", "kind", "status")}
    sums = {"n": sign, "sum_lng": sign * _micro(lng[placed]), "sum_lat": sign * _micro(lat[placed])}
    return _summed(pd.DataFrame({**labels, "x": x[placed], "y": y[placed], **sums}))


def _micro(degrees: np.ndarray) -> np.ndarray:
    return np.rint(degrees * MICRO).astype(np.int64)


def _summed(frame: pd.DataFrame) -> pd.DataFrame:
    by = ["unit", "ledger", "kind", "status", "y", "x"]
    return frame.groupby(by, as_index=False, sort=False)[list(SUMS)].sum()


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
    cursor.execute(f"INSERT INTO grid_count ({names}) SELECT * FROM unnest({arrays}) {conflict}", columns)
