"""The small city with boreholes and a tunnel: the east has three holes with layers, the west one without; one layer belongs to nobody."""

from data.store import rulebook
from tests.catalogue_builder import CITY, INDICATORS, small_catalogue
from tests.city import JUNE, PLAN
from tests.city import fill as fill_city
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, hand_in

HOLE = """
code: borehole
name: 地质钻孔
system: 地下三维
mode: snapshot
placed: 是
sensitive: 是
key: [hole_no]
columns:
  - {field: hole_no, header: 钻孔编号, type: code, code: free, required: 是}
  - {field: name, header: 工程名称}
  - {field: region, header: 行政区划代码, type: code, code: region_code}
  - {field: lng, header: 经度, type: degrees}
  - {field: lat, header: 纬度, type: degrees}
  - {field: mouth_m, header: 孔口高程, type: number}
  - {field: height_datum, header: 高程基准}
  - {field: depth_m, header: 终孔深度, type: number}
  - {field: water_m, header: 地下水位埋深, type: number}
  - {field: model_km2, header: 控制建模面积, type: number}
  - {field: status, header: 状态, type: choice, choices: [待入库, 已入库, 作废]}
"""
LAYER = """
code: stratum
name: 钻孔分层
system: 地下三维
mode: snapshot
key: [hole_no, layer_no]
kind_field: rock_kind
columns:
  - {field: hole_no, header: 钻孔编号, type: code, code: free, required: 是}
  - {field: layer_no, header: 层号, type: code, code: free, required: 是}
  - {field: name, header: 岩土名称}
  - {field: rock_kind, header: 岩土类别, type: choice, choices: [填土, 黏性土, 岩石]}
  - {field: top_m, header: 层顶深度, type: number}
  - {field: bottom_m, header: 层底深度, type: number}
"""
TUNNEL = """
code: tunnel
name: 综合管廊
system: 综合管廊
mode: snapshot
key: [tunnel_no]
kind_field: tunnel_kind
columns:
  - {field: tunnel_no, header: 管廊编号, type: code, code: free, required: 是}
  - {field: name, header: 管廊名称}
  - {field: region, header: 行政区划代码, type: code, code: region_code}
  - {field: tunnel_kind, header: 管廊类型, type: choice, choices: [干线, 支线]}
  - {field: start_point, header: 起点}
  - {field: end_point, header: 终点}
  - {field: length_km, header: 长度, type: number}
  - {field: smart_km, header: 智能化长度, type: number}
  - {field: smart_devices, header: 智能设备数, type: integer}
  - {field: status, header: 状态, type: choice, choices: [在建, 已投用]}
"""
MODEL = """
- {code: U1, name: 建模面积, unit: 平方公里, definition: 钻孔控制的建模面积, system: 地下三维,
   numerator: {aggregate: sum, ledger: borehole, field: model_km2}, applies_to: [E, W]}
"""
AREAS = """
  - {name: area_km2, label: 面积, region: 990100, value: 30, unit: 平方公里, year: 2022, source: 示范设定}
  - {name: area_km2, label: 面积, region: 990101, value: 10, unit: 平方公里, year: 2022, source: 示范设定}
longitude:"""
LEDGERS = {"borehole": HOLE, "stratum": LAYER, "tunnel": TUNNEL}


SYSTEMS = "[{name: 智慧杆柱, breakdowns: [{ask: 各到哪一步, ledger: pole, by: build, split: status}]}]"


def deep_catalogue(**more):
    """With `more` ledgers."""
    return small_catalogue(ledgers={**LEDGERS, **more}, plan=PLAN, indicators=INDICATORS + MODEL, city=CITY.replace("\nlongitude:", AREAS), systems=SYSTEMS)


def hole(number, lng, lat=30.5, **values):
    said = {"mouth_m": 100.0, "depth_m": 30.0, "region": "990101", **values}
    return a_row(number, hole_no=number, name=f"{number}工程", status=said.pop("status", "已入库"), lng=lng, lat=lat, **said)


def layer(hole_no, number, kind, top, bottom):
    return a_row(f"{hole_no}|{number}", region=None, status=None, hole_no=hole_no, layer_no=number, name=f"{kind}层", kind=kind, top_m=top, bottom_m=bottom)


def fill_deep(session):
    """East: A and B about 960 m apart, C without a place, D void. West: a hole of the same number as the east's A, and another without layers."""
    hand_in(session, "E", "borehole", JUNE, [hole("A", 100.50, model_km2=1.5, water_m=4), hole("B", 100.51, mouth_m=98.5, depth_m=25, model_km2=0.5),
                                             hole("C", None, None), hole("D", 100.52, status="作废")])
    hand_in(session, "E", "stratum", JUNE, [layer("A", "2", "黏性土", 3, 20), layer("A", "1", "填土", 0, 3), layer("A", "3", "岩石", 20, 30),
                                            layer("B", "1", "填土", 0, 2), layer("B", "2", "岩石", 2, 25)])
    hand_in(session, "W", "borehole", JUNE, [hole("A", 100.60, region="990102", height_datum="1956黄海高程系"), hole("W1", 100.61, region="990102")])
    hand_in(session, "W", "stratum", JUNE, [layer("A", "1", "岩石", 0, 30), layer("B", "9", "黏性土", 1, 2), layer("Z", "1", "填土", 0, 1)])
    hand_in(session, "E", "tunnel", JUNE, [
        a_row("G1", name="一号管廊", tunnel_no="G1", kind="干线", start_point="K0", end_point="K2", length_km=2.5, smart_km=1.2, smart_devices=30),
        a_row("G2", name="二号管廊", tunnel_no="G2", kind="支线", start_point="K0", end_point="K4", length_km=4, status="在建")])


def with_depth(store):
    """The city of the pages, with the same underground in June."""
    fill_city(store)
    with store.write() as session:
        rulebook.adopt(session, deep_catalogue(), "2023-05", "test", NOW)
        fill_deep(session)
