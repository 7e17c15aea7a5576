"""Panels and what fills them: numbers, stages, empty and waiting places, and the strip that dates every figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.badges import stamp
from components.known import looks_back
from components.wording import NONE, month


def panel(title: str, *content: Any, note: Any = None, href: str | None = None, look: str = "") -> Component:
    """A titled sheet; `href` makes its title a door, `note` stands at the right of it."""
    head = (
        dcc.Link([title, html.Span("›", className="door", **{"aria-hidden": "true"})], href=href, className="panel-door") if href else title
    )
    return html.Section(
        [html.Div([html.H2(head, className="panel-title"), html.Div(note, className="panel-note")], className="panel-head"), *content],
        className=f"panel {look}",
    )


def page_head(title: str, *beside: Any, lead: Any = None) -> Component:
    """The page's name, what stands beside it, and one sentence or strip below."""
    return html.Div(
        [html.Div([html.H1(title, className="page-title"), html.Div(beside, className="page-tools")], className="page-row"), lead],
        className="page-head",
    )


def number_card(name: str, value: str, unit_word: str = "", note: Any = None, href: str | None = None) -> Component:
    """One number with its name; a door when it has an address."""
    face = [
        html.Div(name, className="number-name"),
        html.Div([value, html.Span(unit_word, className="number-unit")], className="number-value figure"),
        html.Div(note, className="number-note"),
    ]
    return dcc.Link(face, href=href, className="number-card is-door") if href else html.Div(face, className="number-card")


@dataclass(frozen=True)
class Stamped:
    """What every panel of figures must state: month, units in, data cut-off, and whether it is final."""

    period: str
    handed: int
    due: int
    cut_off: str | None
    state: str  # the month's state in words
    is_final: bool
    version: int = 0
    known: date | None = None  # the page looks back to this day

    @property
    def is_complete(self) -> bool:
        return self.handed == self.due


def period_strip(stamped: Stamped) -> Component:
    """月份 · 单位已报 n/N · 数据截止 · 未齐 / 试算稿."""
    said = [
        html.B(month(stamped.period)),
        f"单位已报齐 {stamped.handed}/{stamped.due}",
        f"数据截止 {stamped.cut_off or NONE}",
        stamped.state,
    ]
    marks = [] if stamped.is_complete else [stamp("未齐", "orange")]
    marks.append(
        stamp(f"更正第 {stamped.version - 1} 版" if stamped.version > 1 else "已通报", "green")
        if stamped.is_final
        else stamp("试算稿", "red")
    )
    strip = html.Div([*[html.Span(words) for words in said], *marks], className="period-strip")
    return html.Div([looks_back(stamped.known), strip]) if stamped.known else strip


def empty_state(title: str, what_to_do: str = "") -> Component:
    """A place with nothing in it says why, and what would fill it."""
    return html.Div(
        [
            html.Span(className="empty-sign", **{"aria-hidden": "true"}),
            html.Div(title, className="empty-title"),
            html.Div(what_to_do, className="empty-words"),
        ],
        className="empty-state",
        role="status",
    )


def good_state(sentence: str) -> Component:
    """Nothing to worry about is worth saying."""
    return html.Div([html.Span("✔", className="good-sign", **{"aria-hidden": "true"}), sentence], className="good-state", role="status")


def error_state(sentence: str) -> Component:
    return html.Div(
        [html.Div("没有取到数据", className="empty-title"), html.Div(sentence, className="empty-words")],
        className="empty-state is-error",
        role="alert",
    )


def skeleton(rows: int = 4, height: int = 18) -> Component:
    """While a panel is being read."""
    return html.Div(
        [dmc.Skeleton(height=height, width=f"{96 - 9 * (n % 3)}%", radius="sm") for n in range(rows)],
        className="waiting",
        **{"aria-label": "正在读取", "role": "status"},
    )


def waiting(place: str, rows: int = 4) -> Component:
    """An empty place with its id, drawn as waiting until its callback fills it."""
    return html.Div(skeleton(rows), id=place)


def listing(rows: Sequence[Component], nothing: Component) -> Component:
    return html.Div(list(rows), className="listing") if rows else nothing


def line_item(name: Any, note: Any, right: Any, href: str | None = None) -> Component:
    """One line of a list: what, a word below it, a figure at the right."""
    face = [
        html.Div([html.Div(name, className="item-name"), html.Div(note, className="item-note")], className="item-words"),
        html.Div(right, className="item-right figure"),
    ]
    return dcc.Link(face, href=href, className="item is-door") if href else html.Div(face, className="item")


def path(*steps: tuple[str, str | None]) -> Component:
    """The way back: 建设进度 › 智慧杆柱累计建成数."""
    parts: list[Any] = []
    for words, href in steps:
        parts += [dcc.Link(words, href=href) if href else html.Span(words), html.Span("›", **{"aria-hidden": "true"})]
    return html.Nav(parts[:-1], className="path", **{"aria-label": "所在位置"})


INSIDE = ""  # part of a whole that carries the download for it


def with_book(content: Component, book: str | None, words: str = "下载表格") -> Component:
    """A table or plot with its workbook below it; None: this reader may not take it away."""
    if not book:
        return content
    return html.Div([content, html.Div(download(book, words), className="table-foot")], className="with-book")


def download(book: str | None, words: str = "下载数据") -> Component | None:
    """The door to a workbook; None for who may not take it away."""
    return html.A(words, href=book, download="", className="download no-print") if book else None
