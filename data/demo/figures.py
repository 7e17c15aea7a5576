"""What a unit says of its indicators: the world's numbers on a day, and what it likes to add to them."""

from collections.abc import Callable
from datetime import date

import numpy as np

from data.demo.cast import member
from data.demo.coded import rate_at
from data.demo.poles import MODES
from data.demo.world import World

Counter = Callable[[World, str, np.datetime64], float]


def reported(world: World, unit: str, indicator: str, day: date) -> float:
    """本期末 as the unit writes it on a day: whole numbers, or percents to two places."""
    true = COUNTERS[indicator](world, unit, np.datetime64(day))
    told = true * (1 + member(unit).rosy)
    return round(min(100.0, told), 2) if world.book.indicator(indicator).is_ratio else float(round(told))


def reported_indicators(world: World, unit: str) -> list[str]:
    return [i.code for i in world.book.indicators.values() if i.reported and unit in [u.code for u in world.book.applies_to(i)]]


def _poles_of(code: str) -> Counter:
    def count(world: World, unit: str, day: np.datetime64) -> float:
        found = world.poles[unit]
        return float((found.by("built", day) & ~found.by("stopped", day) & (found.columns["build_mode"] == MODES[code])).sum())
    return count


def _stations(world: World, unit: str, day: np.datetime64) -> float:
    found = world.stations[unit]
    return float((found.by("built", day) & ~found.by("stopped", day)).sum())


def _sites(world: World, unit: str, day: np.datetime64) -> float:
    found = world.stations[unit]
    return float(len(set(found.columns["site_code"][found.by("built", day) & ~found.by("stopped", day)].tolist())))


def _covered(name: str) -> Counter:
    def share(world: World, unit: str, day: np.datetime64) -> float:
        found = world.scenes[unit]
        return 100.0 * float(found.by(name, day).sum()) / len(found)
    return share


def _coded(world: World, unit: str, day: np.datetime64) -> float:
    return float(rate_at(world.codings[unit], world.seed, day)[0])


def _coded_share(world: World, unit: str, day: np.datetime64) -> float:
    done, due = rate_at(world.codings[unit], world.seed, day)
    return 100.0 * done / due


COUNTERS: dict[str, Counter] = {
    **{code: _poles_of(code) for code in MODES}, "N01": _stations, "N02": _sites, "N04": _covered("5g"), "N05": _covered("5g"), "N06": _covered("fibre"),
    "C01": _coded, "C02": _coded_share, "C04": _coded_share}
