"""Pickers shared by the pages: a group of units, a district, an indicator, a unit."""

from collections.abc import Iterable

import dash_mantine_components as dmc
from dash.development.base_component import Component

Choices = Iterable[tuple[str, str]]  # (code, words)


def options(choices: Choices) -> list[dict[str, str]]:
    return [{"value": code, "label": words} for code, words in choices]


def grouped_options(choices: Iterable[tuple[str, str, str]]) -> list[dict[str, object]]:
    """(code, group, words) under the heads of their groups, in the order given."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, group, words in choices:
        groups.setdefault(group, []).append((code, words))
    return [{"group": group, "items": options(some)} for group, some in groups.items()]


def several(place: str, label: str) -> Component:
    """Any number of a long list; none means all."""
    return dmc.MultiSelect(id=place, data=[], value=[], placeholder=label, searchable=True, clearable=True, nothingFoundMessage="没有符合的选项", size="xs",
                           maxDropdownHeight=360, className="picker is-wide", **{"aria-label": label})


def picker(place: str, label: str, choices: Choices = (), value: str | None = None, nothing: str = "没有符合的选项", asked: object = None) -> Component:
    """One of a list; empty means all where it may be cleared. `value` must be chosen; `asked` is what the address says and may be cleared."""
    return dmc.Select(
        id=place,
        data=options(choices),
        value=str(asked) if asked else value,
        placeholder=f"全部{label}" if value is None else label,
        clearable=value is None,
        allowDeselect=value is None,
        searchable=True,
        nothingFoundMessage=nothing,
        size="xs",
        checkIconPosition="right",
        className="picker",
        **{"aria-label": label},
    )


def tabs(place: str, choices: Choices, value: str) -> Component:
    """One view of several of the same thing."""
    return dmc.SegmentedControl(id=place, data=options(choices), value=value, size="xs")


def ticks(place: str, choices: Iterable[tuple[str, str, str]], value: list[str]) -> Component:
    """Several of a few: (code, words, colour)."""
    chips = [dmc.Chip(words, value=code, size="xs", variant="outline", color=colour) for code, words, colour in choices]
    return dmc.ChipGroup(dmc.Group(chips, gap=6), id=place, multiple=True, value=value)
