"""冲突: rows of one ledger that two units claim, or that may be one object; the two side by side."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import options
from data.access.roles import Permission
from data.vocabulary import ConflictKind

place = ids.Conflicts


def layout(may, **words):
    return html.Div([
        page_head("冲突", lead=html.Div(id=place.STRIP)),
        _desk(may),
        panel("看哪些冲突", _choices(may, words), note="条件写在网址里，复制网址即可把这一页发给别人"),
        dmc.Grid([dmc.GridCol(panel("各台账", waiting(place.LEDGERS, 4), note="点台账只看这一本"), span={"base": 12, "lg": 6}),
                  dmc.GridCol(panel("各单位", waiting(place.UNITS, 4), note="一处冲突在双方各算一次"), span={"base": 12, "lg": 6})], gutter="md"),
        panel("逐处对照", waiting(place.PAIRS, 8), note="点名称看台账行，点单元格看报送"),
        dcc.Store(id=place.ASKED, data={name: str(word) for name, word in words.items() if name != "period"}), dcc.Store(id=place.KEPT),
    ], className="stack")


def _choices(may, words):
    """Who sees one unit only is not asked for which."""
    kinds = options((kind.value, kind.label) for kind in ConflictKind)
    return html.Div([
        dmc.Select(id=place.LEDGER, label="台账", placeholder="全部台账", clearable=True, searchable=True, value=words.get("ledger"), size="sm",
                   nothingFoundMessage="没有符合的台账"),
        dmc.Select(id=place.UNIT, label="单位", placeholder="全部单位", clearable=True, searchable=True, value=words.get("unit"), size="sm",
                   nothingFoundMessage="没有符合的单位", display="none" if may(Permission.EXPLAIN) else "block"),
        dmc.Select(id=place.KIND, label="种类", placeholder="全部种类", clearable=True, data=kinds, value=words.get("kind"), size="sm"),
    ], className="ask-row")


def _desk(may):
    """Hidden until a pair is opened; a claimant speaks, the office decides, others read."""
    speaks, decides = may(Permission.EXPLAIN), may(Permission.DECIDE_CONFLICT)
    words = dmc.Group([dmc.Button("归我", id=place.OURS), dmc.Button("归对方", id=place.THEIRS, variant="light"),
                       dmc.Button("不是同一物", id=place.APART, variant="default")], mt="sm", display=None if speaks else "none")
    form = dmc.Box(html.Div([dmc.Select(id=place.OWNER, label="裁定", placeholder="归哪一方，或不是同一物", size="sm"),
                     dmc.Textarea(id=place.WHY, label="理由", placeholder="双方会看到", autosize=True, minRows=1, size="sm"),
                     dmc.Button("裁定", id=place.DECIDE)], className="ask-row"), mt="sm", display=None if decides else "none")
    return html.Div(panel("协商", html.Div(id=place.DESK_PAIR), words, form, dmc.Box(id=place.SAID, mt="sm"), dmc.Box(id=place.DECIDED, mt="sm"),
                          note="约定不改变数字；按约定改正台账后数字随之改变"), id=place.DESK, hidden=True)
