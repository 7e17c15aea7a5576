"""Ranking within a group and grades, pure: equal scores share a rank (1, 1, 3); too few applicable points are listed apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.catalogue.rules import GradeBand
from data.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's place: `ranked` False means listed without a rank."""

    unit: str
    group: str
    total: Decimal | None
    ranked: bool


def ranks(standings: Sequence[Standing]) -> dict[str, int]:
    """unit → rank within its group, 1 for the highest total."""
    found: dict[str, int] = {}
    for group in {s.group for s in standings}:
        totals = [s.total for s in standings if s.group == group and s.ranked and s.total is not None]
        found |= {s.unit: 1 + sum(t > s.total for t in totals) for s in standings if s.group == group and s.ranked and s.total is not None}
    return found


def grade(total: Decimal | None, bands: Sequence[GradeBand]) -> Grade | None:
    """The highest band whose floor the total reaches; None without a total."""
    if total is None:
        return None
    reached = [band for band in bands if total >= band.at_least]
    return Grade(max(reached, key=lambda band: band.at_least).grade) if reached else None
