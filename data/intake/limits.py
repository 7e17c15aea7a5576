"""How much of the machine one file may take, by the size it declares when inflated."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """档 — one storey of files: up to which inflated size, with how much memory and time."""

    inflated: int
    memory: int
    cpu_seconds: int
    is_large: bool


SMALL = Limits(64 * MB, 1024 * MB, 20, False)
LARGE = Limits(1200 * MB, 4096 * MB, 120, True)
MAX_RATIO = 200
# Below this an entry may be as compressible as it likes: it cannot hurt.
RATIO_FREE = MB
MAX_ENTRIES = 2000
MAX_COLUMNS = 512


def limits_for(inflated: int) -> Limits | None:
    """None: too large for any storey."""
    return next((limits for limits in (SMALL, LARGE) if inflated <= limits.inflated), None)
