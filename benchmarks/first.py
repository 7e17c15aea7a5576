"""A unit's first 10 000 rows into a city of 10 000 000 objects, against the same into an empty city. At most one and a half times as long.

The city stands in the tables as its imports would have left it: rows, indexes, counts of the grid; only it was not read from files.
"""

import argparse
import sys
import tempfile
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import numpy as np
import pyarrow as pa

from benchmarks.measure import alone, asked, leave, show, spread, timed, verdict
from data.catalogue.book import load_folder
from data.indicators import grid
from data.intake.container import Container
from data.intake.take import Doors, take
from data.settings import RULE_BOOK, Settings
from data.store import migrate, own_indexes, rulebook
from data.store.bulk import insert_table
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.tables import Entity
from data.vocabulary import Outcome

one = import_module("benchmarks.import")
CEILING, CHUNK, UNITS = 1.5, 100_000, 20
KINDS, WEST, SOUTH, WIDE, HIGH = ("房屋", "道路设施", "地下管线", "部件"), 102.2, 39.9, 0.5, 0.4


def crowd(begin: int, count: int) -> pa.Table:
    """Coded objects that nobody else has, spread over the city."""
    random, numbers = np.random.default_rng(begin), np.arange(begin, begin + count)
    code = pa.array([f"99011101010{number:010d}" for number in numbers.tolist()])
    kinds = pa.array(KINDS).take(pa.array(numbers % len(KINDS)))
    return pa.table({
        "key": code, "code": code, "class_code": pa.repeat("010101", count), "region": pa.repeat("990111", count),
        "name": pa.array([f"示范路对象{number}" for number in numbers.tolist()]), "kind": kinds, "status": pa.repeat("已赋码", count),
        "lng": WEST + WIDE * random.random(count), "lat": SOUTH + HIGH * random.random(count),
        "grid": pa.array([f"N48K{number:012d}" for number in numbers.tolist()]),
        "on_date": pa.repeat(pa.scalar(date(2023, 1, 16)), count), "code_ok": pa.repeat(True, count), "disputed": pa.repeat(False, count),
        "sheet": pa.repeat("编码赋码", count), "row": pa.array(numbers.astype(np.int32)), "source": pa.repeat(1, count),
        "hash": pa.array([f"{number:032x}" for number in numbers.tolist()]),
        "body": pa.array([f'{{"own_no":"W{number}","category":"房屋","address":"示范市示范路{number}号","batch":"PC202301"}}' for number in numbers.tolist()])})


def settle(store: Store, objects: int, units: list[str]) -> None:
    """The rows of all other units, with what the imports would have counted."""
    for begin in range(0, objects, CHUNK):
        rows, unit = crowd(begin, min(CHUNK, objects - begin)), units[begin // CHUNK % len(units)]
        with store.write() as session:
            insert_table(session, Entity.__table__, rows, {"unit": unit, "ledger": "coding", "period_from": "2023-05", "opened_by": 1})
            known = {"unit": pa.repeat(unit, rows.num_rows), "ledger": pa.repeat("coding", rows.num_rows)}
            objects = pa.table({name: known[name] if name in known else rows.column(name) for name in grid.OBJECTS})
            grid.apply(session, grid.deltas(grid.listed([]), objects))


def first(url: str, folder: Path, objects: int, files: tuple[Path, Path]) -> dict[str, float]:
    """Seconds of taking the file into a city of so many objects."""
    settings, book = Settings(home=folder, database_url=url), load_folder(RULE_BOOK)
    store, container, settling, seconds = Store.open(url), Container(settings), [], []
    migrate.upgrade(store)
    with store.write() as session:
        rulebook.adopt(session, book, "2023-01", "benchmark", one.NOW)
        set_mark(session, "home", "demo")
    with timed(settling):
        settle(store, objects, [unit.code for unit in book.members if unit.code != one.UNIT][:UNITS])
        with store.write() as session:
            own_indexes.sync(session, book.ledgers.values())
    doors = Doors(store, container, settings)
    take(doors, one.incoming(files[1], dry_run=True), one.NOW)
    with timed(seconds):
        receipt = take(doors, one.incoming(files[0]), one.NOW)
    assert receipt.outcome == Outcome.ACCEPTED and not receipt.findings, (receipt.sentence, receipt.findings[:3])
    container.close()
    store.close()
    return {"seconds": seconds[0], "rows": receipt.rows["added"], "settling": settling[0]}


def compare(kind: str, folder: Path, given: argparse.Namespace, files: tuple[Path, Path]) -> bool:
    runs: dict[int, list[dict[str, float]]] = {given.objects: [], 0: []}
    with one.databases(kind, folder) as new:
        for number in range(given.rounds):
            for objects, found in runs.items():
                with new(f"first-{number}-{objects}") as url:
                    found.append(alone(first, url, folder / f"home-{kind}-{number}-{objects}", objects, files))
    show(("objects there", "database", "rows", "seconds", "seconds to settle"), [
        (objects, kind, found[0]["rows"], spread([run["seconds"] for run in found]), f"{found[0]['settling']:.0f}") for objects, found in runs.items()])
    ratios = [full["seconds"] / empty["seconds"] for full, empty in zip(*runs.values(), strict=True)]
    return verdict(f"a unit's first file, {kind}", median(ratios) <= CEILING, f"{spread(ratios)} times as long as into an empty city, at most {CEILING:g}")


def main() -> None:
    given = asked(__doc__, objects=10_000_000, rows=10_000, rounds=1)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, book = Path(name), load_folder(RULE_BOOK)
        files = folder / "编码赋码6月.xlsx", folder / "少.xlsx"
        one.workbook(book, given.rows, files[0])
        one.workbook(book, one.WARM_ROWS, files[1])
        leave(*[compare(kind, folder, given, files) for kind in given.database])


if __name__ == "__main__":
    main()
