"""The one grid: community only, Chinese, its functions from code and never from data; short tables are plain ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from components.cards import empty_state, with_book

LOCALE = {
    "noRowsToShow": "没有数据",
    "loadingOoo": "正在读取……",
    "searchOoo": "查找……",
    "blanks": "空白",
    "filterOoo": "筛选……",
    "equals": "等于",
    "notEqual": "不等于",
    "lessThan": "小于",
    "greaterThan": "大于",
    "lessThanOrEqual": "不大于",
    "greaterThanOrEqual": "不小于",
    "inRange": "介于",
    "contains": "包含",
    "notContains": "不包含",
    "startsWith": "开头是",
    "endsWith": "结尾是",
    "blank": "为空",
    "notBlank": "不为空",
    "andCondition": "并且",
    "orCondition": "或者",
    "applyFilter": "应用",
    "resetFilter": "重置",
    "clearFilter": "清除",
    "page": "第",
    "to": "至",
    "of": "共",
    "more": "更多",
    "next": "下一页",
    "last": "末页",
    "first": "首页",
    "previous": "上一页",
    "pageSizeSelectorLabel": "每页",
    "copy": "复制",
    "sortAscending": "升序",
    "sortDescending": "降序",
    "sortUnSort": "取消排序",
    "pinColumn": "固定列",
    "autosizeThisColumn": "适应列宽",
    "autosizeAllColumns": "全部适应列宽",
    "resetColumns": "恢复列",
    "noPin": "不固定",
    "pinLeft": "固定在左",
    "pinRight": "固定在右",
    "ariaSearch": "查找",
    "ariaFilterInput": "筛选条件",
    "ariaSortableColumn": "按回车键排序",
    "ariaRowSelect": "按空格键选择",
}
# Colours are the house's own variables, so that dark follows.
THEME = {
    "function": "themeQuartz.withParams({backgroundColor: 'var(--chengji-paper)', foregroundColor: 'var(--chengji-ink)', "
    "headerBackgroundColor: 'var(--soft)', borderColor: 'var(--chengji-edge)', rowHoverColor: 'var(--soft)', fontFamily: 'inherit', "
    "headerFontSize: 12, fontSize: 13, cellHorizontalPadding: 10, wrapperBorderRadius: 6})"
}
COLUMN = {"sortable": True, "resizable": True, "suppressMovable": True, "suppressHeaderMenuButton": True, "wrapHeaderText": True}
ONE_DECIMAL = {"function": "params.value == null ? '—' : d3.format('.1f')(params.value)"}
LIGHT_CELLS = {
    "styleConditions": [
        {"condition": "params.value == null", "style": {"color": "var(--mantine-color-dimmed)"}},
        {"condition": "params.value < -30", "style": {"background": "var(--tint-red)", "fontWeight": 600}},
        {"condition": "params.value <= -10", "style": {"background": "var(--tint-yellow)"}},
        {"condition": "params.value > -10", "style": {"background": "transparent"}},
    ]
}


def small_table(headers: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int] = (), nothing: str = "没有数据", *, book: str | None) -> Component:
    """A short table whose cells may be components; the columns numbered in `right` hold figures and end in one line."""
    if not rows:
        return empty_state(nothing)
    look = ["figure right" if n in right else "" for n in range(len(headers))]
    head = html.Thead(html.Tr([html.Th(header, className=look[n]) for n, header in enumerate(headers)]))
    body = html.Tbody([html.Tr([html.Td(cell, className=look[n]) for n, cell in enumerate(row)]) for row in rows])
    return with_book(html.Div(html.Table([head, body], className="board"), className="scroll-x"), book)


def text_column(field: str, header: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "headerName": header, "filter": False, **more}


def number_column(field: str, header: str, **more: Any) -> dict[str, Any]:
    return {
        "field": field,
        "headerName": header,
        "type": "rightAligned",
        "valueFormatter": ONE_DECIMAL,
        "cellClass": "ag-right-aligned-cell figure",
        **more,
    }


def door(address: str) -> dict[str, Any]:
    """Makes the cells of a column links; {field} stands for a field of the row. Empty cells stay words."""
    return {"cellRenderer": "Door", "cellRendererParams": {"address": address}}


def table(
    place: str | Mapping[str, str],
    columns: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    height: int = 0,
    nothing: str = "没有数据",
    *,
    book: str | None,
) -> Component:
    """A grid over a page of plain rows, sorted and pinned in the browser; without height it is as tall as its rows."""
    if not rows:
        return empty_state(nothing)
    options = {
        "localeText": LOCALE,
        "suppressCellFocus": True,
        "animateRows": False,
        "headerHeight": 40,
        "rowHeight": 34,
        "suppressDragLeaveHidesColumns": True,
        "enableCellTextSelection": True,
        "theme": THEME,
        **({} if height else {"domLayout": "autoHeight"}),
    }
    grid = dag.AgGrid(
        id=place,
        columnDefs=[dict(column) for column in columns],
        rowData=[dict(row) for row in rows],
        dashGridOptions=options,
        defaultColDef=COLUMN,
        className="grid",
        style={"height": height or None, "width": "100%"},
        dangerously_allow_code=False,
        columnSize=None,
    )
    return with_book(html.Div(grid, className="grid-frame"), book)
