"""The gate: who is it, is the request its own, may it do this? All else is denied and written down."""

from hmac import compare_digest
from urllib.parse import urlsplit

import dash
from flask import Response, current_app, g, redirect, request
from werkzeug.exceptions import BadRequest

from callbacks.bodies import is_well_formed
from callbacks.context import context, now
from callbacks.marks import PUBLIC, mark_of
from components.addresses import with_next
from data.access import audit, signin
from data.access.roles import Permission
from data.access.scope import Actor, visitor

COOKIE, CSRF_COOKIE, CSRF_HEADER, CSRF_FIELD = "chengji_session", "_csrf_token", "X-CSRFToken", "csrf"
CALLBACK = "/_dash-update-component"
ROUTER = ".._pages_content.children..._pages_store.data.."  # draws pages, whose layouts are guarded one by one
PAGES = ("/", "/<path:path>")
DASH_ROUTES: dict[str, Permission | str] = {
    "_dash_assets.static": PUBLIC, "/_favicon.ico": PUBLIC,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Permission.SIGNED_IN,
    "/_dash-layout": Permission.SIGNED_IN, "/_dash-dependencies": Permission.SIGNED_IN, "/_reload-hash": Permission.SIGNED_IN,
    **dict.fromkeys(PAGES, Permission.SIGNED_IN),
}
SAFE = {"GET", "HEAD", "OPTIONS"}
NOT_ALLOWED = "没有权限进行此操作，如工作需要请联系系统管理员。"
FORGED = "页面已过期，请刷新后再试。"
MUST_CHANGE = "请先修改密码，再继续使用。"
SIGN_IN = "请先登录。"


def install(app: dash.Dash) -> None:
    @app.server.before_request
    def gate() -> Response | None:
        wanted = _wanted(app)
        if wanted == PUBLIC or request.endpoint is None:
            return None
        g.login = _login()
        if g.login is None:
            return _to_sign_in()
        if request.method not in SAFE and not _is_own():
            return _deny("csrf", FORGED)
        if request.endpoint == CALLBACK:
            wanted = _wanted_by_callback(app)
        refused = _answer(wanted, g.login.actor)
        if refused is None and request.endpoint == CALLBACK:
            _check_body(app)
        return refused


def _wanted(app: dash.Dash) -> Permission | str | None:
    """The mark of a route; of a callback only its body tells, once the caller is known."""
    return DASH_ROUTES.get(request.endpoint or "") or mark_of(app.server.view_functions.get(request.endpoint))


def _wanted_by_callback(app: dash.Dash) -> Permission | str | None:
    body = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    if not isinstance(output, str):
        raise BadRequest
    g.output = output
    if output == ROUTER:
        return Permission.SIGNED_IN
    return mark_of(app.callback_map.get(output, {}).get("callback"))


def _check_body(app: dash.Dash) -> None:
    """Once the caller may do it: is the body one that a browser sends?"""
    entry = app.callback_map.get(g.output, {})
    if "inputs" in entry and not is_well_formed(request.get_json(), entry):
        raise BadRequest


def _answer(wanted: Permission | str | None, actor: Actor) -> Response | None:
    if isinstance(wanted, Permission) and actor.may(wanted):
        _note_activity()
        return _to_first_page(actor) if request.path == "/" else None
    if actor.must_change:
        return redirect("/password") if request.endpoint in PAGES else _plain(MUST_CHANGE, 403)
    return _deny("permission", NOT_ALLOWED)


def _to_first_page(actor: Actor) -> Response | None:
    """Who has no front page starts at the first page of its menu."""
    pages = [page for page in dash.page_registry.values() if page.get("icon") and actor.may(page["permission"])]
    if not pages or any(page["path"] == "/" for page in pages):
        return None
    return redirect(pages[0]["path"])


def _login() -> signin.CurrentLogin | None:
    token = request.cookies.get(COOKIE, "")
    if not token:
        return None
    here = context()
    with here.store.read() as session:
        return signin.login_of(session, token, request.remote_addr or "", here.settings, now())


def _is_own() -> bool:
    """The token that only our own pages know; plain forms carry it as a field."""
    sent = request.headers.get(CSRF_HEADER, "")
    if not sent and request.mimetype == "application/x-www-form-urlencoded":
        sent = request.form.get(CSRF_FIELD, "")
    return compare_digest(sent.encode(), g.login.csrf.encode())


def _note_activity() -> None:
    if g.login.stale and not is_timer_call():
        with context().store.write() as session:
            signin.touch(session, request.cookies[COOKIE], now())


def is_timer_call() -> bool:
    """A callback that only a timer fired is not the user's doing."""
    body = request.get_json(silent=True) if request.endpoint == CALLBACK else None
    changed = body.get("changedPropIds") if isinstance(body, dict) else None
    return bool(changed) and isinstance(changed, list) and all(str(prop).endswith(".n_intervals") for prop in changed)


def _to_sign_in() -> Response:
    if request.endpoint in PAGES and request.method in SAFE:
        address = urlsplit(request.full_path)
        return redirect(with_next("/login", address.path + (f"?{address.query}" if address.query else "")))
    return _plain(SIGN_IN, 401)


def _deny(reason: str, sentence: str) -> Response:
    note_denial(g.output if "output" in g else request.path, reason)
    return _plain(sentence, 403)


def note_denial(subject: str, reason: str) -> None:
    """Every refusal is written down, with who asked for what."""
    login = g.get("login")
    actor = login.actor if login else visitor("", request.remote_addr or "")
    with context().store.write() as session:
        audit.record(session, actor, "denied", subject, now(), unit=actor.unit, outcome="denied", reason=reason, method=request.method)
    current_app.logger.warning("denied %s -> %s (%s)", actor.name, subject, reason)


def _plain(sentence: str, status: int) -> Response:
    return Response(sentence, status, content_type="text/plain; charset=utf-8")
