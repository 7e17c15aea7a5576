"""Numbers, dates and moments as the user reads them; "—" for what does not apply."""

from datetime import datetime

from data.calendar import local

NONE = "—"


def moment(stored: datetime | None) -> str:
    """A stored naive-UTC moment as Shanghai wall time."""
    return local(stored).strftime("%Y-%m-%d %H:%M:%S") if stored else NONE


def size(count: int) -> str:
    for word in ("B", "KB", "MB", "GB"):
        if count < 1024 or word == "GB":
            return f"{count:.0f} {word}" if word == "B" else f"{count:.1f} {word}"
        count /= 1024
    return NONE
