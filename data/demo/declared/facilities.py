"""Sketches of what stands in the city: computing, networks, tunnels, devices on poles and elsewhere, boreholes and their strata."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from data.demo.clock import NEVER
from data.demo.declared.thing import Sketch, Thing
from data.demo.objects import Objects
from data.demo.world import World

BUILDING = ("规划", "在建", "已建成", "已投用")
MOUNTS_PER_LEDGER = 24
MOUNTED_AFTER = 20  # days from the pole to what hangs on it
COMPUTE_KINDS = ("数据中心", "智算中心", "边缘节点", "边缘节点")
NETWORK_KINDS = {"U05": ("北斗基准站", "通导一体地面增强站"), "U32": ("光缆线路", "千兆光纤接入点", "汇聚机房")}


def _kind(x: Thing, kinds: tuple[str, ...]) -> str:
    return kinds[x.number % len(kinds)]


def _network_kind(x: Thing) -> str:
    return _kind(x, NETWORK_KINDS.get(x.unit.code, NETWORK_KINDS["U32"]))


COMPUTE = Sketch(8, "SL{unit}-{n:03d}", BUILDING, {
    "name": lambda x: f"{x.district}{_kind(x, COMPUTE_KINDS)}{x.number}号", "facility_kind": lambda x: _kind(x, COMPUTE_KINDS),
    "racks": lambda x: x.grown("racks", 240, 310) * (1 + x.number % 3) if x.since("已建成") else None,
    "pflops": lambda x: x.grown("pflops", 80, 100) if x.since("已建成") and _kind(x, COMPUTE_KINDS) == "智算中心" else None,
    "pue": lambda x: x.between("pue", 1.15, 1.45, 2) if x.since("已投用") else None,
    "rack_share": lambda x: x.grown("share", 35, 70) if x.since("已投用") else None,
    "power_kw": lambda x: x.between("power", 8, 60) * 100}, class_code="050201")

NETWORK = Sketch(14, "WL{unit}-{n:03d}", BUILDING, {
    "name": lambda x: f"{x.district}{_network_kind(x)}{x.number}号", "facility_kind": _network_kind,
    "build_mode": lambda x: x.pick("mode", "新建", "升级", "扩容"),
    "length_km": lambda x: x.between("km", 1, 18, 1) if _network_kind(x) == "光缆线路" else None,
    "ports": lambda x: x.grown("ports", 64, 80) * 4 if _network_kind(x) == "千兆光纤接入点" and x.since("已建成") else None})

TUNNEL = Sketch(10, "GL-{n:02d}", BUILDING, {
    "name": lambda x: f"{x.district}{_road(x)}综合管廊", "tunnel_kind": lambda x: x.pick("kind", "干线", "支线", "缆线", "干支混合"),
    "start_point": lambda x: f"K{x.number}+000", "end_point": lambda x: f"K{x.number}+{x.between('end', 300, 950)}",
    "length_km": lambda x: x.between("km", 1.2, 6.5, 2), "cabins": lambda x: 1 + x.number % 3,
    "pipes": lambda x: x.pick("pipes", "电力、通信", "电力、通信、给水", "给水、再生水、电力"),
    "smart_devices": lambda x: x.grown("devices", 30, 90) if x.since("已建成") else 0,
    "smart_km": lambda x: x.grown("smart", 0.3, 1.1, 2) if x.since("已建成") else 0,
    "contractor": lambda x: "示范城市建设投资公司"}, class_code="020501")


def _road(x: Thing) -> str:
    """What stands between the community and the house number."""
    text = str(x.place["address"]).rstrip("号").rstrip("0123456789")
    return text[max(text.rfind("社区") + 2, text.rfind("村") + 1):]


# Devices on the unit's own poles: each hangs on the pole of its number.


def _mounted_poles(world: World, unit: str) -> tuple[Objects, np.ndarray]:
    """The first poles of the unit; they are listed in the order in which they came."""
    found = world.poles[unit]
    return found, np.flatnonzero(found.days["gone"] == NEVER)[:MOUNTS_PER_LEDGER]


def _pole(x: Thing) -> dict[str, Any]:
    found, kept = _mounted_poles(x.world, x.table.unit)
    at = kept[(x.number - 1) % len(kept)]
    return {**{name: found.columns[name][at] for name in ("pole_no", "region", "lng", "lat", "crs", "address", "road")}, "built": found.days["built"][at]}


def _with_its_pole(x: Thing) -> tuple[Any, ...]:
    built = x.place["built"].astype(object)
    return built, built + timedelta(days=MOUNTED_AFTER + x.number % 9)


MOUNT_KINDS = {"U04": ("视频", "视频", "求助", "交通"), "U35": ("照明", "环境", "信息屏", "充电", "WiFi")}


def _mount_kind(x: Thing) -> str:
    return _kind(x, MOUNT_KINDS.get(x.unit.code, MOUNT_KINDS["U35"]))


POLE_MOUNT = Sketch(MOUNTS_PER_LEDGER, "GZ{unit}-{n:04d}", ("在装", "已投用"), {
    "pole_no": lambda x: x.place["pole_no"], "mount_kind": _mount_kind, "name": lambda x: f"{x.place['road']}{_mount_kind(x)}设备",
    "region": lambda x: x.place["region"],
    "device_code": lambda x: f"{x.place['region']}00001320{x.table.unit[1:]}{5000 + x.number}" if _mount_kind(x) == "视频" else None},
    place=_pole, days=_with_its_pole, count=lambda world, unit: min(MOUNTS_PER_LEDGER, len(_mounted_poles(world, unit)[1])))

SENSOR_KINDS = {"U04": ("视频监控",), "U07": ("水位水质", "水位水质", "井盖监测", "气象监测")}


def _is_camera(x: Thing) -> bool:
    return x.unit.code == "U04"


SENSOR = Sketch(30, "GZSB{unit}-{n:04d}", ("在建", "已投用"), {
    "name": lambda x: f"{_road(x)}{_kind(x, SENSOR_KINDS.get(x.unit.code, SENSOR_KINDS['U07']))}{x.number}号点位",
    "device_code": lambda x: f"{x.place['region']}00001320{x.table.unit[1:]}{x.number:04d}" if _is_camera(x) else None,
    "device_kind": lambda x: _kind(x, SENSOR_KINDS.get(x.unit.code, SENSOR_KINDS["U07"])),
    "carrier": lambda x: x.pick("carrier", "建筑物", "地面", "桥梁"), "height_m": lambda x: x.between("height", 3, 9, 1),
    "network": lambda x: "视频专网" if _is_camera(x) else "物联网专网",
    "connected": lambda x: "是" if x.since("已投用") and x.share("connected") < 0.8 else "否",
    "online": lambda x: x.pick("online", "是", "是", "是", "是", "否") if x.since("已投用") and x.share("connected") < 0.8 else None})

# Boreholes, and what each went through.

HOLES, LAYERS = 18, (("素填土", "填土", 0.06), ("粉质黏土", "黏性土", 0.3), ("细砂", "砂土", 0.6), ("强风化泥岩", "岩石", 1.0))


def _depth(x: Thing) -> float:
    return 20 + x.between("depth", 0, 40)


BOREHOLE = Sketch(HOLES, "ZK{n:04d}", ("待入库", "已入库"), {
    "project_no": lambda x: f"KC2022-{1 + x.number % 4:02d}", "name": lambda x: f"{_kind(x, ('地铁', '管廊', '道路', '学校'))}勘察工程",
    "hole_kind": lambda x: x.pick("kind", "工程地质", "工程地质", "水文地质"), "mouth_m": lambda x: 1890 + x.between("mouth", 0, 30, 2),
    "height_datum": lambda x: "1985国家高程基准", "depth_m": _depth, "water_m": lambda x: x.between("water", 2, 9, 1),
    "model_km2": lambda x: x.between("model", 0.1, 0.6, 2) if x.since("已入库") else None,
    "built_on": lambda x: x.reached[0], "surveyor": lambda x: "示范勘察设计院"})


def _hole(x: Thing) -> Thing:
    """The borehole of a layer."""
    return Thing(x.world, replace(x.table, ledger="borehole"), BOREHOLE, (x.number - 1) // len(LAYERS) + 1)


def _layer(x: Thing) -> tuple[str, str, float]:
    return LAYERS[(x.number - 1) % len(LAYERS)]


def _floor(x: Thing, place: int) -> float:
    """How deep the bottom of a layer lies: no two boreholes go through the same; the last ends with the hole."""
    share = LAYERS[place][2] if place == len(LAYERS) - 1 else LAYERS[place][2] * (0.75 + 0.4 * _hole(x).share(f"layer {place}"))
    return round(_depth(_hole(x)) * share, 1)


def _bottom(x: Thing) -> float:
    return _floor(x, (x.number - 1) % len(LAYERS))


def _top(x: Thing) -> float:
    place = (x.number - 1) % len(LAYERS)
    return _floor(x, place - 1) if place else 0.0


STRATUM = Sketch(HOLES * len(LAYERS), "{n}", ("已入库",), {
    "hole_no": lambda x: _hole(x).own_number, "layer_no": lambda x: str((x.number - 1) % len(LAYERS) + 1), "name": lambda x: _layer(x)[0],
    "rock_kind": lambda x: _layer(x)[1], "age": lambda x: x.pick("age", "Q4", "Q3"), "top_m": _top, "bottom_m": _bottom,
    "thickness_m": lambda x: round(_bottom(x) - _top(x), 1)}, stage_field=None, days=lambda x: _hole(x).reached[:1])

FACILITIES = {"compute": COMPUTE, "network": NETWORK, "tunnel": TUNNEL, "pole_mount": POLE_MOUNT, "sensor": SENSOR, "borehole": BOREHOLE,
              "stratum": STRATUM}
