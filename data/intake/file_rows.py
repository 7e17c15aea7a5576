"""The rows of a parsed file as the checks and the acceptance see them: columns from Arrow, one row on demand."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from data.catalogue.ledger import COMMON_FIELDS
from data.intake.found import Found
from data.intake.opened import VALUES, Opened
from data.store.bulk import driver_values
from data.vocabulary import Quality, Severity

SHOWN_LENGTH = 40  # characters of a wrong value that a message repeats
Layout = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: where it stands in the file, its key and code, and its own columns."""

    key: str
    sheet: str
    row: int
    code: str | None
    common: dict[str, Any]
    body: dict[str, Any]

    def value(self, field: str) -> Any:
        return self.common.get(field) if field in COMMON_FIELDS else self.body.get(field)


class FileRows:
    """The table of a parsed file, by key."""

    def __init__(self, table: pa.Table, layout: Layout) -> None:
        self._table, self.layout = table, layout
        self._keys = driver_values(table.column("key"))
        self._index = {key: n for n, key in enumerate(self._keys)}

    @cached_property
    def _columns(self) -> dict[str, list[Any]]:
        """Asked for by files with findings or rules that compare; most months need only what changed."""
        return {name: driver_values(self._table.column(name)) for name in self._table.column_names}

    @cached_property
    def hashes(self) -> dict[str, str]:
        return dict(zip(self._keys, driver_values(self._table.column("hash")), strict=True))

    def __len__(self) -> int:
        return len(self._index)

    def __iter__(self) -> Iterator[FileRow]:
        return (self[key] for key in self._index)

    def __getitem__(self, key: str) -> FileRow:
        n, c = self._index[key], self._columns
        return FileRow(key, c["sheet"][n], c["row"][n], c["code"][n], {f: c[f][n] for f in COMMON_FIELDS}, orjson.loads(c["own_json"][n]))

    def codes(self, keys: Sequence[str]) -> dict[str, str]:
        """Code → key of those rows that have a code."""
        return {code: key for key, code in zip(keys, driver_values(self._rows(keys).column("code")), strict=True) if code}

    def opened(self, keys: Sequence[str], source: int, disputed: Collection[str]) -> Opened:
        """The rows of these keys as they will be stored."""
        rows, n = self._rows(keys), len(keys)
        claimed = pa.array([key in disputed for key in keys], pa.bool_()) if disputed else pa.repeat(False, n)
        known = {"source": pa.repeat(source, n), "disputed": claimed, "body": rows.column("own_json")}
        return Opened(pa.table({name: known[name] if name in known else rows.column(name) for name in VALUES}))

    def _rows(self, keys: Sequence[str]) -> pa.Table:
        """The rows of these keys, in their order."""
        places = np.fromiter(map(self._index.__getitem__, keys), dtype=np.int64, count=len(keys))
        is_whole = len(places) == self._table.num_rows and bool((places == np.arange(len(places))).all())
        return self._table if is_whole else self._table.take(pa.array(places))

    def cell(self, sheet: str, row: int, field: str) -> str | None:
        letters = self.layout.get(sheet, {}).get("columns", {}).get(field)
        return f"{letters}{row}" if letters else None

    def found(self, row: FileRow, field: str, severity: Severity, quality: Quality, rule: str, message: str) -> Found:
        """A finding on the cell of a field, with its header and value as the unit sees them."""
        value = row.value(field)
        header = self.layout.get(row.sheet, {}).get("headers", {}).get(field)
        shown = None if value is None else str(value)[:SHOWN_LENGTH]
        return Found(severity, quality, rule, row.sheet, self.cell(row.sheet, row.row, field), row.row, header, shown, row.key, message)
