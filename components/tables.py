"""Tables: a short one, and one whose columns sort by their headings; neither costs more than its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.cards import empty_state, with_book
from components.quick import quick


@dataclass(frozen=True)
class Heading:
    """A column of a sorted table: its words, what they mean, and whether figures stand under them."""

    words: str
    title: str = ""
    is_figure: bool = False


@dataclass(frozen=True)
class Worth:
    """A cell and what it is sorted by; None goes to the end whichever way the column is sorted."""

    shown: Any
    by: float | str | None
    look: str = ""


def small_table(headers: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int] = (), nothing: str = "没有数据", *, book: str | None) -> Component:
    """A short table whose cells may be components; the columns numbered in `right` hold figures and end in one line."""
    if not rows:
        return empty_state(nothing)
    look = ["figure right" if n in right else "" for n in range(len(headers))]
    head = html.Thead(html.Tr([html.Th(header, className=look[n]) for n, header in enumerate(headers)]))
    body = html.Tbody([html.Tr([html.Td(cell, className=look[n]) for n, cell in enumerate(row)]) for row in rows])
    return with_book(html.Div(html.Table([head, body], className="board"), className="scroll-x"), book)


def sorted_table(headings: Sequence[Heading], rows: Sequence[Sequence[Worth]], nothing: str = "没有数据", *, book: str | None) -> Component:
    """A table sorted in the browser by a press on a heading (components/assets/sorted.js); the first column and the headings stay in sight."""
    if not rows:
        return empty_state(nothing)
    look = ["figure right" if heading.is_figure else "" for heading in headings]
    head = html.Thead(html.Tr([html.Th(h.words, className=some, title=h.title or None) for h, some in zip(headings, look, strict=True)]))
    body = html.Tbody([html.Tr([_cell(worth, some) for worth, some in zip(row, look, strict=True)]) for row in rows])
    table = html.Table([head, body], className="board sorted", **{"data-sorted": "1"})
    return quick(with_book(html.Div(table, className="scroll-x stays-headed"), book))


def _cell(worth: Worth, look: str) -> Component:
    by = {} if worth.by is None else {"data-by": worth.by}
    return html.Td(worth.shown, className=f"{look} {worth.look}".strip() or None, **by)
