"""Chinese words for days, months and figures as reasons of lights and refusals of orders say them."""

from datetime import date
from decimal import Decimal

from data.calendar import label
from data.plan.evidence import Evidence
from data.rounding import half_up


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def figure_words(value: Decimal | None) -> str:
    """At most two decimals, without trailing zeros; — when there is none."""
    if value is None:
        return "—"
    text = format(half_up(value), "f")
    return text.rstrip("0").rstrip(".")


def signed_words(points: Decimal) -> str:
    """进度差 with a true minus sign, two decimals; what rounds onto a boundary it has not reached is written out."""
    rounded = next((r for r in (half_up(points, places) for places in (2, 6)) if r == points or r != r.to_integral_value()), points)
    exact = format(rounded.normalize(), "f")
    return exact.replace("-", "−") if points < 0 else exact


def period_words(period: str) -> str:
    return label(period)


def shortfalls(found: tuple[Evidence, ...]) -> str:
    """What is lacking, indicator by indicator."""
    return "、".join(f"“{e.name}”核实{figure_words(e.value)}，目标{figure_words(e.target)}" for e in found if not e.is_met)
