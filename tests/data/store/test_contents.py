"""Kept files: whole under their hash or not at all, and never in memory at once."""

from hashlib import sha256
from io import BytesIO

import pytest

from data.errors import NotFound
from data.store.contents import CHUNK, TooLarge, content_of, keep, keep_stream, path_of


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class Measured(BytesIO):
    """A stream that notes how much was asked for at once."""

    asked = 0

    def read(self, size=-1):
        self.asked = max(self.asked, size if size >= 0 else 2**60)
        return super().read(size)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_a_stream_is_kept_under_the_hash_of_what_it_held(tmp_path, size):
    content = bytes(n % 251 for n in range(997)) * (size // 997 + 1)
    stream = Measured(content[:size])
    digest, length = keep_stream(tmp_path, stream, size)
    assert (digest, length, stream.asked) == (sha256(content[:size]).hexdigest(), size, CHUNK)
    assert content_of(tmp_path, digest) == content[:size] and files(tmp_path) == [path_of(tmp_path, digest)]


@pytest.mark.parametrize(("size", "limit"), [(11, 10), (CHUNK + 1, CHUNK), (5 * CHUNK, 10)])
def test_a_stream_over_its_limit_leaves_nothing_behind(tmp_path, size, limit):
    stream = BytesIO(b"x" * size)
    with pytest.raises(TooLarge):
        keep_stream(tmp_path, stream, limit)
    assert files(tmp_path) == [] and stream.tell() <= limit + CHUNK


def test_a_stream_that_breaks_leaves_nothing_behind(tmp_path):
    class Breaking(BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionResetError
            return super().read(10)

    with pytest.raises(ConnectionResetError):
        keep_stream(tmp_path, Breaking(b"x" * 100), 1000)
    assert files(tmp_path) == []


def test_the_same_content_is_kept_once_by_either_way(tmp_path):
    assert keep(tmp_path, b"same") == keep_stream(tmp_path, BytesIO(b"same"), 4)[0] == keep(tmp_path, b"same")
    assert len(files(tmp_path)) == 1


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFound):
        content_of(tmp_path, "0" * 64)
