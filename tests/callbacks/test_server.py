"""What gunicorn refuses before the application hears of it is a Chinese sentence too."""

import logging
import socket

import pytest
from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders, LimitRequestLine

from callbacks.server import Worker


@pytest.mark.parametrize(("error", "status", "words"), [
    (LimitRequestLine(5000, 4094), "414", "网址太长"), (LimitRequestHeaders("Error"), "431", "清除本站的 Cookie"),
    (InvalidRequestLine("x"), "400", "请刷新页面后再试")])
def test_a_request_that_never_arrives_is_answered_in_chinese(error, status, words):
    here, there = socket.socketpair()
    worker = Worker.__new__(Worker)
    worker.log = logging.getLogger("test")
    with here, there:
        worker.handle_error(None, here, ("127.0.0.1", 1), error)
        head, _, body = there.recv(4096).decode().partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ") and f"Content-Length: {len(body.encode())}" in head
    assert words in body and "<" not in body
