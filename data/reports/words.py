"""Numbers and dates as the sentences of a paper write them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from data.calendar import local
from data.rounding import half_up


def number(value: Decimal | int | None) -> str:
    """At most two decimals, a true minus sign; — for what does not apply."""
    if value is None:
        return "—"
    text = f"{half_up(value):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def moment(stored: datetime | None) -> str:
    """A stored moment as Shanghai wall time."""
    if stored is None:
        return "—"
    shown = local(stored)
    return f"{day(shown.date())} {shown:%H:%M}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """甲、乙、丙等5家: at most so many by name."""
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等 {len(names)} 家"
