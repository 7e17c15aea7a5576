"""A large sheet is scanned by two processes, each every second block of rows: half the time where a second core is idle."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
import orjson

from data.intake.cell_marks import NAMES, TYPES, Marks
from data.intake.wire import read_message, write_message


@dataclass
class Share:
    """What was found in every n-th block: its cells block by block, and the hidden rows."""

    blocks: list[Marks] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    tail: bytes = b""  # what follows the rows; it stays where it was read


Answer = Callable[[], Share | None]


@contextmanager
def elsewhere(work: Callable[[], Share | None]) -> Iterator[Answer]:
    """Do this work in a process of its own meanwhile. Its answer may be asked for once, inside the block; ConnectionError: there is none.

    The process is a copy of this one, under the same limits of memory and time, and ends with the block at the latest.
    """
    inlet, outlet = os.pipe()
    try:
        process = os.fork()
    except OSError as refused:
        os.close(inlet), os.close(outlet)
        raise ConnectionError from refused
    if not process:
        os.close(inlet)
        _work_and_end(work, outlet)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as stream:
        try:
            yield lambda: _received(stream)
        finally:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _work_and_end(work: Callable[[], Share | None], outlet: int) -> None:
    """Whatever happens, the copy never returns into what its parent was doing; what failed is found out by the silence."""
    try:
        with os.fdopen(outlet, "wb") as stream:
            _send(stream, work())
    finally:
        os._exit(0)


def _send(outlet: BinaryIO, share: Share | None) -> None:
    if share is None:
        write_message(outlet, orjson.dumps(None))
        return
    head = {"sizes": [len(marks) for marks in share.blocks], "texts": [marks.texts for marks in share.blocks], "hidden": sorted(share.hidden)}
    write_message(outlet, orjson.dumps(head))
    write_message(outlet, b"".join(getattr(marks, name).astype(kind, copy=False).tobytes()
                                   for marks in share.blocks for name, kind in zip(NAMES, TYPES, strict=True)))


def _received(inlet: BinaryIO) -> Share | None:
    message = read_message(inlet)
    if message is None:
        raise ConnectionError
    head = orjson.loads(message)
    if head is None:
        return None
    arrays = read_message(inlet)
    if arrays is None:
        raise ConnectionError
    return Share(list(_blocks(bytearray(arrays), head)), set(head["hidden"]))


def _blocks(arrays: bytearray, head: dict[str, list]) -> Iterator[Marks]:
    place = 0
    for size, texts in zip(head["sizes"], head["texts"], strict=True):
        columns = []
        for kind in TYPES:
            columns.append(np.frombuffer(arrays, kind, size, place))
            place += size * np.dtype(kind).itemsize
        yield Marks(*columns, texts)
