"""A table as screens and sheets show it: typed columns, plain rows, one truth for both."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from data.rounding import plain
from data.vocabulary import Light

NONE = "—"  # does not apply; never 0, never blank
SHAPES = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.GREY: "○", Light.BLUE: "◆", Light.DONE: "✔"}

Kind = Literal["text", "words", "code", "number", "percent", "course", "date", "light"]
Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """`words` are sentences set flush left; `percent` always shows two decimals; in a `course` what is not known yet stays
    blank, for a chart would draw a dash as 0. Width in characters of a sheet."""

    key: str
    header: str
    kind: Kind = "text"
    width: float = 12


@dataclass(frozen=True)
class Table:
    """None stands for what does not apply. `counted` says what the numbers are counted in."""

    title: str
    columns: Sequence[Column]
    rows: list[list[Value]]
    counted: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Rows for a grid on the screen: numbers as numbers, dates as ISO text."""
        return [{c.key: _plain(v) for c, v in zip(self.columns, row, strict=True)} for row in self.rows]

    def values(self, key: str) -> list[Value]:
        at = [c.key for c in self.columns].index(key)
        return [row[at] for row in self.rows]


def lamp(light: Light | None, label: str = "") -> str:
    """A light as word and shape, readable without colour."""
    return NONE if light is None else f"{SHAPES[light]} {label or light.label}"


def light_of(text: str) -> Light | None:
    """The light a lamp() text shows."""
    return next((light for light, shape in SHAPES.items() if text.startswith(shape)), None)


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal) else value
