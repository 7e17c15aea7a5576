"""A tile's address at its maker: templates, WMS boxes, WMTS questions. Pure: nothing is fetched here."""

from urllib.parse import quote, urlencode

from data.catalogue.city import BaseMap

HALF = 20037508.342789244  # half the Web Mercator square, metres
SIZE = 256


def is_tile(base: BaseMap, z: int, x: int, y: int) -> bool:
    return base.min_zoom <= z <= base.max_zoom and 0 <= x < 2**z and 0 <= y < 2**z


def address(base: BaseMap, z: int, x: int, y: int, key: str) -> str:
    """The full address, key and all: for the server's eyes only."""
    filled = base.url
    for mark, word in {"{z}": z, "{x}": x, "{y}": y, "{-y}": 2**z - 1 - y, "{key}": quote(key, safe="")}.items():
        filled = filled.replace(mark, str(word))
    if base.kind == "wms":
        return _asked(filled, {"SERVICE": "WMS", "VERSION": "1.1.1", "REQUEST": "GetMap", "LAYERS": base.layer, "STYLES": base.style, "SRS": "EPSG:3857",
                               "BBOX": ",".join(f"{metre:.6f}" for metre in box(z, x, y)), "WIDTH": SIZE, "HEIGHT": SIZE, "FORMAT": "image/png",
                               "TRANSPARENT": "TRUE"})
    if base.kind == "wmts" and base.layer:
        return _asked(filled, {"SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetTile", "LAYER": base.layer, "STYLE": base.style or "default",
                               "TILEMATRIXSET": base.matrix_set, "FORMAT": "tiles", "TILEMATRIX": z, "TILEROW": y, "TILECOL": x})
    return filled


def box(z: int, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in Web Mercator metres."""
    step = 2 * HALF / 2**z
    return -HALF + x * step, HALF - (y + 1) * step, -HALF + (x + 1) * step, HALF - y * step


def _asked(address: str, words: dict[str, object]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(words)}"
