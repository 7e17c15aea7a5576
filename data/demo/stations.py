"""5G站点 of the three operators: logical stations, some of them on sites that two operators share."""

import numpy as np

from data.catalogue.book import Catalogue
from data.demo.cast import member
from data.demo.growth import days_of, path, whole
from data.demo.objects import DISTRICTS, Objects, chosen, constant, entity_codes, generator, sites, stop_one, texts
from data.indicators.schedule import planned

CLASS_CODE = "050101"
OPERATORS = ("U31", "U32", "U33")
SHARED_SHARE = {"U31": 0.0, "U32": 0.3, "U33": 0.35}
PLANNED_EXTRA = 0.04
HEIGHTS = {"宏站": [25.0, 30.0, 35.0, 40.0], "微站": [8.0, 10.0, 12.0], "室分": [None]}
SCENES = ["交通枢纽", "楼宇", "景区", "高校", "园区", "行政村", "其他"]
STOPPED = {"U32": (7, "2023-05-22", "2023-08-10")}
FIRST_ON_POLES = np.datetime64("2023-06-01")  # poles must have stood in their own ledger before


def stations(book: Catalogue, scale: float, seed: int, tower: Objects) -> dict[str, Objects]:
    """Operator → its stations; later operators put some of theirs on sites of the earlier ones."""
    found: dict[str, Objects] = {}
    for unit in OPERATORS:
        found[unit] = _operator(book, unit, scale, generator(seed, "station", unit), list(found.values()))
    for unit in OPERATORS:
        _say_shared(book, unit, found)
        _on_poles(found[unit], tower, generator(seed, "pole of station", unit))
    return found


def _operator(book: Catalogue, unit: str, scale: float, rng: np.random.Generator, others: list[Objects]) -> Objects:
    indicator = book.indicator("N01")
    counts = whole([v * scale for v in path(lambda day: float(planned(indicator, unit, day) or 0), member(unit).pace)])
    extra = max(2, round(counts[-1] * PLANNED_EXTRA))
    built = np.concatenate([days_of(rng, counts), np.datetime64("2024-01-10") + rng.integers(0, 120, extra)]).astype("datetime64[D]")
    n = built.size
    where = {**sites(rng, DISTRICTS, n), "site_code": constant(None, n)}
    if others:
        _share_sites(where, others, np.flatnonzero(rng.random(n) < SHARED_SHARE[unit]), rng)
    listed = built - rng.integers(40, 100, n)
    found = Objects(where, {"listed": listed, "begun": built - rng.integers(10, 38, n), "built": built})
    return _described(book, unit, found.in_order(np.argsort(listed, kind="stable")), rng)


def _share_sites(where: dict[str, np.ndarray], others: list[Objects], shared: np.ndarray, rng: np.random.Generator) -> None:
    """Take over place and site code of another operator's station, no site twice."""
    pool = [(other, place) for other in others for place in range(len(other))]
    for place, pick in zip(shared.tolist(), rng.permutation(len(pool)).tolist(), strict=False):
        other, theirs = pool[pick]
        for name in ("region", "lng", "lat", "address", "site_code"):
            where[name][place] = other.columns[name][theirs]


def _described(book: Catalogue, unit: str, found: Objects, rng: np.random.Generator) -> Objects:
    n, c = len(found), found.columns
    kind = chosen(rng, ["宏站", "微站", "室分"], n, [0.6, 0.22, 0.18])
    c["gnodeb"] = texts([f"{unit[1:]}{place:05d}" for place in range(1, n + 1)])
    c["site_code"] = texts([code or f"ST{region}{unit[1:]}{k:05d}"
                            for k, (code, region) in enumerate(zip(c["site_code"].tolist(), c["region"].tolist(), strict=True), 1)])
    c["operator"] = constant(book.unit(unit).short_name, n)
    c["name"] = texts([f"{book.unit(unit).short_name}{address[6:10]}{k:04d}" for k, address in enumerate(c["address"].tolist(), 1)])
    c["class_code"] = constant(CLASS_CODE, n)
    c["code"] = entity_codes(c["region"], c["class_code"], unit, 5_000_001)
    c["site_type"] = kind
    c["mount_height_m"] = texts([HEIGHTS[one][k % len(HEIGHTS[one])] for k, one in enumerate(kind.tolist())])
    c["band"] = chosen(rng, ["700MHz", "2.6GHz", "3.5GHz"], n)
    c["scene"] = chosen(rng, SCENES, n)
    c["owner"], c["manager"] = constant("示范通信杆塔公司", n), constant(book.unit(unit).full_name, n)
    c["pole_no"] = constant(None, n)
    stop_one(found, STOPPED.get(unit))
    return found


def _say_shared(book: Catalogue, unit: str, found: dict[str, Objects]) -> None:
    """是否共享 and 共享方 as both sides know them."""
    holders: dict[str, list[str]] = {}
    for other in OPERATORS:
        for site in found[other].columns["site_code"].tolist():
            holders.setdefault(site, []).append(other)
    partners = [[book.unit(o).short_name for o in holders[site] if o != unit] for site in found[unit].columns["site_code"].tolist()]
    found[unit].columns["shared"] = texts(["是" if names else "否" for names in partners])
    found[unit].columns["shared_with"] = texts(["、".join(names) or None for names in partners])


def _on_poles(found: Objects, tower: Objects, rng: np.random.Generator) -> None:
    """微站 of the second half of the year hang on poles of the tower company that have long stood."""
    old = np.flatnonzero(tower.by("built", np.datetime64("2023-03-31")) & (tower.columns["code"] != np.array(None)))
    micro = np.flatnonzero((found.columns["site_type"] == "微站") & (found.days["listed"] > FIRST_ON_POLES))
    if old.size:
        found.columns["pole_no"][micro] = tower.columns["pole_no"][old[rng.integers(0, old.size, micro.size)]]
