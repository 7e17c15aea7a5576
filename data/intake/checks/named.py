"""Row rules that the filter language cannot say: one pure function each, True for the rows that break the rule."""

from collections.abc import Callable
from datetime import date

import numpy as np

from data.calendar import last_day, period_of, shift
from data.catalogue.ledger import Rule
from data.indicators.cycles import CYCLE_DAYS
from data.indicators.cycles import updated_within_cycle as in_time
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import distinct


def opening_plus_current_equals_closing(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """上期末 + 本期 = 本期末, to the sixth decimal; rows that lack one of the three are left to the required check."""
    opening, current, closing = (rows.column(name).numbers for name in rule.columns)
    return np.abs(opening + current - closing) > 1e-6


def updated_within_cycle(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """更新周期: on the month's last day the last update is older than one cycle; what promises nothing, or has no date, is not asked."""
    cycles, days = (rows.column(name).objects.tolist() for name in rule.columns)
    if rows.period is None:
        return np.zeros(len(rows), dtype=bool)
    end = last_day(rows.period)
    pairs = zip(cycles, days, strict=True)
    return np.array([bool(day) and cycle in CYCLE_DAYS and not in_time(cycle, date.fromisoformat(day), end) for cycle, day in pairs], dtype=bool)


def within_indicator_limits(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """合理范围 — a reported value outside the limits of its indicator; the limits themselves are plausible, unknown indicators are asked elsewhere."""
    known = rows.reference.book.indicators
    codes, worths = rows.column(rule.columns[0]).objects.tolist(), rows.column(rule.columns[1]).numbers
    limits = [(known[code].minimum, known[code].maximum) if code in known else (None, None) for code in codes]
    low = np.array([-np.inf if least is None else float(least) for least, _ in limits])
    high = np.array([np.inf if most is None else float(most) for _, most in limits])
    return (worths < low) | (worths > high)


# GB/T 28181, digits 11 to 13: 卡口, 摄像机, 网络摄像机.
CAMERAS = {"121", "131", "132"}


def camera_code_fits(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """A camera's code begins with a region of the city and says that it is a camera."""
    regions = rows.reference.regions
    return rows.column(rule.columns[0]).mask(lambda code: code[:6] not in regions or code[10:13] not in CAMERAS)


def within_months_of_period_end(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """On the month's last day the date is no older than the months allowed; a date in the same number of months before is not."""
    if rows.period is None:
        return np.zeros(len(rows), dtype=bool)
    earliest = _months_before(last_day(rows.period), rule.margin or 0).isoformat()
    return rows.column(rule.columns[0]).mask(lambda day: day < earliest)


def _months_before(day: date, months: int) -> date:
    """The same day of the month, or its last day if it has no such day."""
    end = last_day(shift(period_of(day), -months))
    return end.replace(day=min(day.day, end.day))


def paid_within_progress(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """支付率 of a project, all its sources together, is ahead of its 形象进度 by no more than the points allowed; a sum that lacks a part is not judged."""
    project = distinct(rows.column(rule.columns[0]))[0] + 1  # 0: no project is named
    progress, paid, planned = (rows.column(name).numbers for name in rule.columns[1:])
    paid, planned = (np.bincount(project, weights=amount)[project] for amount in (paid, planned))
    return (project > 0) & (planned > 0) & (100 * paid > (progress + (rule.margin or 0) + 1e-6) * planned)


CHECKS: dict[str, Callable[[LedgerRows, Rule], np.ndarray]] = {
    "opening_plus_current_equals_closing": opening_plus_current_equals_closing,
    "updated_within_cycle": updated_within_cycle,
    "within_indicator_limits": within_indicator_limits,
    "camera_code_fits": camera_code_fits,
    "within_months_of_period_end": within_months_of_period_end,
    "paid_within_progress": paid_within_progress,
}
