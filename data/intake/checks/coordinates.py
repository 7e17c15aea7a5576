"""Coordinates come in pairs, lie in the city, and lie in the region their row names."""

from collections.abc import Iterator

import numpy as np

from data.codes import coordinates as systems
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.places import Places
from data.intake.typed import doubtful, wrong
from data.vocabulary import Quality

_SUSPECTED = {
    systems.SWAPPED: (wrong, "经度和纬度两列像是填反了：对调后大多数点才落在所填的区划内；请对调后重新报送"),
    systems.PROJECTED: (wrong, "经纬度两列像是投影坐标（米），不是度；请转换为 CGCS2000 经纬度，或在“坐标系”列写明 EPSG 编号"),
    systems.ZERO: (wrong, "经纬度几乎全是 0，像是没有采集坐标；没有坐标的请留空"),
    systems.GCJ02: (doubtful, "全表坐标像是 GCJ-02（火星坐标，多取自网络地图）：换算后大多数点才落在所填的区划内；请核实坐标来源，并在“坐标系”列写明"),
    systems.BD09: (doubtful, "全表坐标像是 BD-09（百度坐标）：换算后大多数点才落在所填的区划内；请核实坐标来源，并在“坐标系”列写明"),
}


def coordinates_are_right(rows: LedgerRows, places: Places) -> Iterator[Found]:
    """A suspicion about the whole file is said once, and then not again for every point."""
    if "lng" not in rows.columns and "lat" not in rows.columns:
        return
    yield from _pairs(rows)
    inside = _inside(rows, places.lng, places.lat)
    suspicion = _suspicion(rows, places, inside)
    if suspicion is not None:
        make, message = _SUSPECTED[suspicion]
        heading = rows.body.headings[0]
        yield make(f"coordinates_{suspicion}", message, Quality.ACCURACY).of_file(heading.sheet.name, heading.written.get("lng"))
        return
    outside = _outside_city(rows, places)
    yield from rows.found(wrong("degrees_range", "不是可能的经纬度（经度应在 ±180 以内，纬度应在 ±90 以内），请核对", Quality.ACCURACY), "lng",
                          np.flatnonzero(places.known & _impossible(places)))
    yield from rows.found(doubtful("in_city", f"坐标不在{rows.reference.book.city.name}范围内，请核对经纬度是否填反、填错或坐标系不对"), "lng",
                          np.flatnonzero(outside & ~_impossible(places)))
    yield from _in_region(rows, places, ~outside & ~inside)


def _suspicion(rows: LedgerRows, places: Places, inside: np.ndarray) -> str | None:
    """Asked only when more points lie elsewhere than any other reading could win back: it needs a lead of 2 % of the file."""
    if places.moved.any() or int((places.known & ~inside).sum()) * 50 <= int(places.known.sum()):
        return None
    return systems.suspect(places.lng, places.lat, lambda lng, lat: _inside(rows, lng, lat))


def _pairs(rows: LedgerRows) -> Iterator[Found]:
    lng, lat = rows.column("lng"), rows.column("lat")
    for name, own, other, said in (("lng", lng, lat, "有纬度而没有经度"), ("lat", lat, lng, "有经度而没有纬度")):
        if name in rows.columns and not rows.ledger.column(name).required:
            yield from rows.found(wrong("coordinates_paired", f"{said}，请补填或两个都留空", Quality.COMPLETENESS), name,
                                  np.flatnonzero(own.missing & other.present))


def _impossible(places: Places) -> np.ndarray:
    return (np.abs(places.lng) > 180) | (np.abs(places.lat) > 90)


def _outside_city(rows: LedgerRows, places: Places) -> np.ndarray:
    (west, east), (south, north) = (tuple(map(float, pair)) for pair in (rows.reference.book.city.longitude, rows.reference.book.city.latitude))
    return places.known & ~((places.lng >= west) & (places.lng <= east) & (places.lat >= south) & (places.lat <= north))


def _inside(rows: LedgerRows, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Does each point lie in the region its row names, or at least in the city?"""
    city, shapes = rows.reference.book.city, rows.reference.shapes
    (west, east), (south, north) = (tuple(map(float, pair)) for pair in (city.longitude, city.latitude))
    inside = (lng >= west) & (lng <= east) & (lat >= south) & (lat <= north)
    for code, chosen in _by_region(rows):
        if shapes is not None and code in shapes:
            inside[chosen] = shapes.contains(code, lng[chosen], lat[chosen])
    return inside


def _by_region(rows: LedgerRows) -> Iterator[tuple[str, np.ndarray]]:
    column = rows.column("region")
    for code in dict.fromkeys(value for value in column.values if isinstance(value, str)):
        yield code, np.flatnonzero(column.mask(code.__eq__))


def _in_region(rows: LedgerRows, places: Places, asked: np.ndarray) -> Iterator[Found]:
    shapes, tolerance = rows.reference.shapes, float(rows.reference.book.city.boundary_tolerance_m)
    for code, chosen in _by_region(rows):
        if shapes is None or code not in shapes:
            continue
        chosen = chosen[asked[chosen] & places.known[chosen]]
        distance = shapes.distance_m(code, places.lng[chosen], places.lat[chosen])
        far = distance > tolerance
        for place, metres in zip(chosen[far].tolist(), distance[far].tolist(), strict=True):
            said = f"坐标在所填区划“{rows.reference.regions.get(code, code)}”边界以外 {metres / 1000:.1f} 公里，请核对坐标或区划代码"
            yield from rows.found(doubtful("in_region", said), "lng", [place])
