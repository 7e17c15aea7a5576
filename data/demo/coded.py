"""编码赋码 of the demo city: coded objects of every unit that codes, and the baseline they are a share of."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data.catalogue.book import Catalogue
from data.demo.cast import CATCHING_UP, STALLS, member
from data.demo.growth import apportioned, days_of, path, whole
from data.demo.objects import Objects, chosen, constant, entity_codes, generator, never, regions_of, roads, sites, texts
from data.indicators.schedule import planned

CLASSES = {
    "房屋": (["010101", "010102", "010201", "010202", "010301", "010401"], [0.62, 0.08, 0.1, 0.1, 0.05, 0.05]),
    "公用": (["020101", "020102", "020201", "020401"], [0.3, 0.3, 0.15, 0.25]),
    "交通": (["030101", "030102", "030201", "030202", "030301"], [0.35, 0.1, 0.25, 0.2, 0.1]),
    "水利": (["040101", "040102", "040103", "040104"], [0.1, 0.35, 0.3, 0.25]),
    "信息基础": (["050101", "050102", "050301"], [0.6, 0.2, 0.2]),
}
WORDS = {"010101": "住宅楼", "010102": "公寓", "010201": "办公楼", "010202": "商铺", "010301": "教学楼", "010401": "厂房", "020101": "供水泵房",
         "020102": "排水井", "020201": "调压站", "020401": "路灯", "030101": "路段", "030102": "桥", "030201": "标志牌", "030202": "信号灯",
         "030301": "停车场", "040101": "水库", "040102": "堤段", "040103": "水闸", "040104": "泵站", "050101": "基站", "050102": "机房",
         "050301": "管道井"}
# Shares of everything that is coded at the year's end; the districts' houses are most of it.
CATEGORY = {"U03": "公用", "U35": "公用", "U06": "交通", "U07": "水利", "U31": "信息基础", "U32": "信息基础", "U33": "信息基础", "U34": "信息基础"}
INDICATOR = {"公用": "C05", "交通": "C06", "水利": "C07", "信息基础": "C08", "房屋": "C04"}
OTHERS_SHARE = 0.12
LEAST = 12
# The development zone claims houses that its host district has coded too: (claimant, holder, how many).
CLAIMED = ("U21", "U16", 3)


@dataclass(frozen=True)
class Coding:
    """赋码 — of one unit: how many by month end, out of how many."""

    unit: str
    category: str
    counts: tuple[int, ...]
    due: int


def codings(book: Catalogue, total: int) -> dict[str, Coding]:
    """Who codes how much, so that all coded objects of the year's end make the total."""
    units = [u.code for u in book.members if "coding" in u.owes]
    houses = [u for u in units if u not in CATEGORY]
    others = [u for u in units if u in CATEGORY]
    weights = [1.0 + 0.1 * (k % 5) for k in range(len(houses))]
    ends = dict(zip(houses, apportioned(round(total * (1 - OTHERS_SHARE)), weights), strict=True))
    ends |= dict(zip(others, apportioned(total - sum(ends.values()), [1.0] * len(others)), strict=True))
    return {unit: _coding(book, unit, max(LEAST, ends[unit])) for unit in units}


def _coding(book: Catalogue, unit: str, end: int) -> Coding:
    category = CATEGORY.get(unit, "房屋")
    indicator = book.indicator(INDICATOR[category])
    rates = path(lambda day: float(planned(indicator, unit, day) or 0), member(unit).coding, STALLS.get((unit, indicator.code)))
    rates[-1] = max(rates[-1], 100 * CATCHING_UP.get(unit, 0))
    rates = [min(rate, 99.5) for rate in rates]
    due = max(1, round(end / (rates[-1] / 100)))
    return Coding(unit, category, (0, *whole([due * rate / 100 for rate in rates[1:-1]]), end), due)


@lru_cache(maxsize=24)
def coded_days(seed: int, coding: Coding) -> np.ndarray:
    """The day each object was coded, in order: as much as a count needs."""
    return days_of(generator(seed, "coded days", coding.unit), coding.counts)


@lru_cache(maxsize=24)
def _cached(book_sha: str, seed: int, coding: Coding, regions: tuple[str, ...], full_name: str) -> Objects:
    return _coded(seed, coding, regions, full_name)


def coded(book: Catalogue, seed: int, coding: Coding) -> Objects:
    """The coded objects of a unit; the same ones are asked for month after month."""
    unit = book.unit(coding.unit)
    make = _cached if coding.counts[-1] < 20_000 else None
    regions = tuple(regions_of(unit))
    return make(book.sha256, seed, coding, regions, unit.full_name) if make else _coded(seed, coding, regions, unit.full_name)


def _coded(seed: int, coding: Coding, regions: tuple[str, ...], full_name: str) -> Objects:
    rng = generator(seed, "coded", coding.unit)
    n = coding.counts[-1]
    where = sites(rng, regions, n)
    kinds, weights = CLASSES[coding.category]
    where["class_code"] = chosen(rng, kinds, n, weights)
    where["class_code"][: CLAIMED[2]] = kinds[0]
    found = Objects(where, {"listed": coded_days(seed, coding), "gone": never(n)})
    c = found.columns
    c["own_no"] = texts([f"{coding.unit[1:]}FW{place:07d}" for place in range(1, n + 1)])
    c["code"] = entity_codes(c["region"], c["class_code"], coding.unit, 1_000_001)
    if coding.unit == CLAIMED[0]:
        c["code"][: CLAIMED[2]] = entity_codes(c["region"], c["class_code"], CLAIMED[1], 1_000_001)[: CLAIMED[2]]
    c["category"] = constant(coding.category, n)
    c["name"] = texts([f"{road}{WORDS[code]}{k}" for k, (road, code) in enumerate(zip(roads(c["address"]).tolist(), c["class_code"].tolist(), strict=True), 1)])
    c["manager"] = c["source_unit"] = constant(full_name, n)
    c["batch"] = texts([f"PC{str(day)[:4]}{str(day)[5:7]}" for day in found.days["listed"].tolist()])
    return found


def baselines(book: Catalogue, coding: Coding) -> list[tuple[str, int]]:
    """Region and number of objects to be coded."""
    regions = regions_of(book.unit(coding.unit))
    shares = apportioned(coding.due, [1.0 + 0.05 * k for k in range(len(regions))]) if len(regions) > 1 else [coding.due]
    return list(zip(regions, shares, strict=True))


def rate_at(coding: Coding, seed: int, day: np.datetime64) -> tuple[int, int]:
    return int(np.searchsorted(coded_days(seed, coding), day, side="right")), coding.due
