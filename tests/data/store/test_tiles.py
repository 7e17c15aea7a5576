"""Tiles as they are kept: bounded, by map and place, and known by their bytes."""

import pytest

from data.catalogue.city import BaseMap
from data.store.tiles import Cache, media_type

PNG = b"\x89PNG\r\n\x1a\n" + b"tile" * 20


def test_the_cache_stays_below_its_bound_and_loses_the_oldest_first(tmp_path):
    cache, base = Cache(tmp_path, 10 * len(PNG)), BaseMap(name="a", kind="xyz", url="http://h/{z}/{x}/{y}")
    for x in range(40):
        cache.put(cache.path(base, 9, x, 0), PNG)
    lying = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in lying) <= 10 * len(PNG)
    assert cache.path(base, 9, 39, 0) in lying and cache.path(base, 9, 0, 0) not in lying
    Cache(tmp_path / "none", 0).put(tmp_path / "none" / "x", PNG)
    assert not (tmp_path / "none").exists()


def test_a_changed_address_is_another_map(tmp_path):
    cache = Cache(tmp_path, 10**6)
    one, other = (BaseMap(name="a", kind="xyz", url=f"http://{host}/{{z}}/{{x}}/{{y}}") for host in ("h", "i"))
    assert cache.path(one, 1, 0, 0) != cache.path(other, 1, 0, 0)


@pytest.mark.parametrize(("start", "kind"), [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"GIF89a", "image/gif"),
                                             (b"RIFF\0\0\0\0WEBP", "image/webp"), (b"<svg", None), (b"", None)])
def test_a_picture_is_known_by_its_bytes(start, kind):
    assert media_type(start) == kind
