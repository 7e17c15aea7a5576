"""What every measurement shares: a process of its own for each side, peak memory, medians, one plain table."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

DATABASES = ("sqlite", "postgresql")


def alone(function: Callable, *arguments):
    """The answer of a function that runs in a fresh process: nothing of another side stays in its memory."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def peak_mb(pid: int | str = "self") -> int:
    """The most memory a process has held so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def forget_peak() -> None:
    """What this process held before does not count."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def children(pid: int | str = "self") -> list[int]:
    """Processes that a process started and that still live."""
    return [int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text(encoding="ascii").split()]


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Add the seconds of the block to the list."""
    begun = perf_counter()
    yield
    into.append(perf_counter() - begun)


def asked(words: str | None, keeps: bool = False, **numbers: int | tuple[int, ...]) -> argparse.Namespace:
    """What the command line asks for: whole numbers, one or several, with their defaults, the databases to measure, and where they may be kept."""
    parser = argparse.ArgumentParser(description=words)
    for name, value in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=value, nargs="+" if isinstance(value, tuple) else None)
    parser.add_argument("--database", choices=DATABASES, action="append")
    if keeps:
        parser.add_argument("--homes", type=Path, help="keep what is measured in this folder, and use it again")
    given = parser.parse_args()
    given.database = given.database or DATABASES
    return given


def spread(values: Sequence[float], digits: int = 2) -> str:
    """median [least, most]"""
    return f"{median(values):.{digits}f} [{min(values):.{digits}f}, {max(values):.{digits}f}]"


def show(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    lines = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(header))]
    for place, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if not place:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|", flush=True)


def verdict(name: str, is_met: bool, words: str) -> bool:
    print(f"{name}: {words} — {'met' if is_met else 'NOT MET'}  (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)", flush=True)
    return is_met


def leave(*kept: bool) -> None:
    """Exit 1 when a floor was missed."""
    sys.exit(0 if all(kept) else 1)
