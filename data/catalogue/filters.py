"""The small filter language: eq, ne, in, between, present, before, after, linked, all, any, not.

A filter is written as one key with its arguments: {in: [status, 已建成, 已投用]}, {present: code}, {all: [..., ...]}.
A value that begins with $ names another field, or $period_end, the last day of the month at hand.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, PlainSerializer

OPERATORS = {"eq": 2, "ne": 2, "in": None, "between": 3, "before": 2, "after": 2, "linked": 2, "present": 1}
GROUPS = {"all", "any"}


class Filter:
    """One node: `op`, its `field` and `values` (texts), or its child filters in `parts`."""

    __slots__ = ("field", "op", "parts", "values")

    def __init__(self, op: str, field: str = "", values: tuple[str, ...] = (), parts: tuple["Filter", ...] = ()) -> None:
        self.op, self.field, self.values, self.parts = op, field, values, parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self.written() == other.written()

    def __hash__(self) -> int:
        return hash(str(self.written()))

    def fields(self) -> Iterator[str]:
        """All fields the filter reads, $fields too."""
        if self.field:
            yield self.field
        yield from (v[1:] for v in self.values if v.startswith("$") and v != "$period_end")
        for part in self.parts:
            yield from part.fields()

    def written(self) -> dict[str, Any]:
        """The filter as it is written in the rule book."""
        if self.op == "not":
            return {"not": self.parts[0].written()}
        if self.op in GROUPS:
            return {self.op: [p.written() for p in self.parts]}
        return {self.op: self.field if self.op == "present" else [self.field, *self.values]}


def parse_filter(written: Any) -> Filter:
    """The filter a rule book writes; ValueError with a Chinese sentence when it is not one."""
    if isinstance(written, Filter):
        return written
    if not isinstance(written, dict) or len(written) != 1:
        raise ValueError("条件应只有一个键，如 {eq: [status, 已投用]}")
    (op, given), = written.items()
    if op == "not":
        return Filter("not", parts=(parse_filter(given),))
    if op in GROUPS:
        if not isinstance(given, list) or not given:
            raise ValueError(f"{op} 后应是条件的列表")
        return Filter(op, parts=tuple(parse_filter(part) for part in given))
    if op not in OPERATORS:
        raise ValueError(f"不认识的条件“{op}”，可用：{'、'.join([*OPERATORS, *sorted(GROUPS), 'not'])}")
    return _leaf(op, given)


def _leaf(op: str, given: Any) -> Filter:
    parts = [given] if op == "present" else given
    if not isinstance(parts, list) or not all(isinstance(p, str) and p for p in parts):
        raise ValueError(f"{op} 的写法应为 {{{op}: [字段, 值…]}}")
    wanted = OPERATORS[op]
    if (wanted is not None and len(parts) != wanted) or len(parts) < (1 if op == "present" else 2):
        raise ValueError(f"{op} 需要{wanted or '至少 2'}个参数，写了 {len(parts)} 个")
    return Filter(op, parts[0], tuple(parts[1:]))


Where = Annotated[InstanceOf[Filter], BeforeValidator(parse_filter), PlainSerializer(lambda f: f.written())]
