"""智慧杆柱 of the demo city: planned, begun, built and mounted over the year."""

import numpy as np

from data.catalogue.book import Catalogue
from data.codes.coordinates import gcj02_from_wgs84
from data.demo import places
from data.demo.cast import member
from data.demo.growth import days_of, path, whole
from data.demo.objects import Objects, chosen, constant, entity_codes, generator, grids, regions_of, roads, sites, stop_one, texts
from data.indicators.schedule import planned

CLASS_CODE = "050401"
MODES = {"G01": "新建", "G02": "改造", "G06": "共享"}
TYPES = {"新建": ["综合杆", "路灯杆"], "改造": ["路灯杆", "监控杆", "交通指示牌杆"], "共享": ["通信杆", "监控杆"]}
HEIGHTS = [6.0, 8.0, 10.0, 12.0, 15.0]
UNFINISHED_SHARE = 0.08
# Built poles that wait for their code: they stand in the ledger and do not count.
WITHOUT_CODE = {"U14": 2, "U16": 3}
# Poles along a road on the district's border: whoever sends them in GCJ-02 is found out.
RING_ROAD = {"U15": 0.25}
# One pole is taken down in the summer.
STOPPED = {"U13": (5, "2023-06-14", "2023-09-12")}


def poles(book: Catalogue, unit: str, scale: float, seed: int) -> Objects:
    rng = generator(seed, "pole", unit)
    built, mode = _built(book, unit, scale, rng)
    n = built.size
    begun = built - rng.integers(20, 55, n)
    listed = begun - rng.integers(15, 60, n)
    where = sites(rng, regions_of(book.unit(unit)), n)
    if unit in RING_ROAD:
        _along_the_border(where, rng, np.flatnonzero(rng.random(n) < RING_ROAD[unit]))
    found = Objects({**where, "build_mode": mode}, {"listed": listed, "begun": begun, "built": built}).in_order(np.argsort(listed, kind="stable"))
    return _described(book, unit, found, rng)


def _built(book: Catalogue, unit: str, scale: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The day each pole is built, and its 建设方式; some are not finished within the year."""
    days, modes = [], []
    for code, mode in MODES.items():
        indicator = book.indicator(code)
        if unit not in indicator.applies_to:
            continue
        counts = whole([v * scale for v in path(lambda day: float(planned(indicator, unit, day) or 0), member(unit).pace)])  # noqa: B023
        open_ones = max(2, round(counts[-1] * UNFINISHED_SHARE))
        late = np.datetime64("2024-01-15") + rng.integers(0, 90, open_ones)
        days += [days_of(rng, counts), late]
        modes.append(constant(mode, counts[-1] + open_ones))
    return np.concatenate(days).astype("datetime64[D]"), np.concatenate(modes)


def _along_the_border(where: dict[str, np.ndarray], rng: np.random.Generator, moved: np.ndarray) -> None:
    """Move some to where the shift of the public maps leads out of the district."""
    code = str(where["region"][0])
    lng, lat = places.random_points(rng, code, 400 * moved.size)
    near = np.flatnonzero(places.codes_at(*gcj02_from_wgs84(lng, lat), "district") != code)[: moved.size]
    moved = moved[: near.size]
    where["lng"][moved], where["lat"][moved] = lng[near], lat[near]
    where["address"][moved] = places.addresses(rng, code, lng[near], lat[near])


def _described(book: Catalogue, unit: str, found: Objects, rng: np.random.Generator) -> Objects:
    n, c = len(found), found.columns
    road, numbers = roads(c["address"]), [f"{unit[1:]}-{place:05d}" for place in range(1, n + 1)]
    c["pole_no"], c["road"] = texts(numbers), road
    c["name"] = texts([f"{r}{number[-5:]}号杆" for r, number in zip(road.tolist(), numbers, strict=True)])
    c["class_code"] = constant(CLASS_CODE, n)
    c["code"] = entity_codes(c["region"], c["class_code"], unit)
    c["pole_type"] = texts([TYPES[mode][k % len(TYPES[mode])] for k, mode in enumerate(c["build_mode"].tolist())])
    c["height_m"], c["power_kw"] = chosen(rng, HEIGHTS, n), chosen(rng, [1.5, 2.0, 3.0, 5.0], n)
    c["reserved_5g"] = chosen(rng, ["是", "否"], n, [0.8, 0.2])
    c["mounted_5g"] = np.where((c["reserved_5g"] == "是") & (rng.random(n) < 0.45), "是", "否").astype(object)
    c["mounts"] = rng.integers(1, 7, n)
    c["grid"] = grids(c)
    c["owner"] = c["manager"] = constant(book.unit(unit).full_name, n)
    _without_code(unit, found)
    stop_one(found, STOPPED.get(unit))
    return found


def _without_code(unit: str, found: Objects) -> None:
    early = np.flatnonzero(found.by("built", np.datetime64("2023-10-31")))[4 : 4 + WITHOUT_CODE.get(unit, 0)]
    found.columns["code"][early] = None

