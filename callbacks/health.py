"""/healthz: does this process answer, and does its database?"""

from flask import Flask

from callbacks.context import store
from callbacks.marks import public
from data.store.marks import mark


def install(server: Flask) -> None:
    server.add_url_rule("/healthz", "healthz", healthy, methods=["GET"])


@public
def healthy():
    with store().read() as session:
        mark(session, "home")
    return {"state": "ok"}
