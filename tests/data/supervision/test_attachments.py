import zipfile
from datetime import date
from io import BytesIO

import pytest

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.settings import Settings
from data.supervision import orders
from data.supervision.attachments import MAX_MB, Document, attachment, attachments, checked_kind, content_of, keep, path_of, plain_file_name
from data.supervision.orders import Draft
from data.vocabulary import Level, Role
from tests.data.plan.city import NOW, PLATFORM, ZJ
from tests.data.supervision.conftest import HOUSING, LEADER, OFFICE, ROADS

PDF = b"%PDF-1.7 test"
DAY = date(2023, 7, 5)


def zipped(*names):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return target.getvalue()


TYPES = "[Content_Types].xml"
XLSX, DOCX = zipped(TYPES, "xl/workbook.xml"), zipped(TYPES, "word/document.xml")


@pytest.mark.parametrize(("content", "name", "kind"), [
    pytest.param(PDF, "证明.pdf", "pdf", id="pdf"), pytest.param(b"\x89PNG\r\n\x1a\n..", "a.PNG", "png", id="png"),
    pytest.param(b"\xff\xd8\xff\xe0", "a.jpeg", "jpg", id="jpeg"), pytest.param(XLSX, "a.xlsx", "xlsx", id="xlsx"),
    pytest.param(DOCX, "a.docx", "docx", id="docx")])
def test_allowed_documents_are_told_by_their_bytes(content, name, kind):
    assert checked_kind(content, name) == kind


@pytest.mark.parametrize(("content", "name", "sentence"), [
    pytest.param(b"", "a.pdf", "是空文件", id="empty"), pytest.param(b"MZ\x90", "a.pdf", "不是可接收的类型", id="programme called pdf"),
    pytest.param(b"<svg onload=x>", "a.svg", "不是可接收的类型", id="svg"),
    pytest.param(PDF, "a.png", "内容是 pdf，与扩展名不符", id="wrong name"),
    pytest.param(PDF, "证明", "与扩展名不符", id="no ending"), pytest.param(zipped("a.txt"), "a.xlsx", "不是可接收的类型", id="other zip"),
    pytest.param(b"PK\x03\x04rest", "a.xlsx", "不是可接收的类型", id="broken zip"),
    pytest.param(zipped(TYPES, "xl/workbook.xml", "xl/vbaProject.bin"), "a.xlsx", "不是可接收的类型", id="macros"),
    pytest.param(PDF + b" " * (MAX_MB * 1024 * 1024), "a.pdf", "超过20MB", id="too large")])
def test_anything_else_is_refused_with_what_to_send(content, name, sentence):
    with pytest.raises(GovernanceError, match=sentence):
        checked_kind(content, name)


def test_exactly_the_limit_is_taken():
    assert checked_kind(PDF.ljust(MAX_MB * 1024 * 1024), "a.pdf") == "pdf"


@pytest.mark.parametrize(("given", "kept"), [("../../etc/证明.pdf", "证明.pdf"), ("C:\\tmp\\a.pdf", "a.pdf"), ("a\n\0b.pdf", "ab.pdf"),
                                             ("长" * 300 + ".pdf", "长" * 200 + ".pdf")])
def test_a_file_name_is_only_a_name(given, kept):
    assert plain_file_name(given) == kept


@pytest.fixture
def settings():
    return Settings.from_env()


@pytest.fixture
def order(session):
    matter = Draft(PLATFORM, ZJ, Level.SUPERVISE, "督办", "请办理", date(2023, 7, 1))
    found = orders.draft_order(session, matter, OFFICE, DAY, NOW).id
    orders.issue_order(session, found, OFFICE, DAY, NOW)
    return f"order:{found}"


def test_a_document_is_kept_by_its_content_and_read_back(session, settings, order):
    kept = keep(session, settings, Document(PDF, "证明.pdf", order), HOUSING, NOW)
    assert content_of(settings, attachment(session, HOUSING, kept.id)) == PDF
    assert (kept.unit, kept.media_type, kept.size, kept.by) == (ZJ, "application/pdf", len(PDF), "zj1")
    assert [p.name for p in settings.attachments.rglob("*") if p.is_file()] == [kept.sha256]


def test_the_same_document_twice_is_one_attachment(session, settings, order):
    first = keep(session, settings, Document(PDF, "证明.pdf", order), HOUSING, NOW)
    assert keep(session, settings, Document(PDF, "证明.pdf", order), HOUSING, NOW).id == first.id
    assert keep(session, settings, Document(PDF, "证明.pdf", f"task:{PLATFORM}"), HOUSING, NOW).id != first.id
    assert [a.id for a in attachments(session, OFFICE, order)] == [first.id]


def test_a_damaged_file_is_never_handed_out(session, settings, order):
    kept = keep(session, settings, Document(PDF, "证明.pdf", order), HOUSING, NOW)
    path_of(settings, kept.sha256).write_bytes(b"%PDF-other")
    with pytest.raises(GovernanceError, match="缺失或已损坏"):
        content_of(settings, kept)
    path_of(settings, kept.sha256).unlink()
    with pytest.raises(GovernanceError, match="缺失或已损坏"):
        content_of(settings, kept)


def test_documents_of_another_unit_do_not_exist(session, settings, order):
    kept = keep(session, settings, Document(PDF, "证明.pdf", order), HOUSING, NOW)
    for wanted in (kept.id, 4711):
        with pytest.raises(NotFound):
            attachment(session, ROADS, wanted)
    assert attachments(session, ROADS, order) == []
    with pytest.raises(NotFound):
        keep(session, settings, Document(PDF, "证明.pdf", order), ROADS, NOW)


@pytest.mark.parametrize("subject", ["order:4711", "order:x", "task:T9", "order:", "elsewhere:1", ""])
def test_a_document_belongs_to_something_that_exists(session, settings, subject):
    with pytest.raises(NotFound):
        keep(session, settings, Document(PDF, "证明.pdf", subject), OFFICE, NOW)


@pytest.mark.parametrize("actor", [LEADER, Actor("e", Role.EVALUATOR)], ids=["leader", "evaluator"])
def test_only_office_and_units_hand_in_documents(session, settings, order, actor):
    with pytest.raises(NotAllowed):
        keep(session, settings, Document(PDF, "证明.pdf", order), actor, NOW)
