"""What a workbook is asked for, and what it answers: a titled table with the lines above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.access.scope import Actor

MOST = 10_000  # rows of one workbook; what is left out is said


@dataclass(frozen=True)
class Ask:
    """Who asks for which month and thing on which day; `words` are the filters of the page."""

    actor: Actor
    period: str
    subject: str
    today: date
    words: Mapping[str, str] = field(default_factory=dict)
    limit: int = MOST  # rows of a table that is written while it is read
    looks_back: bool = False  # `today` is an earlier day, and the session shows what was known on it

    def word(self, name: str) -> str:
        return self.words.get(name, "")


@dataclass(frozen=True)
class Exported:
    """A titled table; `is_of_month` asks for the month's lines above it, `notes` for others. `is_long`: its rows are read while they are written."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()
    is_of_month: bool = True
    is_long: bool = False


def cut(rows: Sequence[Any]) -> list[str]:
    """The line that says that there is more."""
    return [f"只列最近的 {MOST} 行，请缩小筛选范围。"] if len(rows) >= MOST else []
