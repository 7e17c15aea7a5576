"""Scoring shapes, pure: gathered inputs in, points out (half up to two places, never below 0 or above the item)."""

from decimal import Decimal
from typing import Any

from data.assessment.gathered import Gathered
from data.catalogue.rules import Item
from data.rounding import exact, half_up


def earned(item: Item, gathered: Gathered) -> Decimal | None:
    """Points of one item; None when it does not apply."""
    if not gathered.applicable:
        return None
    return half_up(min(item.points, max(Decimal(0), SHAPES[item.shape](item, gathered))))


def proportional(item: Item, gathered: Gathered) -> Decimal:
    """points × fraction, the fraction between 0 and 1."""
    return item.points * min(Decimal(1), max(Decimal(0), gathered.fraction or Decimal(0)))


def deduct_per(item: Item, gathered: Gathered) -> Decimal:
    """points less every deduction, down to zero (扣完为止)."""
    return item.points - sum((amount for _, amount in gathered.deductions), Decimal(0))


def steps(item: Item, gathered: Gathered) -> Decimal:
    """The points of the highest step reached; settings.steps: {threshold: points}."""
    written: dict[str, Any] = item.settings["steps"]
    reached = [exact(points) for at_least, points in written.items() if (gathered.amount or Decimal(0)) >= exact(at_least)]
    return max(reached, default=Decimal(0))


def capped(item: Item, gathered: Gathered) -> Decimal:
    """What was gathered, up to the item's points."""
    return gathered.amount or Decimal(0)


SHAPES = {"proportional": proportional, "deduct_per": deduct_per, "steps": steps, "capped": capped, "manual": capped}
