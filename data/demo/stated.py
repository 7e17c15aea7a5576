"""What a unit states for a ledger and month, before it is written down."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Columns = dict[str, list[Any]]


@dataclass
class Table:
    """一份台账 — what one unit states for one month; a mistake may be made in anything of it."""

    unit: str
    ledger: str
    period: str
    cut_off: date
    columns: Columns
    opening_on: date
    notes: dict[str, Any] = field(default_factory=dict)  # what a mistake does to the file around the rows

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))
