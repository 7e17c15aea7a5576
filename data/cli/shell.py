"""What all verbs share: settings, the database, who acts, how an answer is printed, how a refusal ends."""

import functools
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click
import orjson

from data.access import signin
from data.access.scope import Actor, cli_actor
from data.errors import GovernanceError
from data.intake.container import Container
from data.jobs.clock import real_clock
from data.settings import Settings
from data.store import migrate
from data.store.engine import Store
from data.store.marks import business_moment
from data.vocabulary import Labelled, Role

REFUSED, MISUSED = 1, 2


@dataclass
class Shell:
    """One run of the command line. Files are parsed in `parser`, else in children of its own."""

    settings: Settings
    serve: Callable[[Settings, str, int], None]
    parser: Container | None = None

    @functools.cached_property
    def store(self) -> Store:
        """The database of this home, at the newest schema."""
        self.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = Store.open(self.settings.database_url, real_clock)
        migrate.require_current(store)
        return store

    def close(self) -> None:
        """Give the database's connections back at the end of a verb."""
        if "store" in self.__dict__:
            self.store.close()

    @functools.cached_property
    def now(self) -> datetime:
        """This moment; when CHENGJI_TODAY or the demo sets the business day, that day at the present hour."""
        return moment(self.settings, self.store)

    @property
    def today(self) -> date:
        return self.now.date()

    def actor(self, role: Role = Role.OFFICE) -> Actor:
        return cli_actor(_os_user(), role)


def moment(settings: Settings, store: Store) -> datetime:
    with store.read() as session:
        return business_moment(session, settings.today, real_clock())


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def answer(value: Any, as_json: bool, lines: Callable[[Any], list[str]]) -> None:
    """Print the answer: one JSON value on stdout, or lines for a person."""
    if as_json:
        click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
    else:
        for line in lines(value):
            click.echo(line)


def refusals(command: Callable[..., Any]) -> Callable[..., Any]:
    """A refused act ends with its sentence and exit code 1, without a traceback."""
    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except GovernanceError as refused:
            click.echo(refused.sentence, err=True)
            sys.exit(REFUSED)
    return run


@contextmanager
def signed_in(shell: Shell, account: str, password: str) -> Iterator[Actor]:
    """Somebody's own account for one act that the office may not do for them: signed in and out as on the page, by the real time."""
    visit = signin.Visit(account, password, f"cli:{_os_user()}")
    with shell.store.write() as session:
        outcome = signin.sign_in(session, visit, shell.settings, real_clock())
    if isinstance(outcome, signin.Refused):  # after the commit: the failure counts
        raise GovernanceError(outcome.sentence)
    with shell.store.read() as session:
        login = signin.login_of(session, outcome.token, visit.address, shell.settings, real_clock())
    assert login is not None
    try:
        yield login.actor
    finally:
        with shell.store.write() as session:
            signin.sign_out(session, outcome.token, login.actor, real_clock())


json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出到标准输出")


def table(headers: list[str], rows: list[list[Any]]) -> list[str]:
    """Lines of a plain table, columns parted by two spaces (wide characters count twice)."""
    texts = [headers, *[["—" if c is None else str(c) for c in row] for row in rows]]
    widths = [max(_width(row[n]) for row in texts) for n in range(len(headers))]
    return ["  ".join(cell + " " * (widths[n] - _width(cell)) for n, cell in enumerate(row)).rstrip() for row in texts]


def said(words: type[Labelled], code: str | None) -> str | None:
    """The Chinese word of a code; a person reads the table, programs read --json."""
    return words(code).label if code else None


def _width(text: str) -> int:
    return sum(2 if ord(ch) > 0x2E80 else 1 for ch in text)
