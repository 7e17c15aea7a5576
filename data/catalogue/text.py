"""YAML as text only: every scalar stays a string, duplicate keys are refused, every value remembers its line."""

from functools import lru_cache
from typing import Any

import yaml

from data.errors import CatalogueError

Path = tuple[str | int, ...]
Lines = dict[Path, int]


# libyaml where the package brings it: some ten times faster, and a rule book is read by every process that starts.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=64)
def read_text(source: str, file: str) -> tuple[Any, Lines]:
    """The value of a YAML text and the 1-based line of each place in it; kept, so nobody may change it."""
    try:
        node = yaml.compose(source, Loader=_LOADER)
    except yaml.reader.ReaderError as problem:
        line = source.count("\n", 0, problem.position) + 1
        raise CatalogueError(f"{file} 第 {line} 行：有不可见的控制字符，请删去") from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise CatalogueError(f"{file} 第 {line} 行：不是有效的 YAML（{problem.problem}）") from problem
    reading = _Reading(file)
    return (None if node is None else reading.value(node, ())), reading.lines


class _Reading:
    """Turns nodes into values; aliases (*name) are refused: what is signed must be readable where it stands."""

    def __init__(self, file: str) -> None:
        self.file, self.lines, self._seen = file, Lines(), set[int]()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self._seen:
            raise self._refusal(node, "不能用 * 引用别处的内容，请在每一处写全")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return None if node.value in {"", "~"} and not node.style else node.value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, child in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise self._refusal(key_node, "键必须是文字")
            if key in found:
                raise self._refusal(key_node, f"键“{key}”重复")
            found[key] = self.value(child, (*path, key))
        return found

    def _refusal(self, node: yaml.Node, sentence: str) -> CatalogueError:
        return CatalogueError(f"{self.file} 第 {node.start_mark.line + 1} 行：{sentence}")


def line_of(lines: Lines, path: Path) -> int:
    """The line of a place, or of the nearest place around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
