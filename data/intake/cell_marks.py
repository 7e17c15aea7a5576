"""What a pass over a sheet's XML collects of every cell that holds something."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

# Kinds of stored cells.
SHARED, NUMBER, BOOL, ERROR, TEXT, UNCALCULATED, ISO_DATE = range(7)


def packed(texts: list[str]) -> pa.Array:
    return pa.array([text.encode("utf-8", "surrogatepass") for text in texts], pa.binary())


@dataclass
class Marks:
    """Parallel arrays, one entry a non-empty cell. `number`: the value, or the place of a text: in the workbook's
    shared strings for SHARED, in `texts` (UTF-8, single surrogates let through) for TEXT, ERROR and ISO_DATE."""

    row: np.ndarray
    column: np.ndarray
    kind: np.ndarray
    style: np.ndarray
    number: np.ndarray
    texts: pa.Array = field(default_factory=lambda: packed([]))

    def __len__(self) -> int:
        return self.row.size


NAMES = ("row", "column", "kind", "style", "number")
TYPES = (np.int32, np.int32, np.int8, np.int32, np.float64)


def empty() -> Marks:
    return Marks(*(np.zeros(0, dtype=kind) for kind in TYPES))


def joined(blocks: list[Marks]) -> Marks:
    """The blocks of one sheet as one; places of texts move with their list."""
    if len(blocks) == 1:
        return blocks[0]
    behind = 0
    for block in blocks:
        own = block.kind >= ERROR
        own &= block.kind != UNCALCULATED
        if behind and own.any():
            block.number[own] += behind
        behind += len(block.texts)
    return Marks(*(np.concatenate([getattr(block, name) for block in blocks]) if blocks else np.zeros(0, kind)
                   for name, kind in zip(NAMES, TYPES, strict=True)),
                 pa.concat_arrays([block.texts for block in blocks]) if blocks else packed([]))
