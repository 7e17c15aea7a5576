"""框选: the tools over the map, and what lies in the rectangle beside it."""

from collections.abc import Callable, Mapping

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.cards import download, empty_state, panel
from components.tables import small_table
from components.wording import number
from data.access.roles import Permission
from data.indicators.map_box import InBox

NOTHING_TICKED = ("没有选图层", "在上面选一个或几个图层，框选统计的是所选图层里的对象。")
NOTHING_INSIDE = ("框里没有对象", "换一处画框，或放宽筛选。")


def box_tools(may: Callable[[Permission], bool]) -> list[Component]:
    """Draw, take what is in sight, and away with it; for who sees objects."""
    place = ids.Citymap
    draw = dmc.Button("框选", id=place.BOX_DRAW, size="compact-xs", variant="default", **{"aria-pressed": "false"})
    view = dmc.Button("选当前视野", id=place.BOX_VIEW, size="compact-xs", variant="default")
    clear = dmc.Button("清除框", id=place.BOX_CLEAR, size="compact-xs", variant="default")
    return [html.Div([draw, view, clear], className="map-box-tools", hidden=not may(Permission.VIEW_TRIAL)),
            dcc.Store(id=place.BOX), dcc.Store(id=place.BOX_STEP)]


def box_panel(may: Callable[[Permission], bool]) -> Component:
    """Hidden until there is a rectangle; for who sees no objects the place is there and asks for nothing."""
    place = ids.Citymap
    found = panel("框选结果", html.Div(id=place.BOX_FOUND)) if may(Permission.VIEW_TRIAL) else None
    return html.Div(found, id=place.BOX_PANEL, hidden=True)


def box_found(found: InBox, ledgers: Mapping[str, str], units: Mapping[str, str], book: str | None, limit: int) -> Component:
    """Counts of what lies inside, and the door to the workbook; what is rounded or told by cells is said."""
    if not found.total:
        return html.Div([_where(found), empty_state(*NOTHING_INSIDE)])
    by_layer = [(ledgers[code], number(n, 0)) for code, n in found.layers]
    by_status = [(f"{ledgers[layer]}　{status or '未填'}", number(n, 0)) for (layer, status), n in found.statuses]
    by_unit = [(units.get(code, code), number(n, 0)) for code, n in found.units]
    tables = [_table(title, rows) for title, rows in (("图层", by_layer), ("状态", by_status), ("单位", by_unit))]
    said = [html.P(words, className="dim small") for words in _said(found, ledgers, limit)]
    total = html.P([html.B(number(found.total, 0)), " 个对象", None if found.is_by_cells else download(book)], className="map-box-total")
    return html.Div([_where(found), total, *said, html.Div(tables, className="map-box-tables")])


def no_layers() -> Component:
    return empty_state(*NOTHING_TICKED)


def _table(title: str, rows: list[tuple[str, str]]) -> Component:
    return small_table((title, "对象数"), rows, (1,), "没有", book=None)


def _where(found: InBox) -> Component:
    b = found.bounds
    return html.Div(f"东经 {b.west:.4f}°—{b.east:.4f}°，北纬 {b.south:.4f}°—{b.north:.4f}°", className="dim small")


def _said(found: InBox, ledgers: Mapping[str, str], limit: int) -> list[str]:
    rounded = "、".join(ledgers[code] for code in found.rounded)
    return [
        *([f"{rounded}：精确位置不在您的查看范围内，按 20″ 格的中心判断在不在框里。"] if rounded else []),
        *([f"框内可能超过 {limit} 个，按地图的格汇总：一格里的对象以其平均位置判断在不在框里，框边上的数是近似的。不能导出，请缩小框或加筛选。"]
          if found.is_by_cells else []),
    ]
