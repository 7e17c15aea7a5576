"""Conflicts: how many of each kind by ledger and by unit, and the two rows of each side by side."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import ledger_row
from components.badges import stamp
from components.plain_tables import plain_table
from components.quick import quick
from components.wording import NONE, number
from data.intake.conflicts import Conflict, Conflicts, ConflictsAsked, Side
from data.vocabulary import ConflictKind

COLOURS = {ConflictKind.SAME_CODE: "red", ConflictKind.TWO_CODES: "orange", ConflictKind.SAME_PLACE: "yellow"}
KINDS = tuple(kind.label for kind in ConflictKind)
NOTHING = "没有发现冲突；换一个月份、台账或单位再看。"


def address(asked: ConflictsAsked, **changes: str) -> str:
    """The same page with other words."""
    said = {"period": asked.period, "ledger": asked.ledger, "unit": asked.unit, "kind": asked.kind, **changes}
    return "/conflicts?" + urlencode({name: word for name, word in said.items() if word})


def meaning() -> Component:
    """What each kind is and what it does to the figures, once on the page."""
    return quick(html.P("同码：两个单位报了同一统一识别代码，解决前只为先报单位计一次。一物两码、同位置只是疑似：相距不超过台账写明的距离，"
                        "名称或编号相同而代码不同的为一物两码，其余为同位置；有人确认以前照常计数。", className="dim small"))


def count_table(counts: Mapping[str, Counter[ConflictKind]], names: Mapping[str, str], head: str, door: Callable[[str], str], book: str | None) -> Component:
    lines = [[html.Div(dcc.Link(names.get(code, code), href=door(code), className="door-link"), className="nowrap"),
              *(_figure(f"{n[kind]:,}") for kind in ConflictKind), _figure(f"{n.total():,}")] for code, n in counts.items()]
    return plain_table((head, *KINDS, "合计"), lines, NOTHING, 320, book=book)


def pair_table(found: Conflicts, asked: ConflictsAsked, book: str | None) -> Component:
    lines = [[dmc.Badge(c.kind.label, color=COLOURS[c.kind], variant="light", radius="sm"),
              html.Span(c.ledger_name, className="nowrap"), _side(c, c.one, asked), _side(c, c.other, asked),
              _figure(NONE if c.metres is None else f"{number(c.metres, 1)} 米")] for c in found.rows]
    table = plain_table(("种类", "台账", "一方", "另一方", "相距"), lines, NOTHING, 900, book=book)
    return html.Div([*_cautions(found), table])


def _cautions(found: Conflicts) -> list[Component]:
    """Everything that is not in the table, said."""
    said = []
    if found.more:
        said.append(f"只列前 {len(found.rows):,} 处，还有 {found.more:,} 处：请用上面的条件缩小范围，或下载表格。")
    if found.left_out:
        said.append(f"台账合计行数过多，没有比对：{'、'.join(found.left_out)}。请在上面选定一本台账单独查看。")
    if found.cut:
        said.append(f"{'、'.join(found.cut)}：同一处堆叠的对象过多，只比对了一部分，请先核对坐标。")
    return [html.P(words, className="dim small") for words in said]


def _side(conflict: Conflict, side: Side, asked: ConflictsAsked) -> Component:
    """Whose row it is and how it is named; doors only for who may open them."""
    name: Any = side.name or side.key
    if side.is_readers:
        name = dcc.Link(name, href=ledger_row(conflict.ledger, side.unit, side.key, asked.period), className="door-link")
    cell = dcc.Link(side.cell or "报送", href=f"/submissions/{side.submission}", className="source") if side.submission else None
    return html.Div([
        html.Div([html.B(side.unit_name), " ", None if side.counts else stamp("争议中，不计", "red")], className="nowrap"),
        html.Div([name, None if side.key in (side.code, side.name) else html.Span(f"　编号 {side.key}", className="dim small")]),
        html.Div([html.Span(side.code or "没有统一识别代码", className="figure small"), "　", cell]),
    ])


def _figure(text: str) -> Component:
    return html.Span(text, className="figure")
