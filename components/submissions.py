"""Handing in as units and the office see it: the matrix, the upload zone, jobs, history, findings."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.cards import empty_state
from components.plain_tables import pairs, plain_table
from components.quick import quick
from components.theme import SEVERITIES
from components.wording import month, person, short_day
from data.intake.due import STATE_LABELS, Expected
from data.intake.views import FindingRow, MatrixRow, SubmissionDetail, SubmissionRow
from data.store.tables import Job
from data.vocabulary import JobState, Severity

ACCEPTS = ".xlsx,.xls,.et,.xlsb,.ods,.csv"
STATES = {
    "accepted": ("green", "✔"),
    "late": ("yellow", "✔"),
    "zero": ("teal", "✔"),
    "unchanged": ("teal", "✔"),
    "confirming": ("orange", "…"),
    "awaiting": ("orange", "？"),
    "rejected": ("red", "✕"),
    "missing": ("gray", "○"),
    "overdue": ("red", "！"),
}
LOCKED_WORDS = "已过锁定期限，不再接收报送；确需补报或更正，由办公室批准锁定例外"
OUTCOME_COLOURS = {"accepted": "green", "rejected": "red", "unchanged": "gray"}


def upload_zone(unit: str | None, limit_mb: int) -> Component:
    """Where files are dropped; the browser's own script sends them with real progress."""
    if unit is None:
        return empty_state("请先选择代报单位", "代报的文件须由该单位确认后才计入其成绩")
    marks = {
        "data-upload": "/upload",
        "data-upload-fields": json.dumps({"unit": unit}),
        "data-upload-accept": ACCEPTS,
        "data-upload-limit": str(limit_mb * 2**20),
        "data-upload-progress": ids.Submissions.PROGRESS,
        "data-upload-status": ids.Submissions.STATUS,
        "data-upload-result": ids.Submissions.RESULT,
    }
    words = [html.Div("点击选择台账文件，或拖到这里", className="upload-title"), html.Div("可一次选择多个文件", className="upload-words")]
    return html.Div(words, className="upload-zone", role="button", tabIndex=0, **marks, **{"aria-label": "选择台账文件"})


def matrix_table(rows: Sequence[MatrixRow], ledgers: Mapping[str, str], locked: Collection[tuple[str, str]], book: str | None) -> Component:
    """Units down, ledgers across, first those that most units owe; every state is a sign and a word, and what is locked bears its mark."""
    if not rows:
        return empty_state("没有符合条件的单位", "本月没有应报台账，或应报单位已全部报齐。")
    owing = Counter(c.ledger for row in rows for c in row.cells)
    shown = sorted((code for code in ledgers if owing[code]), key=lambda code: -owing[code])
    lines = []
    for row in rows:
        cells = {c.ledger: c for c in row.cells}
        lines.append(
            [
                html.Div([dcc.Link(row.unit_name, href=f"/units/{row.unit}", className="door-link"), html.Div(row.group, className="item-note")]),
                *(matrix_cell(cells[code], (row.unit, code) in locked) if code in cells else _not_owed() for code in shown),
            ]
        )
    table = plain_table(["单位", *(ledgers[code] for code in shown)], lines, "本月没有应报台账", 140 + 118 * len(shown), book=book)
    return html.Div([_lock_legend() if any((row.unit, c.ledger) in locked for row in rows for c in row.cells) else None, table],
                    className="owed-matrix")


def _not_owed() -> Component:
    return html.Span("·", className="not-owed", title="不需报送")


def _lock_legend() -> Component:
    return html.Div([_lock_mark(), LOCKED_WORDS], className="item-note lock-legend")


def _lock_mark() -> Component:
    return html.Span("锁", className="lock-mark", title="已锁定，不再接收报送")


def matrix_cell(cell: Expected, is_locked: bool = False) -> Component:
    """A door to the newest file, else to what the unit owes."""
    colour, sign = STATES[cell.state]
    note = (
        f"截止{short_day(cell.due)}"
        + (f"，迟 {cell.late_days} 个工作日" if cell.late_days else "，按时" if cell.is_handed and cell.on_time else "")
        + (f"，退回 {cell.rejections} 次" if cell.rejections else "")
    )
    badge = dmc.Badge(f"{sign} {STATE_LABELS[cell.state]}", color=colour, variant="light", radius="sm")
    face = [badge, _lock_mark() if is_locked else None, html.Div(note, className="item-note")]
    address = f"/submissions/{cell.submission}" if cell.submission else f"/units/{cell.unit}?period={cell.period}"
    return dcc.Link(face, href=address, className="matrix-cell is-door")


def job_lines(jobs: Sequence[Job]) -> Component:
    """What becomes of the files just uploaded."""
    return html.Div([_job_line(job) for job in jobs], className="job-lines")


def _job_line(job: Job) -> Component:
    state, result = JobState(job.state), job.result or {}
    name = str(job.payload.get("file_name") or "重新校验")
    if state in (JobState.QUEUED, JobState.RUNNING):
        steps = f"（{job.done_steps}/{job.all_steps}）" if job.all_steps else ""
        stop = dmc.Button("取消", id=ids.Submissions.cancel(job.id), size="compact-xs", color="red", variant="outline", ml="sm")
        return dmc.Alert([(job.note or state.label) + steps, stop], title=name, color="blue", variant="light", icon=dmc.Loader(size="xs"))
    if state != JobState.DONE:
        return dmc.Alert(job.note or state.label, title=name, color="gray" if state == JobState.CANCELLED else "red", variant="light")
    outcome = "rejected" if result.get("awaiting") else str(result.get("outcome"))
    link = dcc.Link("查看回执与问题", href=f"/submissions/{result.get('submission')}", className="door-link")
    return dmc.Alert([html.Div(str(result.get("sentence", ""))), link], title=name, color=OUTCOME_COLOURS.get(outcome, "orange"), variant="light")


def history_table(rows: Sequence[SubmissionRow], book: str | None) -> Component:
    return plain_table(
        ["回执号", "单位", "台账", "月份", "文件", "收到时间", "方式", "结果", "行数", "强制", "核实"],
        [
            [
                dcc.Link(r.receipt, href=f"/submissions/{r.id}", className="door-link figure"),
                r.unit_name,
                r.ledger_name,
                month(r.period or None),
                html.Div(r.file_name, className="file-name", title=r.file_name),
                html.Span(r.received_at.strftime("%Y-%m-%d %H:%M"), className="figure"),
                r.door,
                [_outcome(r), html.Div(f"原因：{r.return_reason}", className="item-note reason-cell") if r.return_reason else None],
                _count(r.rows.get("accepted") or r.rows.get("read")),
                _count(r.errors),
                _count(r.warnings),
            ]
            for r in rows
        ],
        "还没有报送记录；上传台账或放入收件目录后，这里有每份文件的回执",
        1080,
        book=book,
    )


def _outcome(row: SubmissionRow) -> Component:
    colour = "orange" if row.outcome_label == "待说明" else "red" if row.return_reason else OUTCOME_COLOURS.get(row.outcome, "gray")
    return dmc.Badge(row.outcome_label, color=colour, variant="light", radius="sm")


def _count(n: Any) -> Component:
    return html.Span(f"{n:,}" if n else "—", className="figure")


def submission_head(d: SubmissionDetail) -> Component:
    """The receipt: what came, when, what became of it, and the files to download."""
    rows = d.row.rows
    words = [
        ("读取", "read"),
        ("接收", "accepted"),
        ("新增", "added"),
        ("变更", "changed"),
        ("未变", "unchanged"),
        ("减少", "closed"),
        ("有误", "rejected"),
        ("略过", "skipped"),
    ]
    counted = "　".join(f"{word} {rows.get(key, 0):,}" for word, key in words if rows.get(key))
    facts = pairs(
        [
            ("回执号", html.B(d.row.receipt, className="figure")),
            ("单位", d.row.unit_name),
            ("台账与月份", f"{d.row.ledger_name}　{month(d.row.period) if d.row.period else '月份未能识别'}"),
            ("文件", d.row.file_name),
            ("收到时间", d.row.received_at.strftime("%Y-%m-%d %H:%M:%S") + f"（{d.row.door}，{person(d.row.by)}）"),
            ("结果", _outcome(d.row)),
            ("行数", counted or "—"),
            ("数据截止", d.cut_off or "文件没有写明"),
            ("规则版本", f"第 {d.rule_version} 版"),
            ("内容校验值", html.Code(d.sha256, className="sha")),
        ]
    )
    doors = [
        html.A("下载标注后的文件", href=f"/files/returned/{d.row.id}", className="button-link") if d.all_findings else None,
        html.A("下载声明" if d.signed else "下载原件", href=f"/files/original/{d.row.id}", className="button-link is-quiet"),
    ]
    return html.Section([facts, html.Div(doors, className="button-row")], className="panel")


def findings_view(d: SubmissionDetail, wanted_cell: str, book: str | None) -> Component:
    """Counts by column first, then every finding; 核实 ones take an explanation."""
    if not d.all_findings:
        return html.Div([html.Span("✔", className="good-sign"), "没有发现问题"], className="good-state")
    lines = [[header, words, _severity(severity), _count(n)] for header, words, severity, n in d.by_column]
    summary = plain_table(["列", "规则", "等级", "处数"], lines, "", 420, book=book)
    more = f"共 {d.all_findings} 处，下面列出前 {len(d.findings)} 处，其余见标注后的文件" if len(d.findings) < d.all_findings else f"共 {d.all_findings} 处"
    send = dmc.Button("提交说明并重新校验", id=ids.Submission.SEND, mt="sm") if d.may_explain else None
    return html.Div(
        [
            summary,
            html.Div(more, className="item-note"),
            quick(html.Div([_finding(f, d.may_explain, wanted_cell) for f in d.findings], className="finding-list")),
            send,
        ]
    )


def _finding(f: FindingRow, may_explain: bool, wanted_cell: str) -> Component:
    place = f"{f.sheet}!{f.cell}" if f.cell else "整份文件"
    head = quick(
        html.Div(
            [
                _severity(f.severity.label),
                dmc.Badge(f.quality.label, color="gray", variant="outline", radius="sm"),
                html.B(place, className="figure"),
                html.Span(f.header or ""),
                html.Span(f"现值：{f.value}", className="item-note") if f.value else None,
            ],
            className="finding-head",
        ),
        html.Div(f.message),
    )
    needs = may_explain and f.severity == Severity.WARNING
    words = (
        dmc.Textarea(
            id=ids.Submission.words(f.number),
            **{"aria-label": "说明"},
            placeholder="请说明情况，例如：经现场核实，数据无误",
            value=f.explanation or "",
            autosize=True,
            minRows=1,
            maxRows=4,
            size="sm",
        )
        if needs
        else None
    )
    given = html.Div(f"说明：{f.explanation}", className="item-note") if f.explanation and not needs else None
    look = "finding is-wanted" if wanted_cell and wanted_cell == f.cell else "finding"
    return html.Div([head, words, given], className=look)


def _severity(label: str) -> Component:
    colour = {s.label: SEVERITIES[s] for s in Severity}.get(label, "gray")
    return dmc.Badge(label, color=colour, variant="filled" if label == Severity.ERROR.label else "light", radius="sm")
