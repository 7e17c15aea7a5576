"""One bad file: how its bytes are made, and what must come of it at every door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pytest

Spot = tuple[str, str | None, str | None]  # rule, sheet, A1 cell; the last two None where the whole sheet or file is meant

PAGE, INBOX, CLI = "page", "inbox", "cli"


@dataclass(frozen=True)
class Case:
    """坏文件 — `wrong`: every 强制 finding there may be; `doubts`: every 核实 one. `words`: what the one sentence of a refused file holds.

    Without any of the three nothing is wrong: the file says the same as what stands, and is `unchanged`.
    """

    name: str
    content: Callable[[], bytes]
    wrong: frozenset[Spot] = frozenset()
    doubts: frozenset[Spot] = frozenset()
    words: str = ""
    file_name: str = "上报.xlsx"
    at_page: str = ""  # words of the page's own refusal, where it does not even take the file
    not_at: dict[str, str] = field(default_factory=dict)  # door → why it cannot carry this case
    broken: str = ""  # what the product does instead, where it is known to be wrong

    @cached_property
    def bytes(self) -> bytes:
        return self.content()

    @property
    def outcome(self) -> str:
        return "rejected" if self.wrong or self.doubts or self.words else "unchanged"


def bad(name: str, content: Callable[[], bytes], *wrong: Spot, **more) -> Case:
    return Case(name, content, frozenset(wrong), **{key: frozenset(value) if key == "doubts" else value for key, value in more.items()})


def refused(name: str, content: Callable[[], bytes], words: str, **more) -> Case:
    """A file that cannot be read at all: one sentence."""
    return Case(name, content, frozenset({("file_readable", None, None)}), words=words, **more)


def fine(name: str, content: Callable[[], bytes], **more) -> Case:
    """It looks strange and says the same."""
    return Case(name, content, **more)


def each(cases: list[Case]) -> pytest.MarkDecorator:
    """The cases as parameters, those known to go wrong as strict expected failures."""
    marks = {True: lambda case: [pytest.mark.xfail(reason=case.broken, strict=True)], False: lambda _: []}
    return pytest.mark.parametrize("case", [pytest.param(one, id=one.name, marks=marks[bool(one.broken)](one)) for one in cases])
