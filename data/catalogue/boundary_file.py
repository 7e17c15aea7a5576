"""A city's boundary file as it has it (GeoJSON, zipped Shapefile, GeoPackage), read into CGCS2000 degrees.

The coordinate system is named in city.yaml and never guessed; what the file itself says of it is compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry import mapping, shape

from data.catalogue.city import Boundary
from data.codes.coordinates import BD09, CGCS2000, GCJ02, WGS84, to_cgcs2000
from data.errors import GovernanceError

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\0"
_SHIFTED = {GCJ02, BD09}  # no system of their own in any register: files that hold them say WGS 84
_REGISTERED = {CGCS2000: "EPSG:4490", WGS84: "EPSG:4326", GCJ02: "EPSG:4326", BD09: "EPSG:4326"}
_AS_GOOD = {4490, 4326}  # centimetres apart
_WEB_DEGREES = ("OGC", "CRS84")  # WGS 84 with longitude first, as GeoJSON names it
_SURE = 25  # per cent; the least at which PROJ's own recognition of a written system is taken


@dataclass(frozen=True)
class Features:
    """What a boundary file holds: outlines in CGCS2000 degrees, their codes, names and parents, and the system the file says it is in."""

    codes: list[str]
    names: list[str]
    parents: list[str]
    outlines: list[shapely.Geometry]
    said_crs: str

    def collection(self) -> dict[str, Any]:
        """As GeoJSON."""
        return {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"code": code, "name": name, "parent": parent or None}, "geometry": mapping(outline)}
            for code, name, parent, outline in zip(self.codes, self.names, self.parents, self.outlines, strict=True)]}


def read_boundary(folder: Path, declared: Boundary) -> Features:
    """The boundary file of a level; GovernanceError with what to do when it cannot be read as declared."""
    file = folder / declared.file
    if not file.is_file():
        raise GovernanceError(f"没有找到边界文件 {declared.file}，请检查办法目录")
    return _read(file, declared, file.stat().st_mtime_ns)


def collection(folder: Path, declared: Boundary) -> dict[str, Any]:
    """The boundary file of a level as GeoJSON in CGCS2000 degrees; one that already is this is taken as it stands."""
    content = (folder / declared.file).read_bytes() if declared.is_plain else b""
    return orjson.loads(content) if content.startswith(b"{") else read_boundary(folder, declared).collection()


@lru_cache(maxsize=8)
def _read(file: Path, declared: Boundary, _changed: int) -> Features:
    with file.open("rb") as stream:
        head = stream.read(16)
    if head.startswith(_ZIP) or head == _SQLITE:
        table, outlines, said = _by_library(file, declared, is_zip=head.startswith(_ZIP))
    elif head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        table, outlines, said = _geojson(file, declared)
    else:
        raise GovernanceError(f"边界文件 {declared.file} 不是 GeoJSON、Shapefile 压缩包（zip）或 GeoPackage（gpkg），请转换后重试")
    columns = [[_text(value) for value in table[name]] if name in table else [""] * len(outlines) for name in declared.fields]
    return Features(*columns, [_in_degrees(outline, declared.crs) for outline in outlines], said)


Table = dict[str, list[Any]]
Found = tuple[Table, list[shapely.Geometry | None], str]


def _geojson(file: Path, declared: Boundary) -> Found:
    try:
        content = orjson.loads(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        features = content["features"]
        rows = [feature.get("properties") or {} for feature in features]
        outlines = [shape(feature["geometry"]) if feature.get("geometry") else None for feature in features]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError, shapely.errors.ShapelyError) as broken:
        raise GovernanceError(f"边界文件 {declared.file} 不是完整的 GeoJSON FeatureCollection，请重新导出") from broken
    said = content.get("crs") if isinstance(content.get("crs"), dict) else {}
    names = {name for row in rows for name in row}
    return {name: [row.get(name) for row in rows] for name in names}, outlines, str((said.get("properties") or {}).get("name") or "")


def _by_library(file: Path, declared: Boundary, is_zip: bool) -> Found:
    import pyogrio  # noqa: PLC0415 - GDAL takes its time to load, and most cities hand over GeoJSON
    from pyogrio.errors import DataSourceError  # noqa: PLC0415

    place = f"/vsizip/{file}" if is_zip else file
    try:
        layers = [str(name) for name in pyogrio.list_layers(place)[:, 0]]
        layer = _layer(layers, declared)
        meta, _, wkb, columns = pyogrio.raw.read(place, layer=layer, encoding=declared.encoding)
    except (DataSourceError, UnicodeError, ValueError) as broken:
        raise GovernanceError(f"边界文件 {declared.file} 无法读取，请重新导出；属性为中文的 Shapefile 请在 city.yaml 写明 encoding（如 gbk）") from broken
    return dict(zip(meta["fields"].tolist(), [column.tolist() for column in columns], strict=True)), shapely.from_wkb(wkb).tolist(), meta["crs"] or ""


def _layer(layers: list[str], declared: Boundary) -> str:
    if declared.layer in layers:
        return declared.layer
    if declared.layer or len(layers) != 1:
        raise GovernanceError(f"边界文件 {declared.file} 中有图层 {'、'.join(layers) or '（无）'}，请在 city.yaml 用 layer 写明是哪一个")
    return layers[0]


def _text(value: Any) -> str:
    """Codes are text; a number that lost nothing (990102, 990102.0) is written as one."""
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _in_degrees(outline: shapely.Geometry | None, crs: str) -> shapely.Geometry:
    if outline is None or crs in (CGCS2000, WGS84):
        return shapely.force_2d(outline) if outline is not None else shapely.Polygon()
    return shapely.transform(shapely.force_2d(outline), lambda points: np.column_stack(to_cgcs2000(points[:, 0], points[:, 1], crs)))


def crs_problems(declared: Boundary, said: str) -> Iterator[str]:
    """Does the file say of itself another system than city.yaml names? Nothing said is nothing to compare."""
    if not said:
        return
    try:
        theirs = CRS.from_user_input(said)
        named = CRS.from_user_input(_REGISTERED.get(declared.crs, declared.crs))
    except CRSError:
        return
    if theirs.is_projected != named.is_projected:
        kinds = {True: "投影坐标（米）", False: "经纬度（度）"}
        yield f"city.yaml 写明的坐标系 {declared.crs} 是{kinds[named.is_projected]}，文件自带的是{kinds[theirs.is_projected]}（{theirs.name}）"
    elif declared.crs not in _SHIFTED and not _same(theirs, named):
        yield f"city.yaml 写明的坐标系是 {declared.crs}，文件自带的是 {theirs.name}：请核实后改正"


def _same(theirs: CRS, named: CRS) -> bool:
    numbers = {4326 if theirs.to_authority() == _WEB_DEGREES else theirs.to_epsg(_SURE), named.to_epsg(_SURE)}
    return numbers <= _AS_GOOD or (len(numbers) == 1 and None not in numbers) or theirs.equals(named, ignore_axis_order=True)
