"""Weave rows into the frame: its sheet is copied through, the prototype rows give way to the real ones, a few at a time."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.catalogue.ledger import Column
from data.intake.found import letters
from data.intake.template.cells import maker_of
from data.intake.template.prefill import Owner, Values

LONG_AGO = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
ROWS_AT_ONCE = 500
TABLE = "xl/worksheets/sheet1.xml"
_STYLE = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"/>')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def weave(frame: bytes, owner: Owner, rows: Iterable[Values], first: int, target: BinaryIO) -> int:
    """Write the workbook with its rows, the first of them in row `first`; how many they are."""
    with ZipFile(BytesIO(frame)) as made, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as out:
        count = 0
        for name in made.namelist():
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            with out.open(entry, "w", force_zip64=name == TABLE) as part:
                if name != TABLE:
                    part.write(made.read(name))
                    continue
                for piece, rows_in_piece in _pieces(made.read(name), owner, rows, first):
                    part.write(piece)
                    count += rows_in_piece
    return count


def _pieces(sheet: bytes, owner: Owner, rows: Iterable[Values], first: int) -> Iterator[tuple[bytes, int]]:
    """The sheet's XML around the rows, with how many rows each piece holds."""
    start, end = sheet.index(b'<row r="%d"' % first), sheet.index(b"</sheetData>")
    plain, quoted, *_ = (_STYLE.findall(row) for row in sheet[start:end].split(b"</row>"))
    styles = [(int(a), int(b)) for a, b in zip(plain, quoted, strict=True)]
    yield _DIMENSION.sub(b"", sheet[:start]), 0  # nobody knows yet how far it reaches; the part is optional
    names, written = [letters(n) for n in range(1, len(styles) + 1)], list[str]()
    for number, values in enumerate(_written(owner, rows, styles), first):
        cells = "".join([f'<c r="{name}{number}"{cell}' for name, cell in zip(names, values, strict=True) if cell])
        written.append(f'<row r="{number}">{cells}</row>')
        if len(written) == ROWS_AT_ONCE:
            yield "".join(written).encode(), len(written)
            written = []
    yield "".join(written).encode() + sheet[end:], len(written)


def _written(owner: Owner, rows: Iterable[Values], styles: list[tuple[int, int]]) -> Iterator[list[str]]:
    columns: list[Column] = owner.ledger.columns
    makers = [(column.field, maker_of(column, owner.book, style)) for column, style in zip(columns, styles, strict=True)]
    return ([make(values.get(name)) for name, make in makers] for values in rows)
