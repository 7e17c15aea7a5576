"""A 50 000-row coding ledger from file to figures, against three that do less of the same file.

pandas and openpyxl that check nothing (floor: five times faster), the same with a pydantic model a row (floor: eight times faster), and the
bare read by the fastest library (floor: at most four times as long).
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import fastexcel
import pandas as pd
import xlsxwriter
from pydantic import BaseModel, Field, create_model

from benchmarks.measure import alone, asked, children, forget_peak, leave, peak_mb, show, spread, timed, verdict
from data.access.scope import cli_actor
from data.calendar import SHANGHAI
from data.catalogue.book import Catalogue, load_folder
from data.catalogue.ledger import Column
from data.demo.coded import Coding, coded
from data.intake.container import Container
from data.intake.incoming import Incoming
from data.intake.parsed import Hints
from data.intake.take import Doors, take
from data.settings import RULE_BOOK, Settings
from data.store import migrate, rulebook
from data.store.engine import Store
from data.store.marks import set_mark
from data.vocabulary import Door, Outcome
from tests.databases import new_database, postgres_server

UNIT, PERIOD, NOW = "U16", "2023-06", datetime(2023, 7, 3, 9, tzinfo=SHANGHAI)
WARM_ROWS = 20
MINE, PLAIN, PYDANTIC, BARE = "chengji", "pandas + openpyxl + to_sql", "pandas + openpyxl + pydantic + to_sql", "fastexcel, bare read"
FLOORS = {PLAIN: 5.0, PYDANTIC: 8.0}  # times faster than it
BARE_CEILING = 4.0                    # times as long as it
KINDS = {"number": float, "integer": int, "percent": float, "degrees": float, "date": datetime, "switch": bool}


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


def incoming(path: Path, dry_run: bool = False, period: str = PERIOD) -> Incoming:
    return Incoming(path.read_bytes(), path.name, UNIT, Door.CLI, cli_actor("benchmark"), period=period, dry_run=dry_run)


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


def pandas_pydantic(url: str, path: Path, warm: Path) -> dict[str, float]:
    """The same with a model a row: types, choices, lengths and limits of the ledger, and nothing that looks at two cells."""
    store, seconds = Store.open(url), []
    ledger = load_folder(RULE_BOOK).ledger("coding")
    codes, model = {c.header: str for c in ledger.columns if c.type == "code"}, create_model("Row", **{c.field: _field(c) for c in ledger.columns})
    _read_and_store(store, warm, "warm", codes, model)
    forget_peak()
    with timed(seconds):
        rows = _read_and_store(store, path, "ledger", codes, model)
    store.close()
    return {"seconds": seconds[0], "rows": rows, "parent": peak_mb(), "child": 0}


def _field(column: Column) -> tuple[Any, Any]:
    kind: Any = Literal[tuple(column.choices)] if column.choices else KINDS.get(column.type, str)
    limits: dict[str, Any] = {"ge": column.minimum, "le": column.maximum} if column.type in ("number", "integer", "degrees") else {}
    if kind is str:
        limits["max_length"] = column.max_length
    wanted = Field(alias=column.header, **limits) if column.required else Field(None, alias=column.header, **limits)
    return (kind if column.required else kind | None), wanted


def bare_read(_url: str, path: Path, warm: Path) -> dict[str, float]:
    """The cells as Arrow, no types asked for, nothing stored."""
    seconds: list[float] = []
    for file, kept in ((warm, []), (path, seconds)):
        forget_peak()
        with timed(kept):
            rows = fastexcel.read_excel(file).load_sheet(0, dtypes="string").to_arrow().num_rows
    return {"seconds": seconds[0], "rows": rows, "parent": peak_mb(), "child": 0}


def child_start(settings: Settings, warm: Path) -> float:
    """Seconds until a parsing child that is not there yet has read a small file."""
    container, seconds = Container(settings), []
    with timed(seconds):
        container.parse(warm, Hints("coding", PERIOD, warm.name), load_folder(RULE_BOOK))
    container.close()
    return seconds[0]


def _read_and_store(store: Store, path: Path, name: str, codes: dict[str, type], model: type[BaseModel] | None = None) -> int:
    frame = pd.read_excel(path, engine="openpyxl", dtype=codes)
    if model is not None:
        frame = pd.DataFrame([model.model_validate(row).model_dump() for row in frame.astype(object).where(frame.notna(), None).to_dict("records")])
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
    path.unlink(missing_ok=True)  # a bare read stores nothing


SIDES = {MINE: ours, PLAIN: pandas_openpyxl, PYDANTIC: pandas_pydantic, BARE: bare_read}


def compare(kind: str, folder: Path, rounds: int, files: tuple[Path, Path]) -> bool:
    found: dict[str, list[dict[str, float]]] = {name: [] for name in SIDES}
    with databases(kind, folder) as new:
        for number in range(rounds):
            for name, side in SIDES.items():
                with new(f"{number}-{list(SIDES).index(name)}") as url:
                    own = (folder / f"home-{kind}-{number}",) if side is ours else ()
                    found[name].append(alone(side, url, *own, *files))
    show(("path", "database", "rows", "seconds", "rows/s", "peak MB parent", "peak MB child"), [_line(name, kind, runs) for name, runs in found.items()])
    faster = {name: _ratios(found[name], found[MINE]) for name in FLOORS}
    met = [verdict(f"import, {kind}, against {name}", median(ratios) >= FLOORS[name],
                   f"{spread(ratios, 1)} times faster over {rounds} rounds, floor {FLOORS[name]:g}") for name, ratios in faster.items()]
    longer = _ratios(found[MINE], found[BARE])
    return all([*met, verdict(f"import, {kind}, against {BARE}", median(longer) <= BARE_CEILING,
                              f"{spread(longer, 1)} times as long over {rounds} rounds, at most {BARE_CEILING:g}")])


def _ratios(above: list[dict[str, float]], below: list[dict[str, float]]) -> list[float]:
    return [one["seconds"] / other["seconds"] for one, other in zip(above, below, strict=True)]


def _line(name: str, kind: str, runs: list[dict[str, float]]) -> tuple:
    seconds, rows = [run["seconds"] for run in runs], runs[0]["rows"]
    return (name, kind, rows, spread(seconds), f"{rows / median(seconds):,.0f}", *(max(run[side] for run in runs) for side in ("parent", "child")))


def main() -> None:
    given = asked(__doc__, rows=50_000, rounds=3)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, book = Path(name), load_folder(RULE_BOOK)
        files = folder / "编码赋码.xlsx", folder / "warm.xlsx"
        workbook(book, given.rows, files[0])
        workbook(book, WARM_ROWS, files[1])
        start = child_start(Settings(home=folder / "start", database_url=""), files[1])
        print(f"{given.rows} rows, {files[0].stat().st_size / 1e6:.1f} MB; a parsing child starts and reads {WARM_ROWS} rows in {start:.2f} s", flush=True)
        leave(*[compare(kind, folder, given.rounds, files) for kind in given.database])


if __name__ == "__main__":
    main()
