"""The rule book of the month: 算盘市, two districts, three units in two groups, six ledgers; lights and rubric are the default ones."""

from pathlib import Path

from data.settings import RULE_BOOK
from tests.month import ledgers

CITY = """
name: 算盘市
short_name: 算盘
code: 990100
office: 算盘市领导小组办公室
regions:
  - {code: 990100, name: 算盘市}
  - {code: 990101, name: 东城区, parent: 990100}
  - {code: 990102, name: 西城区, parent: 990100}
statistics:
  - {name: population, label: 常住人口, region: 990100, value: 70000, unit: 人, year: 2022, source: 示范设定}
  - {name: population, label: 常住人口, region: 990101, value: 40000, unit: 人, year: 2022, source: 示范设定}
  - {name: population, label: 常住人口, region: 990102, value: 30000, unit: 人, year: 2022, source: 示范设定}
longitude: [100, 101]
latitude: [30, 31]
"""

UNITS = """
groups:
  - {code: district, name: 区}
  - {code: company, name: 企业}
units:
  - {code: D, kind: body, full_name: 算盘市领导小组办公室, short_name: 领导小组办公室}
  - {code: E, group: district, full_name: 东城区人民政府, short_name: 东城区, regions: [990101],
     owes: [pole, coding, coding_baseline, task_report, indicator_report]}
  - {code: A, group: company, full_name: 甲通信公司, short_name: 甲通信, owes: [pole, station, task_report, indicator_report]}
  - {code: B, group: company, full_name: 乙通信公司, short_name: 乙通信,
     owes: [pole, station, coding, coding_baseline, task_report, indicator_report]}
"""

PLAN = """
title: 算盘市工作方案
pillars:
  - {code: build, name: 建设, weight: 60}
  - {code: service, name: 服务, weight: 40}
phases:
  - code: P1
    name: 基础搭建
    due: 2023-06-30
    clause: 一
    tasks:
      - {code: T1, name: 东城杆柱选址建设, pillar: build, lead: E, assist: [A], start: 2023-04-03, due: 2023-06-30, weight: 40,
         milestones: [{code: T1-1, name: 完成选址, due: 2023-04-28}]}
      - {code: T2, name: 底数普查, pillar: service, lead: E, start: 2023-04-03, due: 2023-05-31, weight: 20}
      - {code: T3, name: 甲通信建站, pillar: build, lead: A, start: 2023-04-03, due: 2023-06-30, weight: 30, indicators: [N01],
         milestones: [{code: T3-1, name: 完成勘察, due: 2023-05-26}]}
      - {code: T4, name: 机房改造, pillar: service, lead: A, start: 2023-04-03, due: 2023-05-19, weight: 20}
      - {code: T5, name: 传输割接, pillar: service, lead: B, start: 2023-04-03, due: 2023-05-29, weight: 20,
         milestones: [{code: T5-1, name: 割接方案, due: 2023-05-10}]}
      - {code: T6, name: 乙通信赋码, pillar: build, lead: B, start: 2023-04-03, due: 2023-06-30, weight: 30, indicators: [C02]}
      - {code: T7, name: 印发规划, pillar: service, lead: D, start: 2023-04-03, due: 2023-06-30, weight: 20}
      - {code: T9, name: 东城杆柱投用, pillar: service, lead: E, start: 2023-04-03, due: 2023-06-30, weight: 10, indicators: [G01]}
  - code: P2
    name: 全面推进
    due: 2023-12-31
    clause: 二
    tasks:
      - {code: T8, name: 二期建站, pillar: service, lead: A, start: 2023-09-01, due: 2023-12-31, weight: 10}
"""

# 2023-01-01 to 2023-06-30 are 180 days and to 2023-05-31 150 days, so that at the end of May 5/6 of the way is due.
INDICATORS = """
- code: G01
  name: 杆柱新建数
  unit: 根
  definition: 新建且已建成的杆柱
  system: 智慧杆柱
  numerator: {aggregate: count, ledger: pole, where: {all: [{eq: [build_mode, 新建]}, {eq: [status, 已建成]}]}}
  reported: 是
  start: {on: 2023-01-01, all: 0}
  points:
    - {on: 2023-06-30, milestone: P1, city: 18, units: {E: 6, A: 6, B: 6}}
    - {on: 2023-12-31, milestone: P2, city: 36, units: {E: 12, A: 12, B: 12}}
- code: G02
  name: 杆柱改造数
  unit: 根
  definition: 改造且已建成的杆柱
  system: 智慧杆柱
  numerator: {aggregate: count, ledger: pole, where: {all: [{eq: [build_mode, 改造]}, {eq: [status, 已建成]}]}}
  applies_to: [A]
  start: {on: 2023-01-01, all: 0}
  points:
    - {on: 2023-06-30, milestone: P1, city: 6, units: {A: 6}}
- code: G04
  name: 5G挂载率
  unit: "%"
  definition: 已挂载5G的杆柱 ÷ 已建成的杆柱
  system: 智慧杆柱
  numerator: {aggregate: count, ledger: pole, where: {all: [{eq: [mounted_5g, 是]}, {eq: [status, 已建成]}]}}
  denominator: {aggregate: count, ledger: pole, where: {eq: [status, 已建成]}}
  scale: 100
- code: N01
  name: 5G基站数
  unit: 个
  definition: 已开通的站点按标识去重
  system: 5G网络
  numerator: {aggregate: count_distinct, ledger: station, field: gnodeb, where: {eq: [status, 已开通]}}
  reported: 是
  start: {on: 2023-01-01, city: 2, units: {A: 0, B: 2}}
  points:
    - {on: 2023-06-30, milestone: P1, city: 14, units: {A: 6, B: 8}}
    - {on: 2023-12-31, milestone: P2, city: 28, units: {A: 12, B: 16}}
- code: N02
  name: 5G物理站址数
  unit: 个
  definition: 已开通的站点按站址去重，共享的站址全市只计一次
  system: 5G网络
  numerator: {aggregate: count_distinct, ledger: station, field: site_code, where: {eq: [status, 已开通]}}
  start: {on: 2023-01-01, city: 0}
  points:
    - {on: 2023-06-30, milestone: P1, city: 6}
    - {on: 2023-12-31, milestone: P2, city: 12}
- code: N03
  name: 每万人基站数
  unit: 个/万人
  definition: 基站数 ÷ 常住人口
  system: 5G网络
  numerator: {aggregate: count_distinct, ledger: station, field: gnodeb, where: {eq: [status, 已开通]}}
  denominator: {aggregate: statistic, field: population}
  scale: 10000
  start: {on: 2023-01-01, city: 0}
  points:
    - {on: 2023-06-30, milestone: P1, city: 1.2}
    - {on: 2023-12-31, milestone: P2, city: 2.4}
- code: C01
  name: 已赋码实体数
  unit: 个
  definition: 有码且未注销的实体
  system: 编码赋码
  numerator: {aggregate: count, ledger: coding, where: {all: [{present: code}, {ne: [status, 已注销]}]}}
  reported: 是
  coding: 是
- code: C02
  name: 赋码覆盖率
  unit: "%"
  definition: 码合规且唯一的实体 ÷ 应赋码数
  system: 编码赋码
  numerator: {aggregate: count, ledger: coding, where: {all: [{eq: [code_ok, "true"]}, {eq: [disputed, "false"]}, {ne: [status, 已注销]}]}}
  denominator: {aggregate: sum, ledger: coding_baseline, field: due_count}
  scale: 100
  reported: 是
  coding: 是
  minimum: 0
  maximum: 100
  start: {on: 2023-01-01, all: 0}
  points:
    - {on: 2023-06-30, milestone: P1, city: 30, units: {E: 30, B: 60}}
    - {on: 2023-12-31, milestone: P2, city: 90, units: {E: 90, B: 90}}
- code: C03
  name: 赋码合规率
  unit: "%"
  definition: 码合规且唯一的实体 ÷ 有码的实体
  system: 编码赋码
  numerator: {aggregate: count, ledger: coding, where: {all: [{eq: [code_ok, "true"]}, {eq: [disputed, "false"]}, {ne: [status, 已注销]}]}}
  denominator: {aggregate: count, ledger: coding, where: {all: [{present: code}, {ne: [status, 已注销]}]}}
  scale: 100
  coding: 是
"""

TEXTS = {"city.yaml": CITY, "units.yaml": UNITS, "plan.yaml": PLAN, "indicators.yaml": INDICATORS, "glossary.yaml": "[]\n", **ledgers.TEXTS}
DEFAULT = ("supervision.yaml", "rubric.yaml")


def write_rule_book(folder: Path) -> Path:
    """The rule book as a folder, as an office keeps it."""
    (folder / "ledgers").mkdir(parents=True)
    for name, text in {**TEXTS, **{name: (RULE_BOOK / name).read_text("utf-8") for name in DEFAULT}}.items():
        (folder / name).write_text(text, "utf-8")
    return folder
