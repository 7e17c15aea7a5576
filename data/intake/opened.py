"""The rows that an accepted file opens: columns as the parser made them, a row put together only where one is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pyarrow as pa

from data.store.bulk import driver_values
from data.store.versions import COLUMNS

VALUES = tuple(c for c in COLUMNS if c not in {"unit", "ledger", "period_from", "opened_by"})
RowValues = tuple[Any, ...]  # one row: driver values in the order of VALUES; JSON and dates as text


class Opened(Mapping[str, RowValues]):
    """Key → row, in the order of the file. `table` has the columns VALUES."""

    def __init__(self, table: pa.Table) -> None:
        self.table, self._read = table, dict[str, list[Any]]()

    def column(self, name: str) -> list[Any]:
        if name not in self._read:
            self._read[name] = driver_values(self.table.column(name))
        return self._read[name]

    @cached_property
    def _index(self) -> dict[str, int]:
        return {key: n for n, key in enumerate(self.column("key"))}

    def __getitem__(self, key: str) -> RowValues:
        place = self._index[key]
        return tuple(self.column(name)[place] for name in VALUES)

    def __iter__(self) -> Iterator[str]:
        return iter(self.column("key"))

    def __len__(self) -> int:
        return self.table.num_rows

    def values(self) -> Iterator[RowValues]:  # type: ignore[override]
        """All rows, one after the other; nothing is read before the first is asked for."""
        yield from zip(*map(self.column, VALUES), strict=True)
