"""落格合计: a row for each cell with the objects of all units together, summed from the counts that stand."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby, islice
from typing import Any

import orjson
from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, Row, String, Text, column, select, table

revision = "0009"
down_revision = "0008"

must = partial(Column, nullable=False)
PLACE, SUMS, PARTS = ("ledger", "level", "y", "x"), ("n", "sum_lng", "sum_lat"), {"kind": "kinds", "status": "statuses", "unit": "units"}
FINEST, BATCH = "4s", 10_000


def upgrade() -> None:
    made = op.create_table(
        "grid_total",
        must("ledger", String(40)), must("level", String(4)), must("y", Integer()), must("x", Integer()), must("n", Integer()),
        must("sum_lng", BigInteger()), must("sum_lat", BigInteger()), *(must(name, Text()) for name in PARTS.values()),
        PrimaryKeyConstraint(*PLACE, name="pk_grid_total"), sqlite_with_rowid=False)
    totals = _totals()
    while batch := list(islice(totals, BATCH)):
        op.bulk_insert(made, batch)


def downgrade() -> None:
    op.drop_table("grid_total")


def _totals() -> Iterator[dict[str, Any]]:
    g = table("grid_count", *(column(name) for name in (*PLACE, *SUMS, *PARTS)))
    counted = op.get_bind().execute(select(g).where(g.c.level != FINEST, g.c.n != 0).order_by(*(g.c[name] for name in PLACE))).all()
    for place, rows in groupby(counted, key=lambda row: tuple(row[:len(PLACE)])):
        yield _total(place, list(rows))


def _total(place: tuple[Any, ...], rows: list[Row[Any]]) -> dict[str, Any]:
    found = dict(zip(PLACE, place, strict=True)) | {name: sum(getattr(row, name) for row in rows) for name in SUMS}
    for part, name in PARTS.items():
        counts = dict.fromkeys(sorted(getattr(row, part) for row in rows), 0)
        for row in rows:
            counts[getattr(row, part)] += row.n
        found[name] = orjson.dumps(counts).decode()
    return found
