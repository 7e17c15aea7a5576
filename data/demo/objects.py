"""The objects of one unit: what never changes of each, and the days on which something happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from data.catalogue.city import Unit
from data.codes import beidou
from data.demo import places
from data.demo.cast import HOST_REGIONS
from data.demo.clock import EVER, NEVER

Texts = np.ndarray  # of str, None where nothing is written
DISTRICTS = ("990102", "990103", "990104", "990105", "990106", "990111", "990112", "990113", "990114")


@dataclass
class Objects:
    """对象 — parallel arrays; a day that never comes is 2100-01-01."""

    columns: dict[str, np.ndarray]
    days: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def by(self, name: str, day: np.datetime64) -> np.ndarray:
        """Did it happen by this day?"""
        found: np.ndarray = self.days[name] <= day
        return found

    def standing(self, day: np.datetime64) -> np.ndarray:
        """Places of the objects that a ledger of this day lists."""
        gone = self.by("gone", day) if "gone" in self.days else np.zeros(len(self), dtype=bool)
        return np.flatnonzero(self.by("listed", day) & ~gone)

    def in_order(self, order: np.ndarray) -> "Objects":
        return Objects({n: c[order] for n, c in self.columns.items()}, {n: d[order] for n, d in self.days.items()})


def generator(seed: int, *names: str) -> np.random.Generator:
    """A stream of its own for each matter, so that one more object here changes nothing there."""
    return np.random.default_rng([seed, crc32("/".join(names).encode())])


def regions_of(unit: Unit) -> Sequence[str]:
    host = HOST_REGIONS.get(unit.code)
    return [host] if host else unit.regions or DISTRICTS


def constant(value: object, n: int) -> np.ndarray:
    return np.full(n, value, dtype=object)


def texts(values: Sequence[object]) -> np.ndarray:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def chosen(rng: np.random.Generator, values: Sequence[object], n: int, p: Sequence[float] | None = None) -> np.ndarray:
    return texts(values)[rng.choice(len(values), n, p=p)]


def sites(rng: np.random.Generator, regions: Sequence[str], n: int) -> dict[str, np.ndarray]:
    """Region, place and address of n objects."""
    region = texts(regions)[rng.integers(0, len(regions), n)]
    lng, lat, address = np.zeros(n), np.zeros(n), np.empty(n, dtype=object)
    for code in dict.fromkeys(region.tolist()):
        here = np.flatnonzero(region == code)
        lng[here], lat[here] = places.random_points(rng, code, here.size)
        address[here] = places.addresses(rng, code, lng[here], lat[here])
    return {"region": region, "lng": lng, "lat": lat, "address": address, "crs": constant("CGCS2000", n)}


def roads(addresses: np.ndarray) -> np.ndarray:
    """The road of each address: what stands between the community and the house number."""
    return texts([_after_community(text).rstrip("号").rstrip("0123456789") for text in addresses.tolist()])


def _after_community(text: str) -> str:
    end = max(text.rfind("社区") + 2, text.rfind("村") + 1)
    return text[end:]


def grids(found: dict[str, np.ndarray]) -> np.ndarray:
    return beidou.encode_many(found["lng"], found["lat"], 8)


def entity_codes(region: np.ndarray, class_code: np.ndarray, unit: str, first: int = 1) -> np.ndarray:
    """统一识别代码: region, class, then the unit's number and a running one."""
    stem = unit[1:]
    return texts([f"{r}{c}{stem}{n:07d}" for n, (r, c) in enumerate(zip(region.tolist(), class_code.tolist(), strict=True), first)])


def never(n: int) -> np.ndarray:
    return np.full(n, NEVER)


def ever(n: int) -> np.ndarray:
    return np.full(n, EVER)


def stop_one(found: Objects, story: tuple[int, str, str] | None) -> None:
    """One object (place, day it was stopped, day it left the ledger); the others stay."""
    found.days["stopped"], found.days["gone"] = never(len(found)), never(len(found))
    if story is not None and len(found) > story[0]:
        place, stopped, gone = story
        found.days["stopped"][place], found.days["gone"][place] = np.datetime64(stopped), np.datetime64(gone)
