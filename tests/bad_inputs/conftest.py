"""One home per door for all cases, made once: the rule book, the accounts, what two units handed in before."""

from contextlib import ExitStack

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.access.scope import Actor
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.jobs.worker import Worker
from data.settings import Settings
from data.store import migrate
from data.store.marks import set_mark
from data.store.rulebook import adopt
from data.vocabulary import Door, Role
from tests.bad_inputs import good
from tests.bad_inputs.case import CLI, INBOX, PAGE
from tests.bad_inputs.doors import NOW, TODAY, CliDoor, Home, InboxDoor, PageDoor
from tests.bad_inputs.trial import at_the_command_line
from tests.databases import furnish, new_place
from tests.web import demo_people

BEFORE = [(good.UNIT, good.poles), (good.UNIT, lambda: good.other("tunnel", {"smart_devices": {1: 5.0}}, period=good.MAY)),
          (good.UNIT, lambda: good.tasks(period=good.MAY)), (good.UNIT, lambda: good.other("network", period=good.MAY)), (good.OTHER, good.claimed)]


def stamp(store):
    """The tables are there; the command line asks for the number of their schema too."""
    with store.engine.begin() as connection:
        MigrationContext.configure(connection).stamp(ScriptDirectory(str(migrate.FOLDER)), "head")


@pytest.fixture(scope="session")
def city_of_before(container, tmp_path_factory):
    """Fills a store with all that stands when the first bad file comes."""
    originals = tmp_path_factory.mktemp("before")

    def fill(store):
        stamp(store)
        with store.write() as session:
            adopt(session, good.book(), "2023-01", "test", NOW)
            set_mark(session, "home", "demo")
            set_mark(session, "today", TODAY)
            demo_people(session, NOW)
        doors = Doors(store, container, Settings(home=originals, database_url=""))
        for unit, content in BEFORE:
            receipt = take(doors, Incoming(content(), "上报.xlsx", unit, Door.PAGE, Actor("unit1", Role.UNIT, unit)), NOW)
            assert receipt.outcome == "accepted", receipt.as_json()

    return fill


@pytest.fixture(scope="session")
def open_doors(container, web_once, tmp_path_factory, city_of_before):
    """Makes the three doors, each with a home and a database of its own."""
    stores = []

    def home_at(place, name):
        folder = tmp_path_factory.mktemp(name)
        settings = Settings(home=folder, database_url=place or f"sqlite:///{folder / 'chengji.db'}", still_seconds=0)
        stores.append(furnish(settings.database_url, city_of_before))
        return Home(settings, stores[-1], container)

    def make(places):
        page, inbox, cli = (home_at(place, name) for place, name in zip(places, (PAGE, INBOX, CLI), strict=True))
        worker = Worker(page.settings, lambda: NOW, container)
        stores.append(worker.doors.store)
        return {PAGE: PageDoor(page, web_once, worker), INBOX: InboxDoor(inbox), CLI: CliDoor(cli, tmp_path_factory.mktemp("sent"))}

    yield make
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def doors(open_doors):
    return open_doors((None, None, None))


@pytest.fixture(scope="session")
def postgres_doors(open_doors, postgres_url):
    with ExitStack() as stack:
        yield open_doors([stack.enter_context(new_place(postgres_url)) for _ in range(3)])


@pytest.fixture(scope="module")
def at_cli(request, doors):
    """What the command line says of all cases of this file."""
    return at_the_command_line(request.module.CASES, doors[CLI])
