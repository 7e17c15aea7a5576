"""A 50 000-row coding ledger from file to figures, against pandas and openpyxl that check nothing. Floor: five times faster."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import pandas as pd
import xlsxwriter

from benchmarks.measure import alone, children, forget_peak, leave, peak_mb, show, spread, timed, verdict
from data.access.scope import cli_actor
from data.calendar import SHANGHAI
from data.catalogue.book import Catalogue, load_folder
from data.demo.coded import Coding, coded
from data.intake.container import Container
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.settings import RULE_BOOK, Settings
from data.store import migrate, rulebook
from data.store.engine import Store
from data.store.marks import set_mark
from data.vocabulary import Door, Outcome
from tests.databases import new_database, postgres_server

UNIT, PERIOD, NOW = "U16", "2023-06", datetime(2023, 7, 3, 9, tzinfo=SHANGHAI)
FLOOR, WARM_ROWS = 5.0, 20


def workbook(book: Catalogue, rows: int, path: Path) -> None:
    """All columns of the ledger, texts as shared strings, dates as date cells: what a unit would hand in."""
    ledger, cut_off = book.ledger("coding"), date(2023, 6, 30)
    found = coded(book, 1, Coding(UNIT, "房屋", (0, *[rows] * 12), rows)).columns
    constants = {"status": "已赋码", "coded_on": date(2023, 1, 16), "cut_off": cut_off, "owner": book.unit(UNIT).full_name}
    fields = [c.field for c in ledger.columns if c.field in found or c.field in constants]
    with xlsxwriter.Workbook(str(path)) as written:
        sheet, day = written.add_worksheet(ledger.name), written.add_format({"num_format": "yyyy-mm-dd"})
        for column, field in enumerate(fields):
            sheet.write(0, column, ledger.column(field).header)
            for row, value in enumerate(found.get(field, [constants.get(field)] * rows), 1):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write(row, column, value)


def ours(url: str, folder: Path, path: Path, warm: Path) -> dict[str, float]:
    """Take the file in a worker that is warm: its child has parsed before, its process has judged before."""
    settings = Settings(home=folder, database_url=url)
    store, container, seconds = Store.open(url), Container(settings), []
    migrate.upgrade(store)
    with store.write() as session:
        rulebook.adopt(session, load_folder(RULE_BOOK), "2023-01", "benchmark", NOW)
        set_mark(session, "home", "demo")
    doors = Doors(store, container, settings)
    take(doors, incoming(warm, dry_run=True), NOW)
    forget_peak()
    with timed(seconds):
        receipt = take(doors, incoming(path), NOW)
    assert receipt.outcome == Outcome.ACCEPTED and not receipt.findings, (receipt.sentence, receipt.findings[:3])
    found = {"seconds": seconds[0], "rows": receipt.rows["added"], "parent": peak_mb(), "child": max(peak_mb(pid) for pid in children())}
    container.close()
    store.close()
    return found


def incoming(path: Path, dry_run: bool = False) -> Incoming:
    return Incoming(path.read_bytes(), path.name, UNIT, Door.CLI, cli_actor("benchmark"), period=PERIOD, dry_run=dry_run)


def pandas_openpyxl(url: str, path: Path, warm: Path) -> dict[str, float]:
    """Read and store, nothing else; through the same engine. Without the words on codes it would make them numbers and fail on 21 digits."""
    store, seconds = Store.open(url), []
    codes = {c.header: str for c in load_folder(RULE_BOOK).ledger("coding").columns if c.type == "code"}
    _read_and_store(store, warm, "warm", codes)
    forget_peak()
    with timed(seconds):
        rows = _read_and_store(store, path, "ledger", codes)
    store.close()
    return {"seconds": seconds[0], "rows": rows, "parent": peak_mb(), "child": 0}


def _read_and_store(store: Store, path: Path, name: str, codes: dict[str, type]) -> int:
    frame = pd.read_excel(path, engine="openpyxl", dtype=codes)
    with store.engine.execution_options(writing=True).begin() as connection:
        frame.to_sql(name, connection, index=False)
    return len(frame)


@contextmanager
def databases(kind: str, folder: Path) -> Iterator:
    """A maker of empty databases."""
    if kind == "sqlite":
        yield lambda name: _sqlite(folder / f"{name}.db")
        return
    with postgres_server() as server:
        yield lambda _: new_database(server)


@contextmanager
def _sqlite(path: Path) -> Iterator[str]:
    yield f"sqlite:///{path}"
    path.unlink()


def compare(kind: str, folder: Path, rounds: int, files: tuple[Path, Path]) -> bool:
    found: dict[str, list[dict[str, float]]] = {"chengji": [], "pandas + openpyxl + to_sql": []}
    mine, theirs = found
    with databases(kind, folder) as new:
        for number in range(rounds):
            with new(f"ours-{number}") as url:
                found[mine].append(alone(ours, url, folder / f"home-{kind}-{number}", *files))
            with new(f"peer-{number}") as url:
                found[theirs].append(alone(pandas_openpyxl, url, *files))
    show(("path", "database", "rows", "seconds", "rows/s", "peak MB parent", "peak MB child"), [_line(name, kind, runs) for name, runs in found.items()])
    ratios = [peer["seconds"] / own["seconds"] for own, peer in zip(found[mine], found[theirs], strict=True)]
    return verdict(f"import, {kind}", median(ratios) >= FLOOR, f"{spread(ratios, 1)} times faster over {rounds} rounds, floor {FLOOR:g}")


def _line(name: str, kind: str, runs: list[dict[str, float]]) -> tuple:
    seconds, rows = [run["seconds"] for run in runs], runs[0]["rows"]
    return (name, kind, rows, spread(seconds), f"{rows / median(seconds):,.0f}", *(max(run[side] for run in runs) for side in ("parent", "child")))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=50_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, book = Path(name), load_folder(RULE_BOOK)
        files = folder / "编码赋码.xlsx", folder / "warm.xlsx"
        workbook(book, given.rows, files[0])
        workbook(book, WARM_ROWS, files[1])
        print(f"{given.rows} rows, {files[0].stat().st_size / 1e6:.1f} MB", flush=True)
        leave(*[compare(kind, folder, given.rounds, files) for kind in given.database or ("sqlite", "postgresql")])


if __name__ == "__main__":
    main()
