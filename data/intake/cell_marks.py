"""What a pass over a sheet's XML collects of every cell that holds something."""

from dataclasses import dataclass, field

import numpy as np

# Kinds of stored cells.
SHARED, NUMBER, BOOL, ERROR, TEXT, UNCALCULATED, ISO_DATE = range(7)


@dataclass
class Marks:
    """Parallel arrays, one entry a non-empty cell. `number`: the value, or the place of a text: in the workbook's
    shared strings for SHARED, in `texts` for TEXT, ERROR and ISO_DATE."""

    row: np.ndarray
    column: np.ndarray
    kind: np.ndarray
    style: np.ndarray
    number: np.ndarray
    texts: list[str] = field(default_factory=list)

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
    texts: list[str] = []
    for block in blocks:
        own = block.kind >= ERROR
        own &= block.kind != UNCALCULATED
        if texts and own.any():
            block.number[own] += len(texts)
        texts += block.texts
    return Marks(*(np.concatenate([getattr(block, name) for block in blocks]) if blocks else np.zeros(0, kind)
                   for name, kind in zip(NAMES, TYPES, strict=True)), texts)
