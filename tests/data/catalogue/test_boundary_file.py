"""A boundary file is read into CGCS2000 degrees whatever its kind; what cannot be read as declared is refused with what to do."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from data.catalogue.boundary_file import collection, crs_problems, read_boundary
from data.codes.coordinates import bd09_from_gcj02, gcj02_from_wgs84, to_cgcs2000
from data.codes.region_shapes import RegionShapes
from data.errors import GovernanceError
from tests.boundary_builder import EAST, ROWS, declared, geojson, geopackage, shapefile

ZONE = "EPSG:4543"  # CGCS2000, three-degree zone around 102° E
NANOMETRE = 1e-9


def moved(way):
    """Every outline of the example after this way of its coordinates."""
    return [(code, name, shapely.transform(outline, lambda points: np.column_stack(way(points[:, 0], points[:, 1])))) for code, name, outline in ROWS]


def read(path, **more):
    return read_boundary(path.parent, declared(path, **more))


@pytest.mark.parametrize("write", [lambda folder: geojson(folder / "a.geojson"), lambda folder: geopackage(folder / "a.gpkg"),
                                   lambda folder: shapefile(folder / "a.zip"), lambda folder: geojson(folder / "没有扩展名")])
def test_every_kind_of_file_gives_the_same_outlines(tmp_path, write):
    found = read(write(tmp_path))
    assert (found.codes, found.names, found.parents) == (["990102", "990103"], ["东区", "西区"], ["990100", "990100"])
    assert all(outline.equals_exact(wanted, NANOMETRE) or outline.equals(wanted) for outline, (_, _, wanted) in zip(found.outlines, ROWS, strict=True))


@pytest.mark.parametrize(("crs", "way"), [
    ("wgs84", lambda x, y: (x, y)), ("gcj02", gcj02_from_wgs84), ("bd09", lambda x, y: bd09_from_gcj02(*gcj02_from_wgs84(x, y)))])
def test_outlines_are_brought_from_the_named_system_to_degrees(tmp_path, crs, way):
    path = geojson(tmp_path / "a.geojson", moved(way))
    assert read(path, crs=crs).outlines[0].hausdorff_distance(EAST) < NANOMETRE


@pytest.mark.parametrize(("write", "name"), [(geopackage, "a.gpkg"), (shapefile, "a.zip")])
def test_metres_of_a_zone_become_degrees(tmp_path, write, name):
    found = read(write(tmp_path / name, moved(Transformer.from_crs("EPSG:4490", ZONE, always_xy=True).transform), crs=ZONE), crs=ZONE)
    assert found.outlines[0].hausdorff_distance(EAST) < NANOMETRE and to_cgcs2000([500_000], [3_000_000], ZONE)[0] == pytest.approx(102)
    assert list(crs_problems(declared(tmp_path, crs=ZONE), found.said_crs)) == []


def test_columns_may_have_other_names_and_codes_may_be_numbers(tmp_path):
    path = geojson(tmp_path / "a.geojson", [(990102, "东区", EAST), (990103.0, "西区", EAST)], fields=("XZQDM", "XZQMC", "SJ"))
    found = read(path, code_field="XZQDM", name_field="XZQMC", parent_field="SJ")
    assert (found.codes, found.names, found.parents[0]) == (["990102", "990103"], ["东区", "西区"], "990100")
    assert read(path).codes == ["", ""]


def test_chinese_attributes_of_a_shapefile_are_read_in_the_encoding_that_is_named(tmp_path):
    path = shapefile(tmp_path / "a.zip", encoding="GBK", says_encoding=False)
    assert read(path, encoding="gbk").names == ["东区", "西区"]
    assert read(path).names != ["东区", "西区"]


def test_of_several_layers_one_is_named(tmp_path):
    path = geopackage(tmp_path / "a.gpkg")
    geopackage(path, ROWS[:1], layer="street")
    assert read(path, layer="street").names == ["东区"]
    for layer in ("", "没有"):
        with pytest.raises(GovernanceError, match="district、street.*layer"):
            read(path, layer=layer)


@pytest.mark.parametrize(("content", "said"), [
    (b"", "不是 GeoJSON"), (b"%PDF-1.7", "不是 GeoJSON"), (b"PK\x03\x04" + b"\0" * 50, "无法读取"), (b"SQLite format 3\0" + b"\0" * 200, "无法读取"),
    (b'{"type": "FeatureCollection"', "不是完整的 GeoJSON"), (b'{"type": "Topology"}', "不是完整的 GeoJSON"), (b'{"features": [1]}', "不是完整的 GeoJSON"),
    (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": "x"}}]}', "不是完整的 GeoJSON")])
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path, content, said):
    path = tmp_path / "边界"
    path.write_bytes(content)
    with pytest.raises(GovernanceError, match=f"边界.*{said}"):
        read(path)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(GovernanceError, match="没有找到边界文件 x.geojson"):
        read_boundary(Path("/"), declared(Path("x.geojson")))


def test_the_collection_is_the_file_itself_or_the_same_in_degrees(tmp_path):
    plain, other = geojson(tmp_path / "a.geojson"), geopackage(tmp_path / "b.gpkg")
    first, second = collection(tmp_path, declared(plain)), collection(tmp_path, declared(other))
    assert [f["properties"] for f in first["features"]] == [f["properties"] for f in second["features"]]
    assert shapely.geometry.shape(second["features"][0]["geometry"]).equals(EAST)


@pytest.mark.parametrize(("named", "said", "problem"), [
    ("cgcs2000", "", None), ("cgcs2000", "EPSG:4490", None), ("cgcs2000", "EPSG:4326", None), ("wgs84", "EPSG:4490", None),
    ("gcj02", "EPSG:4326", None), ("cgcs2000", "不认识", None), (ZONE, ZONE, None), ("EPSG:4547", "EPSG:4543", "CM 102E"), ("cgcs2000", ZONE, "投影坐标"),
    (ZONE, "EPSG:4490", "经纬度"), ("cgcs2000", "EPSG:4214", "Beijing 1954"), ("gcj02", ZONE, "投影坐标"), ("cgcs2000", "urn:ogc:def:crs:OGC:1.3:CRS84", None)])
def test_what_a_file_says_of_itself_is_compared_with_the_named_system(named, said, problem):
    found = list(crs_problems(declared(Path("a"), crs=named), said))
    assert not found if problem is None else len(found) == 1 and problem in found[0]


def test_places_are_found_in_a_boundary_file_of_metres(tmp_path):
    path = shapefile(tmp_path / "a.zip", moved(Transformer.from_crs("EPSG:4490", ZONE, always_xy=True).transform), crs=ZONE)
    shapes = RegionShapes(collection(tmp_path, declared(path, crs=ZONE)))
    assert shapes.locate(np.array([102.15, 102.05, 103.0]), np.array([30.05, 30.05, 30.05])).tolist() == ["990102", "990103", None]
