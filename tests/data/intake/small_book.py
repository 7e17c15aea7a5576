"""A rule book of two small ledgers that has every type of column, and a city of two square districts."""

from data.catalogue.book import Catalogue
from data.catalogue.city import City, Unit
from data.catalogue.ledger import Ledger
from data.catalogue.text import read_text
from data.codes.region_shapes import RegionShapes
from data.intake.parse import parse
from data.intake.parsed import Hints
from data.intake.reference import Reference

LAMP = """
code: lamp
name: 路灯台账
system: 照明
mode: snapshot
placed: 是
key: [own_no]
kind_field: kind
date_field: built_on
title_words: [路灯, 路灯台账]
columns:
  - {field: own_no, header: 灯号, aliases: [编号], type: code, code: free, required: 是}
  - {field: code, header: 统一识别代码, aliases: [识别代码], type: code, code: entity_code}
  - {field: class_code, header: 分类代码, type: code, code: class_code}
  - {field: region, header: 行政区划代码, aliases: [区划代码], type: code, code: region_code}
  - {field: name, header: 名称, required: 是, max_length: 20}
  - {field: kind, header: 类型, type: choice, choices: [单臂, 双臂], choice_aliases: {单头: 单臂}}
  - {field: status, header: 状态, type: choice, choices: [在建, 已建成]}
  - {field: height_m, header: 高度, aliases: [杆高], type: number, unit: m, minimum: 3, maximum: 30}
  - {field: mounts, header: 挂载数, type: integer, minimum: 0}
  - {field: share, header: 完好率, type: percent, unit: "%", minimum: 0, maximum: 100}
  - {field: has_5g, header: 5G预留, type: switch}
  - {field: shared, header: 是否共享, type: choice, choices: [是, 否]}
  - {field: built_on, header: 建成日期, type: date}
  - {field: audited, header: 审核月份, type: month}
  - {field: owner, header: 权属单位, type: code, code: unit}
  - {field: lng, header: 经度, aliases: [经度(°)], type: degrees, unit: °}
  - {field: lat, header: 纬度, type: degrees, unit: °}
  - {field: crs, header: 坐标系, type: choice, choices: [CGCS2000, GCJ02]}
  - {field: grid, header: 北斗网格位置码, type: code, code: beidou}
  - {field: cut_off, header: 数据截止日期, type: date}
  - {field: remark, header: 备注}
rules:
  - id: built_needs_date
    field: built_on
    when: {eq: [status, 已建成]}
    require: {present: built_on}
    message: 已建成的须填写建成日期
  - id: built_in_time
    field: built_on
    when: {present: built_on}
    require: {not: {after: [built_on, $period_end]}}
    severity: warning
    message: 建成日期晚于报送月份
  - {id: pole_exists, field: own_no, require: {linked: [own_no, lamp]}, message: 未找到}
"""

REPORT = """
code: report
name: 维修月报
system: 照明
mode: period
key: [own_no]
title_words: [维修月报]
columns:
  - {field: own_no, header: 班组编号, type: code, code: free, required: 是}
  - {field: opening, header: 上期末, type: number, required: 是}
  - {field: current, header: 本期, type: number, required: 是}
  - {field: closing, header: 本期末, type: number, required: 是}
rules:
  - {id: sums_agree, field: closing, check: opening_plus_current_equals_closing, message: 上期末加本期应等于本期末}
"""

CITY = City.model_validate({
    "name": "示范市", "short_name": "示范", "code": "990100", "office": "办公室", "longitude": ["100", "102"], "latitude": ["30", "31"],
    "regions": [{"code": "990100", "name": "示范市"}, {"code": "990101", "name": "东区", "parent": "990100"},
                {"code": "990102", "name": "西区", "parent": "990100"}]})
UNITS = [Unit(code="cgj", full_name="示范市城市管理局", short_name="市城管局", aliases=["城管局"]),
         Unit(code="dlj", full_name="示范市电力公司", short_name="电力公司")]


def _square(code, name, west, east):
    ring = [[west, 30], [east, 30], [east, 31], [west, 31], [west, 30]]
    return {"type": "Feature", "properties": {"code": code, "name": name, "parent": None}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


SHAPES = RegionShapes({"features": [_square("990101", "东区", 101, 102), _square("990102", "西区", 100, 101)]})


def a_reference():
    ledgers = {one.code: one for one in (Ledger.model_validate(read_text(text, "test")[0]) for text in (LAMP, REPORT))}
    book = Catalogue(city=CITY, groups={}, units={u.code: u for u in UNITS}, plan=None, ledgers=ledgers, indicators={}, supervision=None,
                     rubric=None, glossary=[], systems=[], texts={})
    reference = Reference(book)
    reference.shapes = SHAPES
    return reference


REFERENCE = a_reference()
JUNE = "2023-06"


def parsed(content, ledger=None, period=JUNE, file_name="上报.xlsx"):
    return parse(content, Hints(ledger, period, file_name), REFERENCE)


def said(result, *severities):
    """(rule, cell) of the findings, errors and warnings unless asked otherwise."""
    return [(one.rule, one.cell) for one in result.findings if str(one.severity) in (severities or ("error", "warning"))]


def column(field, ledger="lamp"):
    return REFERENCE.book.ledger(ledger).column(field)
