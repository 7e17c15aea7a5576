"""Reports as files: stamps before and after publishing, kept under their hash, seen by whom they concern."""

from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from data.access import audit
from data.access.scope import SYSTEM, Actor
from data.assessment.months import close_month, publish_month, reopen_month
from data.errors import GovernanceError, NotAllowed
from data.reports.files import KINDS, make_report, report_files, verify_report, write_report
from data.settings import Settings
from data.store.contents import content_of
from data.store.marks import set_mark
from data.store.tables import AuditEntry
from data.vocabulary import Role
from tests.data.indicators.hand_in import poles
from tests.data.reports.month import CLOSED, JUNE, NOW, OFFICE, ROADS, accept, reject
from tests.data.reports.reading import cell_with, table, written


@pytest.fixture
def settings(home):
    return Settings(home, "sqlite://")


def publish(session):
    close_month(session, JUNE, OFFICE, CLOSED)
    publish_month(session, JUNE, OFFICE, NOW)


def words(book):
    return " ".join(str(c.value) for row in book["封面"].iter_rows() for c in row if c.value)


def test_a_paper_is_stamped_until_its_month_is_published(session, tmp_path):
    made = write_report(session, "bulletin", JUNE, None, tmp_path / "a.xlsx", NOW)
    assert (made.name, made.trial, made.month_version) == ("示范市情况通报（2023年6月，试算稿）.xlsx", True, 0)
    assert "试算稿" in words(written(session, tmp_path / "a.xlsx"))
    publish(session)
    made = write_report(session, "bulletin", JUNE, None, tmp_path / "b.xlsx", NOW)
    assert (made.name, made.trial, made.month_version) == ("示范市情况通报（2023年6月）.xlsx", False, 1)
    cover = words(written(session, tmp_path / "b.xlsx"))
    assert "试算稿" not in cover
    assert "已通报（第 1 次通报）" in cover
    assert "报送截止 2023年7月7日 18:00" in cover


def test_a_correction_says_so_and_the_first_publication_still_holds(session, tmp_path):
    publish(session)
    first = tmp_path / "first.xlsx"
    write_report(session, "bulletin", JUNE, None, first, NOW)
    reopen_month(session, JUNE, OFFICE, NOW, "更正杆柱数")
    accept(session, "jt", "pole", poles(*"123456789"))
    assert "更正" in words(written(session, tmp_path / "trial.xlsx"))
    publish(session)
    again = write_report(session, "bulletin", JUNE, None, tmp_path / "second.xlsx", NOW)
    assert (again.name, again.month_version) == ("示范市情况通报（2023年6月，更正第2版）.xlsx", 2)
    second = load_workbook(tmp_path / "second.xlsx")
    assert [row[6] for row in table(second["指标完成"], "单位", 7)] == [13, 75, 9, 75, 4]
    assert [row[2] for row in table(second["考评排名"], "名次", 3)] == [95.83, 93.33]
    told = verify_report(session, first)
    assert [sentence for sentence in told if "指标完成" in sentence or "考评排名" in sentence] == []


def test_an_incomplete_month_is_stamped(session, tmp_path):
    write_report(session, "bulletin", "2023-05", None, tmp_path / "a.xlsx", NOW)
    assert "未齐" in words(load_workbook(tmp_path / "a.xlsx"))
    assert "未齐" not in words(written(session, tmp_path / "b.xlsx"))


def test_a_demo_home_says_so(session, tmp_path):
    set_mark(session, "home", "demo")
    assert "演示数据" in words(written(session, tmp_path / "a.xlsx"))


def test_files_and_findings_after_closing_do_not_change_the_paper(session, tmp_path):
    publish(session)
    path = tmp_path / "a.xlsx"
    write_report(session, "bulletin", JUNE, None, path, NOW)
    late = reject(session, "zj", "scene", datetime(2023, 7, 20))
    assert late.id
    assert [s for s in verify_report(session, path) if "数据质量" in s or "封面" in s] == []


def test_a_kept_report_lies_under_its_hash_and_is_audited(session, settings):
    made = make_report(session, settings, "bulletin", JUNE, None, SYSTEM, NOW)
    assert content_of(settings.reports, made.sha256)[:2] == b"PK"
    entry = session.scalar(select(AuditEntry).where(AuditEntry.act == "report.make"))
    assert (entry.subject, entry.detail["sha256"], entry.detail["kind"]) == (f"report:{made.id}", made.sha256, "bulletin")
    assert audit.verify(session, None) == []


def test_a_unit_sees_its_own_sheets_only(session, settings):
    for kind, unit in (("bulletin", None), ("unit", "jt"), ("unit", "zj")):
        make_report(session, settings, kind, JUNE, unit, SYSTEM, NOW)
    assert [(r.kind, r.unit) for r in report_files(session, OFFICE)] == [("unit", "zj"), ("unit", "jt"), ("bulletin", "")]
    assert [(r.kind, r.unit) for r in report_files(session, ROADS)] == [("unit", "jt")]
    assert [r.kind for r in report_files(session, OFFICE, kind="bulletin", period=JUNE)] == ["bulletin"]


def test_only_the_office_makes_reports(session, settings):
    with pytest.raises(NotAllowed):
        make_report(session, settings, "unit", JUNE, "jt", ROADS, NOW)
    with pytest.raises(NotAllowed):
        report_files(session, Actor("e", Role.EVALUATOR))


@pytest.mark.parametrize(("kind", "unit", "sentence"), [
    ("yearly", None, "没有“yearly”这种报表"), ("unit", None, "请写明单位"), ("unit", "某局", "没有名为“某局”的单位"), ("order", "zj", "没有已下发的督办单")])
def test_what_cannot_be_made_is_refused_with_a_sentence(june, tmp_path, kind, unit, sentence):
    with pytest.raises(GovernanceError, match=sentence):
        write_report(june, kind, JUNE, unit, tmp_path / "a.xlsx", NOW)
    assert not (tmp_path / "a.xlsx").exists()


def test_a_folder_that_is_not_there_is_said(june, tmp_path):
    with pytest.raises(GovernanceError, match="没有文件夹"):
        write_report(june, "bulletin", JUNE, None, tmp_path / "none" / "a.xlsx", NOW)


def test_a_unit_may_be_told_by_its_name(june, tmp_path):
    assert write_report(june, "unit", JUNE, "交通局", tmp_path / "a.xlsx", NOW).name == "交通局单位考评反馈单（2023年6月，试算稿）.xlsx"


def test_every_listed_kind_has_a_chinese_label():
    assert all(label and not label.isascii() for label, _ in KINDS.values())


def test_a_unit_sheet_asks_for_comments_and_shows_its_own_figures_only(june, tmp_path):
    book = written(june, tmp_path / "a.xlsx", "unit", "jt")
    shown = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value and sheet.title != "_chengji")
    assert "示范市交通局：你单位2023年6月考评得分 86.67 分，等次为良好，在市直部门中列第 2 名。如有异议，请在 3 个工作日内" in shown
    assert "住建局" not in shown
    assert "东湖区" not in shown


def test_an_order_form_shows_what_was_done_by_the_month_end(june, tmp_path):
    book = written(june, tmp_path / "a.xlsx", "order")
    sheet = book["DB20230608-001"]
    assert sheet.page_setup.orientation == "portrait"
    story = cell_with(sheet, "2023-06-08 下发\n2023-06-09 签收")
    assert story.alignment.wrap_text
    demand = cell_with(sheet, "+请按期完成")
    assert (demand.data_type, demand.quotePrefix) == ("s", True)
    assert datetime(2023, 7, 3) not in {c.value for row in sheet.iter_rows() for c in row}
