"""The first screen of 总览: what one would say aloud in the meeting, and the numbers behind it, each a door to exactly what it counts."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from components.wording import NONE, day, number, signed
from data.indicators.views import BETTER, WORSE, IndicatorLine, UnitStanding
from data.intake.views import OWING, MatrixRow
from data.plan.outlook import Outlook, Stage, Verdict
from data.supervision.board import LightBoard
from data.supervision.views import NEW_RED, SOON, SOON_DAYS, DueRow
from data.vocabulary import Light

IN_DANGER = frozenset({Verdict.MISSED, Verdict.OFF_TRACK, Verdict.AT_RISK, Verdict.SLIGHTLY_BEHIND})
SMALL = 0.05  # points that round to nothing


def conclusion(outlook: Outlook, before: Outlook | None, red: int, turned: int | None, worst: UnitStanding | None) -> Component:
    """One sentence out of figures: how far, against plan and last month, which stage is in danger, the red ones, who is furthest behind."""
    whole = outlook.whole
    if whole.rollup.evidenced is None or whole.planned is None:
        return html.P("这个月还没有任务进展数据。", className="conclusion")
    parts: list[Any] = [f"截至{day(outlook.day)}，总体完成 ", html.B(f"{number(whole.rollup.evidenced, 1)}%"), f"，{_against(whole)}{_since(whole, before)}；"]
    for stage in (s for s in outlook.phases if s.verdict in IN_DANGER):
        parts += [stage.name, html.B(stage.verdict.label, className=_ink(stage)), f"{_late(stage)}；"]
    if not any(s.verdict in IN_DANGER for s in outlook.phases):
        parts.append("各阶段没有滞后；")
    new = f"（本月新转红 {turned} 项）" if turned is not None and (red or turned) else ""
    parts += ["红灯任务 ", html.B(f"{red} 项", className="ink-red" if red else ""), new]
    if worst is not None and worst.worst is not None and (worst.gap or 0) < 0:
        parts += ["，最落后的是", html.B(worst.unit_name), f"（{worst.worst.name}，进度差 {signed(worst.gap)} 个百分点）"]
    return html.P([*parts, "。"], className="conclusion")


def _against(stage: Stage) -> str:
    gap = stage.gap
    if gap is None or abs(gap) < SMALL:
        return "与计划持平"
    return f"比计划{'高' if gap > 0 else '低'} {number(abs(gap), 1)} 个百分点"


def _since(stage: Stage, before: Outlook | None) -> str:
    moved = step(stage, before.whole if before else None)
    return "" if moved is None else f"，较上月 {signed(moved)} 个百分点"


def _late(stage: Stage) -> str:
    if stage.expected_on and (stage.days_behind or 0) > 0:
        return f"，照此推算 {day(stage.expected_on)}完成，晚 {stage.days_behind} 天"
    return f"，{stage.rollup.tasks - stage.rollup.done} 项未完成"


def _ink(stage: Stage) -> str:
    return "ink-slight" if stage.verdict == Verdict.SLIGHTLY_BEHIND else "ink-yellow" if stage.verdict == Verdict.AT_RISK else "ink-red"


def step(now: Stage, before: Stage | None) -> Any:
    """Points proven since last month; None where one of the two is unknown."""
    if before is None or now.rollup.evidenced is None or before.rollup.evidenced is None:
        return None
    return now.rollup.evidenced - before.rollup.evidenced


# The numbers


def tile(name: str, value: str, unit: str, note: Any, href: str | None, look: str = "") -> Component:
    """A number, what it counts and a door to just that; `look` names the light whose colour it bears when it is bad."""
    face = [
        html.Div(name, className="answer-name"),
        html.Div([html.B(value, className=f"figure {look}"), html.Span(unit, className="answer-unit")], className="answer-value"),
        html.Div(note, className="answer-note"),
    ]
    return dcc.Link(face, href=href, className="answer-tile is-door") if href else html.Div(face, className="answer-tile")


def red_tiles(board: LightBoard, period: str, whose: str, opens: bool) -> list[Component]:
    """`whose`: 本单位 for a unit, else ''; `opens`: whether the reader may look at the tasks behind the number."""
    red, new, was = board.counts.get(Light.RED, 0), len(board.turned_red), board.before.get(Light.RED, 0)
    note = f"上月 {was} 项　黄灯 {board.counts.get(Light.YELLOW, 0)} 项"
    first = tile(f"{whose}红灯任务", str(red), "项", note, _door("/tasks", opens, light=Light.RED, period=period), "ink-red" if red else "")
    if not opens:
        return [first]
    names = _first(line.name for line in board.turned_red)
    return [first, tile(f"{whose}本月新转红", str(new), "项", names, _door("/tasks", True, light=NEW_RED, period=period), "ink-red" if new else "")]


def behind_tile(units: Sequence[UnitStanding], period: str) -> Component:
    red = [u for u in units if u.lights.get(Light.RED)]
    return tile("有红灯指标的单位", str(len(red)), f"/ {len(units)} 个", _first(u.unit_name for u in red),
                _door("/indicators", True, light=Light.RED, period=period), "ink-red" if red else "")


def turned_tile(lines: Sequence[IndicatorLine], period: str) -> Component:
    """The city's figures whose light turned since last month."""
    worse, better = ([line for line in lines if line.turn == turn] for turn in (WORSE, BETTER))
    return tile("较上月亮灯变差", str(len(worse)), "项指标", f"变好 {len(better)} 项" + (f"；{worse[0].figure.name}" if worse else ""),
                _door("/indicators", True, turn=WORSE, period=period), "ink-red" if worse else "")


def due_tile(found: Sequence[DueRow], period: str) -> Component:
    """Tasks, as the page behind the door lists them; a task may have several steps."""
    tasks = {row.task for row in found}
    note = f"{len(found)} 个节点；最近 {found[0].due.month}月{found[0].due.day}日" if found else "没有节点到期"
    return tile(f"{SOON_DAYS} 天内到期", str(len(tasks)), "项任务", note, _door("/tasks", True, due=SOON, period=period))


def silent_tile(rows: Sequence[MatrixRow], period: str, own: bool) -> Component:
    owing = [row for row in rows if row.owing]
    overdue = sum(c.state == "overdue" for row in owing for c in row.owing)
    note = f"差 {sum(len(row.owing) for row in owing)} 份，逾期 {overdue} 份" if owing else "已全部报齐"
    value, unit = (str(sum(len(row.owing) for row in owing)), "份") if own else (str(len(owing)), f"/ {len(rows)} 个")
    return tile("本单位还差" if own else "未报齐单位", value, unit, note, _door("/submissions", True, show=OWING, period=period),
                "ink-red" if overdue else "")


def _first(names: Any, shown: int = 2) -> str:
    """The first few by name; how many there are stands above."""
    found = list(names)
    return ("、".join(found[:shown]) + ("等" if len(found) > shown else "")) if found else NONE


def _door(path: str, opens: bool, **words: str) -> str | None:
    return f"{path}?{urlencode(words)}" if opens else None
