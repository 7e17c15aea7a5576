"""A pass over blocks of sheet XML in the plain form that all spreadsheet programs write.

Whatever is not in the plain form gives None and is walked tag by tag instead (sheet_walk): never half understood.
"""

import numpy as np

from data.intake.cell_marks import ERROR, ISO_DATE, NUMBER, TEXT, Marks, empty
from data.intake.shared_strings import texts as clean_texts

_ZEROS = b"\0" * 16
_SHORTEST = len('<c r="A1"><f/></c>')


def scan_block(block: bytes) -> Marks | None:
    """The cells of whole rows of sheet XML; None when they are not in the plain form."""
    from data.intake import scan_bytes as compiled  # only the process that parses loads the compiler

    room = len(block) // _SHORTEST + 1
    cells, numbers, tally = np.empty((room, 8), dtype=np.int64), np.empty(room), np.array([0, len(block)])
    found = compiled.scan(np.frombuffer(block + _ZEROS, dtype=np.uint8), cells, numbers, tally)
    # The values are counted by another way, too: none may be overlooked.
    if found < 0 or tally[0] != block.count(b"</v>"):
        return None
    return _marks(block, cells[:found].T, numbers[:found]) if found else empty()


def _marks(block: bytes, cells: np.ndarray, numbers: np.ndarray) -> Marks:
    row, column, style, kind, _, _, start, end = cells
    elsewhere = np.flatnonzero(end)
    pieces = [block[a:b] for a, b in zip(start[elsewhere].tolist(), end[elsewhere].tolist(), strict=True)]
    long = kind[elsewhere] == NUMBER
    numbers[elsewhere[long]] = [float(piece) for piece, is_number in zip(pieces, long.tolist(), strict=True) if is_number]
    texts = clean_texts([piece for piece, is_number in zip(pieces, long.tolist(), strict=True) if not is_number])
    numbers[elsewhere[~long]] = np.arange(len(texts))
    assert np.isin(kind[elsewhere], (NUMBER, TEXT, ERROR, ISO_DATE)).all()
    return Marks(row.astype(np.int32), column.astype(np.int32), kind.astype(np.int8), style.astype(np.int32), numbers, texts)
