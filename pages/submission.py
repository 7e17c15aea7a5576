"""一份报送: what was found where, the explanations, the marked copy and the receipt; the office may send it back."""

from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.differences import differences_panel
from components.owed import confirm_desk
from components.returns import return_desk, return_dialogue


def layout(may, number=None, cell=None, **_):
    return html.Div([
        page_head("报送详情", dcc.Link("返回报送", href="/submissions", className="door-link")),
        html.Div([html.Div(id=ids.Submission.RETURNED), html.Div(id=ids.Submission.CONFIRMED)]),
        waiting(ids.Submission.HEAD, 5),
        html.Div(id=ids.Submission.ANSWER),
        panel("问题清单", waiting(ids.Submission.FINDINGS, 6), note="一次列出全部问题：位置、现值、原因与办法"),
        differences_panel(),
        confirm_desk(), return_desk(), return_dialogue(),
        dcc.Store(id=ids.Submission.JOB), dcc.Interval(id=ids.Submission.TIMER, interval=1500, disabled=True),
        dcc.Store(id=ids.Submission.NUMBER, data={"number": str(number or ""), "cell": str(cell or "")}),
    ], className="stack")
