"""A month of a 1 000 000-row coding ledger, 95 % the same as the month before, against the bare read of the file. At most twice as long.

Both read texts that stand in the cells themselves: the writer keeps no table of texts for so large a file.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import xlsxwriter

from benchmarks.measure import alone, asked, children, forget_peak, leave, peak_mb, show, spread, timed, verdict
from data.calendar import SHANGHAI
from data.catalogue.book import Catalogue, load_folder
from data.demo.coded import Coding, coded
from data.intake.container import Container
from data.intake.take import Doors, take
from data.settings import RULE_BOOK, Settings
from data.store import migrate, rulebook
from data.store.engine import Store
from data.store.marks import set_mark
from data.vocabulary import Outcome

one = import_module("benchmarks.import")
MONTHS = (("2023-05", datetime(2023, 6, 2, 9, tzinfo=SHANGHAI)), ("2023-06", datetime(2023, 7, 3, 9, tzinfo=SHANGHAI)))
CEILING, CHANGED = 2.0, 20  # every 20th row is another one than the month before


def workbooks(book: Catalogue, rows: int, paths: tuple[Path, Path]) -> None:
    """The ledger of two months, row by row: so large a file is not held in memory by the program that writes it."""
    ledger = book.ledger("coding")
    found = coded(book, 1, Coding(one.UNIT, "房屋", (0, *[rows] * 12), rows)).columns
    constants = {"status": "已赋码", "coded_on": date(2023, 1, 16), "owner": book.unit(one.UNIT).full_name}
    fields = [c.field for c in ledger.columns if c.field in found or c.field in constants]
    columns = [found.get(field, [constants.get(field)] * rows) for field in fields]
    for path, is_second in zip(paths, (False, True), strict=True):
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as written:
            sheet, day = written.add_worksheet(ledger.name), written.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_row(0, 0, [ledger.column(field).header for field in fields])
            for row, values in enumerate(zip(*columns, strict=True), 1):
                _write(sheet, row, _changed(fields, values) if is_second and row % CHANGED == 0 else values, day)


def _changed(fields: list[str], values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(f"{value}改" if field == "name" else value for field, value in zip(fields, values, strict=True))


def _write(sheet: Any, row: int, values: tuple[Any, ...], day: Any) -> None:
    for column, value in enumerate(values):
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, day)
        else:
            sheet.write(row, column, value)


def ours(url: str, folder: Path, paths: tuple[Path, Path]) -> dict[str, float]:
    """The first month is taken, the second is measured."""
    settings = Settings(home=folder, database_url=url)
    store, container, seconds = Store.open(url), Container(settings), []
    migrate.upgrade(store)
    with store.write() as session:
        rulebook.adopt(session, load_folder(RULE_BOOK), "2023-01", "benchmark", MONTHS[0][1])
        set_mark(session, "home", "demo")
    doors = Doors(store, container, settings)
    for (period, now), path in zip(MONTHS, paths, strict=True):
        seconds.clear()
        forget_peak()
        with timed(seconds):
            receipt = take(doors, one.incoming(path, period=period), now)
        assert receipt.outcome == Outcome.ACCEPTED and not receipt.findings, (receipt.sentence, receipt.findings[:3])
    found = {"seconds": seconds[0], "rows": receipt.rows["read"], "changed": receipt.rows["changed"], "parent": peak_mb(),
             "child": max((peak_mb(pid) for pid in children()), default=0)}
    container.close()
    store.close()
    return found


@contextmanager
def _places(kind: str, folder: Path, number: int) -> Iterator[str]:
    with one.databases(kind, folder) as new, new(f"again-{number}") as url:
        yield url


def compare(kind: str, folder: Path, rounds: int, paths: tuple[Path, Path]) -> bool:
    runs: dict[str, list[dict[str, float]]] = {"chengji": [], one.BARE: []}
    for number in range(rounds):
        with _places(kind, folder, number) as url:
            runs["chengji"].append(alone(ours, url, folder / f"home-{kind}-{number}", paths))
        runs[one.BARE].append({"changed": 0, **alone(one.bare_read, "", paths[1], paths[1])})
    show(("path", "database", "rows", "changed", "seconds", "peak MB parent", "peak MB child"), [
        (name, kind, some[0]["rows"], some[0]["changed"], spread([r["seconds"] for r in some]), max(r["parent"] for r in some), max(r["child"] for r in some))
        for name, some in runs.items()])
    ratios = [mine["seconds"] / bare["seconds"] for mine, bare in zip(*runs.values(), strict=True)]
    return verdict(f"a month again, {kind}", median(ratios) <= CEILING, f"{spread(ratios, 1)} times as long as the bare read, at most {CEILING:g}")


def main() -> None:
    given = asked(__doc__, rows=1_000_000, rounds=1)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        paths = folder / "编码赋码5月.xlsx", folder / "编码赋码6月.xlsx"
        workbooks(load_folder(RULE_BOOK), given.rows, paths)
        print(f"{given.rows} rows, {paths[1].stat().st_size / 1e6:.1f} MB", flush=True)
        leave(*[compare(kind, folder, given.rounds, paths) for kind in given.database])


if __name__ == "__main__":
    main()
