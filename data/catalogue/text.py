"""YAML as text only: every scalar stays a string, duplicate keys are refused, every value remembers its line."""

from typing import Any

import yaml

from data.errors import CatalogueError

Path = tuple[str | int, ...]
Lines = dict[Path, int]


class _Loader(yaml.SafeLoader):
    """Aliases (*name) are refused: what is signed must be readable where it stands."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "不能用 * 引用别处，请把内容写全", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def read_text(source: str, file: str) -> tuple[Any, Lines]:
    """The value of a YAML text and the 1-based line of each place in it."""
    try:
        node = yaml.compose(source, Loader=_Loader)
    except yaml.reader.ReaderError as problem:
        line = source.count("\n", 0, problem.position) + 1
        raise CatalogueError(f"{file} 第 {line} 行：有不可见的控制字符，请删去") from problem
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise CatalogueError(f"{file} 第 {line} 行：不是有效的 YAML（{problem.problem}）") from problem
    lines: Lines = {}
    return (None if node is None else _value(node, (), lines, file)), lines


def _value(node: yaml.Node, path: Path, lines: Lines, file: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, index), lines, file) for index, child in enumerate(node.value)]
    return None if node.value in {"", "~"} and node.style is None else node.value


def _mapping(node: yaml.MappingNode, path: Path, lines: Lines, file: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, child in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise CatalogueError(f"{file} 第 {key_node.start_mark.line + 1} 行：键必须是文字")
        if key in found:
            raise CatalogueError(f"{file} 第 {key_node.start_mark.line + 1} 行：键“{key}”重复")
        found[key] = _value(child, (*path, key), lines, file)
    return found


def line_of(lines: Lines, path: Path) -> int:
    """The line of a place, or of the nearest place around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
