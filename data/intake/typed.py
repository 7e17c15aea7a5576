"""Typed columns: for each row the place of its value in a list of distinct typed values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data.intake.found import Verdict
from data.vocabulary import Quality, Severity

# text, number, true/false, ISO day or month; None is an empty cell.
Value = str | float | bool | None
Parsed = Value | Verdict


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was read, and something to say about it."""

    value: Value
    verdict: Verdict


@dataclass
class TypedColumn:
    """`codes` is -1 where the cell is empty or could not be read; `refused` marks the latter."""

    codes: np.ndarray
    values: list[Any]
    refused: np.ndarray
    verdicts: dict[int, Verdict] = field(default_factory=dict)  # raw place → what was said of that value

    @cached_property
    def missing(self) -> np.ndarray:
        """Nothing stands in the cell; a value that could not be read is not missing."""
        return (self.codes < 0) & ~self.refused

    @cached_property
    def present(self) -> np.ndarray:
        return self.codes >= 0

    @cached_property
    def objects(self) -> np.ndarray:
        """The value of each row, None where there is none."""
        return self.spread(self.values, None)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The value of each row as a float, NaN where there is none."""
        known = np.array([v if isinstance(v, float) else np.nan for v in self.values] + [np.nan])
        return known[self.codes]

    def spread(self, values: list[Any], empty: Any) -> np.ndarray:
        table = np.empty(len(values) + 1, dtype=object)
        table[:-1], table[-1] = values, empty
        return table[self.codes]

    def mask(self, holds: Callable[[Any], bool]) -> np.ndarray:
        """Rows whose value has a property, asked once per distinct value; never a row without a value."""
        return np.array([value is not None and holds(value) for value in self.values] + [False], dtype=bool)[self.codes]


def empty_column(length: int) -> TypedColumn:
    return TypedColumn(np.full(length, -1, dtype=np.int32), [], np.zeros(length, dtype=bool))


def typed(codes: np.ndarray, parsed: Iterable[Parsed | Noted]) -> TypedColumn:
    """A typed column out of raw places and what each distinct raw value was read as."""
    values, verdicts = list(parsed), {}
    kinds = set(map(type, values))
    spoken = [place for place, one in enumerate(values) if type(one) in (Noted, Verdict)] if kinds & {Noted, Verdict} else []
    for place in spoken:
        one = values[place]
        verdicts[place], values[place] = (one.verdict, one.value) if isinstance(one, Noted) else (one, None)
    empty = np.ones(len(values) + 1, dtype=bool)
    empty[:-1] = _objects(values) == np.array(None) if spoken or type(None) in kinds else False
    wrong = np.zeros(len(values) + 1, dtype=bool)
    wrong[[place for place, verdict in verdicts.items() if values[place] is None and verdict.severity == Severity.ERROR]] = True
    return TypedColumn(np.where(empty[codes], -1, codes).astype(np.int32), values, wrong[codes], verdicts)


def _objects(values: list[Any]) -> np.ndarray:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def distinct(column: TypedColumn) -> tuple[np.ndarray, np.ndarray]:
    """Places into truly distinct values: two raw writings of one value become one."""
    return pd.factorize(column.objects)


def wrong(rule: str, message: str, quality: Quality = Quality.CONFORMITY) -> Verdict:
    return Verdict(Severity.ERROR, quality, rule, message)


def doubtful(rule: str, message: str, quality: Quality = Quality.ACCURACY) -> Verdict:
    return Verdict(Severity.WARNING, quality, rule, message)


def note(rule: str, message: str, quality: Quality = Quality.CONFORMITY) -> Verdict:
    return Verdict(Severity.INFO, quality, rule, message)
