"""supervision.yaml and rubric.yaml: lights, ladder, limits, holidays; blocks, items, grades."""

from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from data.catalogue.base import Number, Part, Switch
from data.vocabulary import Grade, Level, Role


class LightRules(Part):
    """Boundaries belong to yellow: −30 ≤ gap ≤ −10 and overdue 1–7 days (DESIGN §5)."""

    yellow_gap: Number = Number(-10)
    red_gap: Number = Number(-30)
    yellow_days: int = 7
    yellow_months: int = 2
    remind_working_days: int = 3


class Rung(Part):
    """One rung of the ladder: from how many days overdue, and what it costs in the 亮灯 item."""

    level: Level
    from_days: int | None = None
    deduction: Number = Number(0)
    confirmed_by: Role | None = None   # None: goes out by itself


class Limits(Part):
    acknowledge_working_days: int = 1
    answer_working_days: int = 3
    review_working_days: int = 2
    explanation_months: int = 3        # how long the word on a 核实 finding is remembered
    lock_working_days: int | None = Field(default=None, ge=1, le=1000)  # after the deadline; then only by exception. None: never
    due_days: dict[str, int]           # by DueClass


class Holiday(Part):
    day: date
    working: Switch
    name: str
    source: str


class Supervision(Part):
    lights: LightRules = LightRules()
    ladder: list[Rung]
    limits: Limits
    holidays: list[Holiday] = []

    @cached_property
    def exceptions(self) -> dict[date, bool]:
        return {h.day: h.working for h in self.holidays}

    def is_tentative(self, day: date) -> bool:
        """暂估: no holidays were published for that year."""
        return all(h.day.year != day.year for h in self.holidays)


class Item(Part):
    """考评项 — points, shape, the named input it is computed from, and the shape's own settings."""

    code: str
    name: str
    points: Number
    shape: Literal["proportional", "steps", "deduct_per", "capped", "manual"]
    input: str                          # name of the pure gathering function; "none" = not fed in this city
    settings: dict[str, Any] = {}
    rule: str                           # the sentence of the 办法


class Block(Part):
    code: str
    name: str
    items: list[Item]


class Veto(Part):
    """一票 — what caps the month whatever was earned."""

    code: str
    name: str
    input: str
    settings: dict[str, Any] = {}
    score_at_most: Number
    grade_at_most: Grade
    rule: str


class GradeBand(Part):
    grade: Grade
    at_least: Number


class Rubric(Part):
    title: str
    blocks: list[Block]
    bonus: list[Item] = []             # 加分: on top of the 100 points, up to the cap
    bonus_cap: Number = Number(5)
    vetoes: list[Veto] = []
    minimum_applicable: Number = Number(60)
    grades: list[GradeBand]
    comment_working_days: int = 3
    review_working_days: int = 5

    @property
    def items(self) -> list[Item]:
        return [item for block in self.blocks for item in block.items]
