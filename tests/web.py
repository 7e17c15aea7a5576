"""A web application over a small city in a fresh database, and people who use it through HTTP."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from data.access.demo_accounts import DEMO_PASSWORD, ensure_demo_accounts
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from data.store.tables import User
from tests.databases import furnish
from tests.small_book import small_book

POLLED = 0.02  # seconds after which a server sees that it shall end
COOKIE, CSRF_COOKIE = "chengji_session", "_csrf_token"
PEOPLE = ("leader", "office", "unit1", "unit2", "evaluator", "screen", "sysadmin", "secadmin", "auditadmin")


# A hash says itself what it costs to check: thousands of sign-ins need not take as long as a guess at a password should.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(DEMO_PASSWORD)


def demo_people(session: Session, now: datetime) -> None:
    """The demo accounts, whose password is checked in no time."""
    ensure_demo_accounts(session, now)
    session.execute(update(User).values(password_hash=QUICK))


def small_city(store: Store) -> None:
    """The small rule book and the demo accounts."""
    now = datetime.now(UTC)
    with store.write() as session:
        adopt(session, small_book(), "2023-01", "test", now)
        set_mark(session, "home", "demo")
        set_mark(session, "today", "2023-12-20")
        demo_people(session, now)


@contextmanager
def serving(server: Flask) -> Iterator[str]:
    """The address at which the application answers browsers while the block runs."""
    web = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=web.serve_forever, args=(POLLED,))
    thread.start()
    yield f"http://127.0.0.1:{web.port}"
    web.shutdown()
    thread.join()
    web.server_close()


@dataclass
class Person:
    """A browser in somebody's hands."""

    client: FlaskClient

    def get(self, path: str, **more):
        return self.client.get(path, buffered=True, **more)

    def post(self, path: str, csrf: bool = True, **more):
        headers = {"X-CSRFToken": self.csrf} if csrf else {}
        return self.client.post(path, headers=headers, buffered=True, **more)

    def call(self, app, output: str, csrf: bool = True, changed: tuple[str, ...] = (), **values):
        """Fire a callback as the renderer does; values by id__property."""
        return self.post("/_dash-update-component", csrf, json=body_of(app, output, changed, values))

    @property
    def csrf(self) -> str:
        cookie = self.client.get_cookie(CSRF_COOKIE)
        return cookie.value if cookie else ""

    @property
    def token(self) -> str:
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else ""


def body_of(app, output: str, changed: tuple[str, ...], values: dict) -> dict:
    entry = app.callback_map.get(output, {"inputs": [], "state": []})
    given = {name.replace("__", "."): value for name, value in values.items()}

    def filled(part):
        return {**part, "id": part["id"], "value": given.get(f"{part['id'].replace('-', '_')}.{part['property']}")}
    return {"output": output, "outputs": outputs_of(output), "inputs": [filled(i) for i in entry["inputs"]],
            "changedPropIds": list(changed), "state": [filled(s) for s in entry["state"]]}


def outputs_of(output: str):
    parts = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in output.strip(".").split("...")]
    return parts if output.startswith("..") else parts[0]


def sign_in(app, name: str, password: str = DEMO_PASSWORD, **more):
    """The person and the answer to the form."""
    person = Person(app.server.test_client())
    form = person.get("/login")
    csrf = re.search(r'name="csrf" value="([^"]+)"', form.text).group(1)
    answer = person.client.post("/login", data={"name": name, "password": password, "csrf": csrf, **more})
    return person, answer


def texts(answer) -> str:
    """What a callback sent back, as one searchable text."""
    return orjson.dumps(answer.get_json()).decode()


@pytest.fixture
def web_settings(home, application_place) -> Settings:
    home.mkdir(parents=True)
    return Settings(home=home, database_url=application_place)


@pytest.fixture
def web_store(web_settings):
    opened = furnish(web_settings.database_url, small_city)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def web_once(tmp_path_factory):
    """The application is built once; each test puts its own database under it."""
    from app import create_app

    home = tmp_path_factory.mktemp("once")
    settings = Settings(home=home, database_url=f"sqlite:///{home / 'chengji.db'}")
    store = furnish(settings.database_url, small_city)
    yield create_app(settings, store)
    store.close()


@pytest.fixture
def web(web_once, web_settings, web_store):
    """The application."""
    from callbacks.context import KEY, Context

    web_once.server.config[KEY] = Context(web_store, web_settings)
    return web_once


@pytest.fixture
def person(web):
    """Signs a demo account in: person("office")."""
    def enter(name: str) -> Person:
        who, answer = sign_in(web, name)
        assert answer.status_code == 303, answer.text
        return who
    return enter
