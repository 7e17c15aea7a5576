"""地下空间: boreholes with their strata, and the tunnels, as they stand in a month; what cannot be drawn is counted with its reason."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.catalogue.book import Catalogue
from data.codes.section import Centre, Point, centre_of, plane
from data.indicators.figure import Figure
from data.indicators.figures import district_values, figures
from data.indicators.parts import ALL, statistic
from data.indicators.views import check_readable
from data.rounding import exact
from data.store import rulebook
from data.store.tables import Month
from data.store.versions import own, rows_at

HOLES, STRATA, TUNNELS = "borehole", "stratum", "tunnel"
MODELLED, AREA = "model_km2", "area_km2"  # the column of boreholes, the statistic of regions
MOST = 500  # boreholes drawn at once
DATUM = "1985国家高程基准"  # what an empty cell stands for
GONE = frozenset({"作废"})


@dataclass(frozen=True)
class Layer:
    """一层 — depths below the mouth in metres."""

    number: str
    name: str
    kind: str
    top: float
    bottom: float


@dataclass(frozen=True)
class Hole:
    """钻孔 — where it is, how high its mouth lies, and what it went through from above."""

    unit: str
    unit_name: str
    key: str
    number: str
    project: str
    region: str
    place: Point   # metres from the centre
    mouth: float   # elevation in metres
    datum: str
    depth: float
    water: float | None
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Underground:
    """What can be drawn of a month, and how many cannot for which reason."""

    centre: Centre | None
    holes: list[Hole]
    left_out: dict[str, int]  # reason → boreholes or strata
    more: int                 # boreholes beyond the most that are drawn
    kinds: tuple[str, ...]    # declared 岩土类别, in their order

    @property
    def datums(self) -> list[str]:
        return sorted({hole.datum for hole in self.holes})

    def hole(self, name: str) -> Hole | None:
        """By `name_of`."""
        return next((hole for hole in self.holes if name_of(hole) == name), None)


def name_of(hole: Hole) -> str:
    return f"{hole.unit}/{hole.key}"


def underground(session: Session, actor: Actor, period: str, region: str | None = None) -> Underground | None:
    """None: the rule book of the month has no ledger of boreholes. Their places are sensitive: a unit sees its own, who sees all units all of them."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    if HOLES not in book.ledgers:
        return None
    rows = [row for row in _rows(session, actor, period, HOLES, ("mouth_m", "height_datum", "depth_m", "water_m", "hole_no"))
            if row.status not in GONE and region in (None, row.region)]
    layers, astray = _layers(session, actor, period, book, rows)
    left_out = Counter({"分层所属的钻孔不在本月台账或筛选范围内": astray} if astray and region is None else {})
    known = [row for row in rows if not _missing(row, left_out)]
    shown = sorted(known, key=lambda row: (row.unit, row.key))[:MOST]
    bare = sum(not layers.get((row.unit, row.key)) for row in shown)
    if bare:
        left_out["钻孔没有分层，只画孔位"] = bare
    kinds = tuple(book.ledger(STRATA).column("rock_kind").choices) if STRATA in book.ledgers else ()
    if not shown:
        return Underground(None, [], dict(left_out), 0, kinds)
    places = [(row.lng, row.lat) for row in shown]
    centre = centre_of(places)
    holes = [_hole(book, row, place, layers.get((row.unit, row.key), [])) for row, place in zip(shown, plane(centre, places), strict=True)]
    return Underground(centre, holes, dict(left_out), len(known) - len(shown), kinds)


def _rows(session: Session, actor: Actor, period: str, ledger: str, fields: Sequence[str]) -> list[Any]:
    month = session.get(Month, period)
    v = rows_at(ledger, period, None if actor.sees_all else [actor.unit or ""], month.pinned_seq if month else None)
    typed = (v.c.unit, v.c.key, v.c.name, v.c.region, v.c.status, v.c.kind, v.c.lng, v.c.lat)
    return list(session.execute(select(*typed, *(own(v, field).label(field) for field in fields))))


def _missing(row: Any, left_out: Counter[str]) -> bool:
    reason = "钻孔没有坐标" if row.lng is None or row.lat is None else "钻孔没有孔口高程或终孔深度" if row.mouth_m is None or row.depth_m is None else ""
    if reason:
        left_out[reason] += 1
    return bool(reason)


def _layers(session: Session, actor: Actor, period: str, book: Catalogue, holes: Sequence[Any]) -> tuple[dict[tuple[str, str], list[Layer]], int]:
    """By borehole, from above; a hole number is its unit's own, and another unit's only where that unit has none of it and one other has."""
    if STRATA not in book.ledgers:
        return {}, 0
    own_keys = {(row.unit, row.hole_no): (row.unit, row.key) for row in holes}
    anywhere: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in holes:
        anywhere[row.hole_no].append((row.unit, row.key))
    found: dict[tuple[str, str], list[Layer]] = defaultdict(list)
    astray = 0
    for row in _rows(session, actor, period, STRATA, ("hole_no", "layer_no", "top_m", "bottom_m")):
        others = anywhere.get(row.hole_no, [])
        at = own_keys.get((row.unit, row.hole_no)) or (others[0] if len(others) == 1 else None)
        if at is None or row.top_m is None or row.bottom_m is None:
            astray += 1
        else:
            found[at].append(Layer(row.layer_no or "", row.name or row.kind or "", row.kind or "其他", float(row.top_m), float(row.bottom_m)))
    return {at: sorted(some, key=lambda layer: (layer.top, layer.bottom)) for at, some in found.items()}, astray


def _hole(book: Catalogue, row: Any, place: Point, layers: Sequence[Layer]) -> Hole:
    water = None if row.water_m is None else float(row.water_m)
    return Hole(row.unit, book.unit(row.unit).short_name, row.key, row.hole_no or row.key, row.name or "", row.region or "", place, float(row.mouth_m),
                row.height_datum or DATUM, float(row.depth_m), water, tuple(layers))


@dataclass(frozen=True)
class Segment:
    """管廊的一段 — lengths in kilometres."""

    unit: str
    unit_name: str
    key: str
    name: str
    kind: str
    region: str
    start: str
    end: str
    status: str
    length: Decimal
    smart: Decimal | None
    devices: int | None


def tunnel_segments(session: Session, actor: Actor, period: str) -> list[Segment]:
    """Of the reader's units, the longest first."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    if TUNNELS not in book.ledgers:
        return []
    names = {region.code: region.name for region in book.city.regions}
    rows = _rows(session, actor, period, TUNNELS, ("start_point", "end_point", "length_km", "smart_km", "smart_devices"))
    found = [Segment(r.unit, book.unit(r.unit).short_name, r.key, r.name or r.key, r.kind or "", names.get(r.region or "", ""), r.start_point or "",
                     r.end_point or "", r.status or "", exact(r.length_km), None if r.smart_km is None else exact(r.smart_km),
                     None if r.smart_devices is None else int(r.smart_devices)) for r in rows if r.length_km is not None]
    return sorted(found, key=lambda s: (-s.length, s.unit, s.key))


def columns(layers: Sequence[Layer], mouth: float, depth: float) -> list[tuple[str, str, float, float]]:
    """Pure: (kind, name, upper, lower elevation) from the mouth down; what no layer tells stays open."""
    return [(layer.kind, layer.name, mouth - layer.top, mouth - min(layer.bottom, depth)) for layer in layers if layer.top < depth]


@dataclass(frozen=True)
class Modelled:
    """建模面积 of the city or a district beside its area, both in square kilometres."""

    name: str
    figure: Figure
    area: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Percent of the area; None: nobody reported, or the book tells no area."""
        return None if self.figure.value is None or not self.area else self.figure.value * 100 / self.area


def modelled(session: Session, actor: Actor, period: str) -> list[Modelled]:
    """The city first, then its districts; empty where no indicator adds up what boreholes model."""
    check_readable(session, actor, period)
    book = rulebook.book_for(session, period)
    code = next((i.code for i in book.indicators.values() if i.numerator.ledger == HOLES and i.numerator.field == MODELLED), None)
    if code is None:
        return []
    areas = statistic(book, AREA, period, [])
    districts = district_values(session, period, code)
    whole = Modelled(book.city.name, figures(session, period, None, code)[0], areas.get(ALL))
    return [whole, *(Modelled(r.name, districts[r.code], areas.get(r.code)) for r in book.city.districts if r.code in districts)]
