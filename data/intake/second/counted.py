"""What a counting pass finds in one worksheet."""

from dataclasses import dataclass, field


@dataclass
class Counted:
    """Filled cells, and the error values among them by (row, column), 1-based."""

    cells: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
