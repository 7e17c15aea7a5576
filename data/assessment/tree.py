"""The score tree as plain values: items of a unit, and the unit's total, rank and grade."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data.rounding import plain
from data.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class ItemScore:
    """考评项得分 — points and earned in points; earned None = 不涉及."""

    item: str
    name: str
    points: Decimal
    earned: Decimal | None
    rule: str
    reason: str
    inputs: list[dict[str, Any]]
    sources: list[dict[str, Any]]

    @property
    def applicable(self) -> bool:
        return self.earned is not None

    def as_json(self) -> dict[str, Any]:
        return {"item": self.item, "points": plain(self.points), "earned": plain(self.earned), "applicable": self.applicable, "rule": self.rule,
                "reason": self.reason, "inputs": self.inputs, "sources": self.sources}


@dataclass(frozen=True, slots=True)
class UnitScore:
    """考评得分 — one unit's month: total = Σ earned ÷ Σ applicable × 100, rounded once; the plain sum when all applies."""

    unit: str
    group: str
    period: str
    total: Decimal | None
    applicable: Decimal
    ranked: bool
    rank: int | None
    grade: Grade | None
    rule_version: int
    items: list[ItemScore]

    def as_json(self) -> dict[str, Any]:
        return {"unit": self.unit, "group": self.group, "period": self.period, "total": plain(self.total), "rank": self.rank,
                "grade": str(self.grade) if self.grade else None, "items": [i.as_json() for i in self.items]}
