"""The base map's tiles: through this server, from the hosts and files of the rule book; without any, nothing answers and nothing is asked."""

from flask import Flask, Response, current_app

from callbacks.context import now, settings, store
from callbacks.marks import requires
from data.access.roles import Permission
from data.catalogue.city import BaseMap
from data.catalogue.tiles import is_tile
from data.store.rulebook import newest_book
from data.store.tiles import Cache, Sources, Tile, local_tile, remote_tile

KEY = "CHENGJI_TILES"
NONE_HERE, UNREACHABLE = "没有这张底图", "底图暂时无法取得"


def install(server: Flask) -> None:
    server.config[KEY] = {}
    server.add_url_rule("/tiles/<name>/<int:z>/<int:x>/<int:y>", "tiles", tile, methods=["GET"])


@requires(Permission.VIEW_FIGURES)
def tile(name: str, z: int, x: int, y: int) -> Response:
    with store().read() as session:
        base = next((one for one in newest_book(session).city.base_maps if one.name == name), None)
    if base is None or not is_tile(base, z, x, y):
        return _said(NONE_HERE, 404)
    found = _found(base, (z, x, y))
    return Response(found.content, content_type=found.media_type) if found else _said(UNREACHABLE, 503)


def _found(base: BaseMap, place: tuple[int, int, int]) -> Tile | None:
    here = settings()
    if base.kind == "mbtiles":
        return local_tile(here.maps, base, *place)
    cache, sources = _state(str(here.tiles))
    return remote_tile(cache, sources, base, place, here.tile_key, now().timestamp())


def _state(folder: str) -> tuple[Cache, Sources]:
    """One cache and one memory of failures a process."""
    known = current_app.config[KEY]
    if folder not in known:
        known[folder] = (Cache(settings().tiles, settings().tile_cache_mb * 2**20), Sources())
    return known[folder]


def _said(words: str, status: int) -> Response:
    return Response(words, status, content_type="text/plain; charset=utf-8")
