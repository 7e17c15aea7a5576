"""What the map asks for by address: outlines of districts, and objects in the box in sight."""

import orjson
from flask import Flask, Response, request

from callbacks.context import current_actor, settings, store
from callbacks.map_paint import map_paint
from callbacks.marks import requires
from components.map_features import district_features, object_features
from components.maps import NOTHING
from data.access.roles import Permission
from data.calendar import parse_period
from data.catalogue.shapes import district_shapes
from data.indicators.figures import district_values
from data.indicators.map_narrowed import Narrowed, colouring
from data.indicators.map_views import objects_in_view, parse_box
from data.indicators.views import check_readable
from data.store.rulebook import newest_book


def install(server: Flask) -> None:
    server.add_url_rule("/geo/districts", "geo_districts", districts, methods=["GET"])
    server.add_url_rule("/geo/objects", "geo_objects", objects, methods=["GET"])


@requires(Permission.VIEW_FIGURES)
def districts() -> Response:
    """All districts; coloured when month and indicator are named."""
    period, indicator = request.args.get("period"), request.args.get("indicator")
    with store().read() as session:
        shapes, figures = district_shapes(settings().catalogue, newest_book(session).city), {}
        if period and indicator:
            check_readable(session, current_actor(), parse_period(period))
            figures = district_values(session, parse_period(period), indicator)
    return _json(district_features(shapes, figures))


@requires(Permission.VIEW_TRIAL)
def objects() -> Response:
    """Cells or objects of the ledgers asked for, of the month; nothing is asked for while none is ticked."""
    wanted, box, period = (request.args.get(name, "") for name in ("ledgers", "box", "period"))
    if not wanted or not box or not period:
        return _json(NOTHING)
    zoom = int(request.args.get("zoom", "9")) if request.args.get("zoom", "9").isdigit() else 9
    narrowed = Narrowed(_words("ledgers"), request.args.get("unit", ""), _words("only"), colouring(request.args.get("by")))
    with store().read() as session:
        found = objects_in_view(session, current_actor(), narrowed, (parse_box(box), min(zoom, 18)), parse_period(period))
        return _json(object_features(found, map_paint(session, current_actor(), narrowed.ledgers, narrowed.by)))


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in request.args.get(name, "").split(",") if word)


def _json(collection: dict) -> Response:
    answer = Response(orjson.dumps(collection, default=float), content_type="application/geo+json")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
