"""What the map asks for by address: outlines of districts, and objects in the box in sight."""

import gzip

import orjson
from flask import Flask, Response, request

from callbacks.context import business_day, current_actor, settings, store
from callbacks.map_paint import area_figures, map_paint
from callbacks.marks import requires
from components.map_areas import area_features
from components.map_cover import cover_answer
from components.map_features import district_features, object_features, outline_features
from components.map_gaps import gap_features
from components.maps import NOTHING
from data.access.roles import Permission
from data.calendar import parse_period
from data.catalogue.area_shapes import level_regions, shapes_in_sight
from data.catalogue.shapes import district_shapes
from data.indicators.coverage import coverage_in_view
from data.indicators.figures import district_values
from data.indicators.map_areas import area_counts, area_level
from data.indicators.map_narrowed import Narrowed, colouring
from data.indicators.map_views import objects_in_view, parse_box
from data.indicators.views import check_readable
from data.intake.gap_map import unit_gaps
from data.store.rulebook import newest_book

QUICK = 1  # how hard to compress: a tenth of the bytes in a few milliseconds


def install(server: Flask) -> None:
    server.add_url_rule("/geo/districts", "geo_districts", districts, methods=["GET"])
    server.add_url_rule("/geo/areas", "geo_areas", areas, methods=["GET"])
    server.add_url_rule("/geo/cover", "geo_cover", cover, methods=["GET"])
    server.add_url_rule("/geo/gaps", "geo_gaps", gaps, methods=["GET"])
    server.add_url_rule("/geo/objects", "geo_objects", objects, methods=["GET"])


@requires(Permission.VIEW_FIGURES)
def districts() -> Response:
    """All districts; coloured when month and indicator are named, outlines alone above smaller areas."""
    period, indicator = request.args.get("period"), request.args.get("indicator")
    with store().read() as session:
        shapes, figures = district_shapes(settings().catalogue, newest_book(session).city), {}
        if request.args.get("outline"):
            return _json(outline_features(shapes))
        if period and indicator:
            check_readable(session, current_actor(), parse_period(period))
            figures = district_values(session, parse_period(period), indicator)
    return _json(district_features(shapes, figures))


@requires(Permission.VIEW_FIGURES)
def areas() -> Response:
    """Streets, communities or grid cells in the box, by the indicator where their level has figures, else by the objects of the layers asked for."""
    level, period, zoom = area_level(request.args.get("level")), parse_period(request.args.get("period", "")), _zoom()
    box, folder = parse_box(request.args.get("box", "")), settings().catalogue
    narrowed = Narrowed(_words("ledgers"), request.args.get("unit", ""), _words("only"))
    with store().read() as session:
        check_readable(session, current_actor(), period)
        book = newest_book(session)
        seen = shapes_in_sight(folder, book.city, level, (box.west, box.south, box.east, box.north), zoom)
        figures = area_figures(session, folder, level, period, request.args.get("indicator", ""))
        counts = None
        if seen and seen.shapes and not figures and narrowed.ledgers and current_actor().may(Permission.VIEW_TRIAL):
            codes = [shape["properties"]["code"] for shape in seen.shapes]
            counts = area_counts(session, current_actor(), narrowed, (level_regions(folder, book.city, level), codes), period)
        names = {code: ledger.name for code, ledger in book.ledgers.items()}
    return _json(area_features(level, seen, figures, counts, names))


@requires(Permission.VIEW_TRIAL)
def cover() -> Response:
    """Cells or places in the box by whether they are covered, of the declared coverage that `of` names (sensor/online)."""
    box, period = parse_box(request.args.get("box", "")), parse_period(request.args.get("period", ""))
    with store().read() as session:
        view = coverage_in_view(session, current_actor(), request.args.get("of", ""), (box, _zoom()), period)
        return _json(cover_answer(view, {code: ledger.name for code, ledger in newest_book(session).ledgers.items()}))


@requires(Permission.VIEW_SUBMISSIONS)
def gaps() -> Response:
    """All districts by what their units have not handed in of the month, or of one of its ledgers."""
    period = parse_period(request.args.get("period", ""))
    with store().read() as session:
        shapes = district_shapes(settings().catalogue, newest_book(session).city)
        return _json(gap_features(shapes, unit_gaps(session, current_actor(), period, business_day(), request.args.get("ledger", ""))))


@requires(Permission.VIEW_TRIAL)
def objects() -> Response:
    """Cells or objects of the ledgers asked for, of the month; nothing is asked for while none is ticked."""
    wanted, box, period = (request.args.get(name, "") for name in ("ledgers", "box", "period"))
    if not wanted or not box or not period:
        return _json(NOTHING)
    narrowed = Narrowed(_words("ledgers"), request.args.get("unit", ""), _words("only"), colouring(request.args.get("by")))
    with store().read() as session:
        found = objects_in_view(session, current_actor(), narrowed, (parse_box(box), _zoom()), parse_period(period))
        return _json(object_features(found, map_paint(session, current_actor(), narrowed.ledgers, narrowed.by)))


def _zoom() -> int:
    """What the address says; 9 where it says nothing sensible."""
    said = request.args.get("zoom", "")
    return min(int(said), 18) if said.isdecimal() else 9


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in request.args.get(name, "").split(",") if word)


def _json(collection: dict) -> Response:
    """Compressed where the browser takes it: features repeat each other's words."""
    content, is_packed = orjson.dumps(collection, default=float), "gzip" in request.accept_encodings
    answer = Response(gzip.compress(content, QUICK) if is_packed else content, content_type="application/geo+json")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.vary.add("Accept-Encoding")
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
