"""系统 and 审计 through the wire: one happy path and the refusals of each writer."""

from sqlalchemy import select

from data.access import audit
from data.store.tables import AuditEntry, Job, User
from data.vocabulary import JobState
from tests.web import sign_in, texts

CANCEL = "admin-job-answer.children"


def output_of(web, name):
    """The output of a callback by the name of its function: duplicates of one output carry a hash."""
    return next(output for output, entry in web.callback_map.items() if getattr(entry.get("callback"), "__name__", "") == name)


def test_a_new_account_is_made_shown_once_and_must_change_its_password(web, web_store, person):
    answer = person("sysadmin").call(web, output_of(web, "add_user"), admin_new_name__value="zhao", admin_new_shown__value="赵",
                                     admin_new_role__value="unit", admin_new_unit__value="U2")
    assert "一次性密码" in texts(answer)
    with web_store.read() as session:
        user = session.get(User, "zhao")
    assert (user.unit, user.must_change, user.demo) == ("U2", True, False)


def test_a_refusal_becomes_its_sentence_in_the_notice_slot(web, person):
    answer = person("sysadmin").call(web, output_of(web, "disable_user"))
    assert answer.status_code == 200
    assert "请先选择账号" in str(answer.get_json()["sideUpdate"]["shell-notice"]["children"])


def test_files_nobody_will_take_are_told_above_the_jobs(web, web_settings, person):
    admin = person("sysadmin")
    assert "没有收取的文件" not in texts(admin.call(web, output_of(web, "show_jobs")))
    web_settings.inbox.mkdir(parents=True, exist_ok=True)
    (web_settings.inbox / "散落.xlsx").write_bytes(b"x")
    said = texts(admin.call(web, output_of(web, "show_jobs")))
    assert "收件目录里有没有收取的文件" in said and "收件目录下的文件“散落.xlsx”没有放在单位文件夹里，未收取" in said


def test_an_unexpected_error_shows_a_number_and_no_trace(web, web_store, person, caplog):
    admin = person("sysadmin")
    with web_store.write() as session:
        session.add(Job(kind="import", key="1", state="no such state", payload={}, result=None, by="x", created_at=session.scalar(
            select(User.created_at)), started_at=None, beat_at=None, ended_at=None))
    answer = admin.call(web, output_of(web, "show_jobs"))
    assert answer.status_code == 200 and "系统繁忙，请稍后再试（编号 " in texts(answer) and "Traceback" not in answer.text
    number = texts(answer).split("编号 ")[1][:8]
    assert number in caplog.text


def test_a_disabled_account_is_out_at_once(web, person):
    office = person("office")
    person("sysadmin").call(web, output_of(web, "disable_user"), admin_user__value="office")
    assert office.get("/_dash-layout").status_code == 401
    assert sign_in(web, "office")[1].status_code == 403


def test_a_role_is_changed_by_the_security_administrator_alone(web, web_store, person):
    words = {"admin_user__value": "unit1", "admin_role__value": "leader"}
    assert person("sysadmin").call(web, output_of(web, "change_role"), **words).status_code == 403
    assert "已调整" in texts(person("secadmin").call(web, output_of(web, "change_role"), **words))
    with web_store.read() as session:
        assert (session.get(User, "unit1").role, session.get(User, "unit1").unit) == ("leader", None)


def test_a_queued_job_is_cancelled(web, web_store, person):
    with web_store.write() as session:
        moment = session.scalar(select(User.created_at))
        session.add(Job(kind="import", key="1", state="queued", payload={}, result=None, by="x", created_at=moment, started_at=None,
                        beat_at=None, ended_at=None))
    admin = person("sysadmin")
    assert "已取消" in texts(admin.call(web, CANCEL, admin_job__value="1"))
    with web_store.read() as session:
        assert session.get(Job, 1).state == JobState.CANCELLED
    assert "不能取消" in texts(admin.call(web, CANCEL, admin_job__value="1"))


def test_settings_are_shown_without_secrets(web, person):
    shown = texts(person("office").call(web, "..admin-home.children...admin-settings.children..", admin_home__id="admin-home"))
    assert "数据库地址" in shown and "CHENGJI_DATABASE_URL" in shown and "小样" not in shown and "第 1 版" in shown


def test_the_audit_administrator_verifies_the_chain(web, web_store, web_settings, person):
    auditor = person("auditadmin")
    with web_store.read() as session:
        audit.write_anchor(session, audit.anchor_path(web_settings.home), session.scalar(select(User.created_at)))
    assert "审计链完整" in texts(auditor.call(web, "audit-verdict.children"))
    with web_store.write() as session:
        session.get(AuditEntry, 3).actor = "somebody"
    assert "第 3 条记录的内容与其校验值不符" in texts(auditor.call(web, "audit-verdict.children"))


def test_others_read_only_their_own_acts(web, person):
    table = output_of(web, "show_entries")
    assert "sysadmin" in texts(person("auditadmin").call(web, table))
    own = texts(person("unit1").call(web, table, audit_actor__value="auditadmin"))
    assert "没有符合条件的记录" in own and "auditadmin" not in own
