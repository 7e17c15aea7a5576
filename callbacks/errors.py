"""What a user reads when something is refused or breaks; one of the two catchers of the house."""

import logging
import secrets

from dash import set_props
from flask import Flask, Response
from werkzeug.exceptions import HTTPException, InternalServerError

from components import ids
from components.notices import failure, refusal
from data.errors import GovernanceError, MonthIsFrozen, NotAllowed, NotFound

log = logging.getLogger("chengji.web")
STATUS = {NotAllowed: 403, NotFound: 404, MonthIsFrozen: 409}
SENTENCES = {400: "请求的内容不完整，请刷新页面后再试。", 404: "没有这个地址。", 405: "不支持这种访问方式。", 413: "提交的内容过大。"}


def explain(error: Exception) -> None:
    """Dash's global on_error: a refusal is its own sentence, anything else a number to look up in the log."""
    if isinstance(error, GovernanceError):
        set_props(ids.Shell.NOTICE, {"children": refusal(error.sentence)})
    else:
        set_props(ids.Shell.NOTICE, {"children": failure(busy(error))})


def busy(error: BaseException) -> str:
    number = secrets.token_hex(4)
    log.error("unexpected error %s", number, exc_info=error)
    return f"系统繁忙，请稍后再试（编号 {number}）"


def install(server: Flask) -> None:
    server.register_error_handler(GovernanceError, _refused)
    server.register_error_handler(HTTPException, _http)


def _refused(error: GovernanceError) -> Response:
    return _plain(error.sentence, status_of(error))


def status_of(error: GovernanceError) -> int:
    return STATUS.get(type(error), 400)


def _http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        return _plain(busy(error.original_exception or error), 500)
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    return _plain(SENTENCES.get(error.code, error.name), error.code)


def _plain(sentence: str, status: int) -> Response:
    return Response(sentence, status, content_type="text/plain; charset=utf-8")
