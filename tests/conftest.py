"""What every test may ask for: fresh databases, a browser, a warm parser, a home of its own."""

import gc
import logging
import os

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from data.intake.container import Container
from data.settings import Settings

pytest_plugins = ["pytester", "tests.left_out", "tests.databases", "tests.spots", "tests.browsers", "tests.demo_city", "tests.web", "tests.city",
                  "tests.map_city", "tests.desk"]

# The same examples each time: a red run must be red again tomorrow.
settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")


def pytest_configure():
    """Settings of the person at the keyboard must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("CHENGJI_")]:
        del os.environ[name]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for every file of every page hides what failed


TOLD_ONCE = {  # tests that read one costly story: where they begin → its name
    "tests/month/": "a month by hand", "tests/data/intake/template/": "templates",
    "tests/recount/": "two months", "tests/data/demo/test_declared": "two months"}
LONG = ("tests/reliability/", "tests/recount/", "tests/month/", "tests/data/demo/", "tests/browser/", "tests/data/cli/", "tests/data/intake/template/")


class _ByStory(LoadFileScheduling):
    """A file at a time to each process; files that read one story go to the same."""

    def _split_scope(self, nodeid):
        return next((story for begin, story in TOLD_ONCE.items() if nodeid.startswith(begin)), super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # the order is that of the items
    return _ByStory(config, log)


def pytest_collection_finish():
    """What is there now stays to the end: looking through it again and again for what nobody needs took a tenth of the run."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    for item in items:
        if {"chromium", "browser", "page"} & set(item.fixturenames):
            item.add_marker(pytest.mark.browser)
    # What takes long begins first: begun last, it would leave all other processes with nothing to do.
    items.sort(key=lambda item: next((place for place, folder in enumerate(LONG) if item.nodeid.startswith(folder)), len(LONG)))


@pytest.fixture(scope="session")
def container(tmp_path_factory):
    """The parsing children of the run: they know no database, and the rule book comes with each file."""
    found = Container(Settings(home=tmp_path_factory.mktemp("parser"), database_url=""))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The data directory of this test alone; nothing is ever written to the real one."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CHENGJI_HOME", str(folder))
    return folder
