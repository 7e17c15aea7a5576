"""How a number grows over the year, and on which days its objects were finished."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from data.demo.clock import month_ends

STEP, TIMES = 10.0, 1.29  # a month may add ten, or 29 %: more would have to be explained to the checks


def path(planned: Callable[[date], float], pace: float = 1.0, stall: str | None = None) -> list[float]:
    """Values at the eve of the year and at the twelve month ends: the plan times a pace, begun early enough never to jump."""
    days = month_ends()
    base = planned(days[0])
    found = [base + (planned(day) - base) * pace for day in days]
    for n in reversed(range(1, len(found) - 1)):
        found[n] = max(found[n], min(found[n + 1] - STEP, found[n + 1] / TIMES))
    if stall is not None:
        last = next(n for n, day in enumerate(days) if f"{day:%Y-%m}" == stall)
        found[last + 1 :] = [found[last]] * (len(found) - last - 1)
    return found


def whole(values: Sequence[float]) -> list[int]:
    """Rounded, still never falling."""
    return np.maximum.accumulate(np.rint(values)).astype(int).tolist()


def days_of(rng: np.random.Generator, counts: Sequence[int]) -> np.ndarray:
    """One day per object: the first ones before the year, the others spread over the month in which the count grows."""
    ends = np.array(month_ends(), dtype="datetime64[D]")
    parts = [ends[0] - rng.integers(20, 400, counts[0])]
    for n in range(1, len(ends)):
        length = int((ends[n] - ends[n - 1]).astype(int))
        parts.append(ends[n] - rng.integers(0, length, counts[n] - counts[n - 1]))
    return np.sort(np.concatenate(parts).astype("datetime64[D]"))


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that add up to the total, the largest remainders first."""
    sum_weights = sum(weights) or 1.0
    exact = [total * weight / sum_weights for weight in weights]
    found = [int(share) for share in exact]
    for n in sorted(range(len(exact)), key=lambda n: (found[n] - exact[n], n))[: total - sum(found)]:
        found[n] += 1
    return found
