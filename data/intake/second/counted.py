"""What a counting pass finds in one worksheet."""

from dataclasses import dataclass, field


@dataclass
class Counted:
    """Filled cells, and by (row, column), 1-based, the error values among them and those whose number is shown as percent."""

    cells: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)


# [MS-XLS] 2.5.10 BErr and [MS-XLSB] 2.5.97.2 number them alike.
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def error_text(code: int) -> str:
    """An error value as it is shown; one of a later version by its number."""
    return _ERRORS.get(code, f"#ERR{code}")
