"""Pure: 更新周期 — how long a data resource may stand still, and whether its last update was in time."""

from collections.abc import Mapping
from datetime import date, timedelta

# In days (示范设定); words that are not here promise nothing.
CYCLE_DAYS: Mapping[str, int] = {"实时": 1, "每日": 1, "每周": 7, "每月": 31, "每季度": 92, "每半年": 184, "每年": 366}


def oldest_update(cycle: str, end: date) -> date | None:
    """The earliest last update that is still in time on the month's last day; None for a cycle that promises nothing."""
    return end - timedelta(CYCLE_DAYS[cycle]) if cycle in CYCLE_DAYS else None


def updated_within_cycle(cycle: str | None, updated: date | None, end: date) -> bool:
    """On the month's last day the last update is no older than one cycle; without a promise or a date it is not in time."""
    oldest = oldest_update(cycle or "", end)
    return oldest is not None and updated is not None and updated >= oldest
