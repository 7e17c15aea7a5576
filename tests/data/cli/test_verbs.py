"""Exit codes, JSON and connections of the command line, on a home of the month's small city."""

import json

import pytest
from click.testing import CliRunner

from data.cli.main import build
from data.store import engine
from tests.month.city import write_rule_book


@pytest.fixture
def verb(tmp_path):
    """Runs a verb on an initialised home."""
    environ = {"CHENGJI_HOME": str(tmp_path / "home"), "CHENGJI_TODAY": "2023-04-28", "CHENGJI_CATALOGUE": str(write_rule_book(tmp_path / "办法"))}

    def run(*words):
        return CliRunner().invoke(build(lambda *_: None), [str(word) for word in words], env=environ)

    assert run("init").exit_code == 0
    return run


@pytest.mark.parametrize("more", [["--unit", "没有的单位"], ["--unit", "E", "--period", "五月"], ["--unit", "E", "--ledger", "bridge"], []])
def test_a_wrong_call_of_import_ends_with_two_before_any_file_is_taken(verb, tmp_path, more):
    path = tmp_path / "5月.xlsx"
    path.write_bytes(b"PK")
    found = verb("import", path, *more)
    assert found.exit_code == 2 and found.stdout == ""


def test_escalate_says_what_it_did_as_json(verb):
    """The whole plan has nine tasks; T1-1 is due on the day."""
    found = verb("escalate", "2023-04-28", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout) == {"days": ["2023-04-28"], "lights": 9, "reminded": 1, "drafted": 0, "chased": 0}


def test_a_verb_gives_its_connections_back(verb, monkeypatch):
    open_ones, original = [], engine.Store.open
    monkeypatch.setattr(engine.Store, "open", lambda *given: open_ones.append(original(*given)) or open_ones[-1])
    assert verb("measure", "2023-04", "--json").exit_code == 0
    assert [store.engine.pool.checkedin() for store in open_ones] == [0]
