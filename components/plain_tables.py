"""Short tables whose cells may be words or components; long ones belong to the grid."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.cards import empty_state, with_book
from components.quick import quick


def plain_table(headers: Sequence[Any], rows: Sequence[Sequence[Any]], nothing: str, min_width: int = 720, *, book: str | None) -> Component:
    """Headers over rows and the workbook below; scrolls sideways on a phone. Cells that are one figure stand at the right."""
    if not rows:
        return empty_state(*nothing.split("；", 1))
    right = [all(_is_figure(row[n]) for row in rows) for n in range(len(headers))]
    head = html.Thead(html.Tr([html.Th(header, className=_side(right[n])) for n, header in enumerate(headers)]))
    body = html.Tbody([html.Tr([html.Td(cell, className=_side(right[n])) for n, cell in enumerate(row)]) for row in rows])
    table = html.Div(html.Table([head, body], className="plain-table", style={"minWidth": f"{min_width}px"}), className="table-scroll",
                     tabIndex=0, role="region", **{"aria-label": "、".join(str(h) for h in headers if isinstance(h, str))})
    return quick(with_book(table, book))


def _is_figure(cell: Any) -> bool:
    return isinstance(cell, html.Span | html.B) and "figure" in str(getattr(cell, "className", "")).split()


def _side(is_right: bool) -> str | None:
    return "right" if is_right else None


def pairs(rows: Sequence[tuple[str, Any]]) -> Component:
    """Name and value, one under the other."""
    return quick(html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows], className="pairs"))
