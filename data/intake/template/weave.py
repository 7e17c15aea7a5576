"""Weave rows into the frame: its sheet is copied through, the prototype rows give way to the real ones, a few at a time."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from data.catalogue.ledger import Column
from data.intake.found import letters
from data.intake.template.cells import maker_of
from data.intake.template.look import LINE_HEIGHT, ROW_HEIGHT, places, width_of
from data.intake.template.prefill import Owner, Values

LEVEL = 2  # quick: a large ledger is mostly repetition
ROWS_AT_ONCE = 500
PADDING, TALLEST = 2, 400  # places between a text and its lines; points a row may have
TABLE = "xl/worksheets/sheet1.xml"
_STYLE = re.compile(rb'<c r="[A-Z]+\d+" s="(\d+)"/>')
_COLUMNS = re.compile(rb'max="\d+"(?=[^>]*/></cols>)')
LAST_COLUMN = 16_384
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def weave(frame: bytes, owner: Owner, rows: Iterable[Values], first: int, target: BinaryIO) -> int:
    """Write the workbook with its rows, the first of them in row `first`; how many they are."""
    with ZipFile(BytesIO(frame)) as made, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as out:
        count = 0
        for name in made.namelist():
            with out.open(name, "w", force_zip64=name == TABLE) as part:  # by its name alone an entry is dated 1980
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
    # Nobody knows yet how far the sheet reaches; the part is optional. A row is deleted only if all of it is open: the last style is that of all
    # columns that follow, which the writer would keep one by one.
    yield _COLUMNS.sub(b'max="%d"' % LAST_COLUMN, _DIMENSION.sub(b"", sheet[:start])), 0
    names, written = [letters(n) for n in range(1, len(styles) + 1)], list[str]()
    for number, (cells, height) in enumerate(_written(owner, rows, styles), first):
        line = "".join([f'<c r="{name}{number}"{cell}' for name, cell in zip(names, cells, strict=True) if cell])
        written.append(f'<row r="{number}" ht="{height}">{line}</row>')
        if len(written) == ROWS_AT_ONCE:
            yield "".join(written).encode(), len(written)
            written = []
    yield "".join(written).encode() + sheet[end:], len(written)


def _written(owner: Owner, rows: Iterable[Values], styles: list[tuple[int, int]]) -> Iterator[tuple[list[str], int]]:
    """The cells of each row, and how tall it must be for its longest text."""
    columns: list[Column] = owner.ledger.columns
    makers = [(column.field, maker_of(column, owner.book, style)) for column, style in zip(columns, styles, strict=True)]
    wrapped = [(column.field, width_of(column, column.header) - PADDING) for column in columns if column.type == "text"]
    for values in rows:
        long = ((words, width) for name, width in wrapped if type(words := values.get(name)) is str and 2 * len(words) > width)
        lines = max((1 + int(places(words) / width) for words, width in long), default=1)
        yield [make(values.get(name)) for name, make in makers], min(TALLEST, max(ROW_HEIGHT, LINE_HEIGHT * lines + 6))
