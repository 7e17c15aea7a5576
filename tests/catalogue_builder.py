"""A small rule book for tests: one city of two districts, three units, four ledgers; any file may be replaced by its text."""

from data.catalogue.book import Catalogue, load_texts

CITY = """
name: 测试市
short_name: 测试
code: 990100
office: 测试市领导小组办公室
regions:
  - {code: 990100, name: 测试市}
  - {code: 990101, name: 东区, parent: 990100}
  - {code: 990102, name: 西区, parent: 990100}
statistics:
  - {name: population, label: 常住人口, region: 990100, value: 300000, unit: 人, year: 2022, source: 示范设定}
  - {name: population, label: 常住人口, region: 990101, value: 100000, unit: 人, year: 2022, source: 示范设定}
  - {name: population, label: 常住人口, region: 990102, value: 200000, unit: 人, year: 2022, source: 示范设定}
longitude: [100, 101]
latitude: [30, 31]
"""

UNITS = """
groups:
  - {code: district, name: 区}
  - {code: company, name: 企业}
units:
  - {code: E, group: district, full_name: 东区人民政府, short_name: 东区, regions: [990101], owes: [pole, baseline, indicator_report]}
  - {code: W, group: district, full_name: 西区人民政府, short_name: 西区, regions: [990102], owes: [pole, baseline, indicator_report]}
  - {code: T, group: company, full_name: 某通信公司, short_name: 通信, owes: [station, indicator_report]}
  - {code: B, kind: body, full_name: 测试市领导小组办公室, short_name: 办公室}
"""

POLE = """
code: pole
name: 智慧杆柱
system: 智慧杆柱
mode: snapshot
placed: 是
key: [pole_no]
kind_field: build
date_field: built_on
counted: {eq: [code_ok, "true"]}
columns:
  - {field: pole_no, header: 杆号, required: 是}
  - {field: code, header: 统一识别代码, type: code, code: entity_code}
  - {field: name, header: 名称}
  - {field: region, header: 行政区划代码, type: code, code: region_code}
  - {field: status, header: 状态, type: choice, choices: [在建, 已建成]}
  - {field: build, header: 建设方式, type: choice, choices: [新建, 改造]}
  - {field: built_on, header: 建成日期, type: date}
  - {field: checked_on, header: 检查日期, type: date}
  - {field: mounts, header: 挂载数, type: integer}
  - {field: height_m, header: 高度, type: number}
  - {field: lit, header: 亮灯, type: switch}
  - {field: station_no, header: 基站编号}
"""

STATION = """
code: station
name: 5G站点
system: 5G
mode: snapshot
placed: 是
sensitive: 是
key: [gnodeb]
columns:
  - {field: gnodeb, header: 基站标识, required: 是}
  - {field: site_code, header: 站址编码}
  - {field: region, header: 行政区划代码, type: code, code: region_code}
"""

BASELINE = """
code: baseline
name: 应建底数
system: 智慧杆柱
mode: snapshot
key: [region]
columns:
  - {field: region, header: 行政区划代码, type: code, code: region_code}
  - {field: due_count, header: 应建数, type: integer}
"""

REPORT = """
code: indicator_report
name: 指标月报
system: 考评
mode: period
key: [indicator]
columns:
  - {field: indicator, header: 指标编号, type: code, code: indicator}
  - {field: closing, header: 本期末, type: number}
"""

INDICATORS = """
- code: P1
  name: 建成杆柱
  unit: 根
  definition: 已建成的杆柱
  system: 智慧杆柱
  numerator: {aggregate: count, ledger: pole, where: {eq: [status, 已建成]}}
  reported: 是
  start: {on: 2023-01-01, all: 0}
  points:
    - {on: 2023-06-30, milestone: M1, city: 10, units: {E: 4, W: 6}}
    - {on: 2023-12-31, milestone: M2, city: 20, units: {E: 8, W: 12}}
- code: P2
  name: 杆柱建成率
  unit: "%"
  definition: 建成 ÷ 应建
  system: 智慧杆柱
  numerator: {aggregate: count, ledger: pole, where: {eq: [status, 已建成]}}
  denominator: {aggregate: sum, ledger: baseline, field: due_count}
  scale: 100
  reported: 是
  start: {on: 2023-01-01, all: 0}
  points:
    - {on: 2023-06-30, milestone: M1, all: 50}
- code: P3
  name: 杆柱总高
  unit: 米
  definition: 高度之和
  system: 智慧杆柱
  numerator: {aggregate: sum, ledger: pole, field: height_m}
- code: N1
  name: 物理站址数
  unit: 个
  definition: 站址去重
  system: 5G
  numerator: {aggregate: count_distinct, ledger: station, field: site_code}
- code: N2
  name: 每万人站址
  unit: 个/万人
  definition: 站址 ÷ 人口
  system: 5G
  numerator: {aggregate: count_distinct, ledger: station, field: site_code}
  denominator: {aggregate: statistic, field: population}
  scale: 10000
"""

PLAN = """
title: 测试方案
pillars: [{code: A, name: 杆柱, weight: 1}]
phases:
  - {code: M1, name: 第一阶段, due: 2023-06-30, clause: 一, tasks: []}
"""

SUPERVISION = """
ladder: []
limits: {due_days: {normal: 15}}
"""

RUBRIC = """
title: 测试细则
blocks: []
grades: []
"""

FILES = {"city.yaml": CITY, "units.yaml": UNITS, "plan.yaml": PLAN, "indicators.yaml": INDICATORS, "supervision.yaml": SUPERVISION,
         "rubric.yaml": RUBRIC, "glossary.yaml": "[]", "ledgers/pole.yaml": POLE, "ledgers/station.yaml": STATION,
         "ledgers/baseline.yaml": BASELINE, "ledgers/indicator_report.yaml": REPORT}


def small_catalogue(ledgers: dict[str, str] | None = None, **files: str) -> Catalogue:
    """The small rule book with some files replaced (city, units, plan, indicators, …) and some ledgers replaced or added."""
    replaced = {f"{name}.yaml": text for name, text in files.items()}
    assert set(replaced) <= {*FILES, "systems.yaml"}, set(replaced) - set(FILES)
    return load_texts({**FILES, **replaced, **{f"ledgers/{name}.yaml": text for name, text in (ledgers or {}).items()}})
