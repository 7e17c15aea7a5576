"""A pass over blocks of sheet XML in the plain form that all spreadsheet programs write.

Whatever is not in the plain form gives None and is walked tag by tag instead (sheet_walk): never half understood.
"""

from itertools import pairwise

import numpy as np
import pyarrow as pa

from data.errors import UnreadableFile
from data.intake.cell_marks import Marks, empty, packed
from data.intake.package import DAMAGED
from data.intake.shared_strings import texts as clean_texts

_ZEROS = b"\0" * 16
_SPECIAL = (b"&", b"_x", b"\r")
_SHORTEST = len('<c r="A1"><f/></c>')


def scan_block(block: bytes) -> Marks | None:
    """The cells of whole rows of sheet XML; None when they are not in the plain form."""
    from data.intake import scan_bytes as compiled  # only the process that parses loads the compiler
    from data.intake.value_count import values

    room, tally = len(block) // _SHORTEST + 1, np.array([0, len(block), 0])
    cells, numbers, texts, ends = np.empty((room, 8), dtype=np.int64), np.empty(room), np.empty(len(block), dtype=np.uint8), np.zeros(room + 1, dtype=np.int32)
    closed = np.frombuffer(block + _ZEROS, dtype=np.uint8)
    found = compiled.scan(closed, cells, numbers, tally, (texts, ends))
    # The values are counted by another way, too: none may be overlooked.
    if found < 0 or tally[0] != values(closed):
        return None
    return _marks(block, cells[:found].T, numbers[:found], _texts(texts, ends[:tally[2] + 1])) if found else empty()


def _marks(block: bytes, cells: np.ndarray, numbers: np.ndarray, texts: pa.Array) -> Marks:
    row, column, style, kind, _, _, start, end = cells
    for place in np.flatnonzero(end).tolist():  # numbers of more digits than the scan reads exactly
        numbers[place] = float(block[start[place]:end[place]])
    return Marks(row.astype(np.int32), column.astype(np.int32), kind.astype(np.int8), style.astype(np.int32), numbers, texts)


def _texts(packed_texts: np.ndarray, ends: np.ndarray) -> pa.Array:
    """The texts, which stand one behind the other; entities and the like are resolved where there are any."""
    content = packed_texts[:ends[-1]].tobytes()
    if any(sign in content for sign in _SPECIAL):
        places = ends.tolist()
        return packed(clean_texts([content[a:b] for a, b in pairwise(places)]))
    found = pa.Array.from_buffers(pa.binary(), ends.size - 1, [None, pa.py_buffer(ends.tobytes()), pa.py_buffer(content)])
    try:
        found.cast(pa.string())
    except pa.ArrowInvalid as broken:
        raise UnreadableFile(DAMAGED.format("文字编码")) from broken
    return found
