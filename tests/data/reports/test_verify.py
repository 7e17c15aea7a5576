"""Verification: a changed cell is found and named; changed facts are told from a changed file."""

import pytest
from openpyxl import Workbook
from sqlalchemy import update

from data.errors import UnreadableFile
from data.reports.files import verify_report, write_report
from data.store.tables import Measurement
from tests.data.reports.month import JUNE, NOW
from tests.data.reports.reading import cell_with, written

PAPERS = [("bulletin", None), ("brief", None), ("weekly", None), ("unit", "jt"), ("order", None)]


@pytest.mark.parametrize(("kind", "unit"), PAPERS)
def test_what_was_just_written_holds(june, tmp_path, kind, unit):
    path = tmp_path / "a.xlsx"
    write_report(june, kind, JUNE, unit, path, NOW)
    assert verify_report(june, path) == []


@pytest.mark.parametrize(("sheet", "old", "new", "named"), [
    ("指标完成", -14.285714, -9, "全市 poles"), ("考评排名", 86.67, 96.67, "交通局"), ("督办清单", "已签收", "已办结", "办理状态"),
    ("亮灯", "▲ 黄", "● 绿", "亮灯"), ("封面", "应报单位 3 家，已报齐 3 家（3/3）", "应报单位 3 家", "封面")])
def test_a_changed_cell_is_found_and_named(june, tmp_path, sheet, old, new, named):
    path = tmp_path / "a.xlsx"
    book = written(june, path)
    cell = cell_with(book[sheet], old)
    cell.value = new
    book.save(path)
    told = verify_report(june, path)
    assert "被改动过" in told[0]
    assert [sentence for sentence in told[1:] if f"表“{sheet}”单元格 {cell.coordinate}" in sentence and str(new) in sentence and named in sentence]
    assert len(told) == 2


def test_changed_facts_are_told_from_a_changed_file(session, tmp_path):
    path = tmp_path / "a.xlsx"
    write_report(session, "bulletin", JUNE, None, path, NOW)
    session.execute(update(Measurement).where(Measurement.unit == "jt", Measurement.indicator == "poles").values(numerator=9))
    told = verify_report(session, path)
    assert told[0].startswith("文件自编制后没有被改动")
    assert any("（交通局 poles，实证值）：文件为“8”，系统为“9”" in sentence for sentence in told)


def test_a_foreign_workbook_is_refused_with_a_sentence(june, tmp_path):
    Workbook().save(tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")
    for name in ("b.xlsx", "c.xlsx"):
        with pytest.raises(UnreadableFile, match=name):
            verify_report(june, tmp_path / name)


def test_a_proof_that_was_changed_is_refused(june, tmp_path):
    path = tmp_path / "a.xlsx"
    book = written(june, path)
    cell_with(book["_chengji"], "2023-06").value = "June"
    book.save(path)
    with pytest.raises(Exception, match="不是月份|期次信息"):
        verify_report(june, path)


def test_the_named_audit_entry_must_still_be_there(june, tmp_path):
    path = tmp_path / "a.xlsx"
    book = written(june, path)
    row = next(row for row in book["_chengji"].iter_rows() if row[0].value == "audit_hash")
    row[1].value = "0" * 64
    book.save(path)
    assert "审计链" in verify_report(june, path)[0]


