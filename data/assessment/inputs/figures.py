"""Items that rest on indicators: against schedule, coding, code validity."""

from decimal import Decimal

from data.assessment.gathered import Case, Gathered, not_applicable
from data.catalogue.rules import Item
from data.indicators.figure import Figure
from data.rounding import exact, half_up, plain
from data.vocabulary import Direction, FigureState


def indicators_against_schedule(case: Case, item: Item) -> Gathered:
    """Mean over the unit's own planned indicators, the coding ones left to their own item and those that are tried out to nobody."""
    return _against_schedule(case, _scored(case, coding=False), "本单位没有按计划推进的指标")


def coding_against_schedule(case: Case, item: Item) -> Gathered:
    return _against_schedule(case, _scored(case, coding=True), "本单位没有应赋码对象")


def _scored(case: Case, *, coding: bool) -> list[Figure]:
    indicators = {f.indicator: case.catalogue.indicator(f.indicator) for f in case.figures}
    return [f for f in case.figures if indicators[f.indicator].coding == coding and not indicators[f.indicator].pilot]


def _against_schedule(case: Case, figures: list[Figure], nothing: str) -> Gathered:
    """Each indicator counts min(1, completion ÷ schedule), a missing one 0."""
    due = [f for f in figures if f.planned is not None and f.state != FigureState.NOT_APPLICABLE]
    if not due:
        return not_applicable(nothing)
    found = Gathered(True, "")
    shares = []
    for f in due:
        share = reached(f, case.catalogue.indicator(f.indicator).direction)
        shares.append(share)
        found.add(f"{f.indicator} {f.name}", half_up(share, 4), _words(f))
        found.cite("indicator", f.indicator, f.name)
        _cite_files(case, found, f)
    found.fraction = sum(shares, Decimal(0)) / len(shares)
    found.reason = f"{len(due)} 项指标，完成率与序时进度之比平均为 {plain(half_up(found.fraction, 4))}"
    return found


def reached(figure: Figure, direction: Direction) -> Decimal:
    """How much of the schedule is reached: 1 at most; nothing due yet counts as reached; missing is 0."""
    if figure.state == FigureState.MISSING or figure.value is None:
        return Decimal(0)
    planned = figure.planned or Decimal(0)
    above, below = (figure.value, planned) if direction == Direction.UP else (planned, figure.value)
    return Decimal(1) if below == 0 else min(Decimal(1), max(Decimal(0), above / below))


def _words(figure: Figure) -> str:
    if figure.state == FigureState.MISSING:
        return "当月缺报，按 0 计"
    return f"实证值 {plain(half_up(figure.value or 0, 2))}，序时应达 {plain(half_up(figure.planned or 0, 2))}（{figure.unit_word}）"


def code_validity(case: Case, item: Item) -> Gathered:
    """Share of coded objects with a well-formed, unique code; deducted per point below the full mark."""
    code = str(item.settings.get("indicator", "C03"))
    figure = next((f for f in case.figures if f.indicator == code), None)
    if figure is None or figure.state != FigureState.OK or figure.value is None:
        return not_applicable("当月没有已赋码对象")
    full, per = exact(item.settings["full_from"]), exact(item.settings["per_point"])
    found = Gathered(True, "")
    found.add("码合规且唯一的对象", figure.numerator)
    found.add("已赋码对象", figure.denominator)
    found.add("合规率", half_up(figure.value), "%")
    found.cite("indicator", code, figure.name)
    _cite_files(case, found, figure)
    short = max(Decimal(0), full - figure.value)
    if short:
        found.deductions.append((f"合规率低于 {plain(full)}%", short * per))
    found.reason = f"合规率 {plain(half_up(figure.value))}%" + (f"，低于 {plain(full)}% 共 {plain(half_up(short))} 个百分点" if short else "，达到满分线")
    return found


def _cite_files(case: Case, found: Gathered, figure: Figure) -> None:
    """The files whose rows the figure was counted from."""
    for receipt in figure.submissions:
        if (submission := case.submission_of(receipt)) is not None:
            found.cite("submission", submission, f"{figure.name} {receipt}")
