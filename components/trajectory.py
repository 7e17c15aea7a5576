"""计划与实际 in words: what is needed and what was done each month, when it lands, how earlier forecasts erred; and the months with 可信度."""

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from components.badges import light_badge, state_badge
from components.cards import empty_state, number_card
from components.credibility import CREDIBLE, credibility_words, difference
from components.tables import small_table
from components.wording import MINUS, NONE, day, figure_number, month, number, plan_number
from data.indicators.forecast import Forecast, Record, Refusal
from data.indicators.landing import LONGEST, Landing
from data.indicators.pace import LEVEL, Goal
from data.indicators.trajectory import Trajectory
from data.vocabulary import FigureState

HOW = "任意两个月之间的月均增量取居中的一个：个别月份突增突减不左右它"
YEARS = f"{LONGEST // 12} 年"


def outlook_panel(t: Trajectory) -> Component:
    """Beside the plot: the answer first, then what it rests on."""
    said = t.outlook
    if isinstance(said, Refusal):
        return html.Div([empty_state(said.why, "满 4 个月后自动推算。未齐、缺报的月份不算在内。"), _passed_over(t)])
    return html.Div([_answer(t, said), _paces(t, said), _facts(t, said)])


def _answer(t: Trajectory, f: Forecast) -> Component:
    if t.goal is None or f.landing is None:
        return html.Div([html.P("未设目标，只看走势，不推算达到日期。", className="landing-words")], className="landing")
    title, words, look = _landed(t, f.landing, t.goal)
    return html.Div([html.P(title, className=f"landing-day {look}"), html.P(words, className="landing-words")], className="landing")


def _landed(t: Trajectory, landing: Landing, goal: Goal) -> tuple[str, str, str]:
    """(headline, what the interval says, its colour)."""
    worth = _amount(goal.worth, t.indicator.unit)
    if landing.reached:
        return f"{month(landing.reached)}已达到目标 {worth}", f"目标日期 {day(goal.on)}", "good"
    if landing.on is None:
        first = f"区间中最早 {day(landing.earliest)}" if landing.earliest else "区间内也到不了"
        return f"按此速度 {YEARS}内到不了 {worth}", f"{first}；目标日期 {day(goal.on)}", "bad"
    late = (landing.on - goal.on).days
    when = f"晚 {late} 天" if late > 0 else f"早 {-late} 天" if late else "正是目标日期"
    ends = f"区间 {day(landing.earliest)} 至 {day(landing.latest)}" if landing.latest else f"最早 {day(landing.earliest)}，最晚超出 {YEARS}"
    return f"预计 {day(landing.on)} 达到 {worth}", f"{ends}。比目标日期 {day(goal.on)} {when}；{_sure(landing, goal)}", "bad" if late > 0 else ""


def _sure(landing: Landing, goal: Goal) -> str:
    if landing.latest is not None and landing.latest <= goal.on:
        return "整个区间都在目标日期之前"
    return "整个区间都在目标日期之后" if landing.earliest is None or landing.earliest > goal.on else "目标日期落在区间之内，能否按期还不能断定"


def _paces(t: Trajectory, f: Forecast) -> Component:
    unit = _gained(t.indicator.unit)
    needed = number_card("需每月", _rate(f.required, t.indicator.unit), unit if f.required is not None else "", _until(t, f))
    done = number_card(f"近 {len(f.used)} 个月每月", _rate(f.pace, t.indicator.unit), unit, html.Span(_span(f.used), title=HOW))
    return html.Div([needed, done] if t.goal else [done], className="number-cards")


def _until(t: Trajectory, f: Forecast) -> str:
    if t.goal is None or f.required is None:
        return f"目标日期 {day(t.goal.on)} 已到" if t.goal else ""
    return "已达到" if not f.required else f"自{month(f.origin)}底至 {day(t.goal.on)}"


def _span(used: Sequence[str]) -> str:
    return f"{month(used[0])}至{month(used[-1])}"


def _facts(t: Trajectory, f: Forecast) -> Component:
    rows = [("速度", HOW), ("推算", _from(t, f)), ("以往偏差", _past(f.record, t.indicator.unit)), ("区间", _held(f))]
    rows += [("日期移动", f"此前每过一个月，推算的达到日期移动 {f.record.moved_days} 天（中位数）")] if f.record.moved_days is not None else []
    facts = html.Dl([part for name, words in rows for part in (html.Dt(name), html.Dd(words))], className="facts")
    return html.Div([facts, _passed_over(t)])


def _from(t: Trajectory, f: Forecast) -> str:
    since = f"自{month(f.origin)}底的 {_amount(f.value, t.indicator.unit)}起，按近月速度直推"
    if f.origin == t.period:
        return since
    why = next((m.passed_over for m in t.passed_over if m.figure.period == t.period), "没有数")
    return f"{month(t.period)}{why}，{since}"


def _past(record: Record, unit: str) -> str:
    known = [tried for tried in record.tried if tried.error is not None]
    if not known:
        return "还没有可以对照的月份"
    errors = "、".join(f"±{_fine(tried.error, unit)}" for tried in known)
    return f"同法提前 {'、'.join(str(tried.ahead) for tried in known)} 个月推算，平均偏差 {errors} {_gained(unit)}（对照 {record.judged} 次）"


def _held(f: Forecast) -> str:
    """What the interval claims, and how it did."""
    wide = f"意在容纳 {LEVEL}% 的月份"
    if all(step.low == step.high for step in f.steps):
        return f"{wide}；近月增量完全一致，区间没有宽度，不等于没有风险"
    if not f.record.judged:
        return f"{wide}，还没有以往的推算可以检验"
    narrow = f"，不足 {LEVEL}%，请从宽看" if f.record.inside * 100 < LEVEL * f.record.judged else ""
    return f"{wide}；以往 {f.record.judged} 次中实际落入 {f.record.inside} 次{narrow}"


def _passed_over(t: Trajectory) -> Component | None:
    if not t.passed_over:
        return None
    months = "、".join(f"{month(m.figure.period)}{m.passed_over}" for m in t.passed_over)
    return html.P(f"推算不用的月份：{months}", className="dim small")


# Months


def months_table(t: Trajectory, book: str | None) -> Component:
    """Every month shown, the newest first: reported beside evidenced, the difference and what share of the report is borne out."""
    is_count = not t.indicator.is_ratio
    rows = [
        (
            html.Span(month(m.figure.period), className="nowrap"),
            figure_number(m.figure.value, t.indicator.unit) if m.figure.state == FigureState.OK else state_badge(m.figure.state),
            figure_number(m.figure.reported, t.indicator.unit),
            difference(m.figure),
            credibility_words(m.credibility),
            plan_number(m.figure.planned, t.indicator.unit, is_count),
            light_badge(m.figure.light, why=m.figure.reason),
            html.Span(m.passed_over, className="dim small nowrap"),
        )
        for m in reversed(t.months)
    ]
    headers = ("月份", "核实", "申报", "申报差异", "可信度", "计划应达", "亮灯", "推算不用")
    return html.Div([small_table(headers, rows, (1, 2, 3, 4, 5), "没有可看的月份", book=book), html.P(CREDIBLE, className="dim small")])


# Words


def _amount(worth: Decimal, unit: str) -> str:
    return f"{figure_number(worth, unit)}{'%' if unit == '%' else f' {unit}'}"


def _gained(unit: str) -> str:
    """What a difference of percentages is counted in."""
    return "个百分点" if unit == "%" else unit


def _rate(worth: Decimal | None, unit: str) -> str:
    if worth is None:
        return NONE
    words = _fine(abs(worth), unit)
    return words if not worth or not words.strip("0.") else f"{'+' if worth > 0 else MINUS}{words}"


def _fine(worth: Decimal | None, unit: str) -> str:
    """One decimal; small numbers keep two figures that tell."""
    if worth is None:
        return NONE
    return number(worth, 1 if unit == "%" or abs(worth) >= 1 or not worth else min(6, 1 - worth.adjusted()))

