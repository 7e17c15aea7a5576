"""Conflicts: how many of each kind by ledger and by unit, and the two rows of each side by side."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components.addresses import conflict_page, ledger_row
from components.badges import stamp
from components.plain_tables import pairs, plain_table
from components.quick import quick
from components.wording import NONE, number
from data.intake.conflicts import Conflict, Conflicts, ConflictsAsked, Side
from data.vocabulary import ConflictKind, ConflictState

COLOURS = {ConflictKind.SAME_CODE: "red", ConflictKind.TWO_CODES: "orange", ConflictKind.SAME_PLACE: "yellow"}
KINDS = tuple(kind.label for kind in ConflictKind)
FAR = 100  # metres from which on nobody needs the first decimal
APART = "-"  # the choice of no owner
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
              _figure(NONE if c.metres is None else f"{number(c.metres, 1 if c.metres < FAR else 0)} 米"),
              _door(c, asked)] for c in found.rows]
    table = plain_table(("种类", "台账", "一方", "另一方", "相距", "协商"), lines, NOTHING, 980, book=book)
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


def _door(conflict: Conflict, asked: ConflictsAsked) -> Component:
    """How far the two are, and the door to where they go on."""
    state = dcc.Link("去协商" if conflict.talk is None or conflict.talk.state == ConflictState.OPEN else "查看",
                     href=conflict_page(conflict.ledger, conflict.mark, asked.period), className="door-link")
    return html.Div([html.Div(_talk_words(conflict), className="small"), state])


def _talk_words(conflict: Conflict) -> str:
    talk = conflict.talk
    if talk is None:
        return "尚未协商"
    if talk.state == ConflictState.SETTLED:
        return f"已约定：归{talk.owner_name}" if talk.owner_name else "已约定：不是同一物"
    said = zip((conflict.one, conflict.other), talk.said, strict=True)
    return "待协商：" + "，".join(f"{side.unit_name}{f'说“{word.label}”' if word else '未表态'}" for side, word in said)


def opened(conflict: Conflict, asked: ConflictsAsked) -> Component:
    """One pair with all that was said, and what to do next."""
    talk = conflict.talk
    rows = [("种类", f"{conflict.kind.label}（{conflict.ledger_name}）"), ("一方", _side(conflict, conflict.one, asked)),
            ("另一方", _side(conflict, conflict.other, asked)), ("协商", _talk_words(conflict))]
    if talk and talk.reason:
        rows.append(("裁定理由", talk.reason))
    if talk and talk.state == ConflictState.SETTLED:
        rows += [("时间", talk.at.strftime("%Y-%m-%d %H:%M")), ("下一步", _next(conflict))]
    return pairs(rows)


def _next(conflict: Conflict) -> str:
    if conflict.talk is None or conflict.talk.owner is None:
        return "两行都保留；同码的须由报错代码的一方在下期台账中改正。" if conflict.kind == ConflictKind.SAME_CODE else "两行都保留，照常计数。"
    losing = [side.unit_name for side in (conflict.one, conflict.other) if side.unit != conflict.talk.owner] or [conflict.one.unit_name]
    return f"请{'、'.join(losing)}在下期台账中改正或核减多出的一行；改正后，这处冲突自动消失，数字随之改变。"


def owners(conflict: Conflict) -> list[dict[str, str]]:
    """What the office may decide."""
    units = {side.unit: f"归{side.unit_name}" for side in (conflict.one, conflict.other)}
    return [*({"value": unit, "label": words} for unit, words in units.items()), {"value": APART, "label": "不是同一物"}]
