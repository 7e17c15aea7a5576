"""The worker of gunicorn: what never reaches the application is refused in Chinese as well."""

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

LONG = (414, "URI Too Long", "网址太长，服务器不能处理。请从菜单重新打开页面，少选一些条件。")
HEADERS = (431, "Request Header Fields Too Large", "浏览器发来的请求头太大，请清除本站的 Cookie 后重新登录。")
BROKEN = (400, "Bad Request", "请求的内容不完整，请刷新页面后再试。")


class Worker(ThreadWorker):
    """gunicorn -k callbacks.server.Worker: its own refusals are English pages otherwise."""

    def handle_error(self, req, client, addr, exc):
        if isinstance(exc, LimitRequestLine):
            _answer(client, *LONG)
        elif isinstance(exc, LimitRequestHeaders):
            _answer(client, *HEADERS)
        elif type(exc).__module__ == LimitRequestLine.__module__:  # a request that is none
            _answer(client, *BROKEN)
        else:
            super().handle_error(req, client, addr, exc)


def _answer(client, status: int, reason: str, sentence: str) -> None:
    body = sentence.encode()
    head = (f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"X-Content-Type-Options: nosniff\r\nContent-Length: {len(body)}\r\n\r\n")
    client.sendall(head.encode() + body)
