"""What a reader hands on: sheets of columns, each column as places in a list of its distinct raw values."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

MACHINE_ZERO = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as #REF!."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula without a stored result."""

    text: str = "公式"


@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell formatted as percent: 0.12 is shown as 12%."""

    value: float


# str, float, bool, date, datetime, time, timedelta, or one of the three above.
Raw = object


@dataclass
class Column:
    """列 — for each row of the sheet the place of its value in `values`; -1 where the cell is empty."""

    codes: np.ndarray
    values: list[Raw]

    def raw(self, place: int) -> Raw | None:
        code = self.codes[place]
        return None if code < 0 else self.values[code]

    def filled(self) -> np.ndarray:
        return self.codes >= 0


@dataclass
class Sheet:
    """工作表 — the rows that hold anything, by their numbers in the file, and the columns by 1-based number."""

    name: str
    rows: np.ndarray
    columns: dict[int, Column]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column

    @property
    def cells(self) -> int:
        return sum(int(column.filled().sum()) for column in self.columns.values())

    def row_values(self, place: int) -> dict[int, Raw]:
        """The filled cells of one row, by column number."""
        return {number: column.values[column.codes[place]] for number, column in self.columns.items() if column.codes[place] >= 0}


def plain_text(raw: Raw | None) -> str:
    """A value as one would type it: 12.0 is 12, a midnight is a day."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, Percent):
        return f"{plain_text(float(f'{raw.value * 100:.12g}'))}%"
    if isinstance(raw, (CellError, Uncalculated)):
        return raw.text
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ", "seconds")
    if isinstance(raw, (date, time)):
        return raw.isoformat()
    return str(raw)


def from_serial(serial: float, is_1904: bool) -> datetime | time | float:
    """The moment of an Excel serial, below 1 the time of a day; the float itself when it is none. Serial 60 is the 29 February 1900 that never was."""
    if 0 <= serial < 1:
        return (MACHINE_ZERO + timedelta(seconds=min(round(serial * 86400), 86399))).time()
    if is_1904:
        serial += 1462
    elif 1 <= serial < 60:
        serial += 1
    elif 60 <= serial < 61:
        return serial
    if not 0 <= serial < 2958466:
        return serial
    return MACHINE_ZERO + timedelta(seconds=round(serial * 86400))


def sheet_of_rows(name: str, table: list[list[Raw | None]], first_row: int = 1) -> Sheet:
    """A sheet out of dense rows of values, None for empty; rows without anything are left out."""
    places = [n for n, row in enumerate(table) if any(value is not None for value in row)]
    width = max((len(table[n]) for n in places), default=0)
    columns = {}
    for column in range(width):
        built = column_of([table[n][column] if column < len(table[n]) else None for n in places])
        if built is not None:
            columns[column + 1] = built
    return Sheet(name, np.array(places, dtype=np.int64) + first_row, columns)


def column_of(values: list[Raw | None]) -> Column | None:
    """A column out of its cells; None when all are empty. True and 1.0 stay two values."""
    keys = np.empty(len(values), dtype=object)
    keys[:] = [None if v is None else v if isinstance(v, str) else (type(v).__name__, v) for v in values]
    codes, uniques = pd.factorize(keys)
    if not len(uniques):
        return None
    return Column(codes.astype(np.int32), [u[1] if isinstance(u, tuple) else u for u in uniques])
