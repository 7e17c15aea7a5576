"""The sign-in page, signing out, one's own password: through HTTP."""

import re

import pytest
from sqlalchemy import select, update

from components.addresses import safe_next
from data.access.demo_accounts import DEMO_PASSWORD
from data.store.marks import set_mark
from data.store.tables import Job, Login, User
from tests.web import sign_in

NEW = "Quite-New-77"


@pytest.mark.parametrize("wanted", [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/login", "/login?next=/",
    "/logout", "/_dash-layout", "", None, "/a\r\nSet-Cookie: x=1", "http:/evil", "/ok\\..", "///x"])
def test_only_our_own_addresses_are_returned_to(wanted):
    assert safe_next(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/audit", "/map?period=2023-06", "/units/U1#a", "/"])
def test_a_relative_address_is_kept(wanted):
    assert safe_next(wanted) == wanted


def test_signing_in_leads_back_to_where_one_wanted_to_go(web):
    person, answer = sign_in(web, "office", next="/audit?period=2023-06")
    assert (answer.status_code, answer.location) == (303, "/audit?period=2023-06")
    _, answer = sign_in(web, "office", next="//evil.example")
    assert answer.location == "/"


def test_the_cookies_are_closed_to_scripts_and_other_sites(web):
    _, answer = sign_in(web, "office")
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["chengji_session"] and "SameSite=Lax" in cookies["chengji_session"]
    assert "SameSite=Strict" in cookies["_csrf_token"]


def test_a_wrong_password_is_refused_and_counted_across_requests(web):
    for _ in range(5):
        _, answer = sign_in(web, "office", "wrong")
        assert answer.status_code == 403 and "用户名或密码不正确" in answer.text
    _, answer = sign_in(web, "office")
    assert "尝试次数过多" in answer.text and "Set-Cookie" not in str(answer.headers.getlist("Set-Cookie")).replace("chengji_door", "")


def test_the_form_belongs_to_the_browser_that_asked_for_it(web):
    client = web.server.test_client()
    assert client.post("/login", data={"name": "office", "password": DEMO_PASSWORD, "csrf": ""}).status_code == 403
    client.get("/login")
    assert client.post("/login", data={"name": "office", "password": DEMO_PASSWORD, "csrf": ""}).status_code == 403


def test_what_a_visitor_typed_comes_back_as_text(web):
    _, answer = sign_in(web, '"><script>alert(1)</script>', "x")
    assert "<script" not in answer.text


def test_a_demo_home_shows_its_accounts_and_another_does_not(web, web_store):
    shown = web.server.test_client().get("/login").text
    assert DEMO_PASSWORD in shown and "演示数据" in shown and "小样市" in shown
    with web_store.write() as session:
        set_mark(session, "home", "own")
    hidden = web.server.test_client().get("/login").text
    assert DEMO_PASSWORD not in hidden and "演示" not in hidden


def test_before_there_are_accounts_the_page_says_how_far_the_demo_is(web, web_store):
    with web_store.write() as session:
        session.execute(update(User).values(disabled=True))
        moment = session.scalar(select(User.created_at))
        session.add(Job(kind="demo", key="demo", state="running", payload={}, result=None, by="run", done_steps=12, all_steps=360,
                        created_at=moment, started_at=None, beat_at=None, ended_at=None))
    page = web.server.test_client().get("/login").text
    assert "演示城市装入 12/360" in page and 'http-equiv="refresh"' in page


def test_a_copied_cookie_is_dead_after_signing_out(web, person):
    office = person("office")
    thief = web.server.test_client()
    thief.set_cookie("chengji_session", office.token)
    assert thief.get("/_dash-layout").status_code == 200
    assert office.post("/logout").status_code == 303
    assert thief.get("/_dash-layout").status_code == 401
    assert office.token == ""


def test_signing_out_by_a_link_does_nothing(person):
    office = person("office")
    office.get("/logout")
    assert office.get("/_dash-layout").status_code == 200


def change(person, old=DEMO_PASSWORD, new=NEW, again=NEW):
    csrf = re.search(r'name="csrf" value="([^"]+)"', person.get("/password").text).group(1)
    return person.client.post("/password", data={"old": old, "new": new, "again": again, "csrf": csrf})


def test_one_changes_one_s_password_and_signs_in_again(web, person):
    office = person("office")
    assert change(office).location == "/login"
    assert office.get("/_dash-layout").status_code == 401
    assert sign_in(web, "office")[1].status_code == 403
    assert sign_in(web, "office", NEW)[1].status_code == 303


@pytest.mark.parametrize(("words", "sentence"), [
    ({"old": "wrong"}, "原密码不正确"), ({"again": "Other-New-77"}, "两次输入的新密码不一致"),
    ({"new": "short", "again": "short"}, "至少 10 个字符"),
    ({"new": "小样市-Green-27", "again": "小样市-Green-27"}, "城市名称")])
def test_a_password_that_will_not_do_is_refused_with_the_reason(web_store, person, words, sentence):
    office = person("office")
    answer = change(office, **words)
    assert answer.status_code == 400 and sentence in answer.text
    with web_store.read() as session:
        assert session.scalar(select(Login.ended_at)) is None


def test_the_wall_screen_has_no_password_page(person):
    assert person("screen").get("/password").status_code == 403
