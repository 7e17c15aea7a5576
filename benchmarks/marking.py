"""The marked copy of a 50 000-row upload with 2 000 findings, against openpyxl that only opens and saves the file. Floor: fifteen times faster."""

import argparse
import sys
import tempfile
from importlib import import_module
from io import BytesIO
from pathlib import Path
from statistics import median
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import openpyxl

from benchmarks.measure import alone, forget_peak, leave, peak_mb, show, spread, timed, verdict
from data.catalogue.book import load_folder
from data.intake.annotate import annotated_copy
from data.intake.found import Found, letters
from data.settings import RULE_BOOK
from data.vocabulary import Quality, Severity

FLOOR, FINDINGS = 15.0, 2_000
workbook = import_module("benchmarks.import").workbook


def findings(sheet: str, rows: int, columns: int) -> list[Found]:
    """Spread over the whole sheet, every fourth on a cell behind the last column, which is empty."""
    places = [(2 + n * rows // FINDINGS, columns + 1 if n % 4 == 0 else 1 + n % columns) for n in range(FINDINGS)]
    return [Found(Severity.ERROR if n % 2 else Severity.WARNING, Quality.CONFORMITY, "measured", sheet, f"{letters(column)}{row}", row, "列", None, None,
                  f"第 {n + 1} 处问题，请改正") for n, (row, column) in enumerate(places)]


def ours(path: Path, rows: int, sheet: str, columns: int) -> dict[str, float]:
    content, found, seconds = path.read_bytes(), findings(sheet, rows, columns), []
    annotated_copy(content[:0], found[:1])  # what is loaded once is loaded
    forget_peak()
    with timed(seconds):
        copy = annotated_copy(content, found)
    assert _notes(copy) == FINDINGS and _untouched(content, copy), "the copy is not what it should be"
    return {"seconds": seconds[0], "peak": peak_mb(), "bytes": len(copy)}


def _notes(copy: bytes) -> int:
    with ZipFile(BytesIO(copy)) as archive:
        return sum(archive.read(name).count(b"<comment ") for name in archive.namelist() if "Notes" in name)


def _untouched(before: bytes, after: bytes) -> bool:
    """The shared strings of the unit's own file, byte for byte."""
    with ZipFile(BytesIO(before)) as one, ZipFile(BytesIO(after)) as other:
        return one.read("xl/sharedStrings.xml") == other.read("xl/sharedStrings.xml")


def open_and_save(path: Path, *_: object) -> dict[str, float]:
    seconds: list[float] = []
    forget_peak()
    with timed(seconds):
        out = BytesIO()
        openpyxl.load_workbook(path).save(out)
    return {"seconds": seconds[0], "peak": peak_mb(), "bytes": len(out.getvalue())}


def _line(name: str, rows: int, runs: list[dict[str, float]]) -> tuple:
    return name, rows, spread([run["seconds"] for run in runs]), max(run["peak"] for run in runs), f"{runs[0]['bytes'] / 1e6:.1f}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=50_000)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        path, book = Path(name) / "编码赋码.xlsx", load_folder(RULE_BOOK)
        workbook(book, given.rows, path)
        sheet = openpyxl.load_workbook(path, read_only=True).active
        known = path, given.rows, sheet.title, sheet.max_column
        runs = {"chengji, marked": [], "openpyxl, opened and saved": []}
        for _ in range(given.rounds):
            for found, side in zip(runs.values(), (ours, open_and_save), strict=True):
                found.append(alone(side, *known))
        show(("path", "rows", "seconds", "peak MB", "MB written"), [_line(name, given.rows, some) for name, some in runs.items()])
        mine, theirs = runs.values()
        ratios = [peer["seconds"] / own["seconds"] for own, peer in zip(mine, theirs, strict=True)]
        leave(verdict("marked copy", median(ratios) >= FLOOR, f"{spread(ratios, 1)} times faster over {given.rounds} rounds, floor {FLOOR:g}"))


if __name__ == "__main__":
    main()
