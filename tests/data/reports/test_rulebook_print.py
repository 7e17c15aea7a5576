"""The printed rule book holds every unit, task, indicator, item and column, and gives the same bytes each time."""

from openpyxl import load_workbook

from data.catalogue.book import load_folder
from data.reports.rulebook_print import print_rule_book
from data.settings import RULE_BOOK


def test_everything_that_is_signed_is_printed(tmp_path):
    book = load_folder(RULE_BOOK)
    for name in ("a.xlsx", "b.xlsx"):
        print_rule_book(book, tmp_path / name)
    found = load_workbook(tmp_path / "a.xlsx")
    words = {sheet.title: {c.value for row in sheet.iter_rows() for c in row} for sheet in found}
    assert set(book.units) <= words["成员单位"]
    assert set(book.tasks) <= words["工作任务"]
    assert {i.name for i in book.indicators.values()} <= words["指标"]
    assert {lead.ask for s in book.systems for lead in s.leads} | {one.ask for s in book.systems for one in s.breakdowns} <= words["系统页"]
    assert {"只跟踪", "试行", "计分", "0 至 100"} <= words["指标"]
    shares = [[c.value for c in row[:6]] for row in found["目标分解"].iter_rows()]
    assert ["G07", "杆载设备数", "市公安局", 18, 23, 100] in shares and ["D02", "数据更新及时率", "各单位相同", 80, 90, 98] in shares
    assert {i.rule for i in book.rubric.items} <= words["考评细则"]
    for ledger in book.ledgers.values():
        assert {c.header for c in ledger.columns} <= words[f"台账 {ledger.name}"]
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
