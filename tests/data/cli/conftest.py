"""A home made by `init` once, copied for every test; verbs are run through click's own runner."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from data.cli.main import build
from data.intake.container import Container

TODAY = "2023-07-03"


@dataclass
class Terminal:
    """Somebody at the command line of one home."""

    home: Path
    container: Container
    today: str = TODAY

    def __call__(self, *words: str, typed: str | None = None) -> Result:
        env = {"CHENGJI_HOME": str(self.home), "CHENGJI_TODAY": self.today, "CHENGJI_STILL_SECONDS": "0"}
        return CliRunner().invoke(build(lambda *_: None, self.container), [str(word) for word in words], env=env, input=typed, catch_exceptions=False)

    def json(self, *words: str):
        """The one value on stdout of a verb that must succeed."""
        done = self(*words, "--json")
        assert done.exit_code == 0, done.output
        return orjson.loads(done.stdout)


@pytest.fixture(scope="session")
def home_once(tmp_path_factory, container) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    assert Terminal(home, container, "2023-01-05")("init").exit_code == 0
    return home


@pytest.fixture
def cli(home, home_once, container) -> Terminal:
    shutil.copytree(home_once, home)
    return Terminal(home, container)
