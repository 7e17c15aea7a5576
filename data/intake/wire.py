"""Messages between the parent and the parsing child: a length, then the bytes."""

from collections.abc import Sequence
from typing import BinaryIO

PARSED, UNREADABLE, REFUSED = b"P", b"U", b"R"
TOLD = b"T"  # ahead of the answer: which ledger and month a large file seems to be
LENGTH = 8
MAX_MESSAGE = 8 * 1024**3


def write_message(outlet: BinaryIO, parts: Sequence[bytes | memoryview]) -> None:
    """One message in several parts: rows by the ten thousand are not copied to stand beside their header."""
    outlet.write(sum(map(len, parts)).to_bytes(LENGTH, "big"))
    for part in parts:
        outlet.write(part)
    outlet.flush()


def read_message(inlet: BinaryIO) -> bytes | None:
    """The next message; None when the other side is gone."""
    head = inlet.read(LENGTH)
    if len(head) < LENGTH:
        return None
    length = int.from_bytes(head, "big")
    message = inlet.read(length) if length <= MAX_MESSAGE else b""
    return message if len(message) == length else None
