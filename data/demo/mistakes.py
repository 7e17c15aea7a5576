"""The mistakes that real units make: each one named, with the rule that finds it and how it usually ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from data.demo.stated import Table

Cure = Literal["fix", "explain", "none"]  # sent again; explained on the page; nothing to do
Apply = Callable[["Hand"], None]


@dataclass(frozen=True)
class Mistake:
    """差错 — `rule` is the finding it must lead to."""

    name: str
    rule: str
    ledgers: tuple[str, ...]
    apply: Apply
    cure: Cure = "fix"
    units: tuple[str, ...] = ()  # only theirs are large or scattered enough to show it


@dataclass
class Hand:
    """A hand that slips over a table."""

    table: Table
    rng: np.random.Generator

    @property
    def columns(self) -> dict[str, list[Any]]:
        return self.table.columns

    def place(self, field: str | None = None) -> int:
        """Any row, where something is written if a field is named."""
        rows = [n for n in range(len(self.table)) if field is None or self.columns[field][n] is not None]
        return rows[int(self.rng.integers(0, len(rows)))] if rows else 0

    def put(self, place: int | None = None, **values: Any) -> None:
        """Write values into one row; a field that the unit does not fill gets its column."""
        at = self.place() if place is None else place
        for name, value in values.items():
            self.columns.setdefault(name, [None] * len(self.table))[at] = value

    def change(self, field: str, new: Callable[[Any], Any]) -> None:
        at = self.place(field)
        self.put(at, **{field: new(self.columns[field][at])})

    def note(self, **notes: Any) -> None:
        self.table.notes.update(notes)


def write(**values: Any) -> Apply:
    """A mistake that is wrong values in one row."""
    return lambda hand: hand.put(**values)


def note(**notes: Any) -> Apply:
    """A mistake around the rows."""
    return lambda hand: hand.note(**notes)


PLACED = ("pole", "station", "scene", "coding")
CODED = ("pole", "station", "coding")
EVERY = (*PLACED, "coding_baseline", "indicator_report", "task_report")
