"""Base maps in the rule book: what can be fetched, and the address of a tile."""

import pytest

from data.catalogue.city import BaseMap
from data.catalogue.tiles import address, box, is_tile
from data.errors import CatalogueError
from tests.catalogue_builder import CITY, small_catalogue


@pytest.mark.parametrize("wrong", [
    {"kind": "xyz", "url": "file:///etc/passwd?{z}{x}{y}"}, {"kind": "xyz", "url": "http://{x}.elsewhere/{z}/{y}"}, {"kind": "xyz", "url": "http://h/tile.png"},
    {"kind": "xyz", "url": "http://me:pw@h/{z}/{x}/{y}"}, {"kind": "wms", "url": "http://h/wms"}, {"kind": "mbtiles", "url": "../../chengji.db"},
    {"kind": "mbtiles", "url": "/etc/city.mbtiles"}, {"kind": "tms", "url": "http://h/{z}/{x}/{y}"}, {"name": "a/b", "kind": "xyz", "url": "http://h/{z}/{x}/{y}"}])
def test_a_base_map_that_cannot_be_fetched_is_refused_by_the_rule_book(wrong):
    one = {"name": "a", **wrong}
    with pytest.raises(CatalogueError):
        small_catalogue(city=f"{CITY}base_maps:\n  - {{{', '.join(f'{name}: {word!r}' for name, word in one.items())}}}\n")


def test_addresses_are_reckoned():
    xyz = BaseMap(name="a", kind="xyz", url="http://h/{z}/{x}/{-y}?k={key}")
    assert address(xyz, 3, 1, 2, "a&b") == "http://h/3/1/5?k=a%26b"
    assert [round(metre) for metre in box(0, 0, 0)] == [-20037508, -20037508, 20037508, 20037508]
    assert is_tile(xyz, 1, 1, 1) and not is_tile(xyz, 1, 2, 0) and not is_tile(xyz, 19, 0, 0)
