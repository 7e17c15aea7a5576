"""Pure: planned against actual — where a figure is heading, within what interval, when it lands, and how this method erred before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from statistics import median

from data.calendar import shift
from data.indicators.landing import LONGEST, Landing, crossing, months_left, reached_since, required
from data.indicators.pace import LEAST, TRIED, WINDOW, Frame, Point, decimal, half_widths, never_back, pace, straight
from data.vocabulary import Direction

UNPLANNED = 3  # months shown ahead without a goal: as far as the method is tried on the past
SHOWN = 36     # months shown ahead at most; a goal farther off is named, not drawn
BEYOND = 12    # months shown after the goal's day, if it lands later


@dataclass(frozen=True, slots=True)
class Step:
    """推算 for the end of a month, with the interval that means to hold four fifths."""

    period: str
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Tried:
    """How the method did `ahead` months ahead: how often it can be compared, and the mean absolute error in the indicator's unit."""

    ahead: int
    times: int
    error: Decimal | None


@dataclass(frozen=True, slots=True)
class Record:
    """The forecast's own past: what it would have said then, against the values as they stand now."""

    tried: tuple[Tried, ...]
    inside: int  # of `judged` values, how many lay within the interval said then
    judged: int
    moved_days: int | None  # the middle of how far the landing day moved from one month to the next; None: never two in a row


@dataclass(frozen=True, slots=True)
class Forecast:
    """推算 from the last accepted month: paces per month, month ends to come, landing and record."""

    months: int             # accepted months there are
    used: tuple[str, ...]   # those the pace is read from
    value: Decimal          # of the last of them
    pace: Decimal
    required: Decimal | None
    steps: tuple[Step, ...]
    landing: Landing | None  # None: no goal
    record: Record

    @property
    def origin(self) -> str:
        return self.used[-1]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too few accepted months to say anything of the next."""

    months: int

    @property
    def why(self) -> str:
        return f"已有 {self.months} 个月被接受的数据，不足 {LEAST} 个月，不作推算"


Outlook = Forecast | Refusal


def forecast(known: Sequence[Point], frame: Frame, latest: Point | None = None) -> Outlook:
    """From accepted months alone, oldest first, each month once; gaps between them are allowed, an empty month is not a zero.

    `latest`: what a month that carries no pace, for it is not over, has come to: what it has reached is reached.
    """
    if len(known) < LEAST:
        return Refusal(len(known))
    met = reached_since([*known, latest], frame) if latest else None
    found = _forecast(known, frame)
    return replace(found, required=Decimal(), landing=Landing(None, None, None, met)) if met else found


def _forecast(known: Sequence[Point], frame: Frame) -> Forecast:
    misses = past_misses(known, frame)
    ahead = _Ahead.of(known, frame, misses)
    landing = ahead.landing()
    return Forecast(len(known), tuple(period for period, _ in known[-WINDOW:]), known[-1][1], decimal(pace(known)), required(frame, known[-1]),
                    ahead.steps(_shown(known[-1][0], frame, landing)), landing, _record(known, frame, misses))


@dataclass(frozen=True, slots=True)
class _Miss:
    """What came in a month, against what was said `ahead` months before."""

    period: str
    ahead: int
    size: Fraction
    known: int  # accepted months there were when it was said


@dataclass(frozen=True)
class _Ahead:
    """Month ends from the origin (0) on: straight lines through the middle and both ends of the interval.

    They are cut to what can be where they are shown; a landing is read from the whole line, or every goal at the limit would be
    reached on a month's last day.
    """

    known: Sequence[Point]
    frame: Frame
    middle: list[Fraction]
    low: list[Fraction]
    high: list[Fraction]

    @classmethod
    def of(cls, known: Sequence[Point], frame: Frame, misses: Sequence[_Miss], months: int = LONGEST) -> "_Ahead":
        """With the errors that had shown by the origin, not later ones."""
        then = {ahead: [m.size for m in misses if m.ahead == ahead and m.period <= known[-1][0]] for ahead in TRIED}
        line, halves = straight(known, months), [Fraction(), *half_widths(known, then, months)]
        low, high = ([worth + sign * half for worth, half in zip(line, halves, strict=True)] for sign in (-1, 1))
        return cls(known, frame, line, low, high)

    def at(self, ahead: int) -> tuple[Fraction, Fraction, Fraction]:
        """Middle, low and high, as far as values can be; what has never gone back in any accepted month is not said to."""
        low, high, start = self.low[ahead], self.high[ahead], self.middle[0]
        if never_back(self.known, self.frame.direction):
            low, high = (max(low, start), high) if self.frame.direction == Direction.UP else (low, min(high, start))
        return self.frame.within(self.middle[ahead]), self.frame.within(low), self.frame.within(high)

    def steps(self, months: int) -> tuple[Step, ...]:
        return tuple(Step(shift(self.known[-1][0], n), *map(decimal, self.at(n))) for n in range(1, months + 1))

    def landing(self) -> Landing | None:
        goal, since = self.frame.goal, reached_since(self.known, self.frame)
        if goal is None or since is not None:
            return None if goal is None else Landing(None, None, None, since)
        on, *ends = (crossing(self.known[-1][0], line, self.frame.direction, goal) for line in (self.middle, self.low, self.high))
        days = sorted(day for day in ends if day is not None)
        return Landing(on, days[0] if days else None, days[1] if len(days) == 2 else None)


def _shown(origin: str, frame: Frame, landing: Landing | None) -> int:
    """To the goal; if it lands later, to its landing, but not much farther."""
    if frame.goal is None:
        return UNPLANNED
    due = -int(-months_left(origin, frame.goal.on) // 1)
    lands = 0 if landing is None or landing.on is None else -int(-months_left(origin, landing.on) // 1)
    return min(SHOWN, max(UNPLANNED, due, min(lands, due + BEYOND)))


# The past


def past_misses(known: Sequence[Point], frame: Frame) -> list[_Miss]:
    """The same method, asked at every accepted month from the LEAST-th on, for the months ahead that have come since."""
    came, found = dict(known), []
    for count in range(LEAST, len(known)):
        line = straight(known[:count], max(TRIED))
        for ahead in TRIED:
            period = shift(known[count - 1][0], ahead)
            if period in came:
                found.append(_Miss(period, ahead, abs(Fraction(came[period]) - frame.within(line[ahead])), count))
    return found


def _record(known: Sequence[Point], frame: Frame, misses: Sequence[_Miss]) -> Record:
    inside, came = 0, {period: Fraction(worth) for period, worth in known}
    for count in range(LEAST, len(known)):
        then = _Ahead.of(known[:count], frame, misses, max(TRIED))
        for miss in (m for m in misses if m.known == count):
            _, low, high = then.at(miss.ahead)
            inside += low <= came[miss.period] <= high
    tried = [(ahead, [m.size for m in misses if m.ahead == ahead]) for ahead in TRIED]
    return Record(tuple(Tried(ahead, len(sizes), decimal(sum(sizes, Fraction()) / len(sizes)) if sizes else None) for ahead, sizes in tried),
                  inside, len(misses), _moved_days(known, frame))


def _moved_days(known: Sequence[Point], frame: Frame) -> int | None:
    """Landing days said in months running, against the goal of today."""
    if frame.goal is None:
        return None
    said = []
    for count in range(LEAST, len(known) + 1):
        then, period = known[:count], known[count - 1][0]
        is_met = reached_since(then, frame) is not None
        said.append((period, None if is_met else crossing(period, straight(then, LONGEST), frame.direction, frame.goal)))
    moves = [abs((b - a).days) for (before, a), (after, b) in pairwise(said) if a and b and shift(before, 1) == after]
    return round(median(moves)) if moves else None
