"""总览: the three-minute answer — one sentence, six numbers, stages and pillars on the first screen; below, who and what is behind them."""

import dash_mantine_components as dmc
from dash import html

from components import ids
from components.cards import page_head, panel, skeleton, waiting
from components.progress import legend
from data.access.roles import Permission


def layout(may, **_):
    place = ids.Overview
    return html.Div(
        [
            page_head("总览", html.Div(id=place.STRIP), lead=html.Div(id=place.CONCLUSION)),
            html.Div(list(_tiles(may)), className="answer-tiles"),
            panel("各阶段能否按期完成", waiting(place.STAGES, 5), html.H3("各支柱到了哪里", className="sub-title"), waiting(place.PILLARS, 2),
                  note=legend()),
            dmc.Grid(
                [
                    _part(panel("本月新转红的任务", waiting(place.RED, 4), html.Div(id=place.LIGHTS, className="lights-below")), 6),
                    _part(panel("谁在落后", waiting(place.BEHIND, 8), note="各单位最落后的指标，进度差（百分点）", href="/indicators"), 6),
                    _part(panel("较上月变化", waiting(place.CHANGES, 8), href="/indicators"), 6),
                    _part(panel("14 天内到期", waiting(place.DUE), href="/tasks?due=soon"), 6, may(Permission.VIEW_TASKS)),
                    _part(panel("尚未报齐", waiting(place.SILENT, 1), href="/submissions?show=owing"), 12, may(Permission.VIEW_SUBMISSIONS)),
                ],
                gutter="md",
            ),
            panel("关键指标", waiting(place.CURVES, 6), href="/indicators"),
        ],
        className="stack",
    )


def _tiles(may):
    """Only those whose numbers the reader may look behind: a hidden place would still ask."""
    place = ids.Overview
    yield _tile_place(place.RED_TILES)
    yield _tile_place(place.UNIT_TILES)
    if may(Permission.VIEW_TASKS):
        yield _tile_place(place.DUE_TILE)
    if may(Permission.VIEW_SUBMISSIONS):
        yield _tile_place(place.SILENT_TILE)


def _tile_place(place):
    return html.Div(html.Div(skeleton(2), className="answer-tile"), id=place, className="answer-place")


def _part(sheet, span, shown=True):
    return dmc.GridCol(sheet, span={"base": 12, "lg": span}) if shown else None
