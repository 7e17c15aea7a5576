"""Boundary files of every kind a city may hand over, made of squares."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pyogrio
import shapely

from data.catalogue.city import Boundary, City

CITY = City.model_validate({
    "name": "示例市", "short_name": "示例", "code": "990100", "office": "示例市办公室", "longitude": ["100", "105"], "latitude": ["30", "35"],
    "regions": [{"code": "990100", "name": "示例市"}, {"code": "990102", "name": "东区", "parent": "990100"},
                {"code": "990103", "name": "西区", "parent": "990100"}],
    "statistics": [{"name": "area_km2", "label": "面积", "region": "990102", "value": "105.9", "unit": "平方公里", "year": 2022, "source": "示范设定"}]})
EAST, WEST = shapely.box(102.1, 30.0, 102.2, 30.1), shapely.box(102.0, 30.0, 102.1, 30.1)
ROWS = [("990102", "东区", EAST), ("990103", "西区", WEST)]


def geojson(path: Path, rows=ROWS, fields=("code", "name", "parent"), crs=None) -> Path:
    features = [{"type": "Feature", "properties": dict(zip(fields, (code, name, "990100"), strict=True)),
                 "geometry": outline and json.loads(shapely.to_geojson(outline))} for code, name, outline in rows]
    said = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **said, "features": features}, ensure_ascii=False), "utf-8")
    return path


def geopackage(path: Path, rows=ROWS, fields=("code", "name", "parent"), crs="EPSG:4490", layer="district") -> Path:
    _write(path, rows, fields, crs, driver="GPKG", layer=layer, append=path.exists())
    return path


def shapefile(path: Path, rows=ROWS, fields=("code", "name", "parent"), crs="EPSG:4490", encoding="UTF-8", says_encoding=True) -> Path:
    """A zip of the parts of a Shapefile, as offices send them round."""
    folder = path.with_suffix("")
    folder.mkdir()
    _write(folder / "区划.shp", rows, fields, crs, driver="ESRI Shapefile", encoding=encoding)
    with ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            if says_encoding or part.suffix != ".cpg":
                archive.write(part, part.name)
    shutil.rmtree(folder)
    return path


def _write(path, rows, fields, crs, **more):
    columns = [np.array(column, dtype=object) for column in ([r[0] for r in rows], [r[1] for r in rows], ["990100"] * len(rows))]
    outlines = np.array(shapely.to_wkb([r[2] for r in rows]), dtype=object)
    pyogrio.raw.write(path, outlines, columns, fields=list(fields), geometry_type="Polygon", crs=crs, **more)


def declared(path: Path, crs="cgcs2000", **more) -> Boundary:
    return Boundary(level="district", file=path.name, crs=crs, **more)
