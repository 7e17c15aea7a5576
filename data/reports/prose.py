"""通报正文 — 缘由、情况、问题、下一步, every sentence made from the month's figures."""

from dataclasses import dataclass
from decimal import Decimal

from data.assessment.tree import UnitScore
from data.calendar import label, shift
from data.indicators.figure import Figure
from data.indicators.figures import EVERY, figures
from data.intake.due import Expected
from data.plan.outlook import Outlook, Stage
from data.reports.edition import View
from data.reports.tables import filing, indicators, lights, orders, scores
from data.reports.tables.lights import task_name
from data.reports.words import day, listed, number
from data.vocabulary import FigureState, Light

WORST = 3


@dataclass(frozen=True)
class Paragraph:
    heading: str
    text: str


def paragraphs(view: View, found: Outlook) -> list[Paragraph]:
    cells = filing.expected(view)
    return [Paragraph("", _cause(view, cells)), Paragraph("一、总体进展", _progress(view, found)), Paragraph("二、指标与亮灯", _state(view)),
            Paragraph("三、考评情况", _scores(view)), Paragraph("四、存在问题", _problems(view, cells)), Paragraph("五、下一步要求", _next(view, cells))]


def _cause(view: View, cells: list[Expected]) -> str:
    """缘由 — by which rules and on what this paper rests."""
    done, owing = filing.completeness(cells)
    lacking = "" if done == owing else "，数据未齐，以下数据仅供参考"
    return (f"根据《{view.book.plan.title}》和《{view.book.rubric.title}》，依据各单位报送并通过校验的台账逐行计数，现将{view.edition.month}工作情况通报如下。"
            f"截至{day(view.edition.day)}，应报单位 {owing} 家，报齐 {done} 家{lacking}。")


def _progress(view: View, o: Outlook) -> str:
    whole = o.whole
    if whole.rollup.evidenced is None:
        return f"全部 {whole.rollup.tasks} 项任务尚无进展数据，不作研判。"
    said = [f"全部 {whole.rollup.tasks} 项任务已完成 {whole.rollup.done} 项，按权重汇总的实证进度为 {_percent(whole.rollup.evidenced)}，"
            f"申报进度为 {_percent(whole.rollup.reported)}，序时进度为 {_percent(whole.planned)}，研判为“{whole.verdict.label}”。"]
    said += [f"“{p.name}”阶段（{day(p.due)}前）{p.rollup.tasks} 项任务完成 {p.rollup.done} 项，{_reached(p)}。"
             for p in o.phases if p.due]
    return "".join(said)


def _percent(value: Decimal | None) -> str:
    return "—" if value is None else f"{number(value)}%"


def _reached(phase: Stage) -> str:
    done = phase.rollup.evidenced
    return "没有进展数据" if done is None else f"实证进度 {number(done)}%，{phase.verdict.label}"


def _state(view: View) -> str:
    found = [f for f in indicators.planned_figures(view) if f.gap_points is not None]
    reached, behind = [f for f in found if (f.gap_points or 0) >= 0], sorted((f for f in found if (f.gap_points or 0) < 0), key=_gap)
    whole = len(indicators.planned_figures(view))
    without = f"（另有 {whole - len(found)} 项缺报或不适用）" if whole > len(found) else ""
    said = f"全市有计划且有数据的 {len(found)} 项指标{without}中，{len(reached)} 项达到或超过序时计划，{len(behind)} 项滞后"
    said += f"，滞后最多的是{'；'.join(_gap_words(f) for f in behind[:WORST])}。" if behind else "。"
    facts = lights.month_facts(view)
    counted = "、".join(f"{light.label}{'' if light == Light.DONE else '灯'} {sum(f.light == light for f in facts)} 项" for light in lights.ORDER)
    red = lights.turned_red(view)
    turned = f"本月新增红灯 {len(red)} 项：{_tasks(view, red)}。" if red else "本月没有新增红灯。"
    return said + (f"任务亮灯为{counted}。{turned}" if facts else "本月尚未计算任务亮灯。")


def _gap(f: Figure) -> Decimal:
    return f.gap_points or Decimal(0)


def _gap_words(f: Figure) -> str:
    return f"{f.name}（实证 {number(f.value)}{f.unit_word}，序时 {number(f.planned)}{f.unit_word}，进度差 {number(f.gap_points)} 个百分点）"


def _tasks(view: View, facts: list[lights.TaskLightFact]) -> str:
    return "；".join(f"{task_name(view, f.task)}（{view.unit_name(f.unit)}）" for f in facts[:WORST]) + ("等" if len(facts) > WORST else "")


def _scores(view: View) -> str:
    """First and last of every group; groups too small to have a last name the first only."""
    found = scores.scores(view)
    said = [_group_words(view, name, [s for s in found if s.group == group and s.rank is not None]) for group, name in view.book.groups.items()]
    unranked = [view.unit_name(s.unit) for s in found if s.rank is None]
    said.append(f"适用分值不足、不参加排名的有{listed(unranked)}。" if unranked else "")
    return "".join(said) or "本月尚未计算考评得分。"


def _group_words(view: View, name: str, ranked: list[UnitScore]) -> str:
    if not ranked:
        return ""
    last = max(s.rank or 0 for s in ranked)
    first = listed([f"{view.unit_name(s.unit)}（{number(s.total)}分）" for s in ranked if s.rank == 1], 3)
    lowest = listed([f"{view.unit_name(s.unit)}（{number(s.total)}分）" for s in ranked if s.rank == last], 3)
    return f"{name}：第一名{first}" + (f"，末位{lowest}。" if last > 1 else "。")


def _problems(view: View, cells: list[Expected]) -> str:
    said = []
    late = _names(view, [c for c in cells if c.is_late or not c.is_handed])
    if late:
        said.append(f"报送不及时或未报齐的有{listed(late)}。")
    told = [f for f in figures(view.session, view.period, EVERY, version=view.edition.version) if f.discrepancy and f.discrepancy > 0]
    if told:
        worst = sorted(told, key=lambda f: -(f.discrepancy or 0) / (f.target or f.reported or 1))[:WORST]
        said.append(f"有 {len(told)} 项单位指标的申报值高于实证值，差异较大的是" + "；".join(
            f"{view.unit_name(f.unit or '')}“{f.name}”（申报 {number(f.reported)}，实证 {number(f.value)}）" for f in worst) + "。")
    unsaid = {f.unit for f in figures(view.session, view.period, EVERY, version=view.edition.version) if f.state == FigureState.MISSING}
    if unsaid:
        said.append(f"有 {len(unsaid)} 家单位的部分指标缺报。")
    overdue = [o for o in orders.orders_then(view) if o.is_overdue]
    if overdue:
        said.append(f"逾期未反馈的督办单 {len(overdue)} 件，涉及{listed(sorted({view.unit_name(o.order.unit) for o in overdue}))}。")
    return "".join(said) or "未发现突出问题。"


def _next(view: View, cells: list[Expected]) -> str:
    """下一步 — who must do what, from the same figures."""
    red = sorted({view.unit_name(f.unit) for f in lights.month_facts(view) if f.light == Light.RED and view.actor.sees(f.unit)})
    wanting = _names(view, [c for c in cells if not c.is_handed])
    said = [f"红灯任务的牵头单位（{listed(red)}）要倒排工期、逐项销灯。" if red else "",
            f"{listed(wanting)}要尽快补齐台账。" if wanting else "",
            "申报与实证不一致的单位要逐行核对台账，以通过校验的数据为准。",
            f"{label(shift(view.period, 1))}数据请各单位按时报送。"]
    return "".join(said)


def _names(view: View, cells: list[Expected]) -> list[str]:
    units = {c.unit for c in cells}
    return [u.short_name for u in view.book.members if u.code in units]
