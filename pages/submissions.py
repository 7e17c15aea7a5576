"""报送: who owes what by when, handing in, and the history of every file."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from components.cards import page_head, panel, waiting
from components.filters import picker
from components.locks import exceptions_panel
from components.owed import declare_dialogue
from data.access.roles import Permission
from data.intake.views import OWING


def layout(may, show=None, only="", **_):
    return html.Div([
        page_head("报送", lead=html.Div([html.Div(id=ids.Submissions.STRIP), html.Div(id=ids.Submissions.ONLY_WORDS), html.Div(id=ids.Submissions.DECLARED)])),
        *([_todo()] if may(Permission.UPLOAD) else []),
        _review_times() if may(Permission.REVIEW_ORDER) else None,
        _handing_in(may) if may(Permission.UPLOAD) else None,
        panel("本月应报与已报", waiting(ids.Submissions.MATRIX, 8), note=picker(ids.Submissions.SHOW, "单位", ((OWING, "未报齐的单位"),), asked=show)),
        dcc.Store(id=ids.Submissions.KEPT),
        _templates(may) if may(Permission.UPLOAD) else None,
        exceptions_panel(may(Permission.UNLOCK)),
        panel("报送记录", waiting(ids.Submissions.HISTORY, 6), note="最近 60 份；每份文件都有回执，点开可看问题与原件"),
        dcc.Store(id=ids.Submissions.ONLY, data=str(only)), dcc.Store(id=ids.Submissions.RESULT), dcc.Store(id=ids.Submissions.WATCHED),
        dcc.Interval(id=ids.Submissions.TIMER, interval=1500, disabled=True),
    ], className="stack")


def _todo():
    """What is to be done, and the dialogue in which 零报告 and 无变化 are signed."""
    place = ids.Submissions
    return html.Div([panel("待办", waiting(place.TO_DO, 4), note="没有内容可报零报告，全量台账没有变化可报无变化"),
                     declare_dialogue(), dcc.Store(id=place.DECLARE_WHAT)], className="stack")


def _review_times():
    return panel("办公室审核用时", waiting(ids.Submissions.REVIEW, 2), note="从单位反馈、申请或报送到办公室办理，按工作日")


def _templates(may):
    """Pre-filled workbooks: a unit sees its own, the office any unit's."""
    return panel(
        "下载模板",
        html.Div(picker(ids.Submissions.TEMPLATE_UNIT, "单位"), style=None if may(Permission.ISSUE_ORDER) else {"display": "none"}),
        html.Div(id=ids.Submissions.TEMPLATES),
        note="已按最近一次接收的内容预填，只改有变化的")


def _handing_in(may):
    """Drop the files here; the office says for whom it hands in (代报)."""
    return panel(
        "上传台账",
        html.Div(picker(ids.Submissions.UNIT, "代报单位"), style=None if may(Permission.ISSUE_ORDER) else {"display": "none"}),
        html.Div(id=ids.Submissions.ZONE),
        dmc.Progress(id=ids.Submissions.PROGRESS, value=0, size="lg", radius="sm", mt="sm", **{"aria-label": "上传进度"}),
        html.Div("选择文件后自动上传并校验，结果显示在下面。", id=ids.Submissions.STATUS, className="upload-status"),
        html.Div(id=ids.Submissions.CANCELLED), html.Div(id=ids.Submissions.JOBS),
        note="支持 xlsx、xls、et、xlsb、ods、csv；台账与月份从文件识别")
