"""What is wrong with a city's boundary files is said with the file and the place; what is only odd is a remark."""

from types import SimpleNamespace

import pytest
import shapely

from data.catalogue.check_boundaries import judge_boundaries
from tests.boundary_builder import CITY, EAST, ROWS, WEST, declared, geojson

BOW = shapely.Polygon([(102.1, 30.0), (102.2, 30.1), (102.2, 30.0), (102.1, 30.1)])


def judged(folder, *boundaries, **city):
    return judge_boundaries(SimpleNamespace(city=CITY.model_copy(update={"boundaries": list(boundaries), **city})), folder)


def judged_rows(folder, rows, crs=None, named="cgcs2000", **city):
    return judged(folder, declared(geojson(folder / "a.geojson", rows, crs=crs), crs=named), **city)


def test_boundaries_that_fit_leave_nothing_to_say(tmp_path):
    found = judged_rows(tmp_path, ROWS)
    assert (found.problems, found.remarks) == ([], [])


@pytest.mark.parametrize(("rows", "problem"), [
    ([], "没有任何要素"),
    (ROWS[:1], "缺少 city.yaml 中的 西区（990103）"),
    ([*ROWS, ("990109", "南区", shapely.box(103, 31, 103.1, 31.1))], "代码 990109 不是 city.yaml 中的区县"),
    ([*ROWS, ("990103", "西区", shapely.box(103, 31, 103.1, 31.1))], "代码 990103 重复"),
    ([*ROWS, ("", "无名", shapely.box(103, 31, 103.1, 31.1))], "第 3 个要素没有代码（字段 code，可用 code_field 写明别的字段）"),
    ([ROWS[0], ("990103", "西区", None)], "西区 不是面，请提供 Polygon 或 MultiPolygon"),
    ([ROWS[0], ("990103", "西区", shapely.Point(102, 30))], "西区 不是面，请提供 Polygon 或 MultiPolygon"),
    ([ROWS[0], ("990103", "西区", shapely.box(30.0, 102.0, 30.1, 102.1))],
     "西区 超出 city.yaml 的经纬度范围：请核对 crs（写明的是 cgcs2000）与 longitude、latitude"),
    ([ROWS[0], ("990103", "西区", shapely.box(102.0, 30.0, 102.1002, 30.1))], "东区 与 西区 的范围互相重叠"),
])
def test_what_must_be_mended_is_said_once(tmp_path, rows, problem):
    assert judged_rows(tmp_path, rows).problems[-1:] == [f"a.geojson：{problem}"]


def test_a_sliver_between_neighbours_is_no_overlap_and_the_city_itself_may_stand_in_the_file(tmp_path):
    assert judged_rows(tmp_path, [ROWS[0], ("990103", "西区", shapely.box(102.0, 30.0, 102.10001, 30.1))]).problems == []
    assert judged_rows(tmp_path, [*ROWS, ("990100", "示例市", shapely.box(103, 31, 103.1, 31.1))]).problems == []


def test_another_system_than_named_is_a_problem(tmp_path):
    assert judged_rows(tmp_path, ROWS, crs="EPSG:4547").problems[0].startswith("a.geojson：city.yaml 写明的坐标系 cgcs2000 是经纬度（度）")


@pytest.mark.parametrize(("rows", "remark"), [
    ([("990102", "东 区", EAST), ROWS[1]], "990102 的名称是“东 区”，city.yaml 中是“东区”"),
    ([("990102", "东区", shapely.box(102.1, 30.0, 102.2, 30.2)), ROWS[1]], "990102 图上面积 213.7 平方公里，统计数 105.9 平方公里，相差超过 5%"),
])
def test_what_is_only_odd_is_a_remark(tmp_path, rows, remark):
    found = judged_rows(tmp_path, rows)
    assert (found.problems, found.remarks) == ([], [f"a.geojson：{remark}"])


def test_an_outline_that_crosses_itself_is_a_remark(tmp_path):
    assert judged_rows(tmp_path, [("990102", "东区", BOW), ROWS[1]]).remarks[0] == "a.geojson：东区 的边线自相交，装入时自动理顺，建议改好原图"


def test_too_many_points_are_a_remark(tmp_path, monkeypatch):
    monkeypatch.setattr("data.catalogue.check_boundaries._MANY_POINTS", 9)
    assert judged_rows(tmp_path, ROWS).remarks == ["a.geojson：共有 10 个折点，地图会变慢，建议先简化到 9 个以内"]


def test_a_city_without_boundaries_is_told_what_it_does_without(tmp_path):
    assert judged(tmp_path).remarks == ["city.yaml：没有区县边界（district），地图不画区划，也不核对坐标是否在所填区划内"]
    assert judged(tmp_path, regions=CITY.regions[:1]).remarks == []


@pytest.mark.parametrize(("parent", "problem"), [("990100", []), ("990199", ["边界 street：东区、西区 的上级（parent）不在 district 中"])])
def test_outlines_lie_in_those_of_the_level_above(tmp_path, parent, problem):
    above = declared(geojson(tmp_path / "a.geojson"))
    below = declared(geojson(tmp_path / "b.geojson")).model_copy(update={"level": "street"})
    upper = above.model_copy(update={"file": "c.geojson"})
    geojson(tmp_path / "c.geojson", [("990100", "示例市", EAST.union(WEST)), *ROWS])
    text = (tmp_path / "b.geojson").read_text("utf-8").replace('"parent": "990100"', f'"parent": "{parent}"')
    (tmp_path / "b.geojson").write_text(text, "utf-8")
    assert [p for p in judged(tmp_path, upper, below).problems if p.startswith("边界")] == problem


def test_all_files_are_judged_though_one_cannot_be_read(tmp_path):
    good, bad = declared(geojson(tmp_path / "a.geojson", ROWS[:1])), declared(tmp_path / "b.geojson")
    (tmp_path / "b.geojson").write_text("不是边界", "utf-8")
    found = judged(tmp_path, bad.model_copy(update={"level": "street"}), good).problems
    assert found[0].startswith("city.yaml：边界文件 b.geojson 不是 GeoJSON") and found[1].startswith("a.geojson：缺少")
