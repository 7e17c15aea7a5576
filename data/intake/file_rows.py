"""The rows of a parsed file as the checks and the acceptance see them: columns from Arrow, one row on demand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa

from data.catalogue.ledger import COMMON_FIELDS
from data.intake.found import Found
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
        self._columns: dict[str, list[Any]] = {name: table.column(name).to_pylist() for name in table.column_names}
        self._index = {key: n for n, key in enumerate(self._columns["key"])}
        self.layout = layout

    @property
    def hashes(self) -> dict[str, str]:
        return dict(zip(self._columns["key"], self._columns["hash"], strict=True))

    def __len__(self) -> int:
        return len(self._index)

    def __iter__(self) -> Iterator[FileRow]:
        return (self[key] for key in self._index)

    def __getitem__(self, key: str) -> FileRow:
        n, c = self._index[key], self._columns
        return FileRow(key, c["sheet"][n], c["row"][n], c["code"][n], {f: c[f][n] for f in COMMON_FIELDS}, orjson.loads(c["own_json"][n]))

    def values(self, key: str, source: int, disputed: bool) -> dict[str, Any]:
        """The stored values of a row, its own columns as JSON text."""
        n, c = self._index[key], self._columns
        found = {f: c[f][n] for f in (*COMMON_FIELDS, "kind", "on_date", "code_ok", "sheet", "row", "hash")}
        return {**found, "disputed": disputed, "source": source, "body": c["own_json"][n]}

    def cell(self, sheet: str, row: int, field: str) -> str | None:
        letters = self.layout.get(sheet, {}).get("columns", {}).get(field)
        return f"{letters}{row}" if letters else None

    def found(self, row: FileRow, field: str, severity: Severity, quality: Quality, rule: str, message: str) -> Found:
        """A finding on the cell of a field, with its header and value as the unit sees them."""
        value = row.value(field)
        header = self.layout.get(row.sheet, {}).get("headers", {}).get(field)
        shown = None if value is None else str(value)[:SHOWN_LENGTH]
        return Found(severity, quality, rule, row.sheet, self.cell(row.sheet, row.row, field), row.row, header, shown, row.key, message)
