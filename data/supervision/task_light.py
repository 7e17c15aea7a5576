"""Which of the six lights a task has on a day, since when, why, what clears it and what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data.calendar import period_of
from data.catalogue.rules import LightRules
from data.plan.progress import StepState, TaskProgress
from data.supervision.sentences import day_words, period_words, shortfalls, signed_words
from data.vocabulary import Light, TaskState

KEEP = "保留佐证材料备查"


@dataclass(frozen=True)
class Gap:
    """进度差 of the linked indicator that is furthest behind."""

    indicator: str
    points: Decimal


@dataclass(frozen=True)
class TaskFacts:
    """What is known of a task on a day."""

    day: date
    progress: TaskProgress
    gap: Gap | None = None
    has_data: bool = True  # a report or a counted value that is not out of date
    expected: str | None = None  # the newest month whose report is due
    yellow_months: int = 0  # yellow months in the unbroken run before this month
    run_since: date | None = None  # first day of the unbroken run of yellow or red that reaches the day before


@dataclass(frozen=True)
class Judgement:
    """亮灯 — the light with its words; `cause_day` is the first day of the matter that makes it yellow or red."""

    light: Light
    since: date
    reason: str
    clears_when: str
    next_step: str
    made_up: bool = False
    cause_day: date | None = None
    overdue_days: int = 0
    due_on: date | None = None
    gap_light: Light = Light.GREEN
    repeated_yellow: bool = False


def task_light(facts: TaskFacts, rules: LightRules) -> Judgement:
    """In order of weight: done, extended with approval, behind (overdue or gap), not begun, no data, made up this month, on plan."""
    day, progress = facts.day, facts.progress.on(facts.day)
    step = progress.next_step(day)
    if step is None:
        return _done(facts, progress)
    if is_extended(step, day):
        return _extended(facts, progress, step)
    has_begun = day >= progress.task.start
    overdue, gap_light = step.days_overdue(day), light_of_gap(facts.gap if has_begun else None, rules)
    if overdue or gap_light != Light.GREEN:
        return _behind(facts, rules, step, gap_light)
    if not has_begun:
        return _green(facts, step, f"计划{day_words(progress.task.start)}启动，尚未到启动日期")
    if not facts.has_data:
        return _no_data(facts, step)
    return _made_up(facts, progress, step) or _on_plan(facts, progress, step)


def is_extended(step: StepState, day: date) -> bool:
    """The date was moved with approval and the new one has not passed."""
    return step.due > step.step.due and day <= step.due


def light_of_days(overdue_days: int, rules: LightRules) -> Light:
    """Due today is not overdue; the last of the yellow days is still yellow."""
    if overdue_days < 1:
        return Light.GREEN
    return Light.YELLOW if overdue_days <= rules.yellow_days else Light.RED


def light_of_gap(gap: Gap | None, rules: LightRules) -> Light:
    """Both boundaries belong to yellow."""
    if gap is None or gap.points > rules.yellow_gap:
        return Light.GREEN
    return Light.YELLOW if gap.points >= rules.red_gap else Light.RED


def _done(facts: TaskFacts, progress: TaskProgress) -> Judgement:
    end = progress.steps[-1]
    done_on = end.done_on or facts.day
    made_up = _made_up(facts, progress, None)
    if made_up:
        return made_up
    if end.is_late:
        words = f"{day_words(done_on)}补完，逾期{(done_on - end.due).days}天（当月记为黄(已补)）"
        return Judgement(Light.DONE, done_on, words, "—", KEEP, made_up=True)
    return Judgement(Light.DONE, done_on, f"{day_words(done_on)}完成，未逾期", "—", KEEP)


def _made_up(facts: TaskFacts, progress: TaskProgress, step: StepState | None) -> Judgement | None:
    """A step finished late leaves its month yellow (已补), never green; from the next month on it weighs no more."""
    month = period_of(facts.day)
    late = [(s.done_on, s) for s in progress.steps if s.is_late and s.done_on and s.is_done(facts.day) and period_of(s.done_on) == month]
    if not late:
        return None
    done_on, last = max(late, key=lambda pair: pair[0])
    reason = f"“{last.step.name}”逾期{(done_on - last.due).days}天，{day_words(done_on)}补完，本月记为黄(已补)"
    if step is None:
        return Judgement(Light.YELLOW, done_on, reason, "次月起记为完成", KEEP, made_up=True)
    return Judgement(Light.YELLOW, done_on, reason, "次月起按进度亮灯", _plan_words(step), made_up=True, due_on=step.due)


def _extended(facts: TaskFacts, progress: TaskProgress, step: StepState) -> Judgement:
    paused = progress.report is not None and progress.report.state == TaskState.PAUSED
    approved = max((e.decided_on for e in progress.extended if e.decided_on <= facts.day), default=facts.day)
    dates = f"原定{day_words(step.step.due)}，现定{day_words(step.due)}"
    reason = f"“{step.step.name}”经批准{'暂停' if paused else '延期'}，{dates}"
    clears = f"{day_words(step.due)}前完成；过期未完成按新期限计逾期"
    return Judgement(Light.BLUE, approved, reason, clears, _plan_words(step), due_on=step.due)


def _behind(facts: TaskFacts, rules: LightRules, step: StepState, gap_light: Light) -> Judgement:
    """Overdue or behind plan: the worse of the two; more than the allowed yellow months running are red."""
    overdue = step.days_overdue(facts.day)
    by_days = light_of_days(overdue, rules)
    light = Light.RED if Light.RED in {by_days, gap_light} else Light.YELLOW
    repeated = light == Light.YELLOW and facts.yellow_months >= rules.yellow_months
    reasons = [_overdue_words(facts, step, overdue)] if overdue else []
    if gap_light != Light.GREEN and facts.gap:
        reasons.append(f"指标“{facts.gap.indicator}”进度差{signed_words(facts.gap.points)}个百分点")
    if repeated:
        reasons.append(f"此前已连续{facts.yellow_months}个月黄灯，本月升为红灯")
    cause = step.due + timedelta(days=1) if overdue else facts.run_since or facts.day
    return Judgement(
        Light.RED if repeated else light, _behind_since(facts, rules, cause, Light.GREEN if repeated else by_days), "；".join(reasons),
        _clearing_words(facts, rules, step, gap_light), _catching_up_words(facts, step, overdue), cause_day=cause, overdue_days=overdue,
        due_on=step.due, gap_light=gap_light, repeated_yellow=repeated)


def _behind_since(facts: TaskFacts, rules: LightRules, cause: date, by_days: Light) -> date:
    """By dates the first day is known; by figures it is the day they are looked at."""
    if by_days == Light.GREEN:
        return facts.day
    return cause + timedelta(days=rules.yellow_days) if by_days == Light.RED else cause


def _overdue_words(facts: TaskFacts, step: StepState, overdue: int) -> str:
    words = f"“{step.step.name}”应于{day_words(step.due)}完成，已逾期{overdue}天"
    if facts.progress.is_unproven and step.step.is_end:
        return f"{words}；申报完成，证据不足：{shortfalls(facts.progress.evidence)}"
    return words


def _clearing_words(facts: TaskFacts, rules: LightRules, step: StepState, gap_light: Light) -> str:
    words = []
    if step.days_overdue(facts.day):
        words.append(f"“{step.step.name}”完成并经核实")
    if gap_light != Light.GREEN and facts.gap:
        words.append(f"“{facts.gap.indicator}”进度差高于{signed_words(rules.yellow_gap)}个百分点")
    return "，且".join(words) + "后消除"


def _catching_up_words(facts: TaskFacts, step: StepState, overdue: int) -> str:
    if facts.progress.is_unproven:
        return "补报或更正相关台账，使核实数达到目标"
    if overdue:
        return "抓紧完成，在任务月报中填报完成日期并上传佐证"
    return f"加快建设并按月报送台账，追上计划进度；{_plan_words(step)}"


def _no_data(facts: TaskFacts, step: StepState) -> Judgement:
    start = facts.progress.task.start
    if facts.expected is None or facts.expected < period_of(start):
        return _green(facts, step, f"{day_words(start)}启动，首份任务月报尚未到期")
    month = period_words(facts.expected)
    return Judgement(Light.GREY, facts.day, f"没有{month}的任务月报，也没有可用的指标数据", f"{month}任务月报接收后消除",
                     f"报送{month}任务月报", due_on=step.due)


def _on_plan(facts: TaskFacts, progress: TaskProgress, step: StepState) -> Judgement:
    if progress.is_unproven:
        return _green(facts, step, f"申报完成，证据不足：{shortfalls(progress.evidence)}；尚未到期")
    if facts.gap:
        return _green(facts, step, f"按计划推进，“{facts.gap.indicator}”进度差{signed_words(facts.gap.points)}个百分点")
    return _green(facts, step, "按计划推进")


def _green(facts: TaskFacts, step: StepState, reason: str) -> Judgement:
    return Judgement(Light.GREEN, facts.day, reason, "—", _plan_words(step), due_on=step.due)


def _plan_words(step: StepState) -> str:
    return f"{day_words(step.due)}前完成“{step.step.name}”"
