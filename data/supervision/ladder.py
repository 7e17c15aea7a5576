"""The supervision ladder (多级督办): which rung the facts reach, and how fast one may climb."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.calendar import Exceptions, is_working_day
from data.catalogue.rules import Supervision
from data.vocabulary import Level, Light, Role

RUNGS = (Level.NONE, Level.REMIND, Level.SUPERVISE, Level.CIRCULATE, Level.INTERVIEW)
FAR = 31  # days beyond which nobody asks how many working days are left


@dataclass(frozen=True)
class Situation:
    """What the rung of a task depends on; `gap_light` is the light its 进度差 alone would give."""

    light: Light
    overdue_days: int = 0
    due_in_working_days: int | None = None
    gap_light: Light = Light.GREEN
    repeated_yellow: bool = False  # red only because yellow lasted too long


@dataclass(frozen=True)
class Standing:
    """The rung a task stood on when it was last looked at, so many days ago."""

    level: Level
    days: int


def rank(level: Level) -> int:
    return RUNGS.index(level)


def higher(one: Level, other: Level) -> Level:
    return max(one, other, key=rank)


def level_for(situation: Situation, supervision: Supervision, before: Standing | None = None, decided: Level = Level.NONE) -> Level:
    """The rung the facts reach, at most one up per day; only a leader's decision (特事特办) skips rungs."""
    reached = _climbed(_reached(situation, supervision), situation, before)
    return reached if situation.light == Light.DONE else higher(reached, decided)


def _reached(situation: Situation, supervision: Supervision) -> Level:
    """By days overdue as the ladder declares; 黄 by gap is 督办, 红 by gap 约谈, yellow too long 通报."""
    if situation.light == Light.DONE:
        return Level.NONE
    level = _before_due(situation, supervision)
    if situation.light == Light.BLUE:
        return level
    for rung in supervision.ladder:
        if rung.from_days is not None and 1 <= rung.from_days <= situation.overdue_days:
            level = higher(level, rung.level)
    by_gap = {Light.YELLOW: Level.SUPERVISE, Light.RED: Level.INTERVIEW}.get(situation.gap_light, Level.NONE)
    return higher(higher(level, by_gap), Level.CIRCULATE if situation.repeated_yellow else Level.NONE)


def _before_due(situation: Situation, supervision: Supervision) -> Level:
    left = situation.due_in_working_days
    is_near = left is not None and left <= supervision.lights.remind_working_days and situation.overdue_days == 0
    return Level.REMIND if is_near else Level.NONE


def _climbed(reached: Level, situation: Situation, before: Standing | None) -> Level:
    """From 正常 or 提醒 the first order is 督办; a task never looked at may have climbed once for each day overdue."""
    start, days = (before.level, before.days) if before else (Level.NONE, max(1, situation.overdue_days))
    ceiling = max(rank(Level.REMIND), rank(start)) + days
    return RUNGS[min(rank(reached), ceiling)]


def working_days_left(day: date, due: date, exceptions: Exceptions) -> int | None:
    """Working days after `day` up to and including `due`; 0 on the day itself, None when it is past or far away."""
    days = (due - day).days
    if not 0 <= days <= FAR:
        return None
    return sum(is_working_day(day + timedelta(days=n), exceptions) for n in range(1, days + 1))


def needs_leader(level: Level, supervision: Supervision) -> bool:
    """通报 and 约谈 are proposals until a leader confirms them."""
    return any(rung.level == level and rung.confirmed_by == Role.LEADER for rung in supervision.ladder)
