"""Where in its file a problem between the files lies: the line of the item it names."""

import re
from collections.abc import Iterator
from typing import Any

from data.catalogue.book import Catalogue
from data.catalogue.text import Lines, read_text

_NAMED = re.compile(r"(?P<file>(?:\w+/)?\w+\.yaml)：(?P<said>(?P<kind>\S+) (?P<name>[^\s的]+).*)", re.DOTALL)
_NAMES = frozenset({"code", "field", "id", "level", "grade", "day", "name"})


def with_line(catalogue: Catalogue, problem: str) -> str:
    """The problem with the line of the item it names: of what stands twice the second; unchanged where it names none."""
    found = _NAMED.fullmatch(problem)
    if found is None or found["file"] not in catalogue.texts:
        return problem
    value, lines = read_text(catalogue.texts[found["file"]], found["file"])
    at = list(_lines_of(value, lines, (), found["name"]))
    if not at:
        return problem
    return f"{found['file']} 第 {at[-1] if found['said'].endswith('重复') else at[0]} 行：{found['said']}"


def _lines_of(value: Any, lines: Lines, path: tuple[str | int, ...], name: str) -> Iterator[int]:
    """Lines of the places a name is given at, from the top."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        if key in _NAMES and part == name:
            yield lines[*path, key]
        yield from _lines_of(part, lines, (*path, key), name)
