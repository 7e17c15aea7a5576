"""How many values a piece of sheet XML holds, found without reading it: what the scan found is held against it."""

# ruff: noqa: ANN001, ANN201  the compiler finds the types
from numba import types

from data.intake import xml_bytes as xml
from data.intake.compiled import kept
from data.intake.xml_bytes import starts, word

_END = word(b"</v>")


@kept(types.int64(types.Array(types.uint8, 1, "C", readonly=True)))
def values(b):
    """How many values end in these bytes, closed by zeros, whatever else they hold."""
    found = 0
    for p in range(b.size - _END.size):
        if b[p] == xml.LESS and starts(b, p, _END):
            found += 1
    return found
