"""指标值 — one figure: its parts, what was reported, its plan and light; every derived number comes from the parts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data.catalogue.indicator import Indicator
from data.rounding import plain, ratio
from data.vocabulary import FigureState, Light

GROUP = "@"  # a roll-up over a group of units is stored under @<group>


@dataclass(frozen=True, slots=True)
class Line:
    """The stored parts of a figure before it is held against its plan. unit '' = city, '@g' = group; region '' = all."""

    unit: str
    region: str
    state: FigureState
    why: str
    numerator: Decimal | None
    denominator: Decimal | None
    reported: Decimal | None
    submissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for one unit (None: city), region (None: all) and month. completion 1 = target reached."""

    indicator: str
    name: str
    unit_word: str
    unit: str | None
    region: str | None
    period: str
    state: FigureState
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    reported: Decimal | None
    discrepancy: Decimal | None
    target: Decimal | None
    planned: Decimal | None
    completion: Decimal | None
    gap_points: Decimal | None
    light: Light | None
    reason: str
    rule_version: int
    submissions: tuple[str, ...]
    doubt: str = ""  # 存疑: what lies outside the plausible values, said again in `reason`

    def as_json(self) -> dict[str, Any]:
        """The object `measure` prints, in the order of its description."""
        return {name: _json(getattr(self, name)) for name in JSON_FIELDS}


JSON_FIELDS = ("indicator", "unit", "region", "period", "state", "numerator", "denominator", "value", "reported", "discrepancy", "target",
               "planned", "completion", "gap_points", "light", "reason", "rule_version", "submissions")


def value_of(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """numerator, or numerator ÷ denominator, times the indicator's scale; None when there is nothing to divide by."""
    if numerator is None:
        return None
    if not indicator.is_ratio:
        return numerator * indicator.scale
    return None if not denominator else ratio(numerator * indicator.scale, denominator)


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return list(value) if isinstance(value, tuple) else value
