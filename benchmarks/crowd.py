"""Very many coded objects of all units but one, as their imports would have left them: rows, indexes, counts of the grid; only no files were read.

The city is dense in its middle and thin at its edge. Each district has a sector of its own, the bureaus have objects everywhere. A crowd that
was stored once can be kept in a folder and used again.
"""

import math
from datetime import date
from importlib import import_module

import numpy as np
import pyarrow as pa

from benchmarks.kept import without_indexes
from data.access.demo_accounts import ensure_demo_accounts
from data.catalogue.book import load_folder
from data.demo.coded import CATEGORY, OTHERS_SHARE
from data.demo.growth import apportioned
from data.indicators import grid
from data.settings import RULE_BOOK
from data.store import migrate, own_indexes, rulebook
from data.store.bulk import insert_table
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.tables import Entity
from tests.databases import statement

one = import_module("benchmarks.import")
CHUNK = 100_000
MIDDLE, SPREAD, EDGE = (102.45, 40.1), (0.06, 0.05), 4.0  # degrees; the edge lies so many spreads from the middle
CANCELLED = 40  # every so many-th is 已注销


def crowd(begin: int, count: int, kind: str, sector: tuple[float, float]) -> pa.Table:
    """Objects of one kind that nobody else has; sector: from and to, as parts of a whole turn around the middle."""
    random, numbers = np.random.default_rng(begin), np.arange(begin, begin + count)
    turn, far = 2 * math.pi * random.uniform(*sector, count), random.rayleigh(1.0, count) % EDGE
    code = pa.array([f"99011101010{number:010d}" for number in numbers.tolist()])
    return pa.table({
        "key": code, "code": code, "class_code": pa.repeat("010101", count), "region": pa.repeat("990111", count),
        "name": pa.array([f"示范路对象{number}" for number in numbers.tolist()]), "kind": pa.repeat(kind, count),
        "status": pa.array(["已注销", "已赋码"]).take(pa.array((numbers % CANCELLED > 0).astype(np.int8))),
        "lng": MIDDLE[0] + SPREAD[0] * far * np.cos(turn), "lat": MIDDLE[1] + SPREAD[1] * far * np.sin(turn),
        "grid": pa.array([f"N48K{number:012d}" for number in numbers.tolist()]),
        "on_date": pa.repeat(pa.scalar(date(2023, 1, 16)), count), "code_ok": pa.repeat(True, count), "disputed": pa.repeat(False, count),
        "sheet": pa.repeat("编码赋码", count), "row": pa.array(numbers.astype(np.int32)), "source": pa.repeat(1, count),
        "hash": pa.array([f"{number:032x}" for number in numbers.tolist()]),
        "body": pa.array([f'{{"own_no":"W{number}","category":"{kind}","address":"示范市示范路{number}号","batch":"PC202301"}}'
                          for number in numbers.tolist()])})


def settle(url: str, objects: int) -> None:
    """A demo home without files; the rows of all other units, with what the imports would have counted."""
    store, book = Store.open(url), load_folder(RULE_BOOK)
    migrate.upgrade(store)
    with store.write() as session:
        rulebook.adopt(session, book, "2023-01", "benchmark", one.NOW)
        set_mark(session, "home", "demo")
        ensure_demo_accounts(session, one.NOW)
    units = [unit.code for unit in book.members if "coding" in unit.owes and unit.code != one.UNIT]
    if objects:
        with without_indexes(store):
            _fill(store, objects, units)
    with store.write() as session:
        own_indexes.sync(session, book.ledgers.values())
    if not store.is_sqlite:
        statement(url, "ANALYZE")  # what the server does by itself some minutes later
    store.close()


def _fill(store: Store, objects: int, units: list[str]) -> None:
    districts = [unit for unit in units if unit not in CATEGORY]
    bureaus, begin = [unit for unit in units if unit in CATEGORY], 0
    many = round(objects * (1 - OTHERS_SHARE))
    shares = dict(zip([*districts, *bureaus], [*apportioned(many, [1.0] * len(districts)), *apportioned(objects - many, [1.0] * len(bureaus))], strict=True))
    for unit in units:
        place = districts.index(unit) if unit in districts else 0
        rows = crowd(begin, shares[unit], CATEGORY.get(unit, "房屋"),
                     (place / len(districts), (place + 1) / len(districts)) if unit in districts else (0.0, 1.0))
        begin += rows.num_rows
        _store(store, unit, rows)


def _store(store: Store, unit: str, rows: pa.Table) -> None:
    for first in range(0, rows.num_rows, CHUNK):
        with store.write() as session:
            insert_table(session, Entity.__table__, rows.slice(first, CHUNK), {"unit": unit, "ledger": "coding", "period_from": "2023-05", "opened_by": 1})
    known = {"unit": pa.repeat(unit, rows.num_rows), "ledger": pa.repeat("coding", rows.num_rows)}
    placed = pa.table({name: known[name] if name in known else rows.column(name) for name in grid.OBJECTS})
    with store.write() as session:
        grid.apply(session, grid.deltas(grid.listed([]), placed))
