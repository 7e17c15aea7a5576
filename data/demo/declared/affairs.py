"""Sketches of what units look after on paper: models, data, scenarios, standards, the security of their systems."""

from datetime import date, timedelta

from data.demo.declared.thing import Sketch, Thing

GRADES = ("二级", "三级", "二级", "一级")
EVERY = 330  # days between the assessments of a system

LISTED = date(2022, 9, 1)  # all cells, begun or not


def _lapsed(x: Thing) -> float:
    """How far the modelling of a cell is: cells begin one after the other."""
    begin = 0.05 * x.number
    return min(1.0, max(0.0, (x.lapsed - begin) / 0.5))


def _due_km2(x: Thing) -> float:
    return x.between("due", 8, 24)


def _built_km2(x: Thing) -> float:
    return round(_due_km2(x) * _lapsed(x), 1) if _lapsed(x) < 1 else _due_km2(x)


CIM = Sketch(16, "CIM-{n:03d}", ("在册",), {
    "name": lambda x: f"{x.district}第{x.number}建模单元", "region": lambda x: x.place["region"], "level": lambda x: f"CIM{3 + x.number % 2}",
    "due_km2": _due_km2, "built_km2": _built_km2, "entities": lambda x: int(300 * _built_km2(x)), "contractor": lambda x: "示范测绘院",
    "status": lambda x: "已建成" if _lapsed(x) >= 1 else "在建" if _built_km2(x) > 0 else "未建",
    "built_on": lambda x: x.day if _built_km2(x) > 0 else None}, stage_field=None, days=lambda x: (LISTED,))

DATASETS = ("人口基础信息", "法人单位信息", "建筑物普查", "城市影像", "地下管线", "道路设施", "行政许可", "公共信用", "基准地名", "遥感影像",
            "网格事件", "项目审批", "电子证照", "规划用地", "不动产登记")


def _is_shared(x: Thing) -> bool:
    return x.number % 5 != 0


DATASET = Sketch(len(DATASETS), "ZY{unit}-{n:04d}", ("未挂接", "已挂接"), {
    "name": lambda x: DATASETS[x.number - 1], "category": lambda x: "基础信息资源/城市设施", "items": lambda x: x.between("items", 8, 60),
    "format": lambda x: x.pick("format", "数据库", "接口服务", "矢量"),
    "share_kind": lambda x: x.pick("kind", "无条件共享", "有条件共享") if _is_shared(x) else "不予共享",
    "share_terms": lambda x: "按共享协议提供" if _is_shared(x) else "依据保密规定不予共享",
    "share_way": lambda x: x.pick("way", "接口", "库表"), "open_kind": lambda x: "有条件开放" if _is_shared(x) else "不开放",
    "update_cycle": lambda x: x.pick("cycle", "每日", "每月", "每季度", "每年"), "published_on": lambda x: x.reached[0],
    "updated_on": lambda x: max(x.reached[1], x.day - timedelta(days=x.number)) if x.since("已挂接") else None, "status": lambda x: "在用",
    "records": lambda x: x.between("records", 20, 900) * 1000}, stage_field="attached")

SCENARIOS = ("政务服务一件事", "城市运行一屏统览", "工地扬尘监管", "智慧停车", "社区养老", "内涝预警", "井盖巡检", "企业服务", "夜间照明节能", "古树名木管护")
KINDS = ("一网通办", "一网统管", "智慧建管", "专题场景", "试点区特色场景")
SCENARIO = Sketch(len(SCENARIOS), "CJ{unit}-{n:02d}", ("谋划", "建设中", "试运行", "已验证", "已上线"), {
    "name": lambda x: SCENARIOS[x.number - 1], "scenario_kind": lambda x: KINDS[x.number % len(KINDS)], "lead": lambda x: x.unit.short_name,
    "verified_on": lambda x: x.since("已验证"), "verified_by": lambda x: "领导小组办公室组织验证" if x.since("已验证") else None,
    "evidence": lambda x: f"验证报告〔2023〕{x.number}号" if x.since("已验证") else None, "live_on": lambda x: x.since("已上线"),
    "visits": lambda x: x.between(f"visits{x.table.period}", 200, 9000) if x.since("已上线") else 0, "datasets": lambda x: x.between("datasets", 1, 9)})

STANDARDS = ("城市实体编码规则", "感知设备接入规范", "标准地址建设规范", "标准地址管理规范", "智慧杆柱建设指南", "数据共享交换规范", "数据安全分级指南",
             "感知终端建设指南", "编码赋码管理办法", "平台运行管理办法")
STANDARD_KINDS = ("编码标准", "感知标准", "标准地址规范", "标准地址规范", "建设指南", "数据标准", "安全标准", "感知标准", "管理规范", "管理规范")
LEADS = ("U02", "U03", "U04", "U04", "U03", "U01", "U46", "U04", "U02", "U01")
STANDARD = Sketch(len(STANDARDS), "BZ2023-{n:02d}", ("立项", "起草", "征求意见", "报批", "已印发"), {
    "name": lambda x: STANDARDS[x.number - 1], "standard_kind": lambda x: STANDARD_KINDS[x.number - 1],
    "document_kind": lambda x: x.pick("document", "地方标准", "规范性文件", "内部规范"),
    "lead": lambda x: x.world.book.unit(LEADS[x.number - 1]).short_name, "drafted_on": lambda x: x.since("征求意见"),
    "commented_on": lambda x: x.since("征求意见"), "issued_on": lambda x: x.since("已印发"),
    "document_no": lambda x: f"示数公基〔{x.reached[-1].year}〕{x.number}号" if x.since("已印发") else None})

SYSTEMS = ("城市数字公共基础设施平台", "编码赋码平台", "标准地址管理系统", "感知管理平台", "数据资源管理系统", "视频联网平台", "门户网站", "协同办公系统",
           "网格管理系统", "数据交换平台", "移动服务端", "日志审计平台")


def _grade(x: Thing) -> str:
    return GRADES[x.number % len(GRADES)]


def _is_filed(x: Thing) -> bool:
    return x.since("在运") is not None and _grade(x) != "一级"


def _is_assessed(x: Thing) -> bool:
    return _is_filed(x) and _grade(x) == "三级"


def _problems(x: Thing) -> int:
    return int(x.grown("problems", 4, 16))


def _filed_on(x: Thing) -> date | None:
    return x.since("在运") if _is_filed(x) else None


def _assessed_on(x: Thing) -> date | None:
    """The last of the yearly assessments since it was filed; each comes somewhat before a year is over."""
    begun = _filed_on(x)
    return begun + timedelta(days=(x.day - begun).days // EVERY * EVERY) if begun and _is_assessed(x) else None


SECURITY = Sketch(len(SYSTEMS), "XT{unit}-{n:02d}", ("在建", "在运"), {
    "name": lambda x: SYSTEMS[x.number - 1], "grade": _grade, "filed": lambda x: "是" if _is_filed(x) else "否",
    "filed_no": lambda x: f"99010{x.table.unit[1:]}-{x.number:05d}" if _is_filed(x) else None, "filed_on": _filed_on,
    "assessed": lambda x: "是" if _is_assessed(x) else "否", "assessed_on": _assessed_on,
    "verdict": lambda x: x.pick("verdict", "优", "良", "中") if _is_assessed(x) else None, "problems": _problems,
    "rectified": lambda x: int(_problems(x) * 0.7), "officer": lambda x: "网络安全科"})

AFFAIRS = {"cim": CIM, "dataset": DATASET, "scenario": SCENARIO, "standard": STANDARD, "security": SECURITY}
