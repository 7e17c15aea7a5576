"""Do the boundary files fit the city? What must be mended before the rule book can be loaded, and what is worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import shapely
from pyproj import Geod

from data.catalogue.book import Catalogue
from data.catalogue.boundary_file import Features, crs_problems, read_boundary
from data.catalogue.checking import repeated
from data.catalogue.city import Boundary, City
from data.errors import GovernanceError

LEVELS = ("district", "street", "community", "grid")
_EARTH = Geod(ellps="GRS80")
_OVERLAP, _AREA = 0.001, 0.05  # shares: of the smaller of two areas, of the statistic
_MANY_POINTS = 500_000
_SHOWN = 5
_KM2 = 1e6


@dataclass(frozen=True)
class Judgement:
    """必改 and 建议核实, each naming the file and the place."""

    problems: list[str]
    remarks: list[str]


def judge_boundaries(catalogue: Catalogue, folder: Path) -> Judgement:
    city, problems, remarks = catalogue.city, [], []
    problems += repeated("city.yaml：边界层级", [b.level for b in city.boundaries])
    read: dict[str, Features] = {}
    for boundary in city.boundaries:
        try:
            read.setdefault(boundary.level, _opened(folder, boundary))
        except GovernanceError as wrong:
            problems.append(f"city.yaml：{wrong.sentence}")
            continue
        at = f"{boundary.file}："
        found = read[boundary.level]
        problems += (at + said for said in _file_problems(city, boundary, found))
        remarks += (at + said for said in _file_remarks(city, boundary, found))
    problems += _parent_problems(city, read)
    if city.districts and not any(b.level == "district" for b in city.boundaries):
        remarks.append("city.yaml：没有区县边界（district），地图不画区划，也不核对坐标是否在所填区划内")
    return Judgement(problems, remarks)


def _opened(folder: Path, boundary: Boundary) -> Features:
    path = (folder / boundary.file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise GovernanceError(f"边界文件 {boundary.file} 应放在办法目录之内")
    if not path.is_file():
        raise GovernanceError(f"边界文件 {boundary.file} 不存在")
    return read_boundary(folder, boundary)


def _file_problems(city: City, boundary: Boundary, found: Features) -> Iterator[str]:
    if not found.codes:
        yield "没有任何要素"
        return
    yield from crs_problems(boundary, found.said_crs)
    nameless = [str(n) for n, code in enumerate(found.codes, 1) if not code]
    if nameless:
        yield f"第 {_some(nameless)} 个要素没有代码（字段 {boundary.code_field}，可用 code_field 写明别的字段）"
    yield from repeated("代码", [code for code in found.codes if code])
    wrong = [_label(found, n) for n, outline in enumerate(found.outlines) if outline.is_empty or outline.geom_type not in ("Polygon", "MultiPolygon")]
    if wrong:
        yield f"{_some(wrong)} 不是面，请提供 Polygon 或 MultiPolygon"
    away = [_label(found, n) for n, outline in enumerate(found.outlines) if not outline.is_empty and not _in_box(city, outline)]
    if away:
        yield f"{_some(away)} 超出 city.yaml 的经纬度范围：请核对 crs（写明的是 {boundary.crs}）与 longitude、latitude"
    if boundary.level == "district":
        yield from _against_regions(city, found)
    if not away and not wrong:
        yield from _overlaps(found)


def _against_regions(city: City, found: Features) -> Iterator[str]:
    declared = {region.code: region.name for region in city.districts}
    if missing := [f"{name}（{code}）" for code, name in declared.items() if code not in found.codes]:
        yield f"缺少 city.yaml 中的 {_some(missing)}"
    if unknown := [code for code in found.codes if code and code not in declared and code != city.code]:
        yield f"代码 {_some(unknown)} 不是 city.yaml 中的区县"


def _overlaps(found: Features) -> Iterator[str]:
    outlines = [outline if outline.is_valid else shapely.make_valid(outline) for outline in found.outlines]
    tree = shapely.STRtree(outlines)
    pairs = [(a, b) for a, b in tree.query(outlines, predicate="intersects").T.tolist() if a < b]
    shared = shapely.area(shapely.intersection([outlines[a] for a, _ in pairs], [outlines[b] for _, b in pairs])) if pairs else []
    for (a, b), area in zip(pairs, shared, strict=True):
        if area > _OVERLAP * min(outlines[a].area, outlines[b].area):
            yield f"{_label(found, a)} 与 {_label(found, b)} 的范围互相重叠"


def _parent_problems(city: City, read: dict[str, Features]) -> Iterator[str]:
    """Every outline below the districts names the one it lies in, of the level above that has a file."""
    for upper, lower in zip(LEVELS, LEVELS[1:], strict=False):
        if lower not in read:
            continue
        known = {*read[upper].codes} if upper in read else {r.code for r in city.districts} if upper == "district" else None
        if known is None:
            continue
        lost = [_label(read[lower], n) for n, parent in enumerate(read[lower].parents) if parent not in known]
        if lost:
            yield f"边界 {lower}：{_some(lost)} 的上级（parent）不在 {upper} 中"


def _file_remarks(city: City, boundary: Boundary, found: Features) -> Iterator[str]:
    crossed = [_label(found, n) for n, outline in enumerate(found.outlines) if not outline.is_valid]
    if crossed:
        yield f"{_some(crossed)} 的边线自相交，装入时自动理顺，建议改好原图"
    if boundary.level == "district":
        names = {region.code: region.name for region in city.districts}
        yield from (f"{code} 的名称是“{name}”，city.yaml 中是“{names[code]}”"
                    for code, name in zip(found.codes, found.names, strict=True) if code in names and name and name != names[code])
        yield from _areas(city, found)
    points = int(shapely.get_num_coordinates(found.outlines).sum()) if found.outlines else 0
    if points > _MANY_POINTS:
        yield f"共有 {points} 个折点，地图会变慢，建议先简化到 {_MANY_POINTS} 个以内"


def _areas(city: City, found: Features) -> Iterator[str]:
    """The area of an outline beside the statistic: a wrong system or a wrong code shows here."""
    newest: dict[str, tuple[int, Decimal]] = {}
    for one in city.statistics:
        if one.name == "area_km2" and one.year >= newest.get(one.region, (0,))[0]:
            newest[one.region] = one.year, one.value
    for code, outline in zip(found.codes, found.outlines, strict=True):
        if code in newest and not outline.is_empty:
            drawn, said = abs(_EARTH.geometry_area_perimeter(outline)[0]) / _KM2, float(newest[code][1])
            if abs(drawn - said) > _AREA * said:
                yield f"{code} 图上面积 {drawn:.1f} 平方公里，统计数 {said:.1f} 平方公里，相差超过 {_AREA:.0%}"


def _in_box(city: City, outline: shapely.Geometry) -> bool:
    west, south, east, north = outline.bounds
    (least_lng, most_lng), (least_lat, most_lat) = city.longitude, city.latitude
    return float(least_lng) <= west <= east <= float(most_lng) and float(least_lat) <= south <= north <= float(most_lat)


def _label(found: Features, place: int) -> str:
    return found.names[place] or found.codes[place] or f"第 {place + 1} 个要素"


def _some(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 个" if len(names) > _SHOWN else "")
