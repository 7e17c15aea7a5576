"""A unit's first 10 000 rows into a city of 10 000 000 objects, against the same into an empty city. At most one and a half times as long.

The city stands in the tables as its imports would have left it: rows, indexes, counts of the grid; only it was not read from files. After each
round what the file brought is taken out again, so that every round is a first one.
"""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

from benchmarks.crowd import settle
from benchmarks.kept import kept
from benchmarks.measure import alone, asked, leave, show, spread, timed, verdict
from data.catalogue.book import load_folder
from data.intake.container import Container
from data.intake.take import Doors, take
from data.settings import RULE_BOOK, Settings
from data.store.engine import Store
from data.store.tables import Base
from data.vocabulary import Outcome

one = import_module("benchmarks.import")
CEILING = 1.5


def first(url: str, folder: Path, files: tuple[Path, Path]) -> dict[str, float]:
    """Seconds of taking the file."""
    settings = Settings(home=folder, database_url=url)
    store, container, seconds = Store.open(url), Container(settings), []
    doors = Doors(store, container, settings)
    take(doors, one.incoming(files[1], dry_run=True), one.NOW)
    with timed(seconds):
        receipt = take(doors, one.incoming(files[0]), one.NOW)
    assert receipt.outcome == Outcome.ACCEPTED and not receipt.findings, (receipt.sentence, receipt.findings[:3])
    _forget(store)
    container.close()
    store.close()
    return {"seconds": seconds[0], "rows": receipt.rows["added"]}


def _forget(store: Store) -> None:
    """All that is the unit's goes."""
    with store.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if "unit" in table.c:
                session.execute(table.delete().where(table.c.unit == one.UNIT))


def compare(kind: str, folder: Path, given: argparse.Namespace, files: tuple[Path, Path]) -> bool:
    runs: dict[int, list[dict[str, float]]] = {given.objects: [], 0: []}
    with kept(kind, given.homes or folder) as places:
        urls = {objects: places.filled("crowd", settle, objects) for objects in runs}
        for number in range(given.rounds):
            for objects, found in runs.items():
                found.append(alone(first, urls[objects], folder / f"home-{kind}-{number}-{objects}", files))
    show(("objects there", "database", "rows", "seconds"), [
        (f"{objects:,}", kind, found[0]["rows"], spread([run["seconds"] for run in found])) for objects, found in runs.items()])
    ratios = [full["seconds"] / empty["seconds"] for full, empty in zip(*runs.values(), strict=True)]
    return verdict(f"a unit's first file, {kind}", median(ratios) <= CEILING, f"{spread(ratios)} times as long as into an empty city, at most {CEILING:g}")


def main() -> None:
    given = asked(__doc__, keeps=True, objects=10_000_000, rows=10_000, rounds=3)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, book = Path(name), load_folder(RULE_BOOK)
        files = folder / "编码赋码6月.xlsx", folder / "少.xlsx"
        one.workbook(book, given.rows, files[0])
        one.workbook(book, one.WARM_ROWS, files[1])
        leave(*[compare(kind, folder, given, files) for kind in given.database])


if __name__ == "__main__":
    main()
