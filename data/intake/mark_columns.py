"""From the cells that a pass collected to the columns of a sheet."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from data.intake.cell_marks import BOOL, ERROR, ISO_DATE, NUMBER, SHARED, TEXT, Marks
from data.intake.grid import CellError, Column, Percent, Raw, Uncalculated, from_serial
from data.intake.package import DATE, PERCENT

_THREADS = 2
_WORTH = 20  # strings of the workbook for each cell of the column, up to which their table is faster
Group = tuple[np.ndarray, np.ndarray | pa.Array, Callable[[list[Any]], list[Raw]]]


@dataclass(frozen=True)
class Meaning:
    """What the numbers of cells stand for in one workbook."""

    strings: list[str]
    formats: np.ndarray
    is_1904: bool


def numbered(row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The row numbers that occur, in order, and the place of each cell's row among them; nearly every program writes them in order."""
    steps = np.diff(row)
    if not row.size or (steps < 0).any():
        return np.unique(row, return_inverse=True)
    is_first = np.concatenate([[True], steps > 0])
    return row[is_first], np.cumsum(is_first) - 1


def columns_of(marks: Marks, place: np.ndarray, rows: int, meaning: Meaning) -> dict[int, Column]:
    """One column for each column number, of so many rows; `place` says in which of them each cell stands."""
    if not len(marks):
        return {}
    order = np.argsort(marks.column.astype(np.uint16), kind="stable")  # 16 bits hold MAX_COLUMNS and are counted instead of compared
    sizes = np.bincount(marks.column)
    numbers = np.flatnonzero(sizes)
    parts = np.split(order, np.cumsum(sizes[numbers])[:-1])
    with ThreadPoolExecutor(_THREADS) as pool:  # telling texts apart does not need the interpreter
        return dict(zip(numbers.tolist(), pool.map(lambda chosen: _column(marks, place, chosen, rows, meaning), parts), strict=True))


def _column(marks: Marks, place: np.ndarray, chosen: np.ndarray, rows: int, meaning: Meaning) -> Column:
    codes = np.full(rows, -1, dtype=np.int32)
    values: list[Raw] = []
    for places, keys, make in _groups(marks, chosen, meaning):
        own, distinct = _distinct(keys, len(meaning.strings))
        codes[place[places]] = own + len(values)
        values += make(distinct)
    return Column(codes, values)


def _distinct(keys: np.ndarray | pa.Array, strings: int) -> tuple[np.ndarray, list[Any]]:
    """Places into the distinct keys. Numbers of shared strings are looked up in a table instead of being hashed, where it is not too large."""
    if isinstance(keys, pa.Array):
        found = keys.dictionary_encode()
        return found.indices.to_numpy(), _decoded(found.dictionary)
    if keys.dtype != np.int64 or strings > keys.size * _WORTH:
        codes, uniques = pd.factorize(keys)
        return codes, uniques.tolist()
    occurs = np.zeros(max(strings, 2), dtype=bool)
    occurs[keys] = True
    distinct = np.flatnonzero(occurs)
    if distinct.size == keys.size and (keys[1:] > keys[:-1]).all():
        return np.arange(keys.size), distinct.tolist()
    places = np.empty(occurs.size, dtype=np.int32)
    places[distinct] = np.arange(distinct.size)
    return places[keys], distinct.tolist()


def _decoded(texts: pa.Array) -> list[str]:
    """UTF-8 as texts; only files that were written wrongly hold single surrogates."""
    try:
        return texts.cast(pa.string()).to_numpy(zero_copy_only=False).tolist()
    except pa.ArrowInvalid:
        return [text.decode("utf-8", "surrogatepass") for text in texts.to_pylist()]


def _groups(marks: Marks, chosen: np.ndarray, meaning: Meaning) -> Iterator[Group]:
    """The cells of a column by kind: their places, what tells them apart, and how that becomes raw values."""
    kind = marks.kind[chosen]
    for one in np.flatnonzero(np.bincount(kind)).tolist():
        places = chosen[kind == one]
        if one == NUMBER:
            yield from _numbers(marks, places, meaning)
        elif one in (SHARED, BOOL):
            yield places, marks.number[places].astype(np.int64), _shared(meaning) if one == SHARED else _switches
        elif one in (TEXT, ERROR, ISO_DATE):
            # Texts in the sheet itself are repeated for every cell; once is enough.
            yield places, marks.texts.take(pa.array(marks.number[places].astype(np.int64))), _WORDS[one]
        else:
            yield places, np.zeros(places.size, dtype=np.int64), lambda _: [Uncalculated()]


def _numbers(marks: Marks, places: np.ndarray, meaning: Meaning) -> Iterator[Group]:
    formats = meaning.formats[np.minimum(marks.style[places], meaning.formats.size - 1)]
    for shape in np.flatnonzero(np.bincount(formats)).tolist():
        own = places[formats == shape]
        if shape == DATE:
            yield own, marks.number[own], lambda found: [from_serial(n, meaning.is_1904) for n in found]
        else:
            yield own, marks.number[own], _percents if shape == PERCENT else list


def _shared(meaning: Meaning) -> Callable[[list[int]], list[Raw]]:
    return lambda found: [meaning.strings[n] for n in found]


def _switches(found: list[int]) -> list[Raw]:
    return [bool(n) for n in found]


def _percents(found: list[float]) -> list[Raw]:
    return [Percent(n) for n in found]


def _iso(text: str) -> date | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


_WORDS: dict[int, Callable[[list[str]], list[Raw]]] = {
    TEXT: list,
    ERROR: lambda found: [CellError(text) for text in found],
    ISO_DATE: lambda found: [_iso(text) for text in found],
}
