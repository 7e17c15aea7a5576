"""Builds the application and hands the command line a way to serve it; importing this module starts nothing.

What only the pages need is imported where the application is built: it takes longer to load than most verbs take.
"""

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

if find_spec("dash") is None:
    sys.exit("这个 Python 里没有本产品所需的库：请先运行 make run 装好，再用 .venv/bin/python app.py …")

from data.settings import Settings
from data.store.engine import Store

if TYPE_CHECKING:
    from dash import Dash


def create_app(settings: Settings | None = None, store: Store | None = None) -> "Dash":
    from werkzeug.middleware.proxy_fix import ProxyFix

    from callbacks import register_callbacks
    from callbacks.context import Context, now
    from callbacks.errors import explain
    from callbacks.secure import INDEX, SecureDash, bare_server
    from callbacks.shell import guard, layout
    from pages import PRODUCT, register_pages

    settings = settings or Settings.from_env()
    app = SecureDash(
        "app", server=bare_server(), use_pages=True, pages_folder="", assets_folder="components/assets", assets_ignore=r"door\.css|.*\.md",
        suppress_callback_exceptions=True, serve_locally=True, compress=True, enable_mcp=False, include_pages_meta=False, update_title=None,
        title=PRODUCT, index_string=INDEX, on_error=explain)
    if settings.trusted_proxies:
        app.server.wsgi_app = ProxyFix(app.server.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)
    register_callbacks(app, Context(store or Store.open(settings.database_url, now), settings))
    register_pages(guard)
    app.layout = layout
    app.server.test_client().get("/healthz")  # last: Dash finishes its set-up in the first request, which must not be a user's
    return app


def serve(settings: Settings, host: str, port: int) -> None:
    """One process with threads; several are gunicorn's own command, see docs."""
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):
        def load_config(self) -> None:
            for name, value in {"bind": f"{host}:{port}", "worker_class": "callbacks.server.Worker", "threads": 8, "loglevel": "warning",
                                "control_socket_disable": True}.items():
                self.cfg.set(name, value)

        def load(self):
            return create_app(settings).server

    Web().run()


def __getattr__(name: str):
    """`gunicorn app:server` builds the application when it asks for it."""
    if name == "server":
        return create_app().server
    raise AttributeError(name)


if __name__ == "__main__":
    from data.cli.main import main

    sys.exit(main(serve))
