"""The gate: who is it, is the request its own, may it do this?"""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from callbacks.context import now
from data.calendar import utc
from data.store.tables import AuditEntry, Login, User

ACTS = "audit-act.data"
VERIFY = "audit-verdict.children"
JOBS = "..admin-jobs.children...admin-job.data.."


def denials(store):
    with store.read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.act == "denied"))
        return [(entry.actor, entry.subject, entry.detail["reason"]) for entry in found]


@pytest.mark.parametrize(("path", "target"), [
    ("/", "/login"), ("/audit", "/login?next=%2Faudit"), ("/map?period=2023-06", "/login?next=%2Fmap%3Fperiod%3D2023-06")])
def test_a_visitor_is_sent_to_sign_in_and_comes_back(web, path, target):
    answer = web.server.test_client().get(path)
    assert (answer.status_code, answer.location) == (302, target)


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies", "/_reload-hash", "/files/original/1", "/files/report/1",
                                  "/password", "/_dash-component-suites/dash/deps/react.js"])
def test_a_visitor_gets_nothing_else(web, path):
    answer = web.server.test_client().get(path)
    assert answer.status_code == 401 and answer.text == "请先登录。"


def test_a_visitor_cannot_fire_a_callback(web, web_store):
    answer = web.server.test_client().post("/_dash-update-component", json={"output": ACTS})
    assert answer.status_code == 401
    assert denials(web_store) == []


def test_an_account_with_the_permission_gets_its_answer(web, person):
    answer = person("auditadmin").call(web, ACTS, audit_act__id="audit-act")
    assert answer.status_code == 200
    assert {"value": "signin", "label": "登录"} in answer.get_json()["response"]["audit-act"]["data"]


def test_an_account_without_the_permission_is_refused_and_written_down(web, web_store, person):
    answer = person("leader").call(web, VERIFY)
    assert (answer.status_code, answer.content_type) == (403, "text/plain; charset=utf-8")
    assert denials(web_store) == [("leader", VERIFY, "permission")]


@pytest.mark.parametrize("output", ["nothing.children", "_pages_dummy.children", "shell-frame.navbar"])
def test_what_carries_no_mark_is_denied(web, person, output):
    assert person("office").call(web, output).status_code == 403


@pytest.mark.parametrize("body", [{}, {"output": 7}, [], "x"])
def test_a_body_that_names_no_callback_is_refused(person, body):
    assert person("office").post("/_dash-update-component", json=body).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"X-CSRFToken": ""}, {"X-CSRFToken": "0" * 64}], ids=["none", "empty", "foreign"])
def test_a_request_that_is_not_our_own_page_s_is_refused(web_store, person, headers):
    office = person("office")
    for path in ("/_dash-update-component", "/upload", "/logout"):
        assert office.client.post(path, headers=headers, json={"output": ACTS}).status_code == 403
    assert {reason for _, _, reason in denials(web_store)} == {"csrf"}
    assert office.get("/_dash-layout").status_code == 200


def test_pages_are_guarded_one_by_one(web, web_store, person):
    router = ".._pages_content.children..._pages_store.data.."
    refused = person("office").call(web, router, _pages_location__pathname="/audit", _pages_location__search="")
    assert refused.status_code == 200 and "audit-table" in refused.text
    refused = person("unit1").call(web, router, _pages_location__pathname="/admin", _pages_location__search="")
    assert "没有权限" in refused.text and "admin-users" not in refused.text
    assert denials(web_store) == [("unit1", "pages.admin", "page")]


def test_a_query_string_cannot_put_words_into_the_guard_s_mouth(web, person):
    router = ".._pages_content.children..._pages_store.data.."
    answer = person("office").call(web, router, _pages_location__pathname="/audit", _pages_location__search="?may=1&permission=2&x=3")
    assert answer.status_code == 200 and "audit-table" in answer.text


@pytest.mark.parametrize("name", ["sysadmin", "secadmin", "auditadmin"])
def test_who_has_no_front_page_starts_at_the_first_of_its_menu(person, name):
    answer = person(name).get("/")
    assert answer.status_code == 302 and answer.location in {"/audit", "/admin"}


def test_until_the_password_is_changed_every_door_but_one_is_closed(web, web_store, person):
    office = person("office")
    with web_store.write() as session:
        session.execute(update(User).where(User.name == "office").values(must_change=True))
    assert (office.get("/").status_code, office.get("/").location) == (302, "/password")
    assert office.get("/_dash-layout").status_code == 403
    assert office.call(web, ACTS, audit_act__id="audit-act").status_code == 403
    assert office.get("/password").status_code == 200


def active_at(store):
    with store.read() as session:
        return session.scalar(select(Login.active_at).where(Login.ended_at.is_(None)))


def rest(store, minutes):
    """The signed-in account did nothing for a while."""
    with store.write() as session:
        session.execute(update(Login).values(active_at=utc(now()) - timedelta(minutes=minutes)))


def test_a_timer_is_not_the_user_s_doing(web, web_store, person):
    admin = person("sysadmin")
    rest(web_store, 20)
    before = active_at(web_store)
    assert admin.call(web, JOBS, changed=("admin-jobs-timer.n_intervals",)).status_code == 200
    assert active_at(web_store) == before
    assert admin.call(web, JOBS, changed=("admin-job-answer.children",)).status_code == 200
    assert active_at(web_store) > before


def test_an_idle_session_is_over(web, web_store, person):
    office = person("office")
    rest(web_store, 31)
    assert office.get("/_dash-layout").status_code == 401
    assert office.get("/audit").location == "/login?next=%2Faudit"


@pytest.mark.parametrize("path", ["/login", "/healthz", "/", "/_dash-layout", "/nothing/here", "/files/original/7", "/assets/base.css"])
def test_every_answer_carries_the_security_headers(person, path):
    answer = person("office").get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    cached = path.startswith("/assets/")
    assert ("no-store" in answer.headers["Cache-Control"]) != cached


def test_every_script_of_the_page_carries_the_nonce_of_its_answer(person):
    office = person("office")
    pages = [office.get("/audit") for _ in range(2)]
    nonces = {page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0] for page in pages}
    assert len(nonces) == 2
    for page in pages:
        scripts = [tag for tag in page.text.split("<script")[1:] if 'type="application/json"' not in tag.split(">")[0]]
        assert scripts and all(any(f'nonce="{nonce}"' in tag for nonce in nonces) for tag in scripts)
