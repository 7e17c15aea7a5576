"""Short tables whose cells may be words or components; long ones belong to the grid."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from components.notices import empty


def plain_table(headers: Sequence[str], rows: Sequence[Sequence[Any]], nothing: str, min_width: int = 720) -> Component:
    """Headers over rows; scrolls sideways on a phone instead of breaking the page."""
    if not rows:
        return empty(nothing)
    head = dmc.TableThead(dmc.TableTr([dmc.TableTh(header) for header in headers]))
    body = dmc.TableTbody([dmc.TableTr([dmc.TableTd(cell) for cell in row]) for row in rows])
    table = dmc.Table([head, body], striped="even", highlightOnHover=True, verticalSpacing="xs", horizontalSpacing="sm", fz="sm",
                      className="plain-table")
    return dmc.TableScrollContainer(table, minWidth=min_width, type="native")


def pairs(rows: Sequence[tuple[str, Any]]) -> Component:
    """Name and value, one under the other."""
    body = dmc.TableTbody([dmc.TableTr([dmc.TableTh(name, w="11em"), dmc.TableTd(value)]) for name, value in rows])
    return dmc.Table(body, variant="vertical", layout="auto", fz="sm", withTableBorder=False)
