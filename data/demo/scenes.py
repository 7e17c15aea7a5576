"""重点场所 of each trade's department: all of them from the start, covered one after the other."""

import numpy as np

from data.catalogue.book import Catalogue
from data.demo import places
from data.demo.cast import STALLS, member
from data.demo.growth import days_of, path, whole
from data.demo.objects import DISTRICTS, Objects, constant, ever, generator, never, sites, texts
from data.indicators.schedule import planned

KINDS: dict[str, list[tuple[str, int, tuple[str, ...]]]] = {
    "U06": [("交通枢纽", 20, ("客运站", "公交枢纽", "换乘站"))],
    "U02": [("商业楼宇", 50, ("商务中心", "广场")), ("住宅楼宇", 70, ("家园", "花园", "小区"))],
    "U44": [("旅游景区", 24, ("湿地公园", "古镇", "风景区"))],
    "U43": [("高校", 16, ("职业学院", "学院", "大学"))],
    "U08": [("工业园区", 40, ("工业园", "产业园", "物流园"))],
}
VILLAGES = "U47"
LEAST = 8
OPERATORS = ("示范移动", "示范固网", "示范广域")


def scenes(book: Catalogue, unit: str, scale: float, seed: int) -> Objects:
    rng = generator(seed, "scene", unit)
    found = _villages(rng, scale) if unit == VILLAGES else _places(unit, rng, scale)
    n, c = len(found), found.columns
    c["scene_no"] = texts([f"CS{unit[1:]}{place:04d}" for place in range(1, n + 1)])
    c["networks_5g"] = texts(["、".join(OPERATORS[: 1 + k % 3]) for k in rng.permutation(n).tolist()])
    c["manager"] = constant(book.unit(unit).full_name, n)
    first = "N05" if unit == VILLAGES else "N04"
    found.days = {"listed": ever(n), "built": ever(n), "5g": _covered(book, unit, first, n, rng), "fibre": _covered(book, unit, "N06", n, rng)}
    return found


def _places(unit: str, rng: np.random.Generator, scale: float) -> Objects:
    kinds = [kind for kind, count, _ in KINDS[unit] for _ in range(max(LEAST, round(count * scale)))]
    tails = {kind: words for kind, _, words in KINDS[unit]}
    where = sites(rng, DISTRICTS, len(kinds))
    names = [f"{address[6:8]}{tails[kind][k % len(tails[kind])]}{k:02d}"
             for k, (kind, address) in enumerate(zip(kinds, where["address"].tolist(), strict=True), 1)]
    return Objects({**where, "name": texts(names), "scene_kind": texts(kinds)})


def _villages(rng: np.random.Generator, scale: float) -> Objects:
    """行政村 are communities whose name says so."""
    villages = [v for v in places.boundaries("community").values() if v.name.endswith("村")]
    villages = villages[: max(LEAST, round(len(villages) * scale))]
    lng, lat, address = np.zeros(len(villages)), np.zeros(len(villages)), []
    for k, village in enumerate(villages):
        x, y = places.random_points(rng, village.code, 1, "community")
        lng[k], lat[k] = x[0], y[0]
        address += places.addresses(rng, village.code[:6], x, y)
    n = len(villages)
    return Objects({"region": texts([v.code[:6] for v in villages]), "lng": lng, "lat": lat, "address": texts(address), "crs": constant("CGCS2000", n),
                    "name": texts([v.name for v in villages]), "scene_kind": constant("行政村", n)})


def _covered(book: Catalogue, unit: str, code: str, n: int, rng: np.random.Generator) -> np.ndarray:
    """The day each place was covered; the order of covering has nothing to do with the order in the ledger."""
    indicator = book.indicator(code)
    shares = path(lambda day: float(planned(indicator, unit, day) or planned(indicator, None, day) or 0), member(unit).pace, STALLS.get((unit, code)))
    counts = [min(n, count) for count in whole([n * share / 100 for share in shares])]
    days = np.concatenate([days_of(rng, counts), never(n - counts[-1])])
    return days[rng.permutation(n)]
