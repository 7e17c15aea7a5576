"""Base map tiles: from a local file, from a bounded cache on disk, or from the configured host and no other."""

import os
import sqlite3
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from urllib.parse import urlsplit

from data.catalogue.city import BaseMap
from data.catalogue.tiles import address

SILENCE, WHOLE = 4.0, 8.0   # seconds: for one answer on the wire, for a whole tile
LARGEST = 2 * 2**20         # bytes of one tile
AT_ONCE, PATIENCE = 3, 1.5  # tiles on their way, and seconds another waits for its turn: most threads stay free for the pages
REST = 30.0                 # seconds a source that failed is left alone
FRESH = 30 * 86400.0        # seconds a tile is taken from the cache
KINDS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


@dataclass(frozen=True)
class Tile:
    content: bytes
    media_type: str


NOTHING = Tile(b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="), "image/png")  # the map ends here


@dataclass
class Cache:
    """Tiles on disk by map and place; when more than `most` bytes lie there the oldest go."""

    folder: Path
    most: int
    written: int | None = None  # bytes since the last sweep; None: nobody looked yet
    lock: Lock = field(default_factory=Lock)

    def path(self, base: BaseMap, z: int, x: int, y: int) -> Path:
        """A changed address or layer is another map."""
        return self.folder / sha256(base.model_dump_json().encode()).hexdigest()[:16] / str(z) / str(x) / str(y)

    def put(self, path: Path, content: bytes) -> None:
        if len(content) > self.most:
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as part:
            part.write(content)
        os.replace(part.name, path)
        with self.lock:
            self.written = None if self.written is None else self.written + len(content)
            if self.written is None or self.written > self.most // 10:
                self._sweep()
                self.written = 0

    def _sweep(self) -> None:
        found = sorted(self._lying(), reverse=True)  # newest first
        room = self.most - self.most // 10
        for _, size, path in found:
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)

    def _lying(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.rglob("*"):
            if path.is_file():
                look = path.stat()
                yield look.st_mtime, look.st_size, path


@dataclass
class Sources:
    """Which hosts failed when, and how many tiles are on their way."""

    failed: dict[str, float] = field(default_factory=dict)
    ways: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def rests(self, host: str) -> bool:
        return monotonic() - self.failed.get(host, -REST) < REST


def media_type(content: bytes) -> str | None:
    """By its bytes, whatever the sender called it; None: no picture."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in KINDS if content.startswith(start)), None)


def local_tile(folder: Path, base: BaseMap, z: int, x: int, y: int) -> Tile | None:
    """From an MBTiles file, whose rows count from the south."""
    path = folder / base.url
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            row = file.execute("SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?", (z, x, 2**z - 1 - y)).fetchone()
    except sqlite3.DatabaseError:
        return None
    return _picture(bytes(row[0])) if row else NOTHING


def remote_tile(cache: Cache, sources: Sources, base: BaseMap, place: tuple[int, int, int], key: str, now: float) -> Tile | None:
    """A fresh copy, else the source's, else an old copy; None when there is none of them."""
    path = cache.path(base, *place)
    kept = _kept(path)
    if kept is not None and now - kept[1] < FRESH:
        return kept[0]
    tile = _asked(sources, address(base, *place, key))
    if tile is not None and tile is not NOTHING:
        cache.put(path, tile.content)
    return tile or (kept[0] if kept else None)


def _kept(path: Path) -> tuple[Tile, float] | None:
    try:
        content, moment = path.read_bytes(), path.stat().st_mtime
    except OSError:
        return None
    tile = _picture(content)
    return (tile, moment) if tile else None


def _picture(content: bytes) -> Tile | None:
    kind = media_type(content)
    return Tile(content, kind) if kind else None


def _asked(sources: Sources, url: str) -> Tile | None:
    """One question to the host of the rule book; a source that does not answer is left alone for a while."""
    host = urlsplit(url).netloc
    if sources.rests(host) or not sources.ways.acquire(timeout=PATIENCE):
        return None
    try:
        content = _fetched(url)
    except (OSError, HTTPException, ValueError):
        sources.failed[host] = monotonic()
        return None
    finally:
        sources.ways.release()
    return _picture(content) if content else NOTHING if content == b"" else None


def _fetched(url: str) -> bytes | None:
    """The body of a plain 200, nothing where the source has no tile; a redirect is no tile and is not followed."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SILENCE)
    try:
        connection.request("GET", f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/",
                           headers={"User-Agent": "chengji-tiles", "Accept": "image/*", "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status >= 500:
            raise HTTPException
        if answer.status in (204, 404):
            return b""
        return _read(answer, monotonic() + WHOLE) if answer.status == 200 else None
    finally:
        connection.close()


def _read(answer: HTTPResponse, until: float) -> bytes:
    """In pieces: a source that drips is given up, one that floods is cut off."""
    found = bytearray()
    while piece := answer.read1(65536):
        found += piece
        if len(found) > LARGEST or monotonic() > until:
            raise ValueError("too large or too slow")
    return bytes(found)
