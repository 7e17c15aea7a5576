"""落格合计 — one row for each cell with objects of all units together: what a look at the whole city reads.

Kept by differences beside the counts they sum, on all levels but the finest: its cells are as many as the objects, those in one view are few.
Acceptances wait for each other at their number, so what is read here is still so when it is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from data.codes.beidou import PYRAMID, Level
from data.store.bulk import dialect_of, driver_rows, driver_values, listed, upsert
from data.store.tables import GridTotal

Place = tuple[str, str, int, int]
Box = tuple[Level, tuple[int, int], tuple[int, int]]  # first and last column, first and last row of a level
PLACE, SUMS = ("ledger", "level", "y", "x"), ("n", "sum_lng", "sum_lat")
PARTS = {"kind": "kinds", "status": "statuses", "unit": "units"}  # what tells the objects of a cell apart, and where it is told
COUNTED, TOLD = (*PLACE, *SUMS, *PARTS), (*SUMS, *PARTS.values())
_SUMS = len(SUMS)
X_BITS = 19  # of a cell as one number: 324 000 columns of 4″
STANDING = (f"SELECT t.y, t.x, {', '.join('t.' + name for name in TOLD)} FROM {{cells}} JOIN grid_total t "
            f"ON t.ledger = :ledger AND t.level = :level AND t.y = c.value >> {X_BITS} AND t.x = c.value & {(1 << X_BITS) - 1}")
CELLS = {"sqlite": "json_each(:cells) c CROSS", "postgresql": "unnest(CAST(:cells AS bigint[])) c(value)"}
REPLACED = f"ON CONFLICT ({', '.join(PLACE)}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in TOLD)}"
GONE = text(f"DELETE FROM grid_total WHERE {' AND '.join(f'{name} = :{name}' for name in PLACE)}")


Total = list[Any]  # of one cell: SUMS, then of each of PARTS how many there are by name


def row_of(total: Total) -> list[Any]:
    """As it is stored; a part of which nothing is left is not told."""
    return [*total[:_SUMS], *(orjson.dumps({name: n for name, n in part.items() if n}, option=orjson.OPT_SORT_KEYS).decode() for part in total[_SUMS:])]


def summed(rows: Iterable[Sequence[Any]]) -> dict[Place, Total]:
    """The totals of counts given row by row, their values in the order of COUNTED; as plain lists, for a large file has thousands."""
    found: dict[Place, Total] = {}
    for ledger, level, y, x, n, lng, lat, kind, status, unit in rows:
        place = (ledger, level, y, x)
        if (total := found.get(place)) is None:
            found[place] = [n, lng, lat, {kind: n}, {status: n}, {unit: n}]
            continue
        total[0] += n
        total[1] += lng
        total[2] += lat
        for known, name in zip(total[_SUMS:], (kind, status, unit), strict=True):
            known[name] = known.get(name, 0) + n
    return found


def add(session: Session, changes: pa.Table) -> None:
    """Add the differences of cells (CELL and SUMS of the counts) to the totals; a cell that holds nothing any more goes."""
    coarse = changes.filter(pc.not_equal(changes.column("level"), PYRAMID[-1].name))
    found = summed(zip(*(driver_values(coarse.column(name)) for name in COUNTED), strict=True))
    for (ledger, level), places in groupby(sorted(found), key=itemgetter(0, 1)):
        for y, x, *told in _standing(session, ledger, level, [y << X_BITS | x for _, _, y, x in places]):
            _join(found[ledger, level, y, x], told)
    held = {place: total for place, total in found.items() if total[0]}
    if held:
        columns = zip(*((*place, *row_of(total)) for place, total in held.items()), strict=True)
        upsert(session, GridTotal.__table__, dict(zip((*PLACE, *TOLD), map(list, columns), strict=True)), REPLACED)  # type: ignore[arg-type]
    gone = [dict(zip(PLACE, place, strict=True)) for place in found if place not in held]
    if gone:
        session.execute(GONE, gone)


def _join(total: Total, told: Sequence[Any]) -> None:
    """What stands is added to what changes."""
    for place in range(_SUMS):
        total[place] += told[place]
    for known, others in zip(total[_SUMS:], map(orjson.loads, told[_SUMS:]), strict=True):
        for name, more in others.items():
            known[name] = known.get(name, 0) + more


def _standing(session: Session, ledger: str, level: str, cells: Sequence[int]) -> list[tuple[Any, ...]]:
    statement = text(STANDING.format(cells=CELLS[dialect_of(session)]))
    return driver_rows(session, statement, {"ledger": ledger, "level": level, "cells": listed(session, cells)})


def cells(session: Session, ledger: str, box: Box, by: str) -> Iterator[tuple[int, int, int, int, int, dict[str, int]]]:
    """Row, column, count, summed longitudes and latitudes, and how many of each part, of the cells in a box."""
    t, (level, (left, right), (low, high)) = GridTotal.__table__.c, box
    # One range of the key for each row of cells: a band across the whole city is never read.
    query = select(t.y, t.x, t.n, t.sum_lng, t.sum_lat, t[PARTS[by]]).where(
        t.ledger == ledger, t.level == level.name, t.y.in_(range(low, high + 1)), t.x.between(left, right))
    return ((*row[:-1], orjson.loads(row[-1])) for row in driver_rows(session, query.order_by(t.y, t.x), {}))


def size(session: Session, ledger: str) -> int:
    """All placed objects of a ledger."""
    t = GridTotal
    return session.scalar(select(func.sum(t.n)).where(t.ledger == ledger, t.level == PYRAMID[0].name)) or 0
