"""The workbook as bytes: with the hidden sheet that proves it, the same bytes for the same facts."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.reports.edition import written
from data.reports.paper import Paper
from data.reports.sheet import clean

PROOF = "_chengji"
Cells = dict[tuple[str, str], object]  # (sheet, A1) → value


def content(made: Paper) -> bytes:
    """The finished workbook of a paper."""
    e = made.view.edition
    _add_proof(made.book, {**written(e), "facts": facts_sha(cells_of(made.book))})
    return settled(made.book, e.made_at, made.view.book.city.office)


def write(made: Paper, path: Path) -> None:
    path.write_bytes(content(made))


def settled(book: Workbook, at: datetime, author: str) -> bytes:
    """Saved with fixed times, so that the same cells give the same bytes."""
    book.properties.creator, book.properties.created, book.properties.lastModifiedBy = author, at, author
    raw, out = BytesIO(), BytesIO()
    book.save(raw)
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":  # the writer puts the real time in
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, part)
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return out.getvalue()


def _add_proof(book: Workbook, texts: dict[str, str]) -> None:
    sheet = book.create_sheet(PROOF)
    sheet.sheet_state = "hidden"
    for row, (name, text) in enumerate(texts.items(), 1):
        for column, value in enumerate((name, text), 1):
            cell = sheet.cell(row, column, clean(value))
            cell.data_type = "s"


def proof_of(book: Workbook) -> dict[str, str] | None:
    """The hidden sheet's texts; None when the workbook is not one of ours."""
    if PROOF not in book.sheetnames:
        return None
    return {str(a): "" if b is None else str(b) for a, b in book[PROOF].iter_rows(max_col=2, values_only=True)}


def cells_of(book: Workbook) -> Cells:
    """Every filled cell but the proof's, as it would be read back."""
    return {(sheet.title, cell): value for sheet in book.worksheets if sheet.title != PROOF for cell, value in _filled(sheet)}


def _filled(sheet: Worksheet) -> Iterator[tuple[str, object]]:
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is not None and value != "":
                yield cell.coordinate, value.date().isoformat() if isinstance(value, datetime) else value


def facts_sha(cells: Cells) -> str:
    lines = sorted((sheet, cell, _text(value)) for (sheet, cell), value in cells.items())
    return sha256(orjson.dumps(lines)).hexdigest()


def _text(value: object) -> str:
    """Numbers alike whether written 5 or 5.0, dates as ISO."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(float(value))
    return str(value)


def same(one: object, other: object) -> bool:
    return _text(one) == _text(other)
