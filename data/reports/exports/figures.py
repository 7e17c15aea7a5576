"""Figures for a workbook: the board, the matrix of units, one indicator with its months, one unit, the rows behind a figure."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from data.calendar import last_day
from data.indicators.breakdowns import breakdowns
from data.indicators.counted import CountedRow, Page
from data.indicators.credibility import credibility
from data.indicators.detail import counted_page, indicator_detail
from data.indicators.figure import Figure
from data.indicators.forecast import Forecast, Refusal
from data.indicators.landing import Landing
from data.indicators.pace import LEVEL
from data.indicators.systems import system_view
from data.indicators.trajectory import Trajectory, trajectory
from data.indicators.unit_months import Word, unit_months
from data.indicators.views import IndicatorLine, asked_lines, asked_standings, city_lines, unit_lines, unit_standings
from data.reports.exports.base import Ask, Exported
from data.rounding import plain
from data.store import rulebook

FIGURE_HEADERS = ("核实", "申报", "申报差异", "计划应达", "目标", "进度差（百分点）", "亮灯", "说明", "分子", "分母", "规则版本")
NAMED = ("指标编号", "指标", "单位", *FIGURE_HEADERS)
AHEAD = ("可信度（%）", "推算不用", "推算", "推算下限", "推算上限")
SAID = ("数值与页面一致；空白为不适用或缺报，见“说明”。",)
ROWS = 5_000  # rows behind a figure in one workbook
SIDES = {"no": "未计入", "below": "分母"}
SIDES = {"no": "未计入", "below": "分母"}
ROW_HEADERS = ("单位", "名称", "识别代码", "编号", "区划", "状态", "计入值", "不计入的原因", "回执号", "文件", "工作表", "单元格")


def board(session: Session, ask: Ask) -> Exported:
    lines = asked_lines(city_lines(session, ask.actor, ask.period), ask.words)
    return Exported("全市指标", ("系统", *NAMED), _lines(lines), SAID)


def unit_board(session: Session, ask: Ask) -> Exported:
    return Exported("单位指标", ("系统", *NAMED), _lines(unit_lines(session, ask.actor, ask.subject, ask.period)), SAID)


def units(session: Session, ask: Ask) -> Exported:
    found = asked_standings(unit_standings(session, ask.actor, ask.period), ask.words)
    rows = [[s.unit_name, s.group_name, *_named(f)] for s in found for f in s.figures.values()]
    return Exported("各单位进度差", ("单位名称", "分组", *NAMED), rows, SAID)


def system(session: Session, ask: Ask) -> Exported:
    """One system: every indicator for the city, each district and each unit the reader sees."""
    found = system_view(session, ask.actor, ask.subject, ask.period)
    city = [["全市", None, *_named(line.figure)] for line in found.lines]
    parts = [[kind, s.name, *_named(f)] for kind, some in (("区", found.districts), ("单位", found.units)) for s in some for f in s.figures.values()]
    return Exported(f"{found.name}进度", ("范围", "名称", *NAMED), [*city, *parts], SAID)


def system_rows(session: Session, ask: Ask) -> Exported:
    """The rows of a system's ledgers by what its page tells them apart by."""
    rows = [[view.declared.ask, view.ledger.name, bar.value, name, worth, view.unit, bar.counted, bar.left_out]
            for view in breakdowns(session, ask.actor, ask.subject, ask.period) for bar in view.bars for name, worth in bar.parts.items()]
    return Exported(f"{ask.subject}分布", ("图", "台账", "类别", "分项", "数", "单位", "计入行数", "未计入行数"), rows)


def indicator(session: Session, ask: Ask) -> Exported:
    """City, units, districts, every month of the curve with its plan, what lies ahead of it with its interval, and reference values."""
    found = indicator_detail(session, ask.actor, ask.subject, ask.period)
    t = trajectory(session, ask.actor, ask.subject, ask.word("unit") or None, ask.period, ask.today, ask.word("region") or None)
    direction, whose = found.indicator.direction, "" if t.unit is None and t.region is None else f"（{t.unit_name}）"
    parts = [[name, None, *_figure(f), _percent(credibility(direction, [(f.value, f.reported)])) if f.unit else None]
             for name, f in [("全市", found.figure), *found.units, *found.districts]]
    months = [[f"逐月{whose}", m.on, *_figure(m.figure), _percent(m.credibility), m.passed_over] for m in t.months]
    plan = [[f"计划节点{whose}", on, None, None, None, worth] for on, worth in t.curve.milestones]
    known = [["参照值", None, r.value, *[None] * 6, f"{r.label}（{r.source}）"] for r in found.indicator.reference]
    headers = ("范围", "截至", *FIGURE_HEADERS, *AHEAD)
    rows = [[*row, *[None] * (len(headers) - len(row))] for row in [*parts, *months, *plan]]
    return Exported(found.indicator.name, headers, [*rows, *_ahead(t, whose), *(row + [None] * (len(headers) - len(row)) for row in known)],
                    (*SAID, *_outlook_notes(t)))


def goals(session: Session, ask: Ask) -> Exported:
    """目标分解 by phase: the city and the units the reader sees."""
    found = indicator_detail(session, ask.actor, ask.subject, ask.period)
    said = found.declared
    headers = ("范围", "起点", *(f"{name} {on:%Y-%m-%d}" for name, on in said.phases), "单位")
    rows = [[g.name, g.baseline, *g.targets, found.indicator.unit] for g in said.goals]
    return Exported(f"{found.indicator.name}目标分解", headers, rows, ("空白为计划没有要求。",))


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share * 100


def _ahead(t: Trajectory, whose: str) -> list[list[Any]]:
    """The shaded band of the plot, month end by month end."""
    steps = t.outlook.steps if isinstance(t.outlook, Forecast) else ()
    return [[f"推算{whose}", last_day(s.period), *[None] * (len(FIGURE_HEADERS) + 2), s.value, s.low, s.high] for s in steps]


def _outlook_notes(t: Trajectory) -> list[str]:
    f = t.outlook
    if isinstance(f, Refusal):
        return [f"{t.unit_name}：{f.why}"]
    rest = f"{t.unit_name}推算：自 {f.origin} 起；近 {len(f.used)} 个月每月 {plain(f.pace)}"
    needed = f"，需每月 {plain(f.required)}" if f.required is not None else ""
    return [rest + needed + _landing_note(f.landing) + f"；推算区间为 {LEVEL}%，以往 {f.record.judged} 次中实际落入 {f.record.inside} 次"]


def _landing_note(landing: Landing | None) -> str:
    if landing is None:
        return "；未设目标"
    if landing.reached:
        return f"；{landing.reached} 已达到目标"
    if landing.on is None:
        return "；按此速度五年内到不了"
    return f"；预计 {landing.on} 达到（{landing.earliest} 至 {landing.latest or '超出五年'}）"


def credible(session: Session, ask: Ask) -> Exported:
    """Every unit the reader sees in every month: reported beside evidenced, and what share is borne out."""
    found = unit_months(session, ask.actor, ask.subject, ask.period)
    rows = [[name, month, word.evidenced, word.reported, _more(word), _percent(word.share), word.why]
            for _, name, words in found.units for month, word in words.items()]
    return Exported(f"{found.indicator.name}可信度", ("单位", "月份", "核实", "申报", "申报差异", "可信度（%）", "说明"), rows, SAID)


def _more(word: Word) -> Decimal | None:
    return None if word.evidenced is None or word.reported is None else word.reported - word.evidenced


def counted(session: Session, ask: Ask) -> Exported:
    """The rows behind a figure, counted or not or those of its denominator, each with its cell."""
    kind, unit = ask.word("kind"), ask.word("unit") or None
    rows, following = counted_page(session, ask.actor, ask.subject, unit, ask.period, Page(kind != "no", kind != "below", ROWS))
    book = rulebook.book_for(session, ask.period)
    names = {u.code: u.short_name for u in book.members}
    left = [f"只列前 {len(rows)} 行，请按单位分别下载。"] if following else []
    asked = book.indicator(ask.subject)
    title = f"{asked.name}{SIDES.get(kind, '计入')}的行"
    side = asked.denominator if kind == "below" else asked.numerator
    is_sum = side is not None and side.aggregate == "sum"  # else the value is what is told apart: a code, a text
    return Exported(title, ROW_HEADERS, [_counted(row, names, is_sum) for row in rows], left)


def _counted(r: CountedRow, names: dict[str, str], is_sum: bool) -> list[Any]:
    value = Decimal(r.value) if is_sum and r.value else r.value
    return [names.get(r.unit, r.unit), r.name, r.code, r.key, r.region, r.status, value, r.why, r.receipt, r.file_name, r.sheet, r.cell or f"第 {r.row} 行"]


def _lines(lines: list[IndicatorLine]) -> list[list[Any]]:
    return [[line.system, *_named(line.figure)] for line in lines]


def _named(f: Figure) -> list[Any]:
    return [f.indicator, f.name, f.unit_word, *_figure(f)]


def _figure(f: Figure) -> list[Any]:
    return [f.value, f.reported, f.discrepancy, f.planned, f.target, f.gap_points, f.light.label if f.light else None, f.reason, f.numerator,
            f.denominator, f.rule_version]
