"""Signing in and out, and one's own password: plain pages, plain forms."""

import secrets
from hmac import compare_digest

from flask import Flask, Response, g, redirect, request

from callbacks.context import context, current_actor, now
from callbacks.gate import COOKIE, CSRF_COOKIE, CSRF_FIELD, FORGED, note_denial
from callbacks.marks import public, requires
from components.addresses import safe_next
from components.plain_pages import PlainPage, password_page, signin_page
from data.access import accounts, signin
from data.access.demo_accounts import demo_accounts
from data.access.roles import Permission
from data.errors import GovernanceError
from data.store.marks import is_demo, loading_note
from data.store.rulebook import find_newest_book

DOOR_COOKIE = "chengji_door"  # binds the sign-in form to the browser that asked for it


def install(server: Flask) -> None:
    server.add_url_rule("/login", "login_form", show_form, methods=["GET"])
    server.add_url_rule("/login", "login", enter, methods=["POST"])
    server.add_url_rule("/logout", "logout", leave, methods=["POST"])
    server.add_url_rule("/password", "password_form", show_password_form, methods=["GET"])
    server.add_url_rule("/password", "password", change_password, methods=["POST"])


@public
def show_form() -> Response:
    return _form()


@public
def enter() -> Response:
    """A refusal is committed like a success: it must count."""
    bound = request.cookies.get(DOOR_COOKIE, "")
    if not bound or not compare_digest(request.form.get(CSRF_FIELD, "").encode(), bound.encode()):
        return _form(FORGED, 403)
    visit = signin.Visit(request.form.get("name", ""), request.form.get("password", ""), request.remote_addr or "")
    with context().store.write() as session:
        outcome = signin.sign_in(session, visit, context().settings, now())
    if isinstance(outcome, signin.Refused):
        return _form(outcome.sentence, 403)
    return _carry(redirect(safe_next(request.form.get("next")), 303), outcome)


def _carry(response: Response, signed_in: signin.SignedIn) -> Response:
    https = context().settings.https
    response.set_cookie(COOKIE, signed_in.token, httponly=True, secure=https, samesite="Lax", path="/")
    response.set_cookie(CSRF_COOKIE, signed_in.csrf, httponly=False, secure=https, samesite="Strict", path="/")
    response.delete_cookie(DOOR_COOKIE, path="/login")
    return response


@requires(Permission.SIGNED_IN)
def leave() -> Response:
    with context().store.write() as session:
        signin.sign_out(session, request.cookies[COOKIE], current_actor(), now())
    return _forget(redirect("/login", 303))


def _forget(response: Response) -> Response:
    for cookie in (COOKIE, CSRF_COOKIE):
        response.delete_cookie(cookie, path="/")
    return response


@requires(Permission.CHANGE_PASSWORD)
def show_password_form() -> Response:
    return _password_form()


@requires(Permission.CHANGE_PASSWORD)
def change_password() -> Response:
    """The change ends every sign-in of the account; a refusal is written down like any other."""
    if request.form.get("new") != request.form.get("again"):
        return _password_form("两次输入的新密码不一致", 400)
    try:
        with context().store.write() as session:
            accounts.change_password(session, current_actor(), request.form.get("old", ""), request.form.get("new", ""), now())
    except GovernanceError as refusal:
        note_denial(request.path, refusal.sentence)
        return _password_form(refusal.sentence, 400)
    return _forget(redirect("/login", 303))


def _form(refusal: str = "", status: int = 200) -> Response:
    token = request.cookies.get(DOOR_COOKIE) or secrets.token_urlsafe(24)
    with context().store.read() as session:
        page = _page(session, token)
        response = Response(signin_page(page, request.form.get("name", "")[:40], refusal, demo_accounts(session)), status)
    response.set_cookie(DOOR_COOKIE, token, httponly=True, secure=context().settings.https, samesite="Strict", path="/login", max_age=3600)
    return response


def _password_form(refusal: str = "", status: int = 200) -> Response:
    with context().store.read() as session:
        return Response(password_page(_page(session, g.login.csrf), current_actor().must_change, refusal), status)


def _page(session, token) -> PlainPage:
    book = find_newest_book(session)
    loading = loading_note(session)
    return PlainPage(city=book.city.name if book else "", banner="演示数据" if is_demo(session) else "", csrf=token,
                     next=safe_next(request.values.get("next")), loading="" if demo_accounts(session) else loading)
