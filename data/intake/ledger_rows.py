"""The typed rows of one file as the checks see them, and how a check says where something is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from data.catalogue.ledger import Ledger
from data.intake.body import Body
from data.intake.cells import read_column
from data.intake.found import Found, Verdict, letters
from data.intake.grid import plain_text
from data.intake.reference import Reference
from data.intake.typed import TypedColumn, empty_column
from data.vocabulary import Severity


@dataclass
class LedgerRows:
    """台账行 — typed columns by field, keys by row."""

    reference: Reference
    body: Body
    period: str | None
    columns: dict[str, TypedColumn] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    heads: dict[str, TypedColumn] = field(default_factory=dict)  # of code columns: region and class part, made when asked

    @classmethod
    def of(cls, reference: Reference, body: Body) -> "LedgerRows":
        columns = {name: read_column(body.ledger.column(name), column, reference.book) for name, column in body.columns.items()}
        return cls(reference, body, None, columns)

    @property
    def ledger(self) -> Ledger:
        return self.body.ledger

    def __len__(self) -> int:
        return len(self.body)

    def column(self, name: str) -> TypedColumn:
        """The typed column of a field; empty when the file does not have it."""
        return self.columns.get(name, self._empty)

    @cached_property
    def _empty(self) -> TypedColumn:
        return empty_column(len(self))

    def found(self, verdict: Verdict, name: str, places: Iterable[int] | np.ndarray) -> Iterator[Found]:
        """The verdict on the cell of a field in each of the rows."""
        raw = self.body.columns.get(name)
        for place in np.asarray(places).tolist():
            heading = self.body.headings[self.body.source[place]]
            number = int(self.body.row[place])
            column = heading.columns.get(name)
            value = None if raw is None or raw.codes[place] < 0 else plain_text(raw.raw(place))
            header = heading.written.get(name) or self.ledger.column(name).header
            one = verdict.at(heading.sheet.name, column or 1, number, header, value)
            yield replace(one, cell=one.cell if column else None, object_key=self.keys[place] if self.keys else None)

    def cell_findings(self) -> Iterator[Found]:
        """What typing said of single values: errors and doubts at each cell, notes once per value."""
        for name, column in self.columns.items():
            raw = self.body.columns[name]
            for place, verdict in column.verdicts.items():
                rows = np.flatnonzero(raw.codes == place)
                if verdict.rule == "percent_guise":
                    continue
                yield from self.found(verdict, name, rows[:1] if verdict.severity == Severity.INFO else rows)
            yield from self._of_column(name, column)

    def _of_column(self, name: str, column: TypedColumn) -> Iterator[Found]:
        """A verdict on the whole column is said once, at its header."""
        verdict = next((one for one in column.verdicts.values() if one.rule == "percent_guise"), None)
        if verdict:
            heading = next(one for one in self.body.headings if name in one.columns)
            yield verdict.at(heading.sheet.name, heading.columns[name], heading.last_row, heading.written[name], heading.written[name])

    def layout(self) -> dict[str, dict[str, Any]]:
        """Where each field stands in the file, for going back to the cell."""
        return {one.sheet.name: {"header_row": one.last_row, "columns": {name: letters(number) for name, number in one.columns.items()},
                                 "headers": one.written} for one in self.body.headings}
