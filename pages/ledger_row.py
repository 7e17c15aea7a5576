"""台账行: one row with all its cells, every version and where it stands in which file, and its conflicts."""

from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting


def layout(ledger=None, unit=None, key=None, known=None, **_):
    place = ids.LedgerRow
    asked = {"ledger": ledger, "unit": unit, "key": key, "known": known}
    return html.Div([
        html.Div(page_head("台账行"), id=place.TITLE),
        dcc.Store(id=place.ASKED, data={name: str(word or "") for name, word in asked.items()}),
        panel("全部列", waiting(place.FACTS, 8), note="点单元格看原文件里的这一格"),
        panel("争议与问题", waiting(place.MARKS, 3)),
        panel("各版本", waiting(place.VERSIONS, 5), note="新的在上；每一版写明由哪份报送开始、哪份报送结束"),
    ], className="stack")
