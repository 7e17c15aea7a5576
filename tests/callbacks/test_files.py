"""Uploads and downloads: by id, within scope, streamed and limited."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from callbacks.context import KEY, Context
from callbacks.files import plain_file_name
from data.access.downloads import MISSING
from data.settings import Settings
from data.store import contents
from data.store.tables import Attachment, AuditEntry, Job, ReportFile, Submission

MOMENT = datetime(2023, 7, 1, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def kept(web_settings, web_store):
    """One submission of U1, its attachment, the city's report and U1's own sheet; ids by name."""
    def sha(folder, text):
        return contents.keep(folder, text.encode())
    submission = Submission(
        receipt="R-1", seq=1, unit="U1", ledger="pole", period="2023-06", sha256=sha(web_settings.originals, "原件"), content_sha=None,
        file_name="杆 柱;6月.xlsx", size=6, door="page", by="unit1", received_at=MOMENT, on_time_at=MOMENT, outcome="accepted",
        awaiting=None, withdrawn_at=None, withdrawn_reason=None, rule_version=1, cut_off=None, rows={}, layout={}, totals={})
    attachment = Attachment(sha256=sha(web_settings.attachments, "佐证"), file_name="照片.html", media_type="text/html", size=6, unit="U1",
                            subject="order:1", by="unit1", at=MOMENT)
    reports = [ReportFile(period="2023-06", kind="bulletin", unit=unit, name=f"通报{unit}.xlsx",
                          sha256=sha(web_settings.reports, "报表" + unit), trial=False,
                          month_version=1, made_at=MOMENT, made_by="office") for unit in ("", "U1")]
    with web_store.write() as session:
        session.add_all([submission, attachment, *reports])
        session.flush()
        return {"original": submission.id, "attachment": attachment.id, "city": reports[0].id, "own": reports[1].id}


@pytest.mark.parametrize(("name", "statuses"), [
    ("office", (200, 200, 200, 200)), ("leader", (200, 200, 200, 200)), ("unit1", (200, 200, 404, 200)), ("unit2", (404, 404, 404, 404)),
    ("evaluator", (403, 403, 403, 403)), ("screen", (403, 403, 403, 403)), ("sysadmin", (403, 403, 403, 403)),
    ("auditadmin", (403, 403, 403, 403))])
def test_files_go_to_who_may_see_their_rows(person, kept, name, statuses):
    who = person(name)
    paths = (f"/files/original/{kept['original']}", f"/files/attachment/{kept['attachment']}", f"/files/report/{kept['city']}",
             f"/files/report/{kept['own']}")
    assert tuple(who.get(path).status_code for path in paths) == statuses


def test_a_foreign_file_answers_like_one_that_is_not_there(person, kept):
    unit2 = person("unit2")
    foreign, absent = unit2.get(f"/files/original/{kept['original']}"), unit2.get("/files/original/99999")
    assert (foreign.status_code, foreign.text) == (absent.status_code, absent.text) == (404, MISSING)


def test_a_download_is_an_attachment_under_its_own_name_and_is_written_down(web_store, person, kept):
    answer = person("unit1").get(f"/files/attachment/{kept['attachment']}")
    assert answer.data.decode() == "佐证"
    assert answer.headers["Content-Disposition"].startswith("attachment;") and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"
    with web_store.read() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.act == "download"))
    assert (entry.actor, entry.subject, entry.unit) == ("unit1", f"attachment:{kept['attachment']}", "U1")


@pytest.mark.parametrize("path", ["/files/original/../../etc/passwd", "/files/original/1%2f..%2f..", "/files/original/-1",
                                  "/files/originals/1"])
def test_there_is_no_way_to_name_a_path(person, path):
    answer = person("office").get(path)
    assert answer.status_code == 404 or b"_dash-config" in answer.data


def upload(who, content=b"PK\x03\x04 workbook", name="杆柱.xlsx", **fields):
    """A form as a browser sends it."""
    parts = [f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + b"\r\n--edge--\r\n"
    return who.post("/upload", data=body, content_type="multipart/form-data; boundary=edge")


def jobs(store):
    with store.read() as session:
        return list(session.scalars(select(Job)))


def test_an_upload_is_kept_whole_and_queued_for_one_s_own_unit(web_settings, web_store, person):
    content = bytes(range(256)) * 5000
    answer = upload(person("unit1"), content, period="2023-06")
    assert answer.status_code == 202 and answer.get_json()["message"] == "已送达，等待校验。"
    job, = jobs(web_store)
    assert answer.get_json()["job"] == job.id
    assert (job.payload["unit"], job.payload["file_name"], job.payload["period"]) == ("U1", "杆柱.xlsx", "2023-06")
    assert contents.content_of(web_settings.originals, job.payload["sha256"]) == content
    assert list((web_settings.home / "uploads").iterdir()) == []


def test_the_office_says_for_whom(web_store, person):
    office = person("office")
    assert (upload(office).status_code, upload(office).get_json()["message"]) == (400, "请先选择为哪个单位代报")
    assert upload(office, unit="U2").status_code == 202
    assert jobs(web_store)[0].payload["on_behalf"]


@pytest.mark.parametrize(("name", "fields", "status"), [
    ("unit1", {"unit": "U2"}, 404), ("leader", {"unit": "U1"}, 403), ("screen", {}, 403), ("auditadmin", {"unit": "U1"}, 403)])
def test_nobody_hands_in_for_a_foreign_unit(web_store, person, name, fields, status):
    assert upload(person(name), **fields).status_code == status
    assert jobs(web_store) == []


def test_a_form_without_a_file_is_said_so(person):
    answer = person("unit1").post("/upload", data={"unit": "U1"})
    assert (answer.status_code, answer.get_json()["message"]) == (400, "没有收到文件，请重新选择")


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(web, web_settings, web_store, person):
    small = Settings(home=web_settings.home, database_url=web_settings.database_url, max_upload_mb=1)
    web.server.config[KEY] = Context(web_store, small)
    who = person("unit1")
    assert upload(who, b"x" * (2**20 + 4096)).status_code == 413
    assert upload(who, b"x" * (2**20 - 4096)).status_code == 202
    assert len(jobs(web_store)) == 1
    assert list((web_settings.home / "uploads").iterdir()) == []


def test_an_upload_breaking_off_leaves_nothing(web, web_settings, web_store, person):
    """The browser promised more than it sent."""
    who = person("unit1")
    body = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n' + b"x" * 100_000
    answer = who.post("/upload", data=body, content_type="multipart/form-data; boundary=edge", content_length=len(body) * 3)
    assert answer.status_code == 400 and jobs(web_store) == []
    assert [path for folder in ("uploads", "originals") for path in (web_settings.home / folder).rglob("*") if path.is_file()] == []


def test_a_full_disk_is_told_and_leaves_nothing(web_settings, web_store, person):
    """Where originals should go there is no folder to be had."""
    web_settings.originals.parent.mkdir(parents=True, exist_ok=True)
    web_settings.originals.write_text("in the way")
    answer = upload(person("unit1"))
    assert answer.status_code == 400 and "没能保存" in answer.get_json()["message"] and jobs(web_store) == []
    assert list((web_settings.home / "uploads").iterdir()) == []


def test_a_callback_with_a_huge_body_is_refused(web, web_store, person):
    answer = person("office").call(web, "audit-act.data", audit_act__id="x" * (5 * 2**20))
    assert answer.status_code == 413


@pytest.mark.parametrize(("said", "kept_as"), [
    ("C:\\台账\\杆柱.xlsx", "杆柱.xlsx"), ("../../etc/passwd", "passwd"), ("a\r\nb.xlsx", "ab.xlsx"), ("\u202exslx.exe", "xslx.exe"),
    ("/", "未命名"), ("长" * 300 + ".xlsx", "长" * 195 + ".xlsx")])
def test_a_file_name_is_a_label_only(said, kept_as):
    assert plain_file_name(said) == kept_as


def test_no_request_touches_the_log_without_need(web_store, person):
    office = person("office")
    with web_store.read() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    office.get("/_dash-layout")
    with web_store.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before
