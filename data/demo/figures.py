"""What a unit says of its indicators: the world's numbers on a day, and what it likes to add to them."""

from collections.abc import Callable
from datetime import date

import numpy as np

from data import calendar
from data.catalogue.indicator import Aggregate
from data.demo.cast import member
from data.demo.coded import rate_at
from data.demo.declared.filled import declared_columns
from data.demo.declared.sketches import SKETCHES
from data.demo.poles import MODES
from data.demo.stated import Table
from data.demo.world import World
from data.intake.frame_filters import is_local, row_holds

Counter = Callable[[World, str, np.datetime64], float]


def reported(world: World, unit: str, indicator: str, day: date) -> float:
    """本期末 as the unit writes it on a day: whole numbers, or percents and sums to two places."""
    declared = world.book.indicator(indicator)
    true = COUNTERS[indicator](world, unit, np.datetime64(day)) if indicator in COUNTERS else _in_its_ledger(world, unit, declared.numerator, day)
    told = true * (1 + member(unit).rosy)
    if declared.is_ratio:
        return round(min(100.0, told), 2)
    return round(told, 2) if declared.numerator.aggregate == "sum" else float(round(told))


def reported_indicators(world: World, unit: str) -> list[str]:
    return [i.code for i in world.book.indicators.values() if i.reported and unit in [u.code for u in world.book.applies_to(i)]]


def _in_its_ledger(world: World, unit: str, asked: Aggregate, day: date) -> float:
    """Of a sketched ledger the unit counts the rows it writes down that day; its codes are good."""
    ledger, period = world.book.ledger(asked.ledger or ""), calendar.period_of(day)
    columns = declared_columns(world, Table(unit, ledger.code, period, day, {}, day), SKETCHES[ledger.code])
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    wheres = [where for where in (ledger.counted, asked.where) if where is not None and is_local(where)]
    found = [row for row in rows if all(row_holds(where, {**row, "code_ok": True, "disputed": False}.get, period) for where in wheres)]
    return float(sum(row[asked.field] or 0 for row in found) if asked.field else len(found))


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
