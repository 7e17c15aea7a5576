"""总览: the three-minute answer — will the stages be met, who is behind, what needs a decision."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel, waiting
from components.progress import legend
from data.access.roles import Permission


def layout(may, **_):
    place = ids.Overview
    return html.Div(
        [
            page_head("总览", html.Div(id=place.STRIP), lead=html.Div(id=place.CONCLUSION)),
            panel("各阶段能否按期完成", waiting(place.STAGES, 5), note=legend()),
            dmc.Grid(
                [
                    _part(
                        panel("任务亮灯", waiting(place.LIGHTS, 2), html.H3("本月新转红", className="sub-title"), waiting(place.RED, 2)), 7
                    ),
                    _part(panel("各支柱进度", waiting(place.PILLARS)), 5),
                ],
                gutter="md",
            ),
            panel("关键指标", waiting(place.CURVES, 6), href="/indicators"),
            dmc.Grid(
                [
                    _part(panel("谁在落后", waiting(place.BEHIND, 8), note="各单位最落后的指标，进度差（百分点）"), 6),
                    _part(panel("较上月变化", waiting(place.CHANGES, 8), href="/indicators"), 6),
                    _part(panel("14 天内到期", waiting(place.DUE), href="/tasks"), 6, may(Permission.VIEW_TASKS)),
                    _part(panel("尚未报齐", waiting(place.SILENT), href="/submissions"), 6, may(Permission.VIEW_SUBMISSIONS)),
                ],
                gutter="md",
            ),
        ],
        className="stack",
    )


def _part(sheet, span, shown=True):
    return dmc.GridCol(sheet, span={"base": 12, "lg": span}) if shown else None
