"""Views of the map at every zoom over 10 000, 1 000 000 and 10 000 000 objects: server time and bytes, as the route makes them.

Ceilings: p95 over the largest city at most one and a half times that over the smallest where equally many cells are occupied, and 150 KB on the
wire. Few cities have equally full cells everywhere, so like is compared with like: every view of the smallest city, around one of its objects,
has beside it the view of the largest whose number of occupied cells is nearest (a tenth apart at most); around the thin edge of a large city it
looks as it does in the middle of a small one. Beside them the usual ways: all points of the view as GeoJSON, and vector tiles by PostGIS.
"""

import argparse
import gzip
import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

import numpy as np
import orjson
from sqlalchemy.orm import Session

from app import create_app
from benchmarks.crowd import EDGE, MIDDLE, SPREAD, settle
from benchmarks.kept import kept
from benchmarks.measure import alone, asked, leave, show, verdict
from benchmarks.rivals import all_points, postgis, programs, take_points, tiles
from callbacks.geo import QUICK
from callbacks.map_paint import map_paint
from components.map_features import object_features
from data.access.scope import cli_actor
from data.codes import beidou
from data.indicators.grid_levels import Bounds, level_for
from data.indicators.grid_view import View, Wanted, view
from data.indicators.map_narrowed import Narrowed
from data.indicators.map_views import objects_in_view
from data.settings import Settings
from data.store.engine import Store
from tests.web import sign_in

ZOOMS, PERIOD, SIGHT = range(9, 19), "2023-06", (1280, 800)  # pixels of the map
CEILING, KILOBYTES, APART, PAIRS = 1.5, 150, 0.1, 5
REPEATS, EDGES = 3, 3  # times each view is asked for; views out to the edge for each one around an object
ALL_POINTS = 1_000_000  # the usual ways are tried in the largest city that is not larger
ACTOR = cli_actor("benchmark")


@dataclass(frozen=True)
class Seen:
    """One view: occupied cells and objects in sight, milliseconds, bytes as made and as sent."""

    occupied: int
    in_sight: int
    ms: float
    raw: int
    sent: int


def box(lng: float, lat: float, zoom: int) -> Bounds:
    """What a screen shows around a place, on the web's Mercator map."""
    wide = 360 / (256 * 2**zoom)
    x, y = wide * SIGHT[0] / 2, wide * math.cos(math.radians(lat)) * SIGHT[1] / 2
    return Bounds(lng - x, lat - y, lng + x, lat + y)


def centres(views: int, zoom: int) -> list[tuple[float, float]]:
    """Around objects, as people look; then evenly out to the edge."""
    random = np.random.default_rng(zoom)
    turn, far = 2 * math.pi * random.random(views * (1 + EDGES)), random.rayleigh(1.0, views) % EDGE
    far = np.concatenate([far, EDGE * random.random(views * EDGES)])
    return list(zip(*(MIDDLE[n] + SPREAD[n] * far * way for n, way in enumerate((np.cos(turn), np.sin(turn)))), strict=True))


def made(session: Session, bounds: Bounds, zoom: int) -> bytes:
    """The answer of the route."""
    narrowed = Narrowed(("coding",))
    found = objects_in_view(session, ACTOR, narrowed, (bounds, zoom), PERIOD)
    return orjson.dumps(object_features(found, map_paint(session, ACTOR, narrowed.ledgers, narrowed.by)), default=float)


def measured(url: str, views: int) -> dict[int, list[Seen]]:
    """Zoom → its views; those around objects come first."""
    store = Store.open(url)
    with store.read() as session:
        found = {zoom: [_seen(session, box(*centre, zoom), zoom) for centre in centres(views, zoom)] for zoom in ZOOMS}
    store.close()
    return found


def _seen(session: Session, bounds: Bounds, zoom: int) -> Seen:
    times = []
    for _ in range(REPEATS):
        begun = perf_counter()
        answer = made(session, bounds, zoom)
        times.append(1000 * (perf_counter() - begun))
    found = view(session, Wanted(("coding",)), bounds, zoom)
    x, y = beidou.cells(np.array([p.lng for p in found.points]), np.array([p.lat for p in found.points]), level_for(bounds, zoom).name)
    occupied = len(found.cells) + len(set(zip(x.tolist(), y.tolist(), strict=True)))
    return Seen(occupied, _in_sight(found), median(times), len(answer), len(gzip.compress(answer, QUICK)))


def p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def pairs(small: list[Seen], large: list[Seen]) -> list[tuple[Seen, Seen]]:
    """Each view of the one with the view of the other that has most nearly as many occupied cells; empty views say nothing."""
    found = [(one, min(large, key=lambda other: abs(other.occupied - one.occupied))) for one in small if one.occupied]
    return [(one, other) for one, other in found if abs(other.occupied - one.occupied) <= max(1, APART * one.occupied)]


def by_route(url: str, folder: Path, views: int) -> dict[int, tuple[float, int]]:
    """Zoom → milliseconds and bytes of the first view over HTTP, signed in as the office."""
    store = Store.open(url)
    app = create_app(Settings(home=folder, database_url=url), store)
    person, found = sign_in(app, "office")[0], {}
    for zoom in ZOOMS:
        b = box(*centres(views, zoom)[0], zoom)
        asked_for = {"box": f"{b.west},{b.south},{b.east},{b.north}", "zoom": zoom, "ledgers": "coding", "period": PERIOD}
        for _ in range(REPEATS):
            begun = perf_counter()
            answer = person.get("/geo/objects?" + urlencode(asked_for), headers={"Accept-Encoding": "gzip"})
            found[zoom] = 1000 * (perf_counter() - begun), len(answer.data)
        assert answer.status_code == 200, answer.text[:200]
    store.close()
    return found


def usual(url: str, folder: Path, views: int) -> dict[int, dict[str, tuple[float, int]]]:
    """Zoom → milliseconds and bytes of the usual ways for the first view."""
    store = Store.open(url)
    first = {zoom: box(*centres(views, zoom)[0], zoom) for zoom in ZOOMS}
    with store.read() as session:
        found = {zoom: {"points": all_points(session, bounds)} for zoom, bounds in first.items()}
        if programs():
            with postgis(folder) as connection:
                take_points(connection, session)
                for zoom, bounds in first.items():
                    found[zoom]["tiles"] = tiles(connection, bounds, zoom)
    store.close()
    return found


def _in_sight(found: View) -> int:
    return sum(cell.n for cell in found.cells) + len(found.points)


def compare(kind: str, folder: Path, given: argparse.Namespace) -> list[bool]:
    """The tables of one database; the usual ways are tried beside the last."""
    with kept(kind, given.homes or folder) as places:
        urls = {objects: places.filled("crowd", settle, objects) for objects in given.objects}
        found = {objects: alone(measured, url, given.views) for objects, url in urls.items()}
        routes = alone(by_route, urls[given.objects[-1]], folder, given.views)
        beside = [objects for objects in given.objects if objects <= ALL_POINTS][-1]
        others = alone(usual, urls[beside], folder, given.views) if kind == given.database[-1] else {}
    show(("zoom", "objects", "cells", "in sight", "ms", "ms p95", "KB at most", "KB sent at most", "ms by HTTP", "KB by HTTP"),
         [_line(zoom, objects, seen[zoom][:given.views], routes if objects == given.objects[-1] else {}) for zoom in ZOOMS for objects, seen in found.items()])
    if others:
        _show_usual(beside, found[beside], others)
    return [_judge_time(kind, found[given.objects[0]], found[given.objects[-1]], given.views), _judge_bytes(kind, found)]


def _line(zoom: int, objects: int, seen: list[Seen], routes: dict[int, tuple[float, int]]) -> tuple:
    ms, by_http = [one.ms for one in seen], (f"{routes[zoom][0]:.1f}", f"{routes[zoom][1] / 1000:.1f}") if routes else ("", "")
    return (zoom, f"{objects:,}", round(median(one.occupied for one in seen)), f"{median(one.in_sight for one in seen):,.0f}", f"{median(ms):.1f}",
            f"{p95(ms):.1f}", f"{max(one.raw for one in seen) / 1000:.0f}", f"{max(one.sent for one in seen) / 1000:.1f}", *by_http)


def _show_usual(objects: int, seen: dict[int, list[Seen]], others: dict[int, dict[str, tuple[float, int]]]) -> None:
    """The first view of each zoom, three ways."""
    print(f"the first view of each zoom over {objects:,} objects" + ("" if programs() else "; PostGIS is not installed"))
    show(("zoom", "in sight", "ms", "KB", "all points, ms", "KB", "times", "tiles of PostGIS, ms", "KB", "times"), [
        (zoom, f"{seen[zoom][0].in_sight:,}", f"{seen[zoom][0].ms:.1f}", f"{seen[zoom][0].raw / 1000:.0f}",
         *(cell for name in ("points", "tiles") for cell in _beside(ways.get(name), seen[zoom][0].ms))) for zoom, ways in others.items()])


def _beside(way: tuple[float, int] | None, ms: float) -> tuple[str, str, str]:
    return (f"{way[0]:,.0f}", f"{way[1] / 1000:,.0f}", f"{way[0] / ms:,.1f}") if way else ("not installed", "", "")


def _judge_time(kind: str, small: dict[int, list[Seen]], large: dict[int, list[Seen]], views: int) -> bool:
    lines, ratios = [], {}
    for zoom in ZOOMS:
        alike = pairs(small[zoom][:views], large[zoom])
        if len(alike) < PAIRS:
            lines.append((zoom, len(alike), "", "", "", "", "too few alike"))
            continue
        few, many = zip(*alike, strict=True)
        times = [p95([one.ms for one in side]) for side in (few, many)]
        ratios[zoom] = times[1] / times[0]
        cells = (f"{median(one.occupied for one in side):.0f}" for side in (few, many))
        lines.append((zoom, len(alike), *cells, *(f"{ms:.1f}" for ms in times), f"{ratios[zoom]:.2f}"))
    show(("zoom", "views alike", "cells", "cells of the largest", "ms p95", "ms p95 of the largest", "ratio"), lines)
    if not ratios:
        return verdict(f"map, {kind}, equally full", False, "no views alike, ask for more")
    worst = max(ratios, key=lambda zoom: ratios[zoom])
    return verdict(f"map, {kind}, equally full", ratios[worst] <= CEILING, f"p95 at most {ratios[worst]:.2f} times as long (zoom {worst}), at most {CEILING:g}")


def _judge_bytes(kind: str, found: dict[int, dict[int, list[Seen]]]) -> bool:
    most = max(one.sent for seen in found.values() for views in seen.values() for one in views) / 1000
    return verdict(f"map, {kind}, bytes", most <= KILOBYTES, f"at most {most:.0f} KB on the wire, ceiling {KILOBYTES}")


def main() -> None:
    given = asked(__doc__, keeps=True, objects=(10_000, 1_000_000, 10_000_000), views=20)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        leave(*[met for kind in given.database for met in compare(kind, Path(name), given)])


if __name__ == "__main__":
    main()
