"""Numbers, dates and moments as the user reads them; "—" for what does not apply."""

from datetime import date, datetime
from decimal import Decimal

from data.calendar import local
from data.rounding import half_up

NONE = "—"
MINUS = "−"


def moment(stored: datetime | None) -> str:
    """A stored naive-UTC moment as Shanghai wall time."""
    return local(stored).strftime("%Y-%m-%d %H:%M:%S") if stored else NONE


def person(name: str | None) -> str:
    """Who acted, as people read it: the daily step is the system's, cli:name the command line's."""
    if not name:
        return NONE
    return "系统" if name in ("system", "schedule") else f"命令行（{name[4:]}）" if name.startswith("cli:") else name


def size(count: int) -> str:
    for word in ("B", "KB", "MB", "GB"):
        if count < 1024 or word == "GB":
            return f"{count:.0f} {word}" if word == "B" else f"{count:.1f} {word}"
        count /= 1024
    return NONE


def number(value: Decimal | float | None, places: int | None = None) -> str:
    """1,234.5: thousands set apart, at most two decimals or exactly `places`, a true minus sign."""
    if value is None:
        return NONE
    text = f"{half_up(value, 2 if places is None else places):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def amount(value: Decimal | float | None, unit_word: str) -> str:
    """A value in its unit: 86.5%, 1,064 根; ratios always with one decimal so that they stand in columns."""
    if value is None:
        return NONE
    return f"{number(value, 1)}%" if unit_word == "%" else f"{number(value)} {unit_word}"


def figure_number(value: Decimal | float | None, unit_word: str) -> str:
    """The same without the unit, for columns whose header or neighbour tells it."""
    return number(value, 1 if unit_word == "%" else None)


def plan_number(value: Decimal | float | None, unit_word: str, is_count: bool) -> str:
    """A planned value lies between whole objects; it is shown as they are counted."""
    return number(value, 0) if is_count else figure_number(value, unit_word)


def signed(value: Decimal | float | None, places: int = 1) -> str:
    """+3.2 or −3.2: what rounds to nothing has no sign."""
    if value is None:
        return NONE
    rounded = half_up(value, places)
    return f"+{rounded}" if rounded > 0 else number(abs(rounded) if rounded == 0 else rounded, places)


def day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else NONE


def short_day(value: date | None) -> str:
    return f"{value.month}月{value.day}日" if value else NONE


def month(period: str | None) -> str:
    return f"{int(period[:4])}年{int(period[5:])}月" if period else NONE
