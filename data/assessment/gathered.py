"""What an item is scored from: the inputs, where they come from, and whether the item applies at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from data import calendar
from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.catalogue.rules import Item
from data.indicators.figure import Figure
from data.intake.due import Expected
from data.plan.progress import TaskProgress
from data.rounding import plain
from data.store.tables import Submission
from data.vocabulary import Level

_OF_RECEIPT = select(Submission.id).where(Submission.receipt == bindparam("receipt"))


@dataclass(frozen=True)
class Case:
    """One unit in one month, with what is common to all its items. as_of: a Submission.seq, None = as known now."""

    session: Session
    catalogue: Catalogue
    unit: Unit
    period: str
    as_of: int | None
    figures: list[Figure]              # of this unit, whole unit (no region)
    expected: list[Expected]           # what this unit owes for the month
    states: list[TaskProgress]         # tasks this unit leads
    levels: dict[str, Level]           # led task → highest rung it reached in the month

    def submission_of(self, receipt: str) -> int | None:
        """The submission a receipt number stands for."""
        return self.session.scalar(_OF_RECEIPT, {"receipt": receipt})

    @cached_property
    def last_day(self) -> date:
        return calendar.last_day(self.period)

    @cached_property
    def first_day(self) -> date:
        return calendar.first_day(self.period)


@dataclass
class Gathered:
    """Inputs of one item. For proportional: `fraction` 0…1; for deduct_per: `deductions`; for steps, capped, manual: `amount`."""

    applicable: bool
    reason: str
    fraction: Decimal | None = None
    deductions: list[tuple[str, Decimal]] = field(default_factory=list)
    amount: Decimal | None = None
    inputs: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, value: Decimal | int | str | None, note: str = "") -> None:
        self.inputs.append({"name": name, "value": value if isinstance(value, str) else plain(value), "note": note})

    def cite(self, kind: str, number: str | int, label: str, sheet: str | None = None, cell: str | None = None) -> None:
        """A source one can open: a submission (with sheet and cell), a task, an order, an indicator."""
        self.sources.append({"kind": kind, "id": str(number), "label": label, "sheet": sheet, "cell": cell})


Gather = Callable[[Case, Item], Gathered]


def not_applicable(reason: str) -> Gathered:
    return Gathered(False, reason)
