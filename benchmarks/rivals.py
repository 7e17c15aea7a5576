"""The usual ways of showing very many objects: all points of the view as GeoJSON, and vector tiles that PostGIS cuts (ST_AsMVT)."""

import math
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import orjson
import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.indicators.grid_levels import Bounds
from data.store.tables import Entity

SERVERS, EXTENSION = Path("/usr/lib/postgresql"), "/usr/share/postgresql/{}/extension/postgis.control"
TILES = """
WITH tile AS (SELECT x, y, ST_TileEnvelope(%(zoom)s, x, y) AS box
              FROM generate_series(%(left)s::int, %(right)s::int) x, generate_series(%(top)s::int, %(bottom)s::int) y),
     one AS (SELECT x, y, key, kind, status, ST_AsMVTGeom(place, box) AS geom FROM tile JOIN point ON place && box)
SELECT coalesce(sum(length(mvt)), 0) FROM (SELECT ST_AsMVT(one, 'coding') AS mvt FROM one GROUP BY x, y) AS cut"""


def all_points(session: Session, bounds: Bounds) -> tuple[float, int]:
    """Milliseconds and bytes of every object of the view as GeoJSON."""
    e, begun = Entity, perf_counter()
    rows = session.execute(select(e.unit, e.key, e.name, e.kind, e.status, e.lng, e.lat).where(
        e.ledger == "coding", e.lat.between(bounds.south, bounds.north), e.lng.between(bounds.west, bounds.east)))
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [lng, lat]},
                 "properties": {"unit": unit, "key": key, "name": name, "note": f"{kind}、{status}"}} for unit, key, name, kind, status, lng, lat in rows]
    answer = orjson.dumps({"type": "FeatureCollection", "features": features})
    return 1000 * (perf_counter() - begun), len(answer)


def programs() -> Path | None:
    """Debian's newest PostgreSQL that has PostGIS."""
    there = [folder / "bin" for folder in sorted(SERVERS.glob("*"), key=lambda path: int(path.name)) if Path(EXTENSION.format(folder.name)).exists()]
    return there[-1] if there else None


@contextmanager
def postgis(folder: Path) -> Iterator[psycopg.Connection]:
    """A server of its own on a socket in the folder; as root it runs as the user postgres."""
    bin_path, root = programs(), os.geteuid() == 0
    assert bin_path is not None
    here = folder / "postgis"
    here.mkdir(mode=0o700)
    if root:
        folder.chmod(0o711)
        shutil.chown(here, "postgres")
    prefix = ["runuser", "-u", "postgres", "--"] if root else []

    def run(name: str, *arguments: str) -> None:
        subprocess.run([*prefix, str(bin_path / name), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=here)  # noqa: S603 — nothing of it is given
    run("initdb", "-D", str(here / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
    run("pg_ctl", "-D", str(here / "data"), "-w", "-l", str(here / "log"), "-o", f"-k {here} -h '' -F", "start")
    try:
        with psycopg.connect(host=str(here), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE EXTENSION postgis")
            yield connection
    finally:
        run("pg_ctl", "-D", str(here / "data"), "-m", "immediate", "-w", "stop")


def take_points(connection: psycopg.Connection, session: Session) -> None:
    """All objects of the city, indexed by place."""
    e = Entity
    connection.execute("CREATE TABLE point (key text, kind text, status text, lng float8, lat float8, place geometry)")
    with connection.cursor().copy("COPY point (key, kind, status, lng, lat) FROM STDIN") as copy:
        for row in session.execute(select(e.key, e.kind, e.status, e.lng, e.lat).execution_options(yield_per=10_000)):
            copy.write_row(tuple(row))
    connection.execute("UPDATE point SET place = ST_Transform(ST_SetSRID(ST_MakePoint(lng, lat), 4326), 3857)")
    connection.execute("CREATE INDEX ON point USING gist (place)")
    connection.execute("VACUUM ANALYZE point")


def tiles(connection: psycopg.Connection, bounds: Bounds, zoom: int) -> tuple[float, int]:
    """Milliseconds and bytes of all tiles of the view."""
    (left, top), (right, bottom) = _tile(bounds.west, bounds.north, zoom), _tile(bounds.east, bounds.south, zoom)
    begun = perf_counter()
    size = connection.execute(TILES, {"zoom": zoom, "left": left, "right": right, "top": top, "bottom": bottom}).fetchone()
    return 1000 * (perf_counter() - begun), int(size[0]) if size else 0


def _tile(lng: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile of the web's map."""
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lng + 180) / 360 * 2**zoom), int(y * 2**zoom)
