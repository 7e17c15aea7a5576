"""含义级 — every cell can be read, and what they say together, or against what stands, cannot be."""

from datetime import date

import numpy as np

from data.codes import beidou, coordinates
from tests.bad_inputs.case import Case, bad, fine
from tests.bad_inputs.good import CLAIMED, COUNT, POINTS, SHEET, lines, other, place, poles, spot, spots, table, tasks, with_cells
from tests.bad_inputs.spoil import as_csv

CODE = "990102050401{:09d}".format
LNG, LAT = (np.array(column) for column in zip(*POINTS, strict=True))
NO_GRIDS = {"grid": dict.fromkeys(range(1, COUNT + 1))}


def third(name: str, *wrong: tuple[str, str], doubts: tuple[tuple[str, str], ...] = (), **cells) -> Case:
    """Cells of the third pole; each finding as (rule, field)."""
    return bad(name, lambda: poles(with_cells(**cells)), *(spot(*one) for one in wrong), doubts=[spot(*one) for one in doubts])


def of(name: str, ledger: str, *wrong: tuple[str, str], doubts: tuple[tuple[str, str], ...] = (), **cells) -> Case:
    """Cells of the first row of another ledger."""
    changes = {field: {1: value} for field, value in cells.items()}
    return bad(name, lambda: other(ledger, changes), *(place(rule, ledger, field) for rule, field in wrong),
               doubts=[place(rule, ledger, field) for rule, field in doubts])


def task(name: str, *wrong: tuple[str, str], doubts: tuple[tuple[str, str], ...] = (), **cells) -> Case:
    """Cells of the first task of June."""
    return bad(name, lambda: tasks({field: {1: value} for field, value in cells.items()}), *(place(rule, "task_report", field) for rule, field in wrong),
               doubts=[place(rule, "task_report", field) for rule, field in doubts])


def mounts(**cells) -> bytes:
    """Three devices on poles that stand; cells of the first are written otherwise."""
    on = {"pole_no": {1: "A001", 2: "A002", 3: "A003"}}
    for name, value in cells.items():
        on.setdefault(name, {})[1] = value
    return other("pole_mount", on)


def placed(x: np.ndarray, y: np.ndarray, **more) -> bytes:
    """All coordinates written as those of another system; no grid codes beside them."""
    numbers = range(1, COUNT + 1)
    return poles(NO_GRIDS | {"lng": dict(zip(numbers, x.tolist(), strict=True)), "lat": dict(zip(numbers, y.tolist(), strict=True))} | more)


def of_file(rule: str):
    return [(rule, SHEET, None)]


def metres() -> tuple[np.ndarray, np.ndarray]:
    """Eastings and northings of a 3° zone around the city."""
    return 500000 + (LNG - 102) * 85000, LAT * 111000


GCJ = coordinates.gcj02_from_wgs84(LNG, LAT)
BD = coordinates.bd09_from_gcj02(*GCJ)
KEYS = [
    bad("杆号重复", lambda: poles({"pole_no": {3: "A002"}}), *spots("key_once", "pole_no", 2, 3)),
    bad("杆号换个写法重复", lambda: poles({"pole_no": {3: "Ａ００２"}}), *spots("key_once", "pole_no", 2, 3)),
    bad("杆号重复三次", lambda: poles({"pole_no": {3: "A002", 5: "A002 "}}), *spots("key_once", "pole_no", 2, 3, 5)),
    bad("代码重复", lambda: poles({"code": {3: CODE(2)}}), *spots("code_once", "code", 2, 3)),
    bad("整行重复", lambda: poles(rows=[*lines(), lines()[1]]), *spots("key_once", "pole_no", 2, 7), *spots("code_once", "code", 2, 7)),
    third("代码是外市的", ("entity_code_region", "code"), doubts=(("entity_code_region_agrees", "code"),), code="880101050401000000003"),
    third("代码是邻区的", doubts=(("entity_code_region_agrees", "code"), ("code_changed", "code")), code="990103050401000000003"),
    third("代码里的大类不存在", doubts=(("entity_code_class", "code"), ("entity_code_class_code_agrees", "code"), ("code_changed", "code")),
          code="990102990401000000003"),
    third("分类与代码不一致", doubts=(("entity_code_class_code_agrees", "code"),), class_code="060101"),
    third("分类不存在", doubts=(("class_known", "class_code"), ("entity_code_class_code_agrees", "code")), class_code="990101"),
    third("代码换了一个", doubts=(("code_changed", "code"),), code=CODE(33)),
    third("代码这月没有了", doubts=(("code_changed", "code"),), code=None),
    third("代码别的单位已报", doubts=(("code_claimed_elsewhere", "code"), ("code_changed", "code")), code=CLAIMED),
]
PLACES = [
    bad("经纬度两列填反", lambda: placed(LAT, LNG), *of_file("coordinates_swapped")),
    bad("坐标是投影米", lambda: placed(*metres()), *of_file("coordinates_projected")),
    bad("坐标全是零", lambda: placed(LNG * 0, LAT * 0), *of_file("coordinates_zero")),
    bad("坐标是火星坐标", lambda: placed(*GCJ), doubts=of_file("coordinates_gcj02")),
    bad("坐标是百度坐标", lambda: placed(*BD), doubts=of_file("coordinates_bd09")),
    bad("填反的坐标旁有网格码", lambda: poles({"lng": dict(enumerate(LAT.tolist(), 1)), "lat": dict(enumerate(LNG.tolist(), 1))}),
        *of_file("coordinates_swapped")),
    third("一行经纬度填反", ("degrees_range", "lng"), lng=POINTS[2][1], lat=POINTS[2][0], grid=None),
    third("一行在外省", doubts=(("in_city", "lng"),), lng=114.3, lat=30.6, grid=None),
    third("一行经度差一度", doubts=(("in_region", "lng"),), lng=POINTS[2][0] + 0.2, grid=None),
    third("一行坐标是零", doubts=(("in_city", "lng"),), lng=0, lat=0, grid=None),
    third("网格码是别处的", ("grid_agrees", "grid"), grid=beidou.encode(*POINTS[0], 8)),
    third("网格码末位不同", doubts=(("grid_agrees", "grid"),), grid=beidou.encode(POINTS[2][0] + 0.00002, POINTS[2][1], 8)),
    third("区划与坐标不合", doubts=(("in_region", "lng"), ("entity_code_region_agrees", "code")), region="990113"),
]
RULES = [
    third("已建成没有日期", ("built_needs_date", "built_on"), built_on=None),
    third("在建却有日期", doubts=(("unbuilt_has_no_date", "built_on"),), status="在建"),
    third("没建成却挂了5G", ("mounted_5g_needs_built", "mounted_5g"), mounted_5g="是", status="在建", built_on=None),
    third("挂了5G却没有设备", ("mounted_5g_is_a_mount", "mounts"), mounted_5g="是", mounts=0),
    third("停用没有原因", ("stopped_needs_reason", "reduction_reason"), status="停用"),
    bad("截止日期在别的月份", lambda: poles({"cut_off": dict.fromkeys(range(1, 7), date(2023, 5, 31))}), doubts=[spot("cut_off_in_period", "cut_off", 1)]),
    bad("截止日期在将来", lambda: poles({"cut_off": dict.fromkeys(range(1, 7), date(2024, 12, 31))}), doubts=[spot("cut_off_in_period", "cut_off", 1)]),
    bad("少了一根杆", lambda: poles(rows=lines(None, (1, 2, 3, 4, 5))), doubts=[("listed_object_gone", None, None)]),
    bad("少了两根杆又有错", lambda: poles(rows=lines({"height_m": {2: "高"}}, (1, 2, 3, 4))), spot("number_form", "height_m", 2)),
    bad("每处疑问都问到", lambda: poles({"status": {2: "在建", 4: "在建"}}), doubts=spots("unbuilt_has_no_date", "built_on", 2, 4)),
]
LEDGERS = [
    task("上期加本期不等于本期末", ("sums_agree", "closing"), closing=17.0),
    task("上期末与上月不符", ("opening_continues", "opening"), opening=12.0, current=3.0),
    task("累计进度倒退", ("cumulative_never_falls", "closing"), current=-5.0, closing=5.0),
    task("进度突增", doubts=(("jump_within", "closing"),), current=60.0, closing=70.0),
    task("进度超过百分之百", ("range", "closing"), doubts=(("jump_within", "closing"),), current=95.0, closing=105.0),
    task("任务编号不存在", ("task_known", "task"), task="T999"),
    task("完成却没有日期", ("done_needs_date", "done_on"), ("done_is_whole", "closing"), status="已完成"),
    task("暂停没有说原因", ("paused_says_why", "problems"), status="暂停"),
    bad("百分数写法混用", lambda: tasks({"opening": {1: "0.1", 2: "20", 3: "30"}}), ("percent_guise", "数据", "D2")),
    bad("百分数只有零和一", lambda: tasks({"current": {1: "1", 2: "1", 3: "0"}, "closing": {1: 11.0, 2: 21.0, 3: 30.0}}), ("percent_guise", "数据", "E2")),
    of("累计数减少没有原因", "tunnel", ("cumulative_never_falls", "smart_devices"), smart_devices=3.0),
    of("智能化长度大于全长", "tunnel", ("smart_within_length", "smart_km"), smart_km=9.0, length_km=2.0, smart_devices=5.0),
    of("端口数突增", "network", doubts=(("jump_within", "ports"),), ports=5000.0),
    of("信用代码校验位不对", "dataset", ("credit_code_form", "provider_code"), provider_code="91350100M000100Y4A"),
    of("发布日期晚于更新", "dataset", doubts=(("updated_after_published", "updated_on"),), published_on="2023-06-20", updated_on="2023-06-10"),
    bad("地址的上级不存在", lambda: other("address", {"parent_code": {2: "没有的上级-9"}}), doubts=[place("parent_known", "address", "parent_code", 2)]),
    bad("杆载设备的杆不存在", lambda: mounts(pole_no="没有的杆-9"), doubts=[place("mounted_on_known_pole", "pole_mount", "pole_no")]),
    bad("设备编码不足二十位", lambda: mounts(device_code="99010200001320000"), place("device_code_form", "pole_mount", "device_code")),
]
SAME = [
    fine("同样的字节再来", poles),
    fine("行的次序不同", lambda: poles(rows=lines()[::-1])),
    fine("另存成另一种格式再来", lambda: as_csv(table()).encode("gb18030")),
    fine("网格码只写到六级", lambda: poles(with_cells(grid=None))),
]
CASES = KEYS + PLACES + RULES + LEDGERS + SAME
