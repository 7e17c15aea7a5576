"""统一标准地址 — six levels read out of free text, the upper three along the city's own tree of places.

DB42/T 2175-2024: addresses form a tree without crossing. The names of the levels are 示范设定, as in the ledger of addresses.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LEVELS = ("区县", "乡镇街道", "社区村", "街路巷院落", "建筑物", "户室")
DISTRICT, TOWN, COMMUNITY = 0, 1, 2

# What people write for the same place: 办事处 and 居委会 are its offices.
_OFFICES = (("街道", "街道办事处"), ("街道", "街道办"), ("社区", "社区居委会"), ("社区", "社区居民委员会"), ("村", "村委会"), ("村", "村村委会"),
            ("村", "村民委员会"), ("村", "村村民委员会"))
_PROVINCE = re.compile(r"^[一-龥]{2,8}?(?:省|自治区)")
_COUNT = r"(?:[0-9]+|[A-Za-z]|[一二三四五六七八九十百]+)"
_WAYS = "大道|公路|路|街|巷|弄|胡同|里|坊|线|小区|花园|公寓|广场|园|苑|院|城|组|屯|湾"
_ROAD = re.compile(rf"^(?P<road>(?:[^0-9]*?(?:{_WAYS}))?(?:[0-9]+(?:[-之][0-9]+)?号(?!楼|栋|幢|座)院?)?)")
_BUILDING = re.compile(rf"^(?P<building>[^0-9]{{0,12}}?{_COUNT}(?:号楼|栋|幢|座|楼栋))")


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the city's tree: 区县, 乡镇街道 or 社区村."""

    code: str
    name: str
    parent: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Address:
    """What a text says: the known places it names, its parts by level, and what of it contradicts the tree."""

    places: tuple[Place, ...]
    parts: dict[str, str]
    stray: Place | None = None  # named behind a place in which it does not lie

    @property
    def district(self) -> Place | None:
        return next((place for place in self.places if place.level == DISTRICT), None)


@dataclass
class AddressTree:
    """The city's places by name; a place may be named without those above it where its name is the only one."""

    city: tuple[str, ...]  # names an address may begin with
    places: Iterable[Place]
    _by_code: dict[str, Place] = field(init=False, repr=False)
    _by_name: dict[str, list[Place]] = field(init=False, repr=False)
    _longest: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_code = {place.code: place for place in self.places}
        self._by_name = {}
        for place in self._by_code.values():
            for name in _writings(place.name):
                self._by_name.setdefault(name, []).append(place)
        self._longest = max(map(len, self._by_name), default=0)

    def read(self, text: str) -> Address:
        """The address in the text; what no level recognises stays with 街路巷院落."""
        rest, found = self._after_city(plain(text)), list[Place]()
        while found[-1:] == [] or found[-1].level < COMMUNITY:
            named = self._named(rest, found[-1] if found else None)
            if named is None:
                break
            place, length = named
            if found and not self._lies_in(place, found[-1]):
                return Address(tuple(self._line(found)), {}, place)
            found.append(place)
            rest = rest[length:]
        line = self._line(found)
        return Address(tuple(line), {LEVELS[place.level]: place.name for place in line} | dict(_lower(rest)))

    def parent(self, place: Place) -> Place | None:
        return self._by_code.get(place.parent or "")

    def _after_city(self, text: str) -> str:
        text = _PROVINCE.sub("", text) if not any(text.startswith(name) for name in self.city) else text
        return next((text[len(name):] for name in sorted(self.city, key=len, reverse=True) if text.startswith(name)), text)

    def _named(self, rest: str, above: Place | None) -> tuple[Place, int] | None:
        """The place whose name the text begins with, the longest; of several that bear it the one that lies in the place before."""
        for length in range(min(self._longest, len(rest)), 1, -1):
            bearers = [place for place in self._by_name.get(rest[:length], ()) if above is None or place.level > above.level]
            within = [place for place in bearers if above is not None and self._lies_in(place, above)]
            if len(within or bearers) == 1:
                return (within or bearers)[0], length
        return None

    def _lies_in(self, place: Place, above: Place) -> bool:
        return above.code in {one.code for one in self._upwards(place)}

    def _upwards(self, place: Place | None) -> Iterator[Place]:
        seen = set[str]()
        while place is not None and place.code not in seen:
            seen.add(place.code)
            yield place
            place = self.parent(place)

    def _line(self, found: list[Place]) -> list[Place]:
        """From the district down to the last place that was named, those between that were left out with it."""
        return list(self._upwards(found[-1]))[::-1] if found else []


def plain(text: str) -> str:
    """Half-width, without blanks, as the tree is written."""
    return re.sub(r"[\s,，、·]", "", unicodedata.normalize("NFKC", text))


def _writings(name: str) -> set[str]:
    name = plain(name)
    return {name} | {name.removesuffix(short) + long for short, long in _OFFICES if name.endswith(short)}


def _lower(rest: str) -> Iterator[tuple[str, str]]:
    """街路巷院落, 建筑物 and 户室 of what follows the community."""
    road = _ROAD.match(rest)
    if road and road["road"]:
        yield LEVELS[3], road["road"]
        rest = rest[road.end():]
    building = _BUILDING.match(rest)
    if building:
        yield LEVELS[4], building["building"]
        rest = rest[building.end():]
    if rest:
        yield (LEVELS[5] if building or re.search(r"单元|层|楼|室|户", rest) else LEVELS[4] if road and road["road"] else LEVELS[3]), rest
