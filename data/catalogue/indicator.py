"""indicators.yaml: what is counted, against what, with which targets and plan points."""

from datetime import date
from typing import Literal

from pydantic import Field

from data.catalogue.base import Number, Part, Switch
from data.catalogue.filters import Where
from data.vocabulary import Direction

# Named pure functions that an aggregate may refer to, with the columns they read; each is written in data/indicators/row_checks.py.
ROW_CHECKS = {"updated_within_cycle": ("update_cycle", "updated_on")}


class Aggregate(Part):
    """count, count_distinct or sum over the counted rows of a ledger; or a statistic of the region."""

    aggregate: Literal["count", "count_distinct", "sum", "statistic"]
    ledger: str | None = None
    field: str | None = None           # for count_distinct and sum; for statistic, its name
    where: Where | None = None
    check: str | None = None           # a named pure function that must hold too: one of ROW_CHECKS


class PlanPoint(Part):
    """What is due on a day: `all` for every unit and the city (ratios), or city and units apart (amounts)."""

    on: date
    milestone: str | None = None       # a phase code: then the value is a target
    all: Number | None = None
    city: Number | None = None
    units: dict[str, Number] = {}


class Reference(Part):
    value: Number
    label: str
    source: str


class Indicator(Part):
    """指标 — value = numerator, or numerator ÷ denominator × scale (100 for percent)."""

    code: str
    name: str
    unit: str
    direction: Direction = Direction.UP
    definition: str
    system: str
    numerator: Aggregate
    denominator: Aggregate | None = None
    scale: Number = Number(1)
    start: PlanPoint | None = None     # (day, baseline) the planned curve begins at
    points: list[PlanPoint] = []       # no points: followed, but not planned
    applies_to: list[str] = []         # units; empty: those that owe the numerator's ledger
    reported: Switch = False            # has a counterpart in 指标月报
    coding: Switch = False              # belongs to the coding item of the rubric
    pilot: Switch = False               # 试行: planned and lit like any other, but no item of the rubric counts it yet
    minimum: Number | None = None       # plausible values
    maximum: Number | None = None
    reference: list[Reference] = []
    source: str = Field(default="示范设定")
    clause: str | None = None

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None
