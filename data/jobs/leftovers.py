"""What a process that died left half-written: it lies under names of its own, and goes when it is surely nobody's any more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from data.settings import Settings
from data.store.contents import INCOMING, PART

NOBODYS_AFTER = timedelta(hours=1)
PLACES = (f"*/{INCOMING}*", f"{PART}*", f"inbox/*/*/{PART}*")


def half_written(settings: Settings) -> Iterator[Path]:
    """Files of the home that are not yet whole: being written, or never finished."""
    return (path for pattern in PLACES for path in settings.home.glob(pattern) if path.is_file() and not path.is_symlink())


def clear(settings: Settings, now: datetime) -> list[Path]:
    """Remove what has not grown for an hour."""
    old = [path for path in half_written(settings) if path.stat().st_mtime < (now - NOBODYS_AFTER).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return old
