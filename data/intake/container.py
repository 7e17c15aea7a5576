"""The parent of the parsing children: a few warm ones, replaced after many files or any failure."""

import fcntl
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import orjson

from data.catalogue.book import Catalogue
from data.errors import GovernanceError, UnreadableFile
from data.intake.limits import LARGE, SMALL, Limits, limits_for
from data.intake.parsed import Hints, Parsed, from_wire
from data.intake.wire import LENGTH, MAX_MESSAGE, PARSED, TOLD, UNREADABLE
from data.intake.zip_check import inflated_size
from data.settings import Settings

ROOT = Path(__file__).parents[2]
FILES_PER_CHILD, FILES_OF_NOTICE = 500, 20  # its successor begins so many files before, for importing takes a while
MOST_TOLD = 40  # characters of a ledger's code or of a month
Told = Callable[[str, str], None]
PIPE = 1 << 20  # bytes on their way from a child: rows by the ten thousand come in few pieces
WALL_PER_CPU = 3  # a busy machine may give a process a third of a core
KILLED = ("文件无法安全读取：解析超出了内存或时间限制，或文件内部结构异常；请用 WPS 或 Excel 打开原表，"
          "删除多余的空行、空列和格式，另存为 .xlsx 后重新报送")
TOO_LARGE = f"文件展开后超过 {LARGE.inflated // 1048576} MB 的上限；请按区或按批次拆成几个文件报送"
# Libraries that start threads of their own would take address space for each.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
                "MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system",
                # A large file is read in a gigabyte that is taken once, in large pages: by single pages that is a fifth of the time.
                "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold={8 << 30}:glibc.malloc.trim_threshold={8 << 30}"}


class _Gone(Exception):
    """The child died, was too slow, or spoke out of turn."""


class _Child:
    """One parsing process."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._known, self.files = limits, set[str](), 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "data.intake.child", str(limits.memory), str(limits.cpu_seconds)], cwd=ROOT, env=_ENVIRONMENT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, bufsize=0)
        assert self._process.stdout
        with suppress(OSError):  # a system may allow no more
            fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, PIPE)

    def ask(self, path: Path, hints: Hints, catalogue: Catalogue, folder: Path, told: Told) -> memoryview:
        order = {"path": str(path), "hints": hints, "book": catalogue.sha256, "folder": str(folder)}
        if catalogue.sha256 not in self._known:
            order["texts"] = dict(catalogue.texts)
        message = orjson.dumps(order)
        # Its first order finds a process that is still importing.
        end = time.monotonic() + self._limits.cpu_seconds * WALL_PER_CPU + (0 if self.files else 60)
        assert self._process.stdin
        try:
            self._process.stdin.write(len(message).to_bytes(LENGTH, "big") + message)
        except BrokenPipeError as gone:
            raise _Gone from gone
        answer = self._message(end)
        if answer[:1] == TOLD:  # once: a child that keeps telling is not listened to
            told(*_two_words(answer[1:]))
            answer = self._message(end)
        self._known = {catalogue.sha256}
        self.files += 1
        return answer

    def _message(self, end: float) -> memoryview:
        length = int.from_bytes(self._read(LENGTH, end), "big")
        if not 0 < length <= MAX_MESSAGE:
            raise _Gone
        return self._read(length, end)

    def _read(self, length: int, end: float) -> memoryview:
        """What a child says it will send takes room as it comes, not before."""
        assert self._process.stdout
        inlet, left = self._process.stdout.fileno(), (found := memoryview(np.empty(length, np.uint8)))
        while left:
            ready, _, _ = select.select([inlet], [], [], max(0.0, end - time.monotonic()))
            got = os.readv(inlet, [left]) if ready else 0
            if not got:
                raise _Gone
            left = left[got:]
        return found

    def close(self) -> None:
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.communicate()


def _two_words(message: memoryview) -> tuple[str, str]:
    """Ledger and month as a child may tell them: two short texts, whatever they say."""
    try:
        words = orjson.loads(message)
    except ValueError as spoilt:
        raise _Gone from spoilt
    match words:
        case [str(ledger), str(period)] if max(len(ledger), len(period)) <= MOST_TOLD:
            return ledger, period
    raise _Gone


class Container:
    """安全解析器 — safe to share between threads."""

    def __init__(self, settings: Settings, size: int = 2) -> None:
        self._settings, self._size, self._idle, self._spare = settings, size, list[_Child](), list[_Child]()
        self._places, self._lock, self._is_closed = threading.BoundedSemaphore(size), threading.Lock(), False

    def warm(self) -> None:
        """Have the children of small files begin to import before the first file comes."""
        with self._lock:
            self._idle += [_Child(SMALL) for _ in range(0 if self._idle or self._is_closed else self._size)]

    def parse(self, path: Path, hints: Hints, catalogue: Catalogue, told: Told = lambda _ledger, _period: None) -> Parsed:
        """The file as the child read it; UnreadableFile when it could not be read, or not safely. `told` hears of a large file before it is read."""
        limits = limits_for(inflated_size(path))
        if limits is None:
            raise UnreadableFile(TOO_LARGE)
        with self._child(limits) as child:
            answer = child.ask(path.absolute(), hints, catalogue, self._settings.catalogue, told)
        if answer[:1] == PARSED:
            return from_wire(answer[1:])
        sentence = bytes(answer[1:]).decode()
        raise UnreadableFile(sentence) if answer[:1] == UNREADABLE else GovernanceError(sentence)

    def close(self) -> None:
        with self._lock:
            self._is_closed, idle, self._idle, self._spare = True, [*self._idle, *self._spare], [], []
        for child in idle:
            child.close()

    @contextmanager
    def _child(self, limits: Limits) -> Iterator[_Child]:
        """A warm child for small files; one that has read nothing yet, alone on this machine, for a large one. A failed child is never used again."""
        with self._alone() if limits.is_large else self._places:
            child = self._warm(self._spare if limits.is_large else self._idle) or _Child(limits)
            try:
                yield child
            except _Gone as gone:
                child.close()
                raise UnreadableFile(KILLED) from gone
            except BaseException:
                child.close()
                raise
            self._give_back(child, limits)

    def _warm(self, waiting: list[_Child]) -> _Child | None:
        with self._lock:
            return waiting.pop() if waiting else None

    def _give_back(self, child: _Child, limits: Limits) -> None:
        with self._lock:
            if limits.is_large and not self._spare and not self._is_closed:
                self._spare.append(_Child(limits))  # whoever hands in one large ledger mostly hands in another
            if limits is SMALL and child.files < FILES_PER_CHILD and not self._is_closed:
                if child.files == FILES_PER_CHILD - FILES_OF_NOTICE:
                    self._idle.insert(0, _Child(SMALL))  # the last to be asked
                self._idle.append(child)
                return
        child.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One large file at a time, whichever worker of this machine has it."""
        self._settings.home.mkdir(parents=True, exist_ok=True)
        with (self._settings.home / "large-file.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
