"""docs/ledgers.md is what the declarations say, whole."""

from pathlib import Path

import pytest

from data.catalogue.book import load_folder
from data.reports.ledger_handbook import handbook
from data.settings import RULE_BOOK
from tests.catalogue_builder import POLE, small_catalogue

BOOK = load_folder(RULE_BOOK)
SHIPPED = (Path(__file__).parents[3] / "docs" / "ledgers.md").read_text("utf-8")
RULES = """
rules:
  - {id: known, field: station_no, require: {linked: [station_no, station]}, severity: warning, quality: accuracy, message: 没有这个基站}
  - {id: below, field: mounts, check: at_most_linked, reads: [station_no, mounts], linked: [station, mounts], message: 不大于}
  - {id: goes_on, field: mounts, check: opening_equals_last_closing, reads: [mounts, mounts], message: 接上月}
  - {id: named, field: name, require: {present: name}, quality: completeness, message: 要有名称}
"""


def test_the_shipped_handbook_is_the_generated_one():
    assert handbook(BOOK) == SHIPPED, "请运行 python app.py catalogue ledgers -o docs/ledgers.md"


@pytest.mark.parametrize("code", sorted(BOOK.ledgers))
def test_every_header_alias_and_rule_is_told(code):
    ledger = BOOK.ledgers[code]
    part = SHIPPED.split(f'<a id="{code}"></a>')[1].split('<a id="')[0]
    words = [ledger.name, ledger.note, ledger.source, *(c.header for c in ledger.columns), *(a for c in ledger.columns for a in c.aliases),
             *(choice for c in ledger.columns for choice in c.choices), *(rule.message for rule in ledger.rules)]
    assert [word for word in words if word not in part] == []
    assert part.count("\n| ") == len(ledger.columns) + len(ledger.rules) + 2 * (1 + bool(ledger.rules))


def told(column="", rules=RULES):
    pole = POLE.replace("{field: mounts, header: 挂载数, type: integer}", f"{{field: mounts, header: 挂载数, type: integer{column}}}") + rules
    return handbook(small_catalogue({"pole": pole}))


@pytest.mark.parametrize("line", [
    "| `known` | 基站编号 | 跨台账 | 核实 | 准确性 | 没有这个基站 |", "| `goes_on` | 挂载数 | 跨月 | 强制 | 一致性 | 接上月 |",
    "| `below` | 挂载数 | 跨台账 | 强制 | 一致性 | 不大于 |", "| `named` | 名称 | 本表 | 强制 | 完整性 | 要有名称 |"])
def test_a_rule_is_told_with_where_it_looks_its_severity_and_its_quality(line):
    assert line in told().splitlines()


@pytest.mark.parametrize(("column", "limits"), [
    ("", ""), (", unit: 台", "台"), (", minimum: 0", "不小于 0"), (", maximum: 9, unit: 台", "不大于 9 台"), (", minimum: 0, maximum: 9", "0 至 9"),
    (", cumulative: 是, jump_percent: 30", "累计，减少须写核减原因（强制·一致性）；比上月增加超过 30% 且超过 10 的须说明（核实·准确性）"),
    (", aliases: ['a|b']", " | a\\|b")])
def test_the_limits_of_a_column_are_told(column, limits):
    row = next(line for line in told(column).splitlines() if line.startswith("| 挂载数 | `mounts`"))
    assert row.startswith(f"| 挂载数 | `mounts` | 整数 |  | {limits}")


def test_a_ledger_that_looks_for_the_same_place_says_how_near():
    near = POLE.replace("placed: 是\n", "placed: 是\nsame_place_within: 7\n")
    assert "相距 7 米以内" in handbook(small_catalogue({"pole": near})) and "米以内" not in told()
