"""Report files as the reader sees them."""

from collections.abc import Mapping, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from components.plain_tables import plain_table
from components.wording import moment, month, person
from data.store.tables import Job, ReportFile
from data.vocabulary import JobState


def report_table(rows: Sequence[ReportFile], kinds: Mapping[str, str], units: Mapping[str, str], book: str | None) -> Component:
    return plain_table(["报表", "月份", "单位", "状态", "编制时间", "编制人", "校验值"], [[
        html.A(r.name, href=f"/files/report/{r.id}", className="door-link"), month(r.period), units.get(r.unit, r.unit) if r.unit else "全市",
        _stamp(r), moment(r.made_at), person(r.made_by), html.Code(r.sha256[:12], className="sha")] for r in rows],
        f"还没有{'、'.join(kinds.values())}：月份通报后自动编制", 920, book=book)


def _stamp(r: ReportFile) -> Component:
    if r.trial:
        return dmc.Badge("试算稿", color="red", variant="outline", radius="sm")
    return dmc.Badge("通报" if r.month_version == 1 else f"更正第 {r.month_version - 1} 次", color="green", variant="light", radius="sm")


def making(jobs: Sequence[Job]) -> Component:
    """How far the making is."""
    lines = []
    for job in jobs:
        state = JobState(job.state)
        if state in (JobState.QUEUED, JobState.RUNNING):
            lines.append(dmc.Alert("正在编制……", color="blue", variant="light", icon=dmc.Loader(size="xs"), mt="sm"))
        elif state == JobState.DONE:
            lines.append(dmc.Alert(f"已编制：{(job.result or {}).get('name', '')}", color="green", variant="light", mt="sm"))
        else:
            lines.append(dmc.Alert(job.note or state.label, color="red", variant="light", mt="sm"))
    return html.Div(lines)
