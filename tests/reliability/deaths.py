"""A process that dies by SIGKILL at one chosen point: a commit, a file opened, written through, renamed or removed, a file read."""

import os
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import orjson
from sqlalchemy import event
from sqlalchemy.orm import Session

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
RANDOM = re.compile(r"[0-9a-f]{32,}|(?<=incoming-)\w+|HZ\d+-\d+")  # names that differ from run to run
Point = tuple[str, int]  # what happens, and which time it does


class Points:
    """Counts what happens to a home, and dies the moment before the chosen time."""

    def __init__(self, home: Path, death: Point | None = None) -> None:
        self._home, self._death, self._lock = str(home) + os.sep, death, threading.Lock()
        self.seen: Counter[str] = Counter()

    def reach(self, label: str) -> None:
        with self._lock:
            self.seen[label] += 1
            if (label, self.seen[label]) == self._death:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """For the rest of this process: what Python is told of files, and every commit of a session before and after."""
        sys.addaudithook(self._heard)
        event.listen(Session, "before_commit", lambda _: self.reach("before a commit"))
        event.listen(Session, "after_commit", lambda _: self.reach("after a commit"))
        written = os.fsync

        def fsync(handle: int) -> None:
            self.reach(f"written through {self._named(os.readlink(f'/proc/self/fd/{handle}'))}")
            written(handle)

        os.fsync = fsync

    def _heard(self, name: str, told: tuple) -> None:
        if name == "open" and isinstance(told[2], int) and told[2] & WRITING:
            self._touched("open", told[0])
        elif name in ("os.rename", "os.remove"):
            self._touched(name, told[1 if name == "os.rename" else 0])

    def _touched(self, what: str, path: object) -> None:
        text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
        if text.startswith(self._home):
            self.reach(f"{what} {self._named(text)}")

    def _named(self, path: str) -> str:
        return RANDOM.sub("*", path.removeprefix(self._home))


def in_a_process_of_its_own(act: Callable[[], object]) -> tuple[int, bytes]:
    """Fork, act, end: the signal or code it ended by, and what it answered. Nothing it opened may be open before."""
    return ended(begun(act))


def begun(act: Callable[[], object]) -> tuple[int, int]:
    """A process that acts, and where its answer will stand."""
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(inlet)
            answer = orjson.dumps(act())
            with os.fdopen(outlet, "wb") as pipe:
                pipe.write(answer)
            code = 0
        finally:
            os._exit(code)
    os.close(outlet)
    return child, inlet


def ended(process: tuple[int, int]) -> tuple[int, bytes]:
    child, inlet = process
    with os.fdopen(inlet, "rb") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def points_of(act: Callable[[Points], object], home: Path) -> list[Point]:
    """Run once, counting: every point of the run with its number."""

    def counted() -> dict[str, int]:
        points = Points(home)
        points.watch()
        act(points)
        return dict(points.seen)

    code, said = in_a_process_of_its_own(counted)
    assert code == 0, f"the undisturbed run ended with {code}"
    return [(label, n + 1) for label, times in sorted(orjson.loads(said).items()) for n in range(times)]


def die_at(point: Point, act: Callable[[Points], object], home: Path) -> None:
    """Run once more, and die there."""

    def doomed() -> None:
        points = Points(home, point)
        points.watch()
        act(points)

    code, _ = in_a_process_of_its_own(doomed)
    assert code == -signal.SIGKILL, f"the run that should have died at {point} ended with {code}"
