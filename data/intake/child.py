"""The contained process that parses: no database, no secrets, little memory, little time. Run as `python -m data.intake.child`."""

import ctypes
import gc
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import orjson

import data.intake.scan_bytes
import data.intake.value_count  # noqa: F401  both compiled or loaded now: that time is no file's
from data.catalogue.book import load_texts
from data.errors import GovernanceError, UnreadableFile
from data.intake.parse import parse
from data.intake.parsed import Hints, wire_parts
from data.intake.reference import Reference
from data.intake.wire import PARSED, REFUSED, TOLD, UNREADABLE, read_message, write_message

_MB = 1024 * 1024
_OPEN_FILES, _WRITTEN = 64, 16 * _MB
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_KEPT_BOOKS = 2
_LARGE_ANSWER = 4 * _MB  # rows of some ten thousand objects; taking memory anew for each small file would cost more than reading it


def leave_the_network() -> None:
    """A network namespace of its own, where the system allows it; a namespace needs no further set-up to be empty."""
    ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def give_back() -> None:
    """What one file took is not kept from the machine until the next one comes; other systems than glibc's do so by themselves."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN, _WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """So many seconds of CPU from now on; after that the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))


def serve(inlet: BinaryIO, outlet: BinaryIO, cpu_seconds: int) -> None:
    """Answer one order after another until the parent closes the pipe."""
    books: dict[str, Reference] = {}
    while (message := read_message(inlet)) is not None:
        limit_time(cpu_seconds)
        order = orjson.loads(message)
        try:
            parsed = parse(Path(order["path"]).read_bytes(), Hints(**order["hints"]), _reference(order, books),
                           lambda *what: write_message(outlet, [TOLD, orjson.dumps(what)]))
            answer = [PARSED, *wire_parts(parsed)]
        except UnreadableFile as refusal:
            answer = [UNREADABLE, refusal.sentence.encode()]
        except GovernanceError as refusal:
            answer = [REFUSED, refusal.sentence.encode()]
        write_message(outlet, answer)
        was_large = sum(map(len, answer)) > _LARGE_ANSWER
        del answer, message, order
        parsed = None
        gc.collect()
        if was_large:
            give_back()


def _reference(order: dict[str, Any], books: dict[str, Reference]) -> Reference:
    """The rule book of this version; its texts come with the first order that needs it."""
    if order["book"] not in books:
        while len(books) >= _KEPT_BOOKS:
            books.pop(next(iter(books)))
        books[order["book"]] = Reference(load_texts(order["texts"]), Path(order["folder"]))
        # Modules and rule book stay: the collection after each file need not walk them again.
        gc.freeze()
    return books[order["book"]]


def main() -> None:
    memory, cpu_seconds = int(sys.argv[1]), int(sys.argv[2])
    # What a library prints must not mix with the answers.
    outlet = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    leave_the_network()
    limit(memory)
    # Nothing here makes cycles worth looking for in the middle of a file.
    gc.disable()
    serve(sys.stdin.buffer, outlet, cpu_seconds)


if __name__ == "__main__":
    main()
